"""Rows of data sets beside events: reports, facts of documents, later versions, withdrawals."""

from __future__ import annotations

import dataclasses

import story
from graphs import graph

from kg.ids import document_id
from kg.records import ActorRef, DocumentFacts, DocumentRef, Event, Report, Tally
from kg.store import Store, new_run

ROWS = story.dataset_rows(2)


def page(name: str, published: str = "2021-03-05", publisher: str | None = None) -> DocumentRef:
    url = f"https://{name}.example/a"
    return DocumentRef(
        id=document_id(url), url=url, published=published, publisher=publisher or f"{name}.example", loader="gdelt"
    )


def report(row: int, name: str, confidence: float = 0.5, published: str = "2021-03-05") -> Report:
    told = page(name, published)
    return Report(
        dataset="gdelt",
        dataset_id=str(row),
        document=told,
        confidence=confidence,
        source="m",
        line=row,
    )


REPORTS = [report(0, "one", published="2021-03-02"), report(0, "two"), report(0, "two", 0.9), report(1, "one")]
FACTS = DocumentFacts(
    documents=(page("one"),),
    actors=(story.PUTIN, ActorRef(id="person:jane-roe", name="Jane Roe", kind="person")),
    tallies=(Tally(kind="ARREST", number=400.0, what="political", location=story.HAVANA),),
)


def coverage(store: Store) -> list[tuple[str, int, int, str | None]]:
    rows = store.read(
        "MATCH (e:Event) RETURN e.dataset_id AS id, e.documents AS d, e.publishers AS p, e.reported AS r ORDER BY id"
    )
    return [(row["id"], row["d"], row["p"], row["r"]) for row in rows]


def test_reports_are_evidence_of_one_event(any_store: Store) -> None:
    any_store.write_events(ROWS)
    assert coverage(any_store) == [("0", 1, 0, None), ("1", 1, 0, None)]
    counts, unknown = any_store.write_reports([*REPORTS, report(7, "three")])
    assert unknown == [report(7, "three")]
    assert (counts.mentions, counts.mentions_new) == (3, 3)
    assert coverage(any_store) == [("0", 3, 2, "2021-03-02"), ("1", 2, 1, "2021-03-02")]
    assert any_store.counts()["Event"] == 2
    edge = any_store.read("MATCH ()-[r:ACCUSED {date: $day}]->() RETURN r.reported AS r", {"day": "2021-03-01"})
    assert [row["r"] for row in edge] == ["2021-03-02"]


def test_again_and_in_another_order_the_graph_is_the_same(embedded_store: Store) -> None:
    embedded_store.write_events(ROWS)
    embedded_store.write_reports(REPORTS)
    embedded_store.write_facts([FACTS])
    before = graph(embedded_store)
    assert embedded_store.write_reports(REPORTS[::-1])[0].nothing_new
    assert embedded_store.write_events(ROWS[::-1]).nothing_new
    assert embedded_store.write_facts([FACTS]).nothing_new
    assert graph(embedded_store) == before


def test_undoing_the_run_of_reports_leaves_the_events_as_they_were(embedded_store: Store) -> None:
    # the first row names the page that a report names as well
    rows = [dataclasses.replace(ROWS[0], document=page("one", "2021-03-02")), ROWS[1]]
    embedded_store.write_events(rows, new_run())
    before = coverage(embedded_store)
    run = new_run()
    log = embedded_store.log(run)
    embedded_store.write_reports(REPORTS, log)
    embedded_store.write_facts([FACTS], log)
    log.finish()
    assert coverage(embedded_store) != before
    embedded_store.undo(run.id)
    assert coverage(embedded_store) == before
    documents = embedded_store.read("MATCH (d:Document) RETURN d.url AS url ORDER BY url").rows
    assert [row["url"] for row in documents] == ["https://g.example/1", "https://one.example/a"]
    assert not embedded_store.read("MATCH (a:Actor {id: 'person:jane-roe'}) RETURN a").rows


def test_facts_of_documents(any_store: Store) -> None:
    any_store.write_facts([FACTS])
    names = any_store.read("MATCH (d:Document)-[:MENTIONS]->(a) RETURN a.name AS name ORDER BY name").rows
    assert [row["name"] for row in names] == ["Jane Roe", "Vladimir Putin"]
    counted = any_store.read("MATCH (d:Document)-[r:COUNTS]->(a) RETURN r.kind AS k, r.number AS n, a.name AS place")
    assert counted.rows == [{"k": "ARREST", "n": 400.0, "place": "Havana"}]


def version(revised: str | None, goldstein: float) -> Event:
    return dataclasses.replace(ROWS[0], revised=revised, goldstein=goldstein)


def weights(store: Store) -> list[float]:
    return [row["g"] for row in store.read("MATCH (:Actor)-[r:ACCUSED]->(:Actor) RETURN r.goldstein AS g").rows]


def test_of_two_versions_of_a_row_the_later_holds(embedded_store: Store) -> None:
    old, new = version("2022-01-01T00:00:00", -1.0), version("2023-01-01T00:00:00", -2.0)
    for order in ([old, new], [new, old]):
        for row in order:
            embedded_store.write_events([row])
        assert weights(embedded_store) == [-2.0]
    embedded_store.write_events([old, new, old])
    assert weights(embedded_store) == [-2.0]


def test_a_withdrawn_row_goes_and_stays_away(any_store: Store) -> None:
    row = version("2022-01-01T00:00:00", -1.0)
    any_store.write_events([row])
    counts = any_store.withdraw([("gdelt", "0", "2022-06-01T00:00:00"), ("gdelt", "99", None)])
    assert not counts.nothing_new
    assert any_store.counts()["Event"] == 0
    assert any_store.withdrawn([row.id, "x"]) == {row.id: "2022-06-01T00:00:00"}
    assert any_store.withdraw([("gdelt", "0", "2022-06-01T00:00:00")]).nothing_new


def test_a_row_revised_after_its_withdrawal_stays(embedded_store: Store) -> None:
    embedded_store.write_events([version("2023-01-01T00:00:00", -1.0)])
    embedded_store.withdraw([("gdelt", "0", "2022-06-01T00:00:00")])
    assert weights(embedded_store) == [-1.0]


def test_undoing_a_withdrawal_forgets_it(embedded_store: Store) -> None:
    run = new_run()
    embedded_store.withdraw([("gdelt", "0", None)], run)
    embedded_store.undo(run.id)
    assert embedded_store.withdrawn([ROWS[0].id]) == {}
