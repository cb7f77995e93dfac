"""What stands in the graph: direct edges, counts, links among events."""

from __future__ import annotations

import dataclasses

import pytest
import story

from kg.errors import StoreError, UsageError
from kg.records import Extraction
from kg.store import Store, new_run, open_store


def links(store: Store, edge: str) -> list[tuple[str, str]]:
    rows = store.read(
        f"MATCH (a:Event)-[:{edge}]->(b:Event) RETURN a.realis + ' ' + coalesce(a.date, '-') AS a, "
        "b.realis + ' ' + coalesce(b.date, '-') AS b ORDER BY a, b"
    )
    return [(row["a"], row["b"]) for row in rows]


def test_two_reports_of_a_call_are_one_event_with_two_sentences(any_store: Store) -> None:
    any_store.write(story.extractions())
    rows = any_store.read(
        "MATCH (e:Event {relation: 'CALLED', date: $date}) RETURN e.documents AS documents, e.publishers AS publishers,"
        " e.reported AS reported, e.confidence AS confidence, e.goldstein AS goldstein,"
        " COUNT { (e)-[:EVIDENCED_BY]->(:Sentence) } AS sentences",
        {"date": "2022-01-20"},
    ).rows
    assert rows == [
        {
            "documents": 2,
            "publishers": 2,
            "reported": "2022-01-21",
            "confidence": 0.9,
            "goldstein": 2.0,
            "sentences": 2,
        }
    ]


def test_only_what_is_said_to_have_happened_gets_a_direct_edge(any_store: Store) -> None:
    any_store.write(story.extractions())
    rows = any_store.read("MATCH (:Actor)-[r:ATTACKED]->(:Actor) RETURN properties(r) AS edge").rows
    assert len(rows) == 1
    assert rows[0]["edge"] == {
        "event_id": story.extractions()[4].events[0].id,
        "date": "2022-02-01",
        "year": 2022,
        "reported": "2022-02-02",
        "goldstein": 1.0,
        "quad_class": 1,
        "confidence": 0.8,
    }


def test_the_direct_edge_follows_the_event(any_store: Store) -> None:
    extractions = story.extractions()
    for extraction in extractions[:2]:
        any_store.write([extraction])
    rows = any_store.read("MATCH (:Person)-[r:CALLED]->(:Person) RETURN r.goldstein AS g, r.reported AS reported").rows
    assert rows == [{"g": 2.0, "reported": "2022-01-21"}]


def test_a_denial_disputes_what_it_denies(any_store: Store) -> None:
    any_store.write(story.extractions())
    assert links(any_store, "DISPUTES") == [("denied 2022-02", "actual 2022-02-01")]


def test_a_denial_of_another_month_disputes_nothing(embedded_store: Store) -> None:
    earlier = story.event(story.ARMY, "ATTACKED", story.CUBA, "2022-01", story.DENIAL, realis="denied")
    embedded_store.write([Extraction(document=story.DENIAL, events=(earlier,)), story.extractions()[4]])
    assert links(embedded_store, "DISPUTES") == []


def test_undated_claim_and_denial_meet_only_in_one_document(embedded_store: Store) -> None:
    claim = story.event(story.ARMY, "ATTACKED", story.CUBA, None, story.DENIAL)
    denial = story.event(story.ARMY, "ATTACKED", story.CUBA, None, story.DENIAL, realis="denied")
    embedded_store.write([Extraction(document=story.DENIAL, events=(claim, denial)), story.extractions()[4]])
    assert links(embedded_store, "DISPUTES") == [("denied -", "actual -")]


@pytest.mark.parametrize(
    ("coarse", "same"), [("2022-W03", True), ("2022-01", True), ("2022", True), ("2022-W04", False), ("2021", False)]
)
def test_a_date_that_contains_another_is_possibly_the_same(embedded_store: Store, coarse: str, same: bool) -> None:
    fine = story.event(story.PUTIN, "CALLED", story.MADURO, "2022-01-20", story.CALLS)
    blurred = story.event(story.PUTIN, "CALLED", story.MADURO, coarse, story.BLUR)
    embedded_store.write(
        [Extraction(document=story.BLUR, events=(blurred,)), Extraction(document=story.CALLS, events=(fine,))]
    )
    expected = [(f"actual {coarse}", "actual 2022-01-20")] if same else []
    assert links(embedded_store, "POSSIBLY_SAME") == expected


