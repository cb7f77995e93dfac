"""Inputs that were read under other rules: left alone and told, or read again in place of what they gave."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from emptying import empty
from graphs import graph
from ingest_help import CallsExtractor, ListSink

from kg.ingest.graph import open_graph
from kg.ingest.rules import rules_of
from kg.ingest.run import IngestOptions, run
from kg.ingest.state import State
from kg.ingest.summary import Summary, report
from kg.records import Document, Extraction
from kg.settings import Settings, load_settings
from kg.store import Store

TOLD = "rules       1 input was read under other rules (version, lexicon, actors, model): --reread reads again"


class PickyExtractor(CallsExtractor):
    """Newer rules: calls of Putin are no events."""

    def pipe(self, documents: Iterable[Document], *, rejected: bool = False) -> Iterator[Extraction]:
        for found in super().pipe(documents, rejected=rejected):
            kept = tuple(event for event in found.events if event.source.name != "Putin")
            yield dataclasses.replace(found, events=kept)


def old(**more: bool) -> IngestOptions:
    return IngestOptions(rules="old", **more)


def new(**more: bool) -> IngestOptions:
    return IngestOptions(rules="new", **more)


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text("Calls\n\nPublished: 2022-01-20\n\nPutin called Maduro. Lavrov called Ortega.")
    return path


def test_inputs_of_other_rules_are_told_and_left_alone(article: Path) -> None:
    state, sink = State(), ListSink()
    run([str(article)], old(), CallsExtractor, sink, state=state)
    again = run([str(article)], new(), CallsExtractor, sink, state=state)
    assert report(again) == ["nothing changed: 1 input read before, the graph has them", TOLD]
    assert again.as_dict()["read_with_other_rules"] == 1
    assert len(sink.extractions) == 1


def test_they_are_read_again_once(article: Path) -> None:
    state, sink = State(), ListSink()
    run([str(article)], old(), CallsExtractor, sink, state=state)
    assert run([str(article)], new(reread=True), CallsExtractor, sink, state=state).total("documents") == 1
    assert run([str(article)], new(reread=True), CallsExtractor, sink, state=state).unchanged == 1
    assert len(sink.extractions) == 2


def test_an_input_that_holds_a_text_of_other_rules_is_told_as_well(article: Path, tmp_path: Path) -> None:
    state, sink = State(), ListSink()
    run([str(article)], old(), CallsExtractor, sink, state=state)
    copy = tmp_path / "b.txt"
    copy.write_bytes(article.read_bytes())
    run([str(copy)], new(), CallsExtractor, sink, state=state)
    assert run([str(copy)], new(), CallsExtractor, sink, state=state).other_rules == 1
    assert run([str(copy)], new(reread=True), CallsExtractor, sink, state=state).total("documents") == 1


def test_what_cannot_be_extracted_is_tried_again(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("This is poison.")
    state, sink = State(), ListSink()
    for _ in range(2):
        summary = run([str(tmp_path)], old(), CallsExtractor, sink, state=state)
        assert (summary.unchanged, summary.rejected) == (0, 1)


def test_a_document_that_is_read_again_states_only_what_is_found_now(
    embedded_store: Store, article: Path, tmp_path: Path
) -> None:
    other = tmp_path / "b.txt"
    other.write_text("Other\n\nPublished: 2022-01-20\n\nIt is confirmed. Putin called Maduro.")
    settings = dataclasses.replace(load_settings({}), home=tmp_path / "home")

    def ingest(options: IngestOptions, extractor: type[CallsExtractor], *words: Path) -> Summary:
        return _ingest(embedded_store, settings, options, extractor, *words)

    first = ingest(old(), CallsExtractor, article, other)
    ingest(new(reread=True), PickyExtractor, article)
    said = (
        "MATCH (e:Event)-[:EVIDENCED_BY]->(s) RETURN e.source_id AS who, e.documents AS n, s.text AS text ORDER BY who"
    )
    assert [tuple(row.values()) for row in embedded_store.read(said)] == [
        ("person:lavrov", 1, "Lavrov called Ortega."),
        ("person:putin", 1, "Putin called Maduro."),
    ]
    reread = graph(embedded_store)
    ingest(new(reread=True), PickyExtractor, article)
    assert graph(embedded_store) == reread
    embedded_store.undo(str(first.run))
    assert embedded_store.counts()["Event"] == 1


def test_a_text_published_on_two_days_keeps_both_readings_in_any_order(embedded_store: Store, tmp_path: Path) -> None:
    rows = [{"text": "Putin called Maduro.", "title": day, "date": day} for day in ("2022-01-20", "2022-01-21")]
    graphs = []
    for number, order in enumerate((1, -1)):
        empty(embedded_store)
        settings = dataclasses.replace(load_settings({}), home=tmp_path / str(number))
        path = tmp_path / "rows.jsonl"
        path.write_text("\n".join(map(json.dumps, rows[::order])))
        for options in (old(), new(reread=True)):
            _ingest(embedded_store, settings, options, CallsExtractor, path)
            assert embedded_store.counts()["Event"] == 2
        graphs.append(graph(embedded_store))
    assert graphs[0] == graphs[1]


def _ingest(
    store: Store, settings: Settings, options: IngestOptions, extractor: type[CallsExtractor], *words: Path
) -> Summary:
    names = [str(word) for word in words]
    with open_graph(store.uri, names, settings=settings) as opened:
        summary = run(names, options, extractor, opened.sink, state=opened.state)
    opened.sign(summary)
    return summary


def test_rules_follow_from_what_decides_what_is_found(tmp_path: Path) -> None:
    mine = tmp_path / "actors"
    mine.mkdir()
    (mine / "a.yaml").write_text("actors: []\n")
    values = [rules_of(None, (), 0.0), rules_of("md", (), 0.0), rules_of(None, (), 0.5), rules_of(None, (mine,), 0.0)]
    (mine / "a.yaml").write_text("actors: [ ]\n")
    values.append(rules_of(None, (mine,), 0.0))
    assert len(set(values)) == len(values)
    assert rules_of(None, (), 0.0) == values[0]
