"""How much the actor files know: kinds of organisations, officials on every date, and who names each entry."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

import pytest
import yaml

from kg.actors.dates import within
from kg.actors.model import ActorEntry, ActorFile, OfficeEntry

ACTORS = Path(__file__).resolve().parents[2] / "schema" / "actors"
HAND_WRITTEN = ("organizations.yaml", "armed_groups_and_parties.yaml", "media.yaml", "public_figures.yaml")
# States in which nobody held the office for months: no government, a council, or a vacancy.
VACANT = {"SOM", "LBN", "MMR", "MUS", "HTI", "SVK"}


def read(name: str) -> ActorFile:
    return ActorFile.model_validate(yaml.load((ACTORS / name).read_text(encoding="utf-8"), Loader=yaml.CSafeLoader))


@pytest.fixture(scope="module")
def files() -> dict[str, ActorFile]:
    return {path.name: read(path.name) for path in sorted(ACTORS.glob("*.yaml"))}


@pytest.fixture(scope="module")
def offices(files: dict[str, ActorFile]) -> dict[tuple[str, str], list[OfficeEntry]]:
    found: dict[tuple[str, str], list[OfficeEntry]] = defaultdict(list)
    for name, file in files.items():
        if name.startswith(("leaders-", "ministers-")):
            for person in file.actors:
                for office in person.offices:
                    found[office.of, office.role].append(office)
    return found


def states(files: dict[str, ActorFile]) -> list[ActorEntry]:
    return [state for state in files["countries.yaml"].actors if state.status == "state"]


def covered(terms: list[OfficeEntry], since: str, until: str = "2026-09") -> float:
    """The share of months on whose tenth day somebody is in office."""
    months = [f"{year}-{month:02d}" for year in range(1990, 2027) for month in range(1, 13)]
    months = [month for month in months if since[:7] < month <= until]
    held = [any(within(term.since, term.until, f"{month}-10") for term in terms) for month in months]
    return sum(held) / len(held)


def test_enough_of_each_kind(files: dict[str, ActorFile]) -> None:
    organizations = files["organizations.yaml"].actors
    assert sum(entry.sector == "IGO" for entry in organizations) >= 150
    assert sum(entry.sector == "NGO" for entry in organizations) >= 25
    assert sum(entry.sector == "BUS" for entry in organizations) >= 40
    assert len(files["armed_groups_and_parties.yaml"].actors) >= 150
    assert len(files["media.yaml"].actors) >= 150


def test_organisations_of_states_have_members_with_dates(files: dict[str, ActorFile]) -> None:
    bodies = [entry for entry in files["memberships.yaml"].actors if entry.members]
    assert len(bodies) >= 150
    assert sum(any(member.since for member in entry.members) for entry in bodies) >= 80


def test_heads_of_state_without_gaps(
    files: dict[str, ActorFile], offices: dict[tuple[str, str], list[OfficeEntry]]
) -> None:
    gaps = {
        state.country: round(share, 2)
        for state in states(files)
        if (share := covered(offices[state.id, "head_of_state"], max("1990-01", (state.since or "")[:7]))) < 0.97
    }
    assert gaps.keys() <= VACANT


def test_foreign_and_defence_ministers_of_sixty_states_and_more(
    files: dict[str, ActorFile], offices: dict[tuple[str, str], list[OfficeEntry]]
) -> None:
    full = [
        state.country
        for state in states(files)
        if all(
            covered(offices[state.id, role], max("2000-01", (state.since or "")[:7])) >= 0.95
            for role in ("foreign_minister", "defence_minister")
        )
    ]
    assert len(full) >= 60
    assert {"USA", "RUS", "CHN", "GBR", "FRA", "DEU", "JPN", "IND", "IRN", "ISR", "UKR", "SYR", "IRQ"} <= set(full)


@pytest.mark.parametrize("name", HAND_WRITTEN)
def test_every_entry_says_who_names_it_or_that_nobody_does(files: dict[str, ActorFile], name: str) -> None:
    file = files[name]
    explained = set(re.findall(r"^([a-zA-Z ]+?) \(", "\n".join(file.source), re.MULTILINE))
    for entry in file.actors:
        assert (entry.source is None) == (not entry.verified), entry.id
        assert set((entry.source or "").split(", ")) - {""} <= explained, entry.id


def test_every_file_names_its_sources(files: dict[str, ActorFile]) -> None:
    assert all(file.source for file in files.values())
