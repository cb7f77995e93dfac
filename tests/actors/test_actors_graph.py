"""Judgements in a graph, there and back; what ``kg actors review`` lists."""

from __future__ import annotations

from typing import Any

import story

from kg.actors.graph_judgements import apply_to_graph
from kg.actors.graph_knowledge import all_known, known_of
from kg.actors.judgements import Judgements
from kg.actors.knowledge import KnowledgeBase, load_knowledge
from kg.actors.model import ActorEntry, MembershipEntry, OfficeEntry
from kg.actors.review import review
from kg.ids import event_id
from kg.records import ActorRef, Event, Extraction, Office, Plover
from kg.store import Store


def actor(actor_id: str, name: str) -> ActorRef:
    return ActorRef(id=actor_id, name=name, kind="person", country="RUS")


def event(source: ActorRef, target: ActorRef, date: str) -> Event:
    return Event(
        id=event_id(source.id, "CALLED", target.id, date, "day", "actual"),
        relation="CALLED",
        trigger=None,
        source=source,
        target=target,
        plover=Plover(type="CONSULT"),
        cameo="041",
        quad_class=1,
        goldstein=1.0,
        date=date,
        date_precision="day",
        realis="actual",
        confidence=0.9,
        rule="test",
    )


LISTED = actor("person:vladimir-putin", "Vladimir Putin")
MISSPELT = actor("person:vladimir-puttin", "Vladimir Puttin")
OTHER = actor("person:nobody-known", "Nobody Known")


def edges(store: Store) -> list[tuple[Any, ...]]:
    rows = store.database.read(
        "MATCH (a)-[r]->(b:Actor) RETURN a.id AS start, type(r) AS type, b.id AS end, r.judged_from AS was "
        "ORDER BY start, type, end"
    )
    return [tuple(row.values()) for row in rows]


def fill(store: Store) -> None:
    store.write_events(
        [
            event(MISSPELT, OTHER, "2022-01-01"),
            event(MISSPELT, LISTED, "2022-01-02"),
            event(MISSPELT, LISTED, "2022-01-04"),
            event(LISTED, OTHER, "2022-01-03"),
        ]
    )


def test_a_merge_moves_all_edges_and_a_split_moves_them_back(any_store: Store) -> None:
    fill(any_store)
    before = edges(any_store)
    merged = Judgements().merge(LISTED.id, MISSPELT.id)
    done = apply_to_graph(any_store.database, merged)
    assert done.merged == ((LISTED.id, MISSPELT.id),)
    assert done.edges > 0
    assert all(MISSPELT.id not in (start, end) for start, _, end, _ in edges(any_store))
    assert apply_to_graph(any_store.database, merged).edges == 0
    undone = apply_to_graph(any_store.database, merged.split(LISTED.id, MISSPELT.id))
    assert undone.parted == ((LISTED.id, MISSPELT.id),)
    assert undone.edges == done.edges
    assert edges(any_store) == before


def test_a_judgement_on_somebody_the_graph_lacks_changes_nothing(embedded_store: Store) -> None:
    fill(embedded_store)
    done = apply_to_graph(embedded_store.database, Judgements().merge("person:a", "person:b"))
    assert (done.merged, done.edges) == ((), 0)


def test_review_lists_the_unknown_by_events_with_candidates(embedded_store: Store) -> None:
    fill(embedded_store)
    base = load_knowledge()
    embedded_store.write_actors([base.get(LISTED.id)])
    doubts = review(embedded_store.database, base, Judgements())
    assert [(doubt.id, doubt.events) for doubt in doubts] == [(MISSPELT.id, 3), (OTHER.id, 2)]
    assert doubts[0].candidates[0].id == LISTED.id
    apart = review(embedded_store.database, base, Judgements().split(LISTED.id, MISSPELT.id))
    assert LISTED.id not in [candidate.id for candidate in apart[0].candidates]


def test_what_is_known_comes_and_goes_with_the_reports(any_store: Store) -> None:
    base = load_knowledge()
    doc = story.document("Putin called Maduro.")
    call = story.event(story.PUTIN, "CALLED", story.MADURO, "2022-01-20", doc)
    any_store.write([Extraction(document=doc, events=(call,))])
    any_store.write_actors(known_of(base, [story.PUTIN.id, story.MADURO.id, "country:CUB"]), met=True)
    held = any_store.read(
        "MATCH (:Actor {id: $id})-[o:HOLDS_OFFICE]->(of) WHERE o.role = 'head_of_state' AND o.to IS NULL "
        "RETURN o.title AS title, of.name AS of",
        {"id": story.PUTIN.id},
    ).rows
    assert held == [{"title": "President", "of": "Russia"}]
    member = "MATCH (:Actor {id: 'country:CUB'})-[m:MEMBER_OF]->(o) WHERE o.id = 'org:oas' RETURN m.from AS since"
    assert any_store.read(member).rows == [{"since": "1948-04-30"}]
    any_store.write_actors([base.get("country:CUB")])
    any_store.retract(doc.id)
    left = any_store.read("MATCH (a:Actor) WHERE a.id STARTS WITH 'person:' RETURN count(a) AS persons").rows
    assert left == [{"persons": 0}]
    assert any_store.read("MATCH (a:Actor {id: 'country:CUB'}) RETURN a.met AS met").rows == [{"met": None}]


def test_a_newer_knowledge_base_takes_the_place_of_an_older_one(any_store: Store) -> None:
    def told(until: str | None) -> list[ActorEntry]:
        office = OfficeEntry(role="head_of_government", title="Premier", of="country:AAA", since="2020", until=until)
        return [
            ActorEntry(id="country:AAA", name="Atlantis", kind="country", country="AAA"),
            ActorEntry(id="person:ann-sea", name="Ann Sea", kind="person", offices=(office,)),
            ActorEntry(
                id="org:reef",
                name="Reef Council",
                kind="organization",
                members=(MembershipEntry(id="country:AAA", since="1999", until=until),),
            ),
        ]

    held = "MATCH ()-[r:HOLDS_OFFICE|MEMBER_OF]->() RETURN type(r) AS type, r.to AS until ORDER BY type"
    any_store.write_actors(all_known(knowledge(told(None))), complete=True)
    counts = any_store.write_actors(all_known(knowledge(told("2023"))), complete=True)
    assert any_store.read(held).rows == [
        {"type": "HOLDS_OFFICE", "until": "2023"},
        {"type": "MEMBER_OF", "until": "2023"},
    ]
    assert (counts.offices_new, counts.ties_new, counts.changed) == (1, 1, 2)
    assert any_store.write_actors(all_known(knowledge(told("2023"))), complete=True).nothing_new


def knowledge(entries: list[ActorEntry]) -> KnowledgeBase:
    return KnowledgeBase([entry.model_dump(exclude_defaults=True) for entry in entries])


def test_what_texts_state_of_offices_stays(any_store: Store) -> None:
    doc = story.document("Foreign Minister Ann Sea spoke.")
    sea = actor("person:ann-sea", "Ann Sea")
    stated = Office(
        person=sea, title="Foreign Minister", of=story.VENEZUELA, role="foreign_minister", seen="2022-01-20"
    )
    any_store.write([Extraction(document=doc, events=(), offices=(stated,))])
    any_store.write_actors([ActorEntry(id="person:ann-sea", name="Ann Sea", kind="person")], complete=True)
    held = "MATCH (:Actor {id: 'person:ann-sea'})-[r:HOLDS_OFFICE]->() RETURN r.title AS title"
    assert any_store.read(held).rows == [{"title": "Foreign Minister"}]
