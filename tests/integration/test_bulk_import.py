"""kg export neo4j-import, then neo4j-admin database import full: the graph as it was, to the last property."""

from __future__ import annotations

import dataclasses
import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import story

from kg.actors.model import ActorEntry, MembershipEntry, OfficeEntry
from kg.errors import StoreError, UsageError
from kg.export.bulk import write_bulk
from kg.settings import Settings, load_settings
from kg.store import Store, new_run, open_store, server
from kg.store.bulk_import import import_full
from kg.store.neo4j_jars import missing_packages
from kg.store.transaction import Transaction

AWKWARD = 'Line one,\nline "two"; \\back\\slash\' \t , ü 🙂'


def whole(store: Store) -> tuple[list[str], list[str]]:
    """Every node and edge with every property, runs and what they found included."""

    def lines(query: str) -> list[str]:
        return sorted(json.dumps(row, sort_keys=True) for row in store.read(query))

    nodes = "MATCH (n) UNWIND labels(n) AS label WITH n, label ORDER BY label RETURN collect(label) AS labels, "
    edges = "MATCH (a)-[r]->(b) RETURN a.id AS a, b.id AS b, type(r) AS type, "
    return (
        lines(f"{nodes} properties(n) AS properties"),
        lines(f"{edges} properties(r) AS properties"),
    )


def fill(store: Store) -> Store:
    entry = ActorEntry(
        id="country:RUS",
        name="Russia",
        kind="country",
        country="RUS",
        aliases=("Russian Federation", "Rossiya, the", 'the "Bear"', ""),
        codes={"cow": "365", "iso3": "RUS"},
        memberships=(MembershipEntry(id="org:csto", since="1994-04-20"),),
    )
    person = ActorEntry(
        id="person:vladimir-putin",
        name="Vladimir Putin",
        kind="person",
        country="RUS",
        offices=(OfficeEntry(role="head_of_state", title="President", of="country:RUS", since="2012-05-07"),),
    )
    store.write_actors([entry, person])
    awkward = story.document(AWKWARD, title=AWKWARD, publisher="", published="2022-03-01")
    met = story.event(story.RUSSIA, "MET", story.CUBA, "2022-03-01", awkward, symmetric=True)
    extractions = [*story.extractions(), dataclasses.replace(story.extractions()[0], document=awkward, events=(met,))]
    store.write(extractions, new_run(inputs=["a b.txt", "c,d.txt"], model="m"))
    store.write_events(story.dataset_rows(), new_run(inputs=["rows.csv"]))
    store.write_ties(story.ties())
    store.write_measures(["degree", "pagerank"], {"country:RUS": {"degree": 2, "pagerank": 0.5}})
    return store


@pytest.fixture
def other_server(tmp_path: Path) -> Iterator[Settings]:
    """A Neo4j of its own that has no graph yet."""
    if missing_packages():
        if os.environ.get("CI"):
            raise RuntimeError(f"not installed: {missing_packages()}")
        pytest.skip(f"not installed: {', '.join(missing_packages())}")
    home = Path(os.environ.get("KG_TEST_HOME") or tmp_path) / "bulk"
    shutil.rmtree(home / "neo4j" / "data", ignore_errors=True)
    settings = dataclasses.replace(load_settings({}), home=home, uri="neo4j", password=None)
    yield settings
    server.stop(settings)


@pytest.mark.neo4j
@pytest.mark.slow
def test_the_imported_graph_is_the_exported_one(embedded_store: Store, other_server: Settings, tmp_path: Path) -> None:
    before = whole(fill(embedded_store))
    counts = write_bulk(embedded_store, tmp_path / "files")
    assert counts == {"nodes": len(before[0]), "edges": len(before[1])}

    said = import_full(other_server, tmp_path / "files")
    assert said == f"imported {counts['nodes']} nodes, {counts['edges']} relationships"
    server.start(other_server)
    with open_store(settings=other_server, read_only=True) as imported:
        after = whole(imported)
    assert after[0] == before[0]
    assert after[1] == before[1]

    with pytest.raises(StoreError, match="Neo4j runs here"):
        import_full(other_server, tmp_path / "files")
    with open_store(settings=other_server) as imported:
        names = {row["name"] for row in imported.read("SHOW CONSTRAINTS")}
        assert "kg_event_key" in names
        assert imported.write(story.extractions()).nothing_new
    server.stop(other_server)
    with pytest.raises(StoreError, match="there is a graph in this Neo4j already"):
        import_full(other_server, tmp_path / "files")


def test_a_folder_without_files_is_said(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"has no import\.args"):
        import_full(load_settings({}), tmp_path)


def test_a_folder_that_is_not_empty_is_left_alone(embedded_store: Store, tmp_path: Path) -> None:
    fill(embedded_store)
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "mine.txt").write_text("mine")
    with pytest.raises(UsageError, match="exists already and is not empty"):
        write_bulk(embedded_store, tmp_path / "files")


def test_what_cannot_be_imported_leaves_no_folder(embedded_store: Store, tmp_path: Path) -> None:
    def odd(raw: Any) -> None:
        Transaction(raw).run("CREATE (:Odd {value: 1}) CREATE (:Odd {value: 'one'})")

    embedded_store.database.write(odd)
    with pytest.raises(Exception, match=r"nodes-Odd\.value: holds both (long and string|string and long)"):
        write_bulk(embedded_store, tmp_path / "files")
    assert list(tmp_path.iterdir()) == []


def test_an_empty_graph_is_not_exported(embedded_store: Store, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="the graph is empty"):
        write_bulk(embedded_store, tmp_path / "files")
    assert not (tmp_path / "files").exists()
