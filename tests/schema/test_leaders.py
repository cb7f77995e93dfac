"""Who held which office when: the cases everybody knows, and laws that hold for all."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

from kg.actors.dates import within
from kg.actors.model import ActorEntry, ActorFile, OfficeEntry

SCHEMA = Path(__file__).resolve().parents[2] / "schema"
FILES = sorted([*SCHEMA.glob("actors/leaders-*.yaml"), *SCHEMA.glob("actors/ministers-*.yaml")])
HEADS = ("head_of_state", "head_of_government")


class Held(NamedTuple):
    person: ActorEntry
    office: OfficeEntry


@pytest.fixture(scope="module")
def people() -> list[ActorEntry]:
    return [
        entry
        for path in FILES
        for entry in ActorFile.model_validate(
            yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        ).actors
    ]


@pytest.fixture(scope="module")
def held(people: list[ActorEntry]) -> list[Held]:
    return [Held(person, office) for person in people for office in person.offices]


def holders(held: list[Held], state: str, role: str, on: str, title: str = "") -> list[str]:
    return [
        person.name
        for person, office in held
        if office.of == f"country:{state}"
        and office.role == role
        and title.lower() in office.title.lower()
        and within(office.since, office.until, on)
    ]


@pytest.mark.parametrize(
    ("state", "role", "on", "name"),
    [
        ("FRA", "head_of_state", "2011-06-01", "Nicolas Sarkozy"),
        ("FRA", "head_of_state", "2013-06-01", "François Hollande"),
        ("FRA", "head_of_state", "2018-06-01", "Emmanuel Macron"),
        ("DEU", "head_of_state", "2008-06-01", "Horst Köhler"),
        ("GEO", "head_of_state", "2006-06-01", "Mikheil Saakashvili"),
        ("IRQ", "head_of_government", "2007-01-01", "Nouri al-Maliki"),
        ("KHM", "head_of_government", "2022-06-01", "Hun Sen"),
        ("KHM", "head_of_government", "2024-06-01", "Hun Manet"),
        ("IDN", "head_of_state", "2025-06-01", "Prabowo Subianto"),
        ("KOR", "head_of_state", "2025-09-01", "Lee Jae-myung"),
        ("SYR", "head_of_state", "2025-06-01", "Ahmed al-Sharaa"),
        ("VAT", "head_of_state", "2003-06-01", "John Paul II"),
        ("VAT", "head_of_state", "2010-06-01", "Benedict XVI"),
        ("VAT", "head_of_state", "2025-06-01", "Leo XIV"),
        ("FRA", "head_of_government", "1993-01-01", "Pierre Bérégovoy"),
        ("RUS", "head_of_state", "1993-10-04", "Boris Yeltsin"),
        ("RUS", "head_of_state", "2009-06-01", "Dmitry Medvedev"),
        ("RUS", "head_of_government", "2009-06-01", "Vladimir Putin"),
        ("RUS", "head_of_state", "2022-01-26", "Vladimir Putin"),
        ("RUS", "head_of_government", "2022-01-26", "Mikhail Mishustin"),
        ("RUS", "foreign_minister", "2022-01-26", "Sergey Lavrov"),
        ("SUN", "head_of_state", "1991-06-01", "Mikhail Gorbachev"),
        ("USA", "head_of_state", "1991-01-17", "George Bush"),
        ("USA", "head_of_state", "2003-03-20", "George W. Bush"),
        ("USA", "head_of_government", "2003-03-20", "George W. Bush"),
        ("USA", "head_of_state", "2020-01-03", "Donald Trump"),
        ("USA", "head_of_state", "2022-02-24", "Joe Biden"),
        ("USA", "head_of_state", "2025-06-01", "Donald Trump"),
        ("USA", "foreign_minister", "2022-01-26", "Antony Blinken"),
        ("GBR", "head_of_government", "1990-03-01", "Margaret Thatcher"),
        ("GBR", "head_of_government", "2022-09-01", "Boris Johnson"),
        ("GBR", "head_of_government", "2022-10-01", "Liz Truss"),
        ("GBR", "head_of_government", "2022-11-01", "Rishi Sunak"),
        ("GBR", "head_of_state", "2022-09-01", "Elizabeth II"),
        ("GBR", "head_of_state", "2022-10-01", "Charles III"),
        ("DEU", "head_of_government", "1990-10-03", "Helmut Kohl"),
        ("DEU", "head_of_government", "2003-03-20", "Gerhard Schröder"),
        ("DEU", "head_of_government", "2020-06-01", "Angela Merkel"),
        ("ITA", "head_of_government", "2012-06-01", "Mario Monti"),
        ("JPN", "head_of_government", "2009-06-01", "Tarō Asō"),
        ("ISR", "head_of_government", "2022-08-01", "Yair Lapid"),
        ("ISR", "head_of_government", "2023-10-07", "Benjamin Netanyahu"),
        ("CUB", "head_of_state", "2022-01-24", "Miguel Díaz-Canel"),
        ("VEN", "head_of_state", "2022-01-26", "Nicolás Maduro"),
        ("NIC", "head_of_state", "2022-01-26", "Daniel Ortega"),
        ("UKR", "head_of_state", "2022-02-24", "Volodymyr Zelenskyy"),
        ("UKR", "foreign_minister", "2022-02-24", "Dmytro Kuleba"),
        ("TUR", "head_of_government", "2010-06-01", "Recep Tayyip Erdoğan"),
        ("TUR", "head_of_state", "2022-06-01", "Recep Tayyip Erdoğan"),
        ("IRN", "head_of_government", "2022-06-01", "Ebrahim Raisi"),
        ("IRN", "head_of_government", "2024-09-01", "Masoud Pezeshkian"),
        ("IRN", "foreign_minister", "2015-07-14", "Mohammad Javad Zarif"),
        ("CHN", "head_of_state", "2022-02-04", "Xi Jinping"),
        ("CHN", "head_of_government", "2022-02-04", "Li Keqiang"),
        ("CHN", "foreign_minister", "2020-06-01", "Wang Yi"),
        ("CHN", "foreign_minister", "2023-04-01", "Qin Gang"),
        ("CHN", "foreign_minister", "2024-06-01", "Wang Yi"),
        ("UKR", "foreign_minister", "2025-03-01", "Andrii Sybiha"),
        ("USA", "foreign_minister", "2025-03-01", "Marco Rubio"),
        ("USA", "foreign_minister", "1991-01-17", "James Baker"),
        ("RUS", "defence_minister", "2022-02-24", "Sergey Shoygu"),
        ("RUS", "defence_minister", "2025-03-01", "Andrei Belousov"),
        ("IRN", "foreign_minister", "2022-06-01", "Hossein Amirabdollahian"),
        ("VEN", "foreign_minister", "2019-06-01", "Jorge Arreaza"),
        ("DEU", "foreign_minister", "2015-06-01", "Frank-Walter Steinmeier"),
        ("LBY", "head_of_state", "1999-06-01", "Muammar Gaddafi"),
        ("IND", "head_of_government", "1991-01-01", "Chandra Shekhar"),
    ],
)
def test_well_known_holders(held: list[Held], state: str, role: str, on: str, name: str) -> None:
    assert name in holders(held, state, role, on)


def test_irans_president_and_supreme_leader_are_kept_apart(held: list[Held]) -> None:
    assert holders(held, "IRN", "head_of_state", "2023-01-01", "supreme leader") == ["Ali Khamenei"]
    assert holders(held, "IRN", "head_of_state", "2023-01-01", "president") == ["Ebrahim Raisi"]


@pytest.mark.parametrize(
    ("name", "spellings"),
    [
        ("Volodymyr Zelenskyy", {"Zelensky", "Zelenskiy", "Volodymyr Zelensky"}),
        ("Muammar Gaddafi", {"Qaddafi", "Kadhafi", "Moammar Gadhafi"}),
        ("Alexander Lukashenko", {"Lukashenka", "Alyaksandr Lukashenka"}),
        ("Sergey Lavrov", {"Sergei Lavrov"}),
        ("Sergey Shoygu", {"Sergei Shoigu"}),
        ("Mohammad Khatami", {"Mohammed Khatami"}),
        ("Charles III", {"King Charles"}),
    ],
)
def test_spellings(people: list[ActorEntry], name: str, spellings: set[str]) -> None:
    aliases = {alias for person in people if person.name == name for alias in person.aliases}
    assert spellings <= aliases


def test_ids_are_unique_and_files_small(people: list[ActorEntry]) -> None:
    assert len({person.id for person in people}) == len(people)
    assert all(path.stat().st_size < 1_000_000 for path in FILES)


def test_a_wikidata_id_is_one_person(people: list[ActorEntry]) -> None:
    ids = [person.codes["wikidata"] for person in people if "wikidata" in person.codes]
    assert len(ids) == len(set(ids))


def test_terms_begin_before_they_end_and_name_their_source(held: list[Held]) -> None:
    for person, office in held:
        assert office.since, person.id
        assert office.source, person.id
        if office.until:
            size = min(len(office.since), len(office.until))
            assert office.since[:size] <= office.until[:size], (person.id, office)


def test_roles_and_states_are_known(held: list[Held]) -> None:
    roles = yaml.safe_load((SCHEMA / "roles.yaml").read_text(encoding="utf-8"))["roles"]
    countries = yaml.load((SCHEMA / "actors" / "countries.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    known = {actor["id"] for actor in countries["actors"]}
    for person, office in held:
        assert office.role in roles, person.id
        assert office.of in known, person.id


def _chains(held: list[Held]) -> Iterator[list[Held]]:
    chains: dict[tuple[str, str], list[Held]] = {}
    for item in held:
        if item.office.role in HEADS:
            chains.setdefault((item.office.of, item.office.role), []).append(item)
    yield from chains.values()


def test_at_most_a_few_heads_at_a_time(held: list[Held]) -> None:
    """Rival governments and collegial heads aside, one person holds an office of one title on a day."""
    collegial = {
        "country:SMR",
        "country:BIH",
        "country:AND",
        "country:CHE",
        "country:IRN",
        "country:YEM",
        "country:LBY",
    }
    crowded = 0
    days = 0
    for chain in _chains(held):
        if chain[0].office.of in collegial:
            continue
        for year in range(1990, 2027):
            on = f"{year}-06-15"
            titles = {office.title for _, office in chain if within(office.since, office.until, on)}
            offices = [office.title for _, office in chain if within(office.since, office.until, on)]
            days += bool(offices)
            crowded += len(offices) > len(titles)
    assert crowded / days < 0.03


def test_nearly_every_state_has_a_head_in_every_year(held: list[Held]) -> None:
    countries = yaml.load((SCHEMA / "actors" / "countries.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    states = {actor["id"]: actor.get("since", "") for actor in countries["actors"] if actor["status"] == "state"}
    by_state: dict[str, list[OfficeEntry]] = {}
    for _, office in held:
        if office.role in HEADS:
            by_state.setdefault(office.of, []).append(office)
    missing = total = 0
    for state, since in states.items():
        for year in range(1990, 2027):
            on = f"{year}-06-15"
            if on >= since:
                total += 1
                missing += not any(within(office.since, office.until, on) for office in by_state.get(state, ()))
    assert missing / total < 0.01
