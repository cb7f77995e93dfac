"""Files of data sets that belong together: reports come after the events they report, deletions stay in force."""

from __future__ import annotations

import dataclasses
import io
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from gdelt_rows import event_row, mention_row, text
from ingest_help import CallsExtractor, ListSink

from kg.ingest.graph import open_graph
from kg.ingest.inputs import make_source
from kg.ingest.run import IngestOptions, run
from kg.ingest.state import State
from kg.ingest.summary import Summary
from kg.ingest.watch import Watcher
from kg.loading import Source
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


class Pages:
    """Gives what an address holds, once."""

    def __init__(self, **pages: bytes) -> None:
        self.pages = {f"https://gdelt.example/{name}": data for name, data in pages.items()}

    @contextmanager
    def fetch(self, url: str) -> Iterator[Source]:
        yield make_source(io.BytesIO(self.pages.pop(url)), url, url=url)


@pytest.mark.parametrize("order", [1, -1])
def test_reports_from_inputs_that_cannot_be_read_twice_come_after_all_events_too(order: int) -> None:
    fetcher = Pages(mentions=text(mention_row("77")), export=text(event_row(key="77")))
    words, sink = list(fetcher.pages), ListSink()
    summary = run(words[::order], IngestOptions(), CallsExtractor, sink, fetcher=fetcher)
    assert summary.by_loader["gdelt"] == {"events": 1, "reports": 1}
    assert [report.dataset_id for report in sink.rows.reports] == ["77"]


def test_reports_that_wait_for_their_events_are_looked_at_again_while_watching(folder: Path) -> None:
    clock = [time.time() + 60]
    watcher, sink, state = Watcher([str(folder)], clock=lambda: clock[0]), ListSink(), State()

    def look() -> tuple[int, Summary]:
        found = watcher.due()
        summary = run(found, IngestOptions(), CallsExtractor, sink, state=state)
        watcher.look_again(summary.waiting)
        return len(found.inputs), summary

    assert look()[0] == 2
    assert sink.rows.reports != []
    (folder / "c.export.CSV").write_bytes(text(event_row(key="78")))
    looked, summary = look()
    assert (looked, summary.total("events"), summary.waiting) == (2, 1, set())
    assert {report.dataset_id for report in sink.rows.reports} == {"77", "78"}
    assert look()[0] == 0


def test_into_a_graph(embedded_store: Store, folder: Path, tmp_path: Path) -> None:
    settings = dataclasses.replace(load_settings({}), home=tmp_path / "home")

    def ingest() -> Summary:
        with open_graph(embedded_store.uri, [str(folder)], settings=settings) as graph:
            return run([str(folder)], IngestOptions(), CallsExtractor, graph.sink, state=graph.state)

    summary = ingest()
    (unknown,) = (item for item in summary.rejections if item.line == 2)
    assert unknown.reason == "reports gdelt event '78', which the graph does not have"
    found = embedded_store.read("MATCH (e:Event)-[r:REPORTED_IN]->(d) RETURN e.documents AS n, r.confidence AS c").rows
    assert found == [{"n": 1, "c": 0.5}]
