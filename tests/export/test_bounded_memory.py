"""Exports of ten times as many events take no more memory: what the database streams is not collected."""

import io
import tracemalloc
from itertools import islice, permutations

import pytest
import story
from made_slices import made_event

from kg.analysis import Selection, SliceActor
from kg.analysis.months import count_months
from kg.export import rows
from kg.export.events import EVENT_COLUMNS, event_rows
from kg.export.evidence import Evidence
from kg.export.gexf import write_gexf
from kg.export.graphml import write_graphml
from kg.export.jsonl import write_jsonl
from kg.export.panel import panel_columns, panel_rows
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


def panel(dyads):
    """The panel of that many dyads of a hundred actors, each with ten events in ten months."""
    names = [f"a{number:03d}" for number in range(100)]
    pairs = islice(permutations(names, 2), dyads)
    events = (made_event(0, (a, "PRAISED", b, f"2022-{m + 1:02d}-03", 3.0)) for a, b in pairs for m in range(10))
    with count_months(events, directed=True) as counted:
        rows = panel_rows(counted.dyads(), counted.months(), {name: SliceActor(name, name) for name in names})
        return write_csv(Nowhere(), panel_columns(), rows)


def test_memory_of_a_panel_does_not_grow_with_dyads():
    peaks = []
    for dyads in (100, 100, 2_000):
        tracemalloc.start()
        assert panel(dyads) == dyads * 10
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[2] < peaks[1] + 500_000  # the months of 1,900 dyads that were kept would be twenty times that


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