def test_a_meeting_told_from_both_sides_is_one_edge(embedded_store: Store) -> None:
    one = story.event(story.PUTIN, "MET", story.MADURO, "2022-01-20", story.CALLS, symmetric=True)
    other = story.event(story.MADURO, "MET", story.PUTIN, "2022-01-20", story.AGAIN, symmetric=True)
    embedded_store.write(
        [Extraction(document=story.CALLS, events=(one,)), Extraction(document=story.AGAIN, events=(other,))]
    )
    rows = embedded_store.read("MATCH (a:Actor)-[:MET]->(b:Actor) RETURN a.id AS a, b.id AS b").rows
    assert rows == [{"a": "person:nicolas-maduro", "b": "person:vladimir-putin"}]


def test_a_changed_row_of_a_data_set_replaces_the_old_one(any_store: Store) -> None:
    rows = story.dataset_rows(2)
    any_store.write_events(rows)
    turned = dataclasses.replace(rows[0], source=rows[0].target, target=rows[0].source, goldstein=-5.0)
    counts = any_store.write_events([turned, rows[1]])
    assert (counts.events_new, counts.changed) == (0, 1)
    found = any_store.read(
        "MATCH (a:Actor)-[r:ACCUSED]->(b:Actor) RETURN a.id AS a, b.id AS b, r.goldstein AS g ORDER BY g"
    ).rows
    assert found == [
        {"a": "country:CUB", "b": "country:RUS", "g": -5.0},
        {"a": "country:RUS", "b": "country:CUB", "g": 1.0},
    ]


def test_an_unknown_relation_never_reaches_the_database(embedded_store: Store) -> None:
    odd = dataclasses.replace(story.dataset_rows(1)[0], relation="CALLED]->() DELETE r //")
    with pytest.raises(UsageError, match="unknown relation"):
        embedded_store.write_events([odd])
    assert embedded_store.counts()["Event"] == 0


def test_queries_may_only_read(any_store: Store) -> None:
    for query in ("CREATE (n:Event {id: 'x'}) RETURN n", "MATCH (n) DETACH DELETE n", "MATCH (n) SET n.x = 1"):
        with pytest.raises(UsageError, match="would write"):
            any_store.read(query)
    assert any_store.read("RETURN 'CREATE' AS word, {set: 1}.set AS one").rows == [{"word": "CREATE", "one": 1}]


def test_rows_are_cut_at_the_limit_and_say_so(any_store: Store) -> None:
    rows = any_store.read("UNWIND range(1, 5) AS n RETURN n", limit=2)
    assert ([row["n"] for row in rows], rows.truncated, rows.columns) == ([1, 2], True, ("n",))
    assert not any_store.read("UNWIND range(1, 5) AS n RETURN n", limit=5).truncated
    assert sum(row["n"] for row in any_store.stream("UNWIND range(1, $n) AS n RETURN n", {"n": 5000})) == 12502500


def test_a_bad_query_is_one_line(any_store: Store) -> None:
    with pytest.raises(StoreError) as caught:
        any_store.read("MATCH (n RETURN n")
    assert "\n" not in str(caught.value)


def test_a_run_that_broke_off_has_no_end(embedded_store: Store) -> None:
    def broken():  # type: ignore[no-untyped-def]
        yield story.extractions()[0]
        raise RuntimeError

    run = new_run(model="m")
    with pytest.raises(RuntimeError):
        embedded_store.write(broken(), run)
    assert embedded_store.counts()["Document"] == 0
    embedded_store.write(story.extractions(), run)
    assert embedded_store.runs()[0].run.finished is not None


def test_a_store_opened_for_reading_does_not_write(embedded_store: Store) -> None:
    assert embedded_store._embedded is not None
    with (
        open_store(str(embedded_store._embedded.folder), read_only=True) as store,
        pytest.raises(StoreError, match="reading only"),
    ):
        store.write(story.extractions())
