"""JSON lines: what kg extract would have written; ingested again they give the same events with the same evidence."""

import json

import pytest
import story
from exported import RUNNER, export, place
from hypothesis import given
from hypothesis import strategies as st

from kg.cli.app import app
from kg.contract import event_schema
from kg.export.jsonl import _span, _speakers
from kg.records import event_from_dict
from kg.store import new_run


@pytest.fixture
def graph(embedded_store):
    embedded_store.write(story.extractions(), new_run(inputs=["x"]))
    embedded_store.write_events(story.dataset_rows())
    return embedded_store


def lines(text):
    return sorted(text.splitlines())


def events(store):
    """Events, their mentions and all that they point to, without runs and without what lists know of an actor."""
    rows = store.read(
        """MATCH (e:Event)-[r]->(x) WHERE NOT x:Run
        RETURN properties(e) AS event, type(r) AS type, properties(r) AS said, properties(x) AS other"""
    ).rows
    for row in rows:
        row["said"].pop("runs", None)
        if "kind" in row["other"]:
            row["other"] = row["other"]["id"]
    return sorted(json.dumps(row, sort_keys=True) for row in rows)


def test_each_mention_is_a_line_that_fits_the_contract(graph):
    found = [json.loads(line) for line in export(graph, "jsonl", None).stdout.splitlines()]
    # The call has two mentions; the loan, the blurred call, the meeting, the claim and the denial one; three rows.
    assert len(found) == 10
    keys = set(event_schema()["properties"])
    assert all(set(row) == keys for row in found)
    by_relation = {}
    for row in found:
        by_relation.setdefault(row["relation"], []).append(row)
    (loan,) = by_relation["LOANED"]
    assert loan["amount"] == {"value": 5e7, "currency": "USD"}
    assert loan["sentence"]["text"] == story.CALLS.text
    assert loan["document"]["url"] == "https://a.example/1"
    said = {row["confidence"]: row["attribution"] for row in by_relation["CALLED"] if row["date"] == "2022-01-20"}
    assert said[0.7] == [{"name": "Granma", "id": "media:granma", "text": None, "start": None, "end": None}]
    assert said[0.9] == []
    denied = next(row for row in by_relation["ATTACKED"] if row["realis"] == "denied")
    assert (denied["location"]["id"], denied["location"]["latitude"]) == ("place:havana", 23.1)
    assert [row["dataset"] for row in by_relation["ACCUSED"]] == ["gdelt"] * 3


def test_ingested_again_they_give_the_same_events_and_the_same_lines(graph, tmp_path):
    from kg.store import open_store

    path = tmp_path / "events.jsonl"
    assert "wrote 10 mentions of events" in export(graph, "jsonl", path).stderr
    with open_store(str(tmp_path / "again")) as again:
        done = RUNNER.invoke(app, ["ingest", str(path), "--uri", place(again), "--rejected", str(tmp_path / "r.jsonl")])
        assert done.exit_code == 0, done.output
        assert events(again) == events(graph)
        assert lines(export(again, "jsonl", None).stdout) == lines(path.read_text(encoding="utf-8"))


def test_lines_are_records_again(graph):
    text = export(graph, "jsonl", None).stdout
    originals = {event.id: event for extraction in story.extractions() for event in extraction.events}
    for line in text.splitlines():
        event = event_from_dict(json.loads(line))
        if event.dataset is None and event.relation == "LOANED":
            assert event == originals[event.id]


def test_a_slice_narrows_the_lines(graph):
    found = [json.loads(line) for line in export(graph, "jsonl", None, "--realis", "denied").stdout.splitlines()]
    assert [row["realis"] for row in found] == ["denied"]


@given(st.text("ab ", max_size=12), st.text("ab", min_size=1, max_size=2), st.integers(0, 50))
def test_words_are_found_only_where_they_stand_once(text, words, start):
    span = _span(words, {"text": text, "start": start})
    if span is None:
        assert text.count(words) != 1
    else:
        assert text[span.start - start : span.end - start] == words == span.text


def test_an_id_goes_to_the_speaker_whose_name_its_actor_has():
    said = {"speakers": ["an official", "Tass"], "speaker_ids": ["media:tass", "person:x"]}
    actors = {"media:tass": {"name": "Tass"}, "person:x": {"name": "Mr X"}}
    assert [(who.name, who.id) for who in _speakers(said, actors)] == [
        ("an official", "person:x"),
        ("Tass", "media:tass"),
    ]
