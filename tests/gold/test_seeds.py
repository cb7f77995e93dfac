"""Every dispatch in ``seeds/`` gives the events its YAML expects and none that it forbids."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import yaml
from kg.loaders.text import TextLoader

from kg.extract import Extractor
from kg.loading import LoadOptions, Source
from kg.ontology import load_ontology
from kg.records import ActorRef, Document, Event, Extraction

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
NAMES = sorted(path.stem for path in SEEDS.glob("*.yaml"))
FLOOR = 0.84
"""Share of all expected events that must be found with the small model; only ever raised."""


@dataclass(frozen=True, slots=True)
class Seed:
    """A dispatch, what was found in it, and what its YAML says."""

    name: str
    extraction: Extraction
    gold: dict[str, Any]


def load(name: str) -> Document:
    """The dispatch as ``kg ingest`` loads it."""
    path = SEEDS / f"{name}.txt"
    with path.open("rb") as stream:
        head = stream.read(1000)
        stream.seek(0)
        [document] = TextLoader().load(Source(name=path.name, stream=stream, head=head, path=path), LoadOptions())
    assert isinstance(document, Document)
    return document


@pytest.fixture(scope="module")
def seeds() -> dict[str, Seed]:
    extractor = Extractor()
    read = extractor.pipe([load(name) for name in NAMES])
    return {
        name: Seed(name, extraction, yaml.safe_load((SEEDS / f"{name}.yaml").read_text(encoding="utf-8")))
        for name, extraction in zip(NAMES, read, strict=True)
    }


def words(text: str) -> set[str]:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return set("".join(char if char.isalnum() else " " for char in plain).split()) - {"of", "the", "s"}


@cache
def country_names() -> dict[str, str]:
    """Name of each country -> its code."""
    data = yaml.safe_load((files("kg.schema") / "actors" / "countries.yaml").read_text(encoding="utf-8"))
    return {item["name"]: item["country"] for item in data["actors"] if item["kind"] == "country"}


def is_actor(ref: ActorRef, gold: str) -> bool:
    """Whether a resolved actor is the one that the YAML names, as ``Vladimir Putin (RUS)``.

    A country also stands for its government, army and diplomats; of a group one word of its name must be there, and
    its country may be unknown, as that of a person.
    """
    name, _, code = gold.partition(" (")
    code = code.rstrip(")")
    if name in country_names():
        return ref.kind != "person" and ref.country == country_names()[name]
    if code and ref.country not in (code, None):
        return False
    if ref.kind in {"group", "government", "armed_group"}:
        return bool(words(name) & words(f"{ref.name} {ref.text or ''}"))
    return words(name) <= words(f"{ref.name} {ref.text or ''}")


def matches(event: Event, gold: dict[str, Any]) -> bool:
    """Whether an event is the given one as far as the YAML describes it."""
    types = {gold["plover"], *gold.get("alt", ())} if "plover" in gold else {event.plover.type}
    if event.plover.type not in types or gold.get("realis", event.realis) != event.realis:
        return False
    if gold.get("relation") and "plover" not in gold and gold["relation"] != event.relation:
        return False
    straight = is_actor(event.source, gold["source"]) and is_actor(event.target, gold["target"])
    turned = is_actor(event.source, gold["target"]) and is_actor(event.target, gold["source"])
    return straight or (turned and event.plover.type in {"CONSULT", "AGREE", "COOPERATE", "RETREAT"})


def missed(seed: Seed) -> list[dict[str, Any]]:
    return [gold for gold in seed.gold["expected"] if not any(matches(event, gold) for event in seed.extraction.events)]


def described(events: Iterator[Event]) -> list[str]:
    return [f"{e.source.name} {e.relation} ({e.plover.type}, {e.realis}) {e.target.name}" for e in events]


@pytest.mark.parametrize("name", NAMES)
def test_seed_is_a_dispatch_with_its_events(name: str) -> None:
    gold = yaml.safe_load((SEEDS / f"{name}.yaml").read_text(encoding="utf-8"))
    document = load(name)
    types = load_ontology().types
    assert 80 <= len(document.text.split()) <= 200
    assert document.title == document.text.splitlines()[0]
    assert document.published == str(gold["published"])
    assert gold["expected"]
    assert gold["forbidden"]
    for event in (*gold["expected"], *gold["optional"], *gold["forbidden"]):
        assert event.get("plover", "ACCUSE") in types
        assert event.get("realis", "actual") in {"actual", "planned", "hypothetical", "denied", "negated"}
        if "text" in event:
            assert event["text"] in " ".join(document.text.split())


def test_expected_events_are_found(seeds: dict[str, Seed]) -> None:
    lost = {name: missed(seed) for name, seed in seeds.items()}
    wanted = sum(len(seed.gold["expected"]) for seed in seeds.values())
    found = wanted - sum(map(len, lost.values()))
    assert found / wanted >= FLOOR, f"{found} of {wanted}; lost: { {k: v for k, v in lost.items() if v} }"


@pytest.mark.parametrize("name", NAMES)
def test_no_forbidden_event(name: str, seeds: dict[str, Seed]) -> None:
    seed = seeds[name]
    wrong = [event for event in seed.extraction.events for gold in seed.gold["forbidden"] if matches(event, gold)]
    assert not described(iter(wrong))


@pytest.mark.parametrize("name", NAMES)
def test_dates_and_amounts_of_found_events(name: str, seeds: dict[str, Seed]) -> None:
    """Where an expected event is found, its date is the stated one or left open, and its sum is right."""
    seed = seeds[name]
    for gold in seed.gold["expected"]:
        hits = [event for event in seed.extraction.events if matches(event, gold)]
        if not hits:
            continue
        if "date" in gold:
            stated = str(gold["date"])
            dates = [event.date for event in hits]
            assert any(date is None or date.startswith(stated) for date in dates), (gold, dates)
        if "amount" in gold:
            pair = [other for other in seed.gold["expected"] if other["target"] == gold["target"] and "amount" in other]
            sums = {f"{event.amount.value:.0f} {event.amount.currency}" for event in hits if event.amount}
            assert sums, gold
            assert sums <= {other["amount"] for other in pair}, gold


def test_spans_lie_in_the_text(seeds: dict[str, Seed]) -> None:
    for seed in seeds.values():
        text = seed.extraction.document.text
        for event in seed.extraction.events:
            for span in (event.source, event.target, event.trigger, event.sentence):
                assert span is not None
                assert span.start is not None
                assert span.end is not None
                assert text[span.start : span.end] == span.text
