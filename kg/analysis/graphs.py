"""Events as networkx graphs.

Nodes are actor ids with ``name``, ``kind``, ``country`` and ``sector`` (absent ones left out). Acts of an actor on
itself, such as those inside a country where a slice is by country, are no edges.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import networkx as nx

    from kg.analysis.records import SliceEvent
    from kg.analysis.slices import EventSlice


def multigraph(part: EventSlice) -> nx.MultiDiGraph:
    """One edge an event, its key the event id, its attributes those of the event that are known."""
    import networkx as nx

    graph = _with_nodes(nx.MultiDiGraph(), part)
    for event in part.events:
        if event.source != event.target:
            facts = event._asdict()
            del facts["id"], facts["source"], facts["target"]
            known = {key: value for key, value in facts.items() if value is not None}
            graph.add_edge(event.source, event.target, key=event.id, **known)
    return graph


def digraph(part: EventSlice) -> nx.DiGraph:
    """One edge a directed dyad that has events; a symmetric event (A met B) counts in both directions.

    Edge attributes: ``weight`` and ``events`` (number of events), ``cooperation`` and ``conflict`` (of those, quad
    classes 1 and 2, 3 and 4), ``goldstein`` (sum of weights), ``first_day`` and ``last_day``.
    """
    import networkx as nx

    graph = _with_nodes(nx.DiGraph(), part)
    for event in part.events:
        _count(graph, event.source, event.target, event)
        if event.symmetric:
            _count(graph, event.target, event.source, event)
    return graph


def dyad_graph(part: EventSlice) -> nx.Graph:
    """One edge a pair of actors that has events in either direction; attributes as of ``digraph``."""
    import networkx as nx

    graph = _with_nodes(nx.Graph(), part)
    for event in part.events:
        _count(graph, event.source, event.target, event)
    return graph


def _with_nodes(graph: Any, part: EventSlice) -> Any:
    for actor in part.actors.values():
        facts = {"name": actor.name, "kind": actor.kind, "country": actor.country, "sector": actor.sector}
        graph.add_node(actor.id, **{key: value for key, value in facts.items() if value is not None})
    return graph


def _count(graph: Any, source: str, target: str, event: SliceEvent) -> None:
    if source == target:
        return
    if not graph.has_edge(source, target):
        graph.add_edge(source, target, weight=0, events=0, cooperation=0, conflict=0, goldstein=0.0)
    edge = graph[source][target]
    edge["weight"] += 1
    edge["events"] += 1
    edge["cooperation" if event.cooperative else "conflict"] += 1
    edge["goldstein"] += event.goldstein or 0.0
    if event.first_day is not None:
        edge["first_day"] = min(edge.get("first_day", event.first_day), event.first_day)
    if event.last_day is not None:
        edge["last_day"] = max(edge.get("last_day", event.last_day), event.last_day)
