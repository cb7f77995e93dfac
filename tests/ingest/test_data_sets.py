"""Files of data sets that belong together: reports come after the events they report, deletions stay in force."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from gdelt_rows import event_row, mention_row, text
from ingest_help import CallsExtractor, ListSink

from kg.ingest.graph import open_graph
from kg.ingest.run import IngestOptions, run
from kg.ingest.state import State
from kg.ingest.summary import Summary
from kg.settings import load_settings
from kg.store import Store


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    found = tmp_path / "news"
    found.mkdir()
    # in the order of their names the reports come first
    (found / "a.mentions.CSV").write_bytes(text(mention_row("77"), mention_row("78"), mention_row("77")[:9]))
    (found / "b.export.CSV").write_bytes(text(event_row(key="77")))
    return found


def test_reports_are_read_after_all_events_and_unknown_ones_named(folder: Path) -> None:
    sink, state = ListSink(), State()
    summary = run([str(folder)], IngestOptions(), CallsExtractor, sink, state=state)
    assert [report.dataset_id for report in sink.rows.reports] == ["77"]
    assert summary.by_loader["gdelt"] == {"events": 1, "reports": 1, "rejected": 2}
    assert sorted((item.line, item.reason) for item in summary.rejections) == [
        (2, "nobody told"),
        (3, "9 columns; a GDELT mention has 16"),
    ]
    (folder / "c.export.CSV").write_bytes(text(event_row(key="78")))
    again = run([str(folder)], IngestOptions(), CallsExtractor, sink, state=state)
    assert (again.unchanged, again.total("events")) == (1, 1)
    assert {report.dataset_id for report in sink.rows.reports} == {"77", "78"}


def test_into_a_graph(embedded_store: Store, folder: Path, tmp_path: Path) -> None:
    settings = dataclasses.replace(load_settings({}), home=tmp_path / "home")

    def ingest() -> Summary:
        with open_graph(embedded_store.uri, [str(folder)], settings=settings) as graph:
            return run([str(folder)], IngestOptions(), CallsExtractor, graph.sink, state=graph.state)

    summary = ingest()
    (unknown,) = (item for item in summary.rejections if item.line == 2)
    assert unknown.reason == "reports gdelt event 78, which the graph does not have"
    found = embedded_store.read("MATCH (e:Event)-[r:REPORTED_IN]->(d) RETURN e.documents AS n, r.confidence AS c").rows
    assert found == [{"n": 1, "c": 0.5}]
