"""Lines of events, as kg extract writes them, read again; what does not fit the contract is set aside."""

from __future__ import annotations

import json
from typing import Any

import pytest
import story
from loader_help import make_source, reasons

from kg.ingest.reading import Leaf
from kg.loading import LoadOptions, choose_loader
from kg.records import Event, Rejection, to_dict, to_json

EVENTS = [event for extraction in story.extractions() for event in extraction.events]


def read(text: str) -> list[Leaf]:
    source = make_source(text.encode(), "events.jsonl")
    loader = choose_loader(source)
    assert loader.name == "events"
    return list(loader.load(source, LoadOptions()))


def test_events_come_back_as_they_were_written() -> None:
    rows = [*EVENTS, *story.dataset_rows()]
    assert read("\n".join(map(to_json, rows))) == rows


def test_candidates_that_were_rejected_are_passed_over() -> None:
    assert read(json.dumps({"rejected": {"reason": "x"}}) + "\n" + to_json(EVENTS[0])) == [EVENTS[0]]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"relation": "FROWNED_AT"}, "'FROWNED_AT' is unknown"),
        ({"realis": "maybe"}, "'maybe' is unknown"),
        ({"date_precision": "decade"}, "'decade' is unknown"),
        ({"quad_class": 7}, "7 is unknown"),
        ({"confidence": 1.5}, "1.5 is not from 0 to 1"),
        ({"confidence": "sure"}, "Input should be a valid number"),
        ({"source": None}, "Input should be a dictionary"),
        ({"plover": {"type": "HUG"}}, "'HUG' is unknown"),
        ({"mood": "bad"}, "is no key of the contract"),
        ({"source": {**to_dict(EVENTS[0])["source"], "mood": "bad"}}, "does not fit the contract"),
    ],
)
def test_a_line_that_does_not_fit_is_set_aside_and_the_rest_goes_on(change: dict[str, Any], reason: str) -> None:
    bad = json.dumps({**to_dict(EVENTS[0]), **change})
    records = read("\n".join([to_json(EVENTS[0]), bad, to_json(EVENTS[1])]))
    assert [record for record in records if isinstance(record, Event)] == EVENTS[:2]
    (rejection,) = [record for record in records if isinstance(record, Rejection)]
    assert rejection.line == 2
    assert reason in rejection.reason


def test_what_is_no_json_is_set_aside() -> None:
    assert reasons(read(to_json(EVENTS[0]) + "\n{")) == [
        "not JSON: Expecting property name enclosed in double quotes: line 1 column 2 (char 1)"
    ]
