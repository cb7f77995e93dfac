"""Several writers at once on a real Neo4j: the graph is the one that a single writer makes."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
import story
from conftest import empty
from graphs import graph

from kg.settings import Settings
from kg.store import Store, open_store

pytestmark = pytest.mark.neo4j


def test_four_writers_in_four_orders(neo4j_store: Store, neo4j_settings: Settings) -> None:
    extractions, rows = story.extractions(), story.dataset_rows(60)
    neo4j_store.write(extractions)
    neo4j_store.write_events(rows)
    expected = graph(neo4j_store)
    empty(neo4j_store)

    def write(turn: int) -> None:
        with open_store(neo4j_settings.uri, settings=neo4j_settings) as store:
            for extraction in extractions[turn:] + extractions[:turn]:
                store.write([extraction])
            store.write_events(rows[:: 1 if turn % 2 else -1])

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, range(4)))

    assert graph(neo4j_store) == expected
