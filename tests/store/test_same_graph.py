"""Ingest twice, in another order, in other portions, on another database: the same graph."""

from __future__ import annotations

import itertools

import pytest
import story
from emptying import empty
from graphs import graph

from kg.actors.model import ActorEntry, MembershipEntry, OfficeEntry
from kg.store import Store, new_run


def _write_all(store: Store) -> None:
    store.write(story.extractions())
    store.write_events(story.dataset_rows())
    store.write_ties(story.ties())
    store.write_actors(entries())


def entries() -> list[ActorEntry]:
    return [
        ActorEntry(
            id="person:nicolas-maduro",
            name="Nicolás Maduro",
            kind="person",
            aliases=("Maduro", "Nicolas Maduro"),
            country="VEN",
            offices=(OfficeEntry(role="head_of_state", title="President", of="country:VEN", since="2013-04-19"),),
        ),
        ActorEntry(id="org:alba", name="ALBA", kind="organization", members=(MembershipEntry(id="country:CUB"),)),
        ActorEntry(id="media:granma", name="Granma", kind="media", country="CUB", part_of=("country:CUB",)),
    ]


def test_a_second_ingest_changes_nothing_and_says_so(any_store: Store) -> None:
    first = any_store.write(story.extractions(), new_run())
    assert (first.documents_new, first.events_new, first.mentions_new) == (5, 6, 7)
    before, runs = graph(any_store), any_store.counts()["Run"]

    again = any_store.write(story.extractions(), new_run())

    assert again.nothing_new
    assert again.documents == 5
    assert graph(any_store) == before
    assert any_store.counts()["Run"] == runs == 1


def test_a_second_write_of_rows_ties_and_actors_changes_nothing(any_store: Store) -> None:
    _write_all(any_store)
    before = graph(any_store)
    assert any_store.write_events(story.dataset_rows()).nothing_new
    assert any_store.write_ties(story.ties()).nothing_new
    assert any_store.write_actors(entries()).nothing_new
    assert graph(any_store) == before


def test_order_does_not_matter(any_store: Store) -> None:
    _write_all(any_store)
    expected = graph(any_store)
    empty(any_store)
    any_store.write_actors(entries()[::-1])
    any_store.write_ties(story.ties()[::-1])
    any_store.write_events(story.dataset_rows()[::-1])
    any_store.write(story.extractions()[::-1])
    assert graph(any_store) == expected


def test_no_order_of_single_documents_matters(embedded_store: Store) -> None:
    extractions = story.extractions()
    embedded_store.write(extractions)
    expected = graph(embedded_store)
    for order in itertools.islice(itertools.permutations(range(5)), 0, 120, 17):
        empty(embedded_store)
        for index in order:
            embedded_store.write([extractions[index]])
        assert graph(embedded_store) == expected, order


@pytest.mark.neo4j
def test_both_databases_hold_the_same_graph(embedded_store: Store, neo4j_store: Store) -> None:
    for store in (embedded_store, neo4j_store):
        _write_all(store)
    assert graph(embedded_store) == graph(neo4j_store)
