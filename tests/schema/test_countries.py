"""The states: all of them, each with what the resolver needs, every code as text."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from kg.actors.model import ActorEntry, ActorFile

ACTORS = Path(__file__).resolve().parents[2] / "schema" / "actors"


def read(name: str) -> Any:
    return yaml.load((ACTORS / name).read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


@pytest.fixture(scope="module")
def countries() -> dict[str, ActorEntry]:
    return {entry.id: entry for entry in ActorFile.model_validate(read("countries.yaml")).actors}


def test_un_members_and_the_four_others(countries: dict[str, ActorEntry]) -> None:
    states = [entry for entry in countries.values() if entry.status == "state"]
    assert len(states) == 194, "193 UN members and the Holy See"
    for code in ("TWN", "XKX", "PSE", "VAT"):
        assert f"country:{code}" in countries


@pytest.mark.parametrize(
    ("code", "until", "successor"),
    [
        ("SUN", "1991-12-26", "RUS"),
        ("YUG", "2003-02-04", "SCG"),
        ("SCG", "2006-06-05", "SRB"),
        ("CSK", "1993-01-01", "CZE"),
        ("YMD", "1990-05-22", "YEM"),
    ],
)
def test_former_states_end_where_the_successor_begins(
    countries: dict[str, ActorEntry], code: str, until: str, successor: str
) -> None:
    assert countries[f"country:{code}"].until == until
    assert countries[f"country:{code}"].status == "former"
    assert countries[f"country:{successor}"].since == until


def test_every_state_has_names_adjective_capital_and_codes(countries: dict[str, ActorEntry]) -> None:
    for entry in countries.values():
        if entry.status in ("state", "disputed"):
            assert entry.adjectives, entry.id
            assert entry.capital, entry.id
            assert {"iso2", "iso3", "wikidata"} <= set(entry.codes), entry.id
            assert entry.codes["iso3"] == entry.country == entry.id.removeprefix("country:")


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("MMR", {"Burma", "Burmese", "Naypyidaw"}),
        ("CIV", {"Ivory Coast", "Côte d'Ivoire", "Ivorian"}),
        ("GBR", {"UK", "Britain", "British", "Britons", "Downing Street", "Whitehall"}),
        ("USA", {"U.S.", "US", "America", "American", "Americans", "Washington", "White House"}),
        ("PRK", {"DPRK", "North Korean", "North Koreans", "Pyongyang"}),
        ("KOR", {"Republic of Korea", "South Korean", "Seoul", "Blue House"}),
        ("RUS", {"Russian", "Russians", "Moscow", "Kremlin"}),
        ("FRA", {"Élysée", "Frenchman", "Paris"}),
        ("TUR", {"Türkiye", "Turks", "Ankara"}),
        ("CHN", {"PRC", "Beijing", "Zhongnanhai"}),
    ],
)
def test_names_by_which_states_are_known(countries: dict[str, ActorEntry], code: str, words: set[str]) -> None:
    entry = countries[f"country:{code}"]
    assert words <= {entry.name, *entry.aliases, *entry.adjectives, *entry.demonyms, *entry.metonyms}


def test_codes_as_the_sources_have_them(countries: dict[str, ActorEntry]) -> None:
    assert countries["country:ALB"].codes["iso_numeric"] == "008"
    assert countries["country:USA"].codes["cow"] == "2"
    assert countries["country:ROU"].codes["cameo"] == "ROM"
    assert countries["country:RUS"].codes["fips"] == "RS"
    assert "cameo" not in countries["country:SSD"].codes


@pytest.mark.parametrize("name", ["countries.yaml", "territories.yaml"])
def test_every_code_is_quoted(name: str) -> None:
    for actor in read(name)["actors"]:
        for system, code in actor.get("codes", {}).items():
            assert isinstance(code, str), (actor["id"], system, code)


def test_a_code_belongs_to_one_living_state(countries: dict[str, ActorEntry]) -> None:
    living = [entry for entry in countries.values() if entry.status != "former"]
    for system in ("iso2", "iso3", "iso_numeric", "cameo", "fips", "wikidata", "gw"):
        counts = Counter(entry.codes[system] for entry in living if system in entry.codes)
        assert not [code for code, count in counts.items() if count > 1], system


def test_de_facto_states_name_the_state_they_count_as_part_of(countries: dict[str, ActorEntry]) -> None:
    assert countries["country:abkhazia"].country == "GEO"
    assert countries["country:northern-cyprus"].country == "CYP"
    for entry in countries.values():
        if entry.status == "de_facto":
            assert f"country:{entry.country}" in countries


def test_territories_know_their_state(countries: dict[str, ActorEntry]) -> None:
    for entry in ActorFile.model_validate(read("territories.yaml")).actors:
        assert entry.kind == "place"
        assert set(entry.part_of) <= set(countries), entry.id
