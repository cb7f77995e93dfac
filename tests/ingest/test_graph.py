"""Runs into a real graph: once, again, with corrections, undone."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

import pytest
import story
from ingest_help import CallsExtractor

from kg.ingest.batch import Rows
from kg.ingest.graph import GraphSink, open_graph, retract
from kg.ingest.run import IngestOptions, run
from kg.ingest.summary import Summary, report
from kg.records import ActorRef
from kg.settings import Settings, load_settings
from kg.store import Store


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return dataclasses.replace(load_settings({}), home=tmp_path / "home")


def ingest(store: Store, settings: Settings, *words: Path, options: IngestOptions | None = None) -> Summary:
    with open_graph(store.uri, [str(word) for word in words], settings=settings) as graph:
        summary = run(
            [str(word) for word in words], options or IngestOptions(), CallsExtractor, graph.sink, state=graph.state
        )
    graph.sign(summary)
    return summary


def page(text: str, url: str = "https://example.org/call") -> str:
    return f"---\ntitle: Call\nurl: {url}\ndate: 2022-01-20\n---\n\n{text}\n"


def callers(store: Store) -> list[str]:
    return [row["name"] for row in store.read("MATCH (a)-[:CALLED]->() RETURN a.name AS name ORDER BY name").rows]


def test_twice_is_once_and_says_so(embedded_store: Store, settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(page("Putin called Maduro."))
    first = ingest(embedded_store, settings, tmp_path / "a.md")
    assert first.graph_changed
    assert [(entry.run.id, entry.run.model, entry.documents) for entry in embedded_store.runs()] == [
        (first.run, "calls", 1)
    ]
    second = ingest(embedded_store, settings, tmp_path / "a.md")
    assert report(second) == ["nothing changed: 1 input read before, the graph has them"]
    assert len(embedded_store.runs()) == 1
    assert callers(embedded_store) == ["Putin"]


def test_the_country_of_a_body_has_its_name(embedded_store: Store, settings: Settings) -> None:
    army = ActorRef(id="group:PER.MIL", name="Peruvian military", kind="group", country="PER", sector="MIL")
    told = story.event(army, "CALLED", story.CUBA, "2022-01-20", story.document("The army called."))
    with open_graph(embedded_store.uri, ["x"], settings=settings) as graph:
        graph.sink.write([], Rows(events=[told]), [])
    (country,) = embedded_store.read("MATCH (:Group)-[:PART_OF]->(c:Country) RETURN c.name AS name").rows
    assert country == {"name": "Peru"}


def test_without_its_memory_it_reads_again_and_still_changes_nothing(
    embedded_store: Store, settings: Settings, tmp_path: Path
) -> None:
    (tmp_path / "a.md").write_text(page("Putin called Maduro."))
    ingest(embedded_store, settings, tmp_path / "a.md")
    forgetful = dataclasses.replace(settings, home=tmp_path / "elsewhere")
    again = ingest(embedded_store, forgetful, tmp_path / "a.md")
    assert again.total("documents") == 1
    assert not again.changed
    assert "nothing changed: the graph has all of it" in report(again)
    assert ingest(embedded_store, forgetful, tmp_path / "a.md").unchanged == 1


def test_an_undone_run_can_be_read_again(embedded_store: Store, settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(page("Putin called Maduro."))
    first = ingest(embedded_store, settings, tmp_path / "a.md")
    embedded_store.undo(str(first.run))
    assert callers(embedded_store) == []
    ingest(embedded_store, settings, tmp_path / "a.md")
    assert callers(embedded_store) == ["Putin"]


def test_a_retracted_document_can_be_read_again(embedded_store: Store, settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(page("Putin called Maduro."))
    (tmp_path / "b.md").write_text(page("Putin called Ortega.", "https://example.org/other"))
    ingest(embedded_store, settings, tmp_path)
    assert retract(embedded_store, "https://example.org/call", settings).events == 1
    assert ingest(embedded_store, settings, tmp_path).unchanged == 1
    assert callers(embedded_store) == ["Putin", "Putin"]


def test_a_corrected_page_takes_back_what_only_it_said(
    embedded_store: Store, settings: Settings, tmp_path: Path
) -> None:
    article = tmp_path / "a.md"
    article.write_text(page("Putin called Maduro. Putin called Ortega."))
    (tmp_path / "b.md").write_text(page("State media confirm: Putin called Ortega.", "https://example.org/other"))
    ingest(embedded_store, settings, tmp_path)
    article.write_text(page("Correction. Lavrov called Maduro."))
    summary = ingest(embedded_store, settings, tmp_path)
    assert summary.retracted == 1
    assert callers(embedded_store) == ["Lavrov", "Putin"]
    assert embedded_store.counts()["Document"] == 2


STORY = " ".join(f"In paragraph {i} officials of both countries described the talks at length." for i in range(20))


def test_near_duplicates_are_linked(embedded_store: Store, settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(page(f"Putin called Maduro. {STORY}", "https://example.org/1"))
    (tmp_path / "b.md").write_text(page(f"Putin called Maduro. {STORY} More to follow.", "https://example.org/2"))
    summary = ingest(embedded_store, settings, tmp_path)
    assert summary.near_duplicates == 1
    assert summary.several_sources == 1
    rows = embedded_store.read("MATCH (a:Document)-[:NEARLY_SAME]-(b:Document) RETURN a.url AS url ORDER BY url").rows
    assert [row["url"] for row in rows] == ["https://example.org/1", "https://example.org/2"]


class Interrupted:
    """Takes two writes, then the user presses Ctrl-C."""

    def __init__(self, sink: GraphSink) -> None:
        self.sink, self.left = sink, 2

    @property
    def run(self) -> str:
        return self.sink.run

    def write(self, *parts: Any) -> Any:
        if not self.left:
            raise KeyboardInterrupt
        self.left -= 1
        return self.sink.write(*parts)


def test_an_interrupted_run_goes_on(embedded_store: Store, settings: Settings, tmp_path: Path) -> None:
    rows = [{"text": f"Man{i} called Woman{i}.", "date": "2022-01-20"} for i in range(50)]
    path = tmp_path / "rows.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)))
    with open_graph(embedded_store.uri, ["x"], settings=settings) as graph, pytest.raises(KeyboardInterrupt):
        run([str(path)], IngestOptions(), CallsExtractor, Interrupted(graph.sink), state=graph.state)
    assert len(callers(embedded_store)) == 32
    summary = ingest(embedded_store, settings, path)
    assert (summary.total("documents"), summary.exact_duplicates) == (18, 32)
    assert len(callers(embedded_store)) == 50


TRADE = "exporter,importer,year,value\nFRA,DEU,2019,5\nDEU,FRA,2019,7\n"


def test_standing_relations_of_a_table_can_be_undone(embedded_store: Store, settings: Settings, tmp_path: Path) -> None:
    table = tmp_path / "trade.csv"
    table.write_text(TRADE)
    first = ingest(embedded_store, settings, table)
    assert first.run is not None
    assert report(ingest(embedded_store, settings, table))[0].startswith("nothing changed")
    table.write_text(TRADE.replace(",5", ",6"))
    ingest(embedded_store, settings, table)
    values = "MATCH ()-[r:EXPORTED_TO]->() RETURN r.value AS value ORDER BY value"
    assert [row["value"] for row in embedded_store.read(values)] == [6.0, 7.0]
    for summary in embedded_store.runs():
        embedded_store.undo(summary.run.id)
    assert not embedded_store.read("MATCH (n) RETURN n.id AS id").rows
    assert ingest(embedded_store, settings, table).total("ties") == 2


def test_a_deleted_listing_takes_its_edge_back(embedded_store: Store, settings: Settings, tmp_path: Path) -> None:
    def lines(name: str, *rows: dict[str, Any]) -> Path:
        (tmp_path / name).write_text("".join(json.dumps(row) + "\n" for row in rows))
        return tmp_path / name

    person = {"id": "p1", "schema": "Person", "properties": {"name": ["Ivan Example"], "country": ["ru"]}}
    listing = {"id": "s1", "schema": "Sanction", "properties": {"entity": ["p1"], "country": ["us"]}}
    ingest(embedded_store, settings, lines("entities.json", person, listing))
    listed = "MATCH (a)-[:SANCTIONED_BY]->(b) RETURN a.id AS who, b.id AS by"
    assert embedded_store.read(listed).rows == [{"who": "person:ivan-example", "by": "country:USA"}]
    deleted = ingest(embedded_store, settings, lines("delta.json", {"op": "DEL", "entity": {"id": "s1"}}))
    assert deleted.graph_changed
    assert not embedded_store.read(listed).rows
