"""What `kg extract` writes: spans that are in the text, a schema that fits, a round trip."""

import json
from functools import lru_cache
from importlib.resources import files

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.contract import event_schema, shipped_schema
from kg.extract import Extractor
from kg.ids import document_id, event_id
from kg.records import Document, event_from_dict, to_dict, to_json

SEEDS = sorted(item.name for item in files("kg.seeds").iterdir() if item.name.endswith(".txt"))
PIECES = [
    "Russia loaned Cuba $50 million in 2018.",
    "“We will never recognise that regime,” Costa Rica's president said of Managua.",
    "Sweden and Norway condemned Iran on Tuesday over the new law.",
    "Putin threatened to bomb Kyiv, according to Tass, which cited Lavrov.",
    "The Kremlin rejected the White House's offer.",
    "He met Díaz-Canel in Sochi\nlast week",
    "# Ministers expel each other's envoys",
    "🙂 It rained —",
]


@lru_cache(maxsize=1)
def extractor() -> Extractor:
    return Extractor()


def spans_of(event):
    yield from (event.trigger, event.source, event.target, event.object, event.location, event.sentence)
    yield from event.attribution


def check_spans(text: str) -> int:
    found = extractor().extract(Document(id=document_id(text), text=text, published="2022-01-26"))
    for event in found.events:
        for span in spans_of(event):
            if span is not None and span.start is not None:
                assert text[span.start : span.end] == span.text
    return len(found.events)


@pytest.mark.parametrize("name", SEEDS)
def test_every_span_of_a_dispatch_is_in_its_text(name):
    assert check_spans(files("kg.seeds").joinpath(name).read_text(encoding="utf-8")) > 0


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=5), st.sampled_from([" ", "\n", "\n\n", "  \r\n"]))
def test_spans_hold_however_pieces_are_joined(pieces, glue):
    check_spans(glue.join(pieces))


def test_shipped_schema_is_the_generated_one():
    assert shipped_schema() == json.loads(json.dumps(event_schema()))


def test_an_event_survives_json():
    text = PIECES[0]
    (event,) = extractor().extract(Document(id=document_id(text), text=text)).events
    assert event_from_dict(json.loads(to_json(event))) == event
    assert set(to_dict(event)) <= set(event_schema()["properties"])


@given(st.text(min_size=1), st.text(min_size=1))
def test_symmetric_events_have_one_id_both_ways(first, second):
    one = event_id(first, "MET", second, "2022", "year", "actual", symmetric=True)
    assert one == event_id(second, "MET", first, "2022", "year", "actual", symmetric=True)
