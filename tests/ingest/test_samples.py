"""One command over real files of many formats: what is read is in the graph or set aside, on both databases."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from ingest_help import CallsExtractor

from kg.ingest.graph import GraphSink
from kg.ingest.run import IngestOptions, run
from kg.ingest.state import State
from kg.store import Store, new_run
from kg.store.model import load_graph_model

SHARED = Path(__file__).parents[3] / "shared"


def rows_in(folder: Path, headers: int) -> int:
    """Lines of the files that hold rows, without their headers."""
    files = [path for path in folder.iterdir() if path.suffix.lower() in (".csv", ".tab")]
    return sum(len(path.read_bytes().splitlines()) - headers for path in files)


@pytest.mark.slow
@pytest.mark.skipif(not SHARED.is_dir(), reason="no samples here")
def test_counts_in_are_counts_in_the_graph_and_set_aside(any_store: Store, tmp_path: Path) -> None:
    rejected = tmp_path / "rejected.jsonl"
    sink = GraphSink(any_store, new_run())
    words = [str(SHARED / "reference" / "samples"), str(SHARED / "seed")]
    summary = run(words, IngestOptions(rejected=rejected), CallsExtractor, sink, state=State())
    sink.finish()

    def count(query: str) -> int:
        return int(any_store.read(query).rows[0]["count"])

    ties = sum(count(f"MATCH ()-[r:{tie}]->() RETURN count(r) AS count") for tie in load_graph_model().ties)
    assert ties == summary.total("ties") > 0
    assert count("MATCH (e:Event) WHERE e.dataset IS NOT NULL RETURN count(e) AS count") == summary.total("events") > 0
    texts = "MATCH (d:Document)-[:INGESTED_IN]->() WHERE d.loader IN $loaders RETURN count(DISTINCT d) AS count"
    loaders = [name for name, counts in summary.by_loader.items() if counts["documents"]]
    assert any_store.read(texts, {"loaders": loaders}).rows[0]["count"] == summary.total("documents") > 0
    lines = [json.loads(line) for line in rejected.read_text(encoding="utf-8").splitlines()]
    assert len(lines) == summary.rejected
    assert all(line["source"] and line["reason"] for line in lines)
    by_loader, samples = summary.by_loader, SHARED / "reference" / "samples"
    assert by_loader["gdelt"].total() == rows_in(samples / "gdelt", headers=0)
    assert by_loader["icews"].total() == rows_in(samples / "icews", headers=1)
    votes = by_loader["un_votes"]
    assert votes["counted"] + votes["passed_over"] == rows_in(samples / "unga", headers=1)
    again = run(words, IngestOptions(rejected=rejected), CallsExtractor, sink, state=State())
    assert again.by_loader == summary.by_loader
