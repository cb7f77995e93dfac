"""Tables of standing relations: published layouts by hand-written rows, others by mapping."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from kg.loaders.dyads import DyadLoader
from kg.loaders.tie_rows import Standing, YearJoiner
from loader_help import Read, make_source, reasons

from kg.errors import InputError
from kg.ingest.reading import Leaf
from kg.loading import LoadOptions, Tally
from kg.records import ActorRef, Rejection, Tie

SAMPLES = Path(__file__).parents[3] / "shared" / "reference" / "samples" / "cow_atop"

ALLIANCES = (
    "version4id,ccode1,state_name1,ccode2,state_name2,dyad_st_day,dyad_st_month,dyad_st_year,dyad_end_day,"
    "dyad_end_month,dyad_end_year,left_censor,right_censor,defense,neutrality,nonaggression,entente,version\n"
)
ATOP = "ccode1,ccode2,year,atop_defense,atop_offense,atop_neutral,atop_nonagg,atop_consul\n"
TRADE = "exp,imp,yr,flow\n"
TRADE_MAP = {"source": "exp", "target": "imp", "year": "yr", "relation": "EXPORTED_TO", "unit": "USD"}


def ties(records: list[Leaf]) -> list[Tie]:
    return [record for record in records if isinstance(record, Tie)]


def tallies(records: list[Leaf]) -> dict[str, int]:
    return {record.what: record.number for record in records if isinstance(record, Tally)}


def test_an_alliance_has_dates_as_exact_as_the_row(read: Read) -> None:
    rows = (
        '1,365,"Russia",255,"Germany",12,4,1926,22,6,1941,0,0,0,1,1,0,4.1\n'
        "2,2,United States of America,200,United Kingdom,-9,8,1949,31,12,2012,0,1,1,0,0,1,4.1\n"
        "3,2,United States of America,20,Canada,1,1,1950,,,,0,0,1,0,0,0,4.1\n"
    )
    first, second, third = ties(read((ALLIANCES + rows).encode(), "alliance_v4.1_by_dyad.csv"))
    assert (first.relation, first.source.id, first.target.id) == ("ALLIED_WITH", "country:DEU", "country:RUS")
    assert (first.since, first.until, first.detail) == ("1926-04-12", "1941-06-22", "neutrality, non-aggression")
    assert (second.since, second.until) == ("1949-08", None)  # the data end before the alliance
    assert (third.until, third.dataset) == (None, "cow-alliances")


def test_yearly_forms_of_an_alliance_are_one_tie(read: Read) -> None:
    header = ALLIANCES.replace(",version", ",year,version")
    row = "1,{},x,{},y,12,4,1926,22,6,1941,0,0,0,1,1,0,{},4.1\n"
    rows = "".join(row.format(a, b, year) for year in (1926, 1927) for a, b in ((365, 255), (255, 365)))
    records = read((header + rows).encode(), "alliance_v4.1_by_directed_yearly.csv")
    assert len(ties(records)) == 1
    assert tallies(records) == {"joined": 3}


def test_members_of_an_alliance_are_party_to_it(read: Read) -> None:
    data = (
        b"version4id,ccode,state_name,mem_st_day,mem_st_month,mem_st_year,mem_end_day,mem_end_month,mem_end_year,"
        b"right_censor,ss_type\n7,2,USA,24,8,1949,,,,1,Type I: Defense Pact\n"
    )
    (tie,) = ties(read(data, "members.csv"))
    assert (tie.relation, tie.source.id, tie.target.id) == ("PARTY_TO", "country:USA", "org:cow-alliance-7")
    assert (tie.since, tie.until, tie.detail) == ("1949-08-24", None, "Type I: Defense Pact")
    data = b"atopid,member,yrent,moent,dayent,yrexit,moexit,dayexit,defense\n3150,2,1951,4,0,0,0,0,1\n"
    (tie,) = ties(read(data, "atop5_1m.csv"))
    assert (tie.target.name, tie.since, tie.until, tie.detail) == ("ATOP alliance 3150", "1951-04", None, "defence")


def test_years_of_one_alliance_are_joined_and_a_gap_or_other_terms_are_not(read: Read) -> None:
    rows = (
        "2.0,20.0,2010.0,1.0,0.0,0.0,1.0,1.0\n20,2,2010,1,0,0,1,1\n2,20,2011,1,0,0,1,1\n2,20,2012,0,0,0,1,0\n"
        "2,20,2014,0,0,0,1,0\n2,20,2015,0,0,0,0,0\n"
    )
    records = read((ATOP + rows).encode(), "atop.csv")
    found = [(tie.since, tie.until, tie.detail) for tie in ties(records)]
    assert sorted(found) == [
        ("2010", "2011", "defence, non-aggression, consultation"),
        ("2012", "2012", "non-aggression"),
        ("2014", "2014", "non-aggression"),
    ]
    assert tallies(records) == {"joined": 2, "passed_over": 1}


def test_bad_rows_are_set_aside_with_line_and_column(read: Read) -> None:
    rows = "2,20,2010,1,0,0,1,1\n2,9999,2010,1,0,0,1,1\n2,20,MMX,1,0,0,1,1\n2,2,2010,1,0,0,1,1\n2,20\n"
    records = read((ATOP + rows).encode(), "atop.csv")
    found = [record for record in records if isinstance(record, Rejection)]
    assert [(record.line, record.column) for record in found] == [(3, "ccode2"), (4, "year"), (5, "ccode2"), (6, None)]
    assert found[0].reason == "no listed country has the COW number '9999'"
    assert len(ties(records)) == 1


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_encodings_line_ends_and_nul_bytes(read: Read, encoding: str) -> None:
    text = (ATOP + "2,20,2010,1,0,0,1,\0 1\n").replace("\n", "\r\n")
    assert len(ties(read(text.encode(encoding), "atop.csv"))) == 1


def test_an_empty_table_is_told(read: Read) -> None:
    with pytest.raises(InputError, match="a table without rows"):
        read(ATOP.encode(), "atop.csv")


def test_a_mapping_says_what_the_columns_are(read: Read) -> None:
    rows = 'FRA,DEU,2019,"1,250.5"\nDE,United States,2019,7\nFRA,DEU,2020,\n'
    first, second, third = ties(
        read((TRADE + rows).encode(), "trade.csv", kind="dyads", mapping={**TRADE_MAP, "value": "flow"})
    )
    assert (first.source.id, first.target.id, first.value, first.unit) == ("country:FRA", "country:DEU", 1250.5, "USD")
    assert (first.since, first.until, first.dataset) == ("2019", "2019", "trade")
    assert (second.source.id, second.target.id) == ("country:DEU", "country:USA")
    assert third.value is None


def test_treaties_by_mapping(read: Read) -> None:
    data = (
        b"state,treaty,ratified,left\nFrance,Ottawa Convention,1998-07-23,\nUnited States,Open Skies,1992,2020-11-22\n"
    )
    mapping = {"source": "state", "target": "treaty", "since": "ratified", "until": "left", "relation": "PARTY_TO"}
    first, second = ties(read(data, "treaties.csv", kind="dyads", mapping=mapping))
    assert (first.target.id, first.since, first.until) == ("org:ottawa-convention", "1998-07-23", None)
    assert (second.since, second.until) == ("1992", "2020-11-22")


def test_columns_that_say_what_they_mean_need_no_mapping(read: Read) -> None:
    (tie,) = ties(read(b"donor,recipient,year,amount,currency\nNOR,MLI,2020,3.5,NOK\n", "aid.csv"))
    assert (tie.relation, tie.source.id, tie.value, tie.unit) == ("GAVE_AID_TO", "country:NOR", 3.5, "NOK")


def test_rows_that_contradict_each_other_are_set_aside(read: Read) -> None:
    rows = "FRA,DEU,2019,5\nFRA,DEU,2019,5\nFRA,DEU,2019,6\n"
    records = read((TRADE + rows).encode(), "trade.csv", kind="dyads", mapping={**TRADE_MAP, "value": "flow"})
    assert reasons(records) == ["an earlier row says something else of the same actors and time"]
    assert tallies(records) == {"joined": 1}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"target": "impp"}, r"line 1: no column 'impp' for target; did you mean 'imp'\?"),
        ({"sauce": "exp"}, r"--map: no field 'sauce'; did you mean 'source'\?"),
        ({"relation": "EXPORTS_TO"}, r"no standing relation 'EXPORTS_TO'; did you mean 'EXPORTED_TO'\?"),
        ({"codes": "iso4"}, r"no system of country codes 'iso4'; did you mean 'iso3'\?"),
    ],
)
def test_mistakes_in_the_mapping_name_the_nearest_match(read: Read, change: dict[str, str], message: str) -> None:
    with pytest.raises(InputError, match=message):
        read((TRADE + "FRA,DEU,2019,5\n").encode(), "trade.csv", kind="dyads", mapping=TRADE_MAP | change)


def test_a_symmetric_relation_is_the_same_both_ways(read: Read) -> None:
    mapping = {"source": "exp", "target": "imp", "year": "yr", "relation": "RIVAL_OF"}
    records = read((TRADE + "IND,PAK,1999,\nPAK,IND,1999,\n").encode(), "r.csv", kind="dyads", mapping=mapping)
    assert len(ties(records)) == 1
    assert tallies(records) == {"joined": 1}


@given(st.lists(st.integers(1900, 1930), min_size=1, max_size=40))
def test_joined_years_cover_exactly_the_years_given(years: list[int]) -> None:
    one, other = (ActorRef(id=f"country:{name}", name=name, kind="country") for name in ("A", "B"))
    joiner, found = YearJoiner(), []
    for year in sorted(years):
        row = Standing(relation="ALLIED_WITH", source=one, target=other, row="1", since=str(year), yearly=True)
        if (earlier := joiner.add(row)) is not None:
            found.append(earlier)
    found += joiner.rest()
    covered = Counter(year for said in found for year in range(int(said.since or 0), int(said.until or 0) + 1))
    assert covered == Counter(set(years))


@given(st.lists(st.lists(st.text(max_size=8), max_size=9), max_size=6))
def test_no_cells_break_the_loader(rows: list[list[str]]) -> None:
    text = ATOP + "".join(",".join(cell.replace(",", " ") for cell in row) + "\n" for row in rows)
    source = make_source(text.encode("utf-8", "replace"), "atop.csv")
    with suppress(InputError):  # such as a table without rows
        assert not ties(list(DyadLoader().load(source, LoadOptions())))


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="no samples here")
@pytest.mark.parametrize(
    "name",
    ["atop5_1ddyr", "cow_mid_dirdisps", "cow_war_inter", "td_rivalries"],
)
def test_every_row_of_the_samples_is_accounted_for(read: Read, name: str) -> None:
    (path,) = SAMPLES.glob(f"{name}*.csv")
    data = path.read_bytes()
    records = read(data, path.name)
    counts = tallies(records)
    rows = len(data.splitlines()) - 1
    assert len(ties(records)) + counts.get("joined", 0) + counts.get("passed_over", 0) + len(reasons(records)) == rows
    assert len({tie.id for tie in ties(records)}) == len(ties(records)) > 0
    assert not reasons(records)
