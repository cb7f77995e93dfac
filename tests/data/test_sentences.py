"""The data set of sentences: built from its source, valid in every row, balanced as its README says."""

from __future__ import annotations

import importlib.util
import json
import os
import sys
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml

from kg.lexicon import load_lexicon

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "data" / "sentences"


@pytest.fixture(scope="module")
def maker() -> ModuleType:
    spec = importlib.util.spec_from_file_location("build_sentences", ROOT / "tools" / "build_sentences.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def rows() -> list[dict[str, Any]]:
    return [json.loads(line) for line in (DATA / "sentences.jsonl").read_text(encoding="utf-8").splitlines()]


def test_file_is_what_the_source_gives(maker: ModuleType, rows: list[dict[str, Any]]) -> None:
    assert rows == list(maker.rows())


def test_figures_of_the_readme_are_current(maker: ModuleType, rows: list[dict[str, Any]]) -> None:
    assert maker.counts(rows) in (DATA / "README.md").read_text(encoding="utf-8")


def test_spans_lie_in_the_sentence(rows: list[dict[str, Any]]) -> None:
    for row in rows:
        for event in row["events"]:
            for key in ("source", "target", "source_mention", "target_mention"):
                if key in event:
                    assert row["sentence"][event[f"{key}_start"] :].startswith(event[key]), row["sentence_id"]


def test_countries_are_known(rows: list[dict[str, Any]]) -> None:
    data = yaml.safe_load((ROOT / "schema" / "actors" / "countries.yaml").read_text(encoding="utf-8"))
    known = {item["country"] for item in data["actors"]}
    used = {event[f"{role}_country"] for row in rows for event in row["events"] for role in ("source", "target")}
    free_association = {"COK"}  # no member of the United Nations, but with foreign relations of its own
    assert used - {None} <= known | free_association


def test_relations_are_those_of_the_lexicon(rows: list[dict[str, Any]]) -> None:
    relations = load_lexicon().relations
    for row in rows:
        for event in row["events"]:
            assert relations[event["relation"]].plover == event["plover"]


def test_size_and_balance(rows: list[dict[str, Any]]) -> None:
    types = Counter(event["plover"] for row in rows for event in row["events"])
    quiet = sum(not row["events"] for row in rows)
    assert len(rows) >= 1500
    assert len(types) == 16
    assert min(types.values()) >= 80
    assert 0.08 <= quiet / len(rows) <= 0.4


def test_no_sentence_of_the_gold_is_in_it(rows: list[dict[str, Any]]) -> None:
    gold = ROOT.parent / "shared" / "gold"
    if not gold.is_dir() and not os.environ.get("CI"):
        pytest.skip("no gold beside the repository")
    sentences = {row["sentence"] for row in rows}
    for name in ("all_events_dev.jsonl", "tricky_dev.jsonl", "quiet_dev.jsonl"):
        for line in (gold / name).read_text(encoding="utf-8").splitlines():
            assert json.loads(line)["sentence"] not in sentences
    table = (gold / "plv_train.tsv").read_text(encoding="utf-8")
    assert not [sentence for sentence in sentences if sentence in table]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("[A|USA] met [B|RUS]. ## 1>3 met", "names an actor that is not there"),
        ("[A|USA] met [B|RUS]. ## 1>2 danced", "unknown relation code"),
        ("[A|Us] met [B|RUS]. ## 1>2 met", "not a country code"),
        ("[A|USA] met [B|=2]. ## 1>2 met", "does not stand before it"),
        ("[A|USA] met [B|RUS]. ## met", "cannot read event"),
    ],
)
def test_bad_markup_is_refused(maker: ModuleType, line: str, message: str) -> None:
    markup, _, events = line.partition(" ##")
    relations = {"met": ["MET", "CONSULT"]}
    with pytest.raises(maker.MarkupError, match=message):
        list(maker.read_events(events, maker.read_sentence(markup)[1], relations))


def test_markup_is_read_as_the_maker_says(maker: ModuleType) -> None:
    text, actors = maker.read_sentence("[Three envoys|HUN] were expelled by [Moldova|MDA]; [it|=2] gave no reason.")
    [event, _] = maker.read_events(
        "2>1 expelled; 3>1 warned?~", actors, {"expelled": ["E", "SANCTION"], "warned": ["W", "THREATEN"]}
    )
    assert text == "Three envoys were expelled by Moldova; it gave no reason."
    assert event == {
        "source": "Moldova",
        "source_country": "MDA",
        "source_start": text.index("Moldova"),
        "target": "envoys",
        "target_country": "HUN",
        "target_start": 6,
        "plover": "SANCTION",
        "alt": [],
        "relation": "E",
        "realis": "actual",
        "sure": True,
    }
