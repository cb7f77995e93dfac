"""Members of organisations: the notation of tools/data/memberships.txt, and what the shipped file holds."""

from __future__ import annotations

import pytest
from organization_heads import hand_heads
from organization_members import Dated, Period, read_periods

from kg.actors.dates import started, within
from kg.actors.knowledge import load_knowledge

BASE = load_knowledge()


def members(line: str, **finished: list[Period]) -> list[tuple[str, str, str, str]]:
    read = read_periods([line])["org:a"].filled({f"org:{name}": periods for name, periods in finished.items()})
    return sorted((item.member.removeprefix("country:"), item.since, item.until, item.status) for item in read)


def test_who_joins_and_leaves() -> None:
    line = "org:a | 1949-04-04: FRA ITA; 1952: TUR; -1966-03-10: FRA; 2009: FRA; 2014 observer: ISR"
    assert members(line) == [
        ("FRA", "1949-04-04", "1966-03-10", "member"),
        ("FRA", "2009", "", "member"),
        ("ISR", "2014", "", "observer"),
        ("ITA", "1949-04-04", "", "member"),
        ("TUR", "1952", "", "member"),
    ]


def test_a_day_says_where_it_was_read() -> None:
    periods = read_periods(["org:a | 1954-07-12[own list]: ISR; 1960*: FRA; 1961: ITA"])["org:a"].periods
    assert [sorted(period.confirmed) for period in periods] == [["own list"], ["appendix B"], []]
    assert [period.entry().get("verified", True) for period in periods] == [True, True, False]


def test_as_another_organisation_but_for_some() -> None:
    other = [
        Period("country:FRA", "1945"),
        Period("country:DDR", "1973", "1990"),
        Period("country:SSD", "2011"),
        Period("country:CHE", "2002"),
        Period("country:VAT", "1964", "", "observer"),
        Period("country:DEU", "1973"),
    ]
    line = "org:a | 1991 as: org:un -SSD; 1992: DEU"
    assert members(line, un=other) == [
        ("CHE", "2002", "", "member"),
        ("DEU", "1992", "", "member"),
        ("FRA", "1991", "", "member"),
    ]


def test_what_cannot_be_read_is_named() -> None:
    with pytest.raises(ValueError, match="org:a: 'FRA ITA'"):
        read_periods(["org:a | FRA ITA"])


def test_an_organisation_without_a_line_has_no_dates() -> None:
    assert Dated().filled({}) == []


def test_150_organisations_have_dated_members() -> None:
    dated = 0
    for row in BASE.rows():
        days = [item.get("since") for item in row.get("members", ()) if item.get("status", "member") == "member"]
        dated += bool(days) and sum(map(bool, days)) >= 0.9 * len(days)
    assert dated >= 150


def test_nobody_is_a_member_twice_at_once() -> None:
    for row in BASE.rows():
        seen: dict[str, list[dict[str, str]]] = {}
        for item in row.get("members", ()):
            if item.get("since"):
                seen.setdefault(item["id"], []).append(item)
        for member, periods in seen.items():
            for one in periods:
                inside = [
                    other
                    for other in periods
                    if other is not one
                    and started(other["since"], one["since"])
                    and other["since"] != one["since"]
                    and within(other["since"], other.get("until"), one["since"])
                    and (other.get("until") or "9") > one["since"]
                ]
                ends = [other.get("until", "")[: len(one["since"])] for other in inside]
                assert all(end == one["since"][: len(end)] for end in ends), (row["id"], member)
            assert len({item["since"] for item in periods}) == len(periods), (row["id"], member)


def test_organisations_that_follow_another() -> None:
    opec = {item.id for item in BASE.get("org:opec").members}
    plus = {item.id for item in BASE.get("org:opec-plus").members}
    assert {"country:RUS", "country:SAU"} <= plus
    assert "country:RUS" not in opec
    assert "place:hong-kong" in {item.id for item in BASE.get("org:apec").members}


def test_120_organisations_have_heads_with_dates() -> None:
    heads = [term for row in BASE.rows() for term in BASE.offices(row["id"]) if term.role == "head"]
    assert len({term.of for term in heads if term.since}) >= 120


def test_a_head_names_what_was_read_of_the_dates() -> None:
    line = "org:a | President | Ann Sea | 1995-09-01 | 2005-08-31 | MAR"
    assert [head.sources for head in hand_heads([line, f"{line} | rulers"])] == [(), ("rulers",)]
