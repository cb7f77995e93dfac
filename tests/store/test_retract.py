"""Taking back: the graph is as if the document or run had never been."""

from __future__ import annotations

import dataclasses

import pytest
import story
from emptying import empty
from graphs import graph

from kg.errors import UsageError
from kg.store import Store, new_run


@pytest.mark.parametrize("index", range(5))
def test_a_retracted_document_leaves_no_trace(any_store: Store, index: int) -> None:
    kept = [item for number, item in enumerate(story.extractions()) if number != index]
    any_store.write(kept)
    expected = graph(any_store)
    any_store.write([story.extractions()[index]])
    assert graph(any_store) != expected

    removed = any_store.retract(story.extractions()[index].document.id)

    assert removed.documents == 1
    assert graph(any_store) == expected


def test_a_document_is_found_by_address_and_by_begin_of_its_id(embedded_store: Store) -> None:
    embedded_store.write(story.extractions())
    assert embedded_store.retract("https://a.example/1").documents == 1
    assert embedded_store.retract(story.AGAIN.id[:12]).documents == 1
    with pytest.raises(UsageError, match=r"no document 'https://a\.example/1'"):
        embedded_store.retract("https://a.example/1")


def test_retracting_everything_empties_the_graph(embedded_store: Store) -> None:
    embedded_store.write(story.extractions())
    for extraction in story.extractions():
        embedded_store.retract(extraction.document.id)
    assert graph(embedded_store) == ([], [])


def test_undo_takes_back_what_only_that_run_supported(any_store: Store) -> None:
    first, second = story.extractions()[:3], story.extractions()[2:]
    run, other = new_run(inputs=["a"]), new_run(inputs=["b"])
    any_store.write(second)
    expected = graph(any_store)
    empty(any_store)
    any_store.write(first, run)
    any_store.write(second, other)
    assert {summary.run.id for summary in any_store.runs()} == {run.id, other.id}
    assert [summary.documents for summary in any_store.runs()] == [3, 3]

    removed = any_store.undo(run.id)

    assert removed.documents == 2
    assert graph(any_store) == expected
    assert [summary.run.id for summary in any_store.runs()] == [other.id]


def test_undo_takes_rows_of_a_data_set_back(any_store: Store) -> None:
    any_store.write(story.extractions(), new_run())
    expected = graph(any_store)
    run = new_run()
    any_store.write_events(story.dataset_rows(10), run)

    removed = any_store.undo(run.id)

    assert removed.events == 10
    assert graph(any_store) == expected


def test_undo_of_an_unknown_run_says_so(embedded_store: Store) -> None:
    with pytest.raises(UsageError, match="no run 'x'"):
        embedded_store.undo("x")


def test_undo_takes_back_ties_that_only_that_run_read(any_store: Store) -> None:
    alliance, votes = story.ties()
    any_store.write_ties([alliance])
    expected = graph(any_store)
    empty(any_store)
    run, other = new_run(), new_run()
    any_store.write_ties([alliance, votes], run)
    log = any_store.log(other)
    any_store.write_ties([alliance], log)  # waits: it adds nothing yet
    any_store.write(story.extractions()[:1], log)
    log.finish()
    assert [summary.ties for summary in any_store.runs()] == [2, 1]

    assert any_store.undo(run.id).ties == 1
    any_store.retract(story.extractions()[0].document.id)

    assert graph(any_store) == expected
    assert any_store.undo(other.id).ties == 1
    assert graph(any_store) == ([], [])


def test_a_withdrawn_row_takes_its_tie_back(embedded_store: Store) -> None:
    row = dataclasses.replace(story.ties()[0], dataset_id="17")
    embedded_store.write_ties([row])
    assert embedded_store.withdraw([("another", "17", None)]).changed == 0
    assert embedded_store.withdraw([("x", "17", None), ("x", "18", None)]).changed == 1
    assert embedded_store.counts()["Actor"] == 0
    assert graph(embedded_store)[1] == []


def test_a_revised_tie_takes_the_place_of_the_old_one(any_store: Store) -> None:
    tie = story.ties()[0]
    run = new_run()
    any_store.write_ties([tie], run)
    revised = dataclasses.replace(tie, until="2014", target=story.VENEZUELA)
    counts = any_store.write_ties([revised])
    assert (counts.ties_new, counts.changed) == (0, 1)
    (edge,) = any_store.read(
        "MATCH (a)-[r:ALLIED_WITH]->(b) RETURN a.id AS a, b.id AS b, r.until AS until, r.runs AS runs"
    )
    assert edge == {"a": "country:RUS", "b": "country:VEN", "until": "2014", "runs": [run.id]}


@pytest.mark.parametrize("index", range(5))
def test_a_document_read_anew_states_only_what_was_found_last(any_store: Store, index: int) -> None:
    extractions = story.extractions()
    new = dataclasses.replace(extractions[index], events=extractions[index].events[1:], offices=())
    any_store.write([new if number == index else item for number, item in enumerate(extractions)])
    expected = graph(any_store)
    empty(any_store)
    any_store.write(extractions)

    counts = any_store.write([new], replacing=[new.document.id])

    assert graph(any_store) == expected
    assert counts.nothing_new is (new == extractions[index])
    assert any_store.write([new], replacing=[new.document.id]).nothing_new


def test_a_newer_version_takes_the_place_of_a_document(any_store: Store) -> None:
    old, *rest = story.extractions()
    newer = story.extractions()[-1]
    any_store.write(rest)
    expected = graph(any_store)
    empty(any_store)
    any_store.write([old, *rest[:-1]])

    any_store.write([newer], replacing=[old.document.id])

    assert graph(any_store) == expected
