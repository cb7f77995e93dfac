"""Read the graph with all that belongs to it: events with their evidence, or every node and edge as it is."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from kg.store.slices import EventFilter, in_portions
from kg.store.store import Store

# A place is a sentence, or a document where no sentence is known; the document is null then.
_EVENTS = """
MATCH (e:Event)
{where}CALL (e) {{
  OPTIONAL MATCH (e)-[r:EVIDENCED_BY|REPORTED_IN]->(place)
  OPTIONAL MATCH (place)-[:IN_DOCUMENT]->(d:Document)
  RETURN collect({{said: properties(r), place: properties(place), document: properties(d)}}) AS mentions
}}
RETURN properties(e) AS event, mentions,
       [(e)-[:ATTRIBUTED_TO]->(a) | a.id] AS speakers, [(e)-[:LOCATED_IN]->(a) | a.id] AS places,
       [(e)-[:INGESTED_IN]->(run) | run.id] AS runs
"""

_ACTORS = "UNWIND $ids AS id MATCH (a:Actor {id: id}) RETURN properties(a) AS actor"

_RUNS = "UNWIND $ids AS id MATCH (r:Run {id: id}) RETURN properties(r) AS run"

# The inner id of a node joins nodes and edges of one dump; it is no property and means nothing elsewhere.
_NODES = "MATCH (n) RETURN elementId(n) AS inner, labels(n) AS labels, properties(n) AS properties"
_EDGES = """
MATCH (a)-[r]->(b) RETURN elementId(a) AS start, elementId(b) AS end, type(r) AS type, properties(r) AS properties
"""


def stream_evidence(store: Store, wanted: EventFilter) -> Iterator[dict[str, Any]]:
    """Events that pass, each with all its mentions.

    Yields:
        ``event`` (properties), ``mentions`` (each with ``said``, the properties of the edge, ``place`` and
        ``document``), and the ids of its ``speakers``, ``places`` and ``runs``.
    """
    for row in store.stream(_EVENTS.format(where=wanted.where()), wanted.params()):
        row["mentions"] = [mention for mention in row["mentions"] if mention["place"]]
        yield row


def read_actor_nodes(store: Store, ids: Collection[str]) -> Iterator[dict[str, Any]]:
    """All properties of actors."""
    return (row["actor"] for row in in_portions(store, _ACTORS, ids))


def read_run_nodes(store: Store, ids: Collection[str]) -> Iterator[dict[str, Any]]:
    """All properties of runs."""
    return (row["run"] for row in in_portions(store, _RUNS, ids))


def stream_nodes(store: Store) -> Iterator[dict[str, Any]]:
    """Every node: ``inner`` (id within this dump), ``labels``, ``properties``."""
    return store.stream(_NODES)


def stream_edges(store: Store) -> Iterator[dict[str, Any]]:
    """Every edge: ``start`` and ``end`` (inner ids), ``type``, ``properties``."""
    return store.stream(_EDGES)
