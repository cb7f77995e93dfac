"""Write a batch: one transaction that leaves the graph as if all documents had come at once.

Each step first reads what is there, then holds what it will change, reads that again, and writes: so a second ingest
writes nothing, and two processes do not lose each other's work. Properties of an event are computed from all of its
mentions (``kg.store.evidence``), never added up.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from typing import Any

from kg.store import cypher, rows
from kg.store.batch import Batch, Place
from kg.store.counts import WriteCounts
from kg.store.evidence import coverage, places, speakers, summarise
from kg.store.facts import write_facts
from kg.store.model import load_graph_model
from kg.store.offices import write_stated_offices
from kg.store.rows import Row
from kg.store.ties import write_ties
from kg.store.transaction import Transaction, upsert, write_actors

_EVENT_KEYS = tuple(load_graph_model().nodes["Event"].properties)
_DOCUMENT_KEYS = tuple(load_graph_model().nodes["Document"].properties)
_WITHDRAWN_KEYS = tuple(load_graph_model().nodes["Withdrawn"].properties)
_STRUCTURE = ("relation", "source_id", "target_id", "realis")


def write_batch(tx: Transaction, batch: Batch) -> WriteCounts:
    """Write all of a batch and say what was new."""
    documents_new, documents_changed = upsert(tx, "Document", batch.documents, rows.merge_document, _DOCUMENT_KEYS)
    tx.run(cypher.COPIES, rows=[{"one": one, "other": other} for one, other in sorted(batch.copies)])
    actors_new, actors_changed = write_actors(tx, batch.actors, batch.parts)
    facts_new = write_facts(tx, batch.names, batch.tallies)
    own_new, own_changed = _write_own(tx, batch)
    events_new, mentions_new, mentions_changed = _write_mentioned(tx, batch, documents_changed)
    withdrawn_new, redrawn = upsert(tx, "Withdrawn", batch.withdrawn, rows.merge_withdrawn, _WITHDRAWN_KEYS)
    offices_new, offices_changed = write_stated_offices(tx, list(batch.offices.values()))
    ties_new, ties_changed = write_ties(tx, batch.ties)
    return WriteCounts(
        documents=len(batch.documents),
        documents_new=len(documents_new),
        actors=len(batch.actors),
        actors_new=actors_new,
        events=len(batch.events) + len(batch.own),
        events_new=own_new + events_new,
        mentions=len(batch.evidence) + len(batch.reports),
        mentions_new=mentions_new,
        facts=len(batch.names) + len(batch.tallies),
        facts_new=facts_new,
        withdrawn=len(batch.withdrawn),
        withdrawn_new=len(withdrawn_new),
        offices=len(batch.offices),
        offices_new=offices_new,
        ties=sum(map(len, batch.ties.values())),
        ties_new=ties_new,
        changed=len(documents_changed)
        + actors_changed
        + own_changed
        + mentions_changed
        + offices_changed
        + ties_changed
        + len(redrawn),
    )


# -- events that one record tells completely -------------------------------------------------------------------------


def _write_own(tx: Transaction, batch: Batch) -> tuple[int, int]:
    before = tx.properties(cypher.nodes("Event"), ids=batch.own)
    absent, changed = upsert(tx, "Event", batch.own, rows.later, _EVENT_KEYS)
    after = {key: rows.later(before[key], batch.own[key]) for key in changed}
    moved = {key for key in changed if any(before[key].get(k) != after[key].get(k) for k in _STRUCTURE)}
    if moved:
        delete_direct(tx, [before[key] for key in sorted(moved)])
        tx.run(cypher.PART_EVENTS, ids=moved)
    set_direct(tx, [after[key] for key in sorted(changed - moved)])
    connect(tx, {**batch.own, **after}, absent | moved)
    for number, edge in enumerate(("ATTRIBUTED_TO", "LOCATED_IN")):
        wanted = {key: batch.own_ends[key][number] for key in absent | changed}
        sync_ends(tx, edge, wanted, {} if not changed else current_ends(tx, edge, changed))
    return len(absent), len(changed)


# -- events that mentions tell ---------------------------------------------------------------------------------------


def _write_mentioned(tx: Transaction, batch: Batch, documents_changed: Collection[str]) -> tuple[int, int, int]:
    """Returns how many events and mentions are new, and how many mentions changed."""
    event_ids = set(batch.events) | set(batch.own) | batch.reported
    found = read_mentions(tx, event_ids)
    evidence = _differing(batch.evidence, found, "EVIDENCED_BY")
    reports = _differing(_merged_reports(batch, found), found, "REPORTED_IN")
    there = {row["id"] for row in tx.run(cypher.IDS_OF_EVENTS, ids=batch.events)}
    touched = ({key for key, _ in (*evidence, *reports)} | (set(batch.events) - there)) & set(batch.events)
    moved = tx.run(cypher.EVENTS_OF_DOCUMENTS, ids=documents_changed)
    touched |= {row["id"] for row in moved if row["mentioned"]}
    if touched:
        tx.run(cypher.lock_nodes("Event"), ids=touched & there)
        tx.run(cypher.merge_nodes("Event"), ids=touched - there)
        tx.run(
            cypher.set_nodes("Event"),
            rows=[{"id": key, "properties": batch.events[key]} for key in sorted(touched - there)],
        )
    needed = {place for _, place in evidence}
    tx.run(cypher.SENTENCES, rows=[batch.sentences[key] for key in sorted(needed)])
    tx.run(cypher.SET_EVIDENCE, rows=_edge_rows(evidence, found))
    tx.run(cypher.SET_REPORTS, rows=_edge_rows(reports, found))
    refresh(tx, touched)
    recount(tx, _to_recount(batch, reports, found) | {row["id"] for row in moved if not row["mentioned"]})
    new = sum(key not in found for key in (*evidence, *reports))
    return len(touched - there), new, len(evidence) + len(reports) - new


def _merged_reports(batch: Batch, found: Mapping[Place, Row]) -> dict[Place, Row]:
    """The reports to write; what several rows of a data set say of one adds up."""

    def merged(place: Place, said: Row) -> Row:
        old = found.get(place)
        if place[0] in batch.events or old is None or old["edge"] != "REPORTED_IN":
            return said
        return rows.merge_report({key: value for key, value in old["properties"].items() if key != "runs"}, said)

    return {place: merged(place, said) for place, said in batch.reports.items()}


def _to_recount(batch: Batch, reports: Mapping[Place, Row], found: Mapping[Place, Row]) -> set[str]:
    """Events of data sets with reports beside the one that their own row brought with it."""
    several = Counter(event for event, _ in batch.reports)
    before = {event for event, _ in found}
    return {event for event, _ in reports if event not in batch.events and (event in before or several[event] > 1)}


def recount(tx: Transaction, event_ids: Collection[str]) -> None:
    """Bring the coverage of events of data sets to what their reports say now."""
    nodes = tx.properties(cypher.nodes("Event"), ids=event_ids)
    reports: dict[str, list[tuple[str, str | None, str | None]]] = defaultdict(list)
    for (event, _), row in read_mentions(tx, event_ids).items():
        reports[event].append((row["document"], row["published"], row["publisher"]))
    updates = {key: coverage(reports[key]) for key in sorted(nodes)}
    updates = {key: row for key, row in updates.items() if any(nodes[key].get(k) != row[k] for k in row)}
    tx.run(cypher.set_nodes("Event"), rows=[{"id": key, "properties": row} for key, row in updates.items()])
    set_direct(tx, [{**nodes[key], **row} for key, row in updates.items()])


def read_mentions(tx: Transaction, event_ids: Collection[str]) -> dict[Place, Row]:
    """All mentions of events by event and place, each with ``edge`` and the facts of its document."""
    found: dict[Place, Row] = {}
    for edge, query in (("EVIDENCED_BY", cypher.EVIDENCE), ("REPORTED_IN", cypher.REPORTS)):
        for row in tx.run(query, ids=event_ids):
            found[row["event"], row["place"]] = {**row, "edge": edge}
    return found


def _differing(wanted: Mapping[Place, Row], found: Mapping[Place, Row], edge: str) -> dict[Place, Row]:
    def said(place: Place) -> Row | None:
        row = found.get(place)
        if row is None or row["edge"] != edge:
            return None
        return {key: value for key, value in row["properties"].items() if key != "runs"}

    return {place: row for place, row in sorted(wanted.items()) if said(place) != row}


def _edge_rows(mentions: Mapping[Place, Row], found: Mapping[Place, Row]) -> list[Row]:
    result = []
    for (event, place), row in mentions.items():
        old_runs = found[event, place]["properties"].get("runs") if (event, place) in found else None
        properties = row if old_runs is None else {**row, "runs": old_runs}
        result.append({"event": event, "place": place, "properties": properties})
    return result


def refresh(tx: Transaction, event_ids: Collection[str]) -> None:
    """Bring events, their direct edges, speakers and places to what their mentions say now.

    The events must be held by this transaction and must have mentions.
    """
    if not event_ids:
        return
    mentions: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for (event, place), row in read_mentions(tx, event_ids).items():
        said = {**row["properties"], "place": place}
        mentions[event].append(said | {key: row[key] for key in ("document", "published", "publisher")})
    nodes = tx.properties(cypher.nodes("Event"), ids=event_ids)
    updates, direct = [], []
    for key in sorted(event_ids):
        summary = summarise(mentions[key])
        difference = {name: value for name, value in summary.items() if nodes[key].get(name) != value}
        if difference:
            updates.append({"id": key, "properties": difference})
            after = nodes[key] | summary
            if rows.direct_properties(after) != rows.direct_properties(nodes[key]):
                direct.append(after)
            nodes[key] = after
    tx.run(cypher.set_nodes("Event"), rows=updates)
    fresh = {row["id"] for row in tx.run(cypher.BARE_EVENTS, ids=event_ids)}
    set_direct(tx, [row for row in direct if row["id"] not in fresh])
    connect(tx, nodes, fresh)
    for edge, ids_of in (("ATTRIBUTED_TO", speakers), ("LOCATED_IN", places)):
        sync_ends(tx, edge, {key: ids_of(mentions[key]) for key in event_ids}, current_ends(tx, edge, event_ids))


# -- edges -----------------------------------------------------------------------------------------------------------


def connect(tx: Transaction, events: Mapping[str, Row], fresh: Collection[str]) -> None:
    """Join new events to their actors, and the actors of actual ones directly."""
    wanted = [
        {"id": key, "source": events[key]["source_id"], "target": events[key]["target_id"]} for key in sorted(fresh)
    ]
    tx.run(cypher.JOIN_EVENTS, rows=wanted)
    for relation, group in _by_relation([events[key] for key in sorted(fresh)]).items():
        tx.run(cypher.create_direct(relation), rows=group)


def set_direct(tx: Transaction, events: Collection[Row]) -> None:
    """New properties for direct edges that are there."""
    for relation, group in _by_relation(events).items():
        tx.run(cypher.set_direct(relation), rows=group)


def delete_direct(tx: Transaction, events: Collection[Row]) -> None:
    """Take the direct edges of events away."""
    for relation, group in _by_relation(events).items():
        tx.run(cypher.delete_direct(relation), rows=group)


def _by_relation(events: Collection[Row]) -> dict[str, list[Row]]:
    groups: dict[str, list[Row]] = defaultdict(list)
    model = load_graph_model()
    for event in events:
        if event["realis"] == "actual":
            groups[model.relation(event["relation"])].append(
                {
                    "id": event["id"],
                    "source": event["source_id"],
                    "target": event["target_id"],
                    "properties": rows.direct_properties(event),
                }
            )
    return dict(sorted(groups.items()))


def current_ends(tx: Transaction, edge: str, event_ids: Collection[str]) -> dict[str, set[str]]:
    """Actors that edges of this type lead to now, by event."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in tx.run(cypher.ends(edge), ids=event_ids):
        found[row["event"]].add(row["actor"])
    return found


def sync_ends(tx: Transaction, edge: str, wanted: Mapping[str, set[str]], current: Mapping[str, set[str]]) -> None:
    """Make and take away edges of this type until they are as wanted."""

    def pairs(one: Mapping[str, set[str]], other: Mapping[str, set[str]]) -> list[Row]:
        return [
            {"event": event, "actor": actor}
            for event, actors in sorted(one.items())
            for actor in sorted(actors - other.get(event, set()))
        ]

    tx.run(cypher.merge_ends(edge), rows=pairs(wanted, current))
    tx.run(cypher.delete_ends(edge), rows=pairs({key: current.get(key, set()) for key in wanted}, wanted))
