"""Exports of ten times as many events take no more memory: what the database streams is not collected."""

import io
import tracemalloc

import pytest
import story

from kg.analysis import Selection
from kg.export import rows
from kg.export.events import EVENT_COLUMNS, event_rows
from kg.export.evidence import Evidence
from kg.export.gexf import write_gexf
from kg.export.graphml import write_graphml
from kg.export.jsonl import write_jsonl
from kg.export.rows import write_csv, write_parquet
from kg.export.spool import spooled_slice
from kg.export.turtle import write_turtle
from kg.store.slices import EventFilter


class Nowhere(io.RawIOBase):
    """A file that keeps nothing but how much was written."""

    size = 0

    def writable(self):
        return True

    def write(self, content):
        self.size += len(content)
        return len(content)


class Endless:
    """A graph of a few actors and any number of events; each comes when it is asked for."""

    def __init__(self, store, count):
        self.store, self.count = store, count

    def read(self, *args, **more):
        return self.store.read(*args, **more)

    def stream(self, *args):
        (row, *_) = self.store.stream(*args)
        for number in range(self.count):
            if "event" not in row:
                yield {**row, "id": f"e{number}"}
                continue
            mentions = [
                {**mention, "place": {**mention["place"], "id": f"s{number}"}, "document": {"id": f"d{number}"}}
                for mention in row["mentions"]
            ]
            yield {**row, "event": {**row["event"], "id": f"e{number}"}, "mentions": mentions}


def sliced(write):
    def export(store, file):
        with spooled_slice(store, Selection()) as part:
            write(file, part)

    return export


EXPORTS = {
    "csv": sliced(lambda file, part: write_csv(file, EVENT_COLUMNS, event_rows(part))),
    "gexf": sliced(lambda file, part: write_gexf(file, part)),
    "graphml": sliced(lambda file, part: write_graphml(file, part)),
    "jsonl": lambda store, file: write_jsonl(file, Evidence(store, EventFilter())),
    "parquet": sliced(lambda file, part: write_parquet(file, EVENT_COLUMNS, event_rows(part))),
    "turtle": lambda store, file: write_turtle(file, Evidence(store, EventFilter())),
}


@pytest.mark.parametrize("name", EXPORTS)
def test_memory_does_not_grow_with_events(embedded_store, monkeypatch, name):
    monkeypatch.setattr(rows, "_PORTION", 500)
    embedded_store.write(story.extractions())
    EXPORTS[name](Endless(embedded_store, 500), Nowhere())  # what is imported and cached on the way
    peaks, sizes = [], []
    for count in (500, 5_000):
        file = Nowhere()
        tracemalloc.start()
        EXPORTS[name](Endless(embedded_store, count), file)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
        sizes.append(file.size)
    assert sizes[1] > 4 * sizes[0]
    assert peaks[1] < peaks[0] + 1_500_000  # 4,500 events that were kept would be three times that
