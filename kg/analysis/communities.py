"""Who works together: communities, and what becomes of them over time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import networkx as nx

from kg.analysis.options import Options
from kg.analysis.slices import EventSlice
from kg.analysis.tables import Table, table
from kg.extras import require

COLUMNS = ("community", "size", "actor", "name", "modularity")


def cooperation_graph(part: EventSlice) -> nx.Graph:
    """Pairs that cooperate, as heavy as the number of their cooperative events; actors without any are left out."""
    graph = nx.Graph()
    for a, b, facts in part.dyads().edges(data=True):
        if facts["cooperation"]:
            graph.add_edge(a, b, weight=facts["cooperation"])
    return graph


def cooperation_communities(graph: nx.Graph, options: Options) -> list[set[str]]:
    """Communities of a cooperation graph, the largest first.

    Raises:
        UsageError: Leiden's method is asked for and not installed.
    """
    if not graph:
        return []
    found = _leiden(graph, options) if options.method == "leiden" else _louvain(graph, options)
    return sorted(found, key=lambda members: (-len(members), min(members)))


def _louvain(graph: nx.Graph, options: Options) -> list[set[str]]:
    found: list[set[str]] = nx.community.louvain_communities(
        graph, weight="weight", resolution=options.resolution, seed=options.seed
    )
    return found


def _leiden(graph: nx.Graph, options: Options) -> list[set[str]]:
    leiden = require("leidenalg", extra="leiden", what="Leiden's method")
    igraph = require("igraph", extra="leiden", what="Leiden's method")
    nodes = sorted(graph)
    index = {node: number for number, node in enumerate(nodes)}
    ties = sorted((*sorted((index[a], index[b])), weight) for a, b, weight in graph.edges(data="weight"))
    found = leiden.find_partition(
        igraph.Graph(n=len(nodes), edges=[(a, b) for a, b, _ in ties]),
        leiden.RBConfigurationVertexPartition,  # modularity with a resolution, as Louvain's method has it
        weights=[weight for *_, weight in ties],
        resolution_parameter=options.resolution,
        n_iterations=-1,  # until nothing gets better
        seed=options.seed,
    )
    return [{nodes[number] for number in members} for members in found]


def communities(part: EventSlice, options: Options) -> Table:
    """Groups that cooperate more among themselves than with others.

    Louvain's method (Blondel and others 2008), or with ``--method leiden`` Leiden's (Traag and others 2019: each
    community hangs together in itself), on the graph of pairs, as heavy as their cooperative events (quad classes 1
    and 2). ``modularity`` (Newman 2004) of the whole division, the same in every row: 0 is no more inside than by
    chance. Actors without cooperation belong to none and are left out.
    """
    return over_time({"all": part}, options, with_period=False)


def communities_over_time(periods: Mapping[str, EventSlice], options: Options) -> Table:
    """The same for each period; a community keeps its number while it is, by its members, most like one before it."""
    return over_time(periods, options, with_period=True)


def over_time(periods: Mapping[str, EventSlice], options: Options, *, with_period: bool) -> Table:
    """Communities of each period, numbered through."""
    rows = []
    before: dict[int, set[str]] = {}
    last = 0
    for period, part in periods.items():
        graph = cooperation_graph(part)
        found = cooperation_communities(graph, options)
        before, last = follow(before, found, last)
        modularity = _modularity(graph, found, options)
        for number, members in sorted(before.items()):
            for actor in sorted(members):
                row = (number, len(members), actor, part.name(actor), modularity)
                rows.append((period, *row) if with_period else row)
    return table(("period", *COLUMNS) if with_period else COLUMNS, rows)


def follow(before: Mapping[int, set[str]], found: Sequence[set[str]], last: int) -> tuple[dict[int, set[str]], int]:
    """Number communities after those of the period before.

    The pair that shares the largest part of its members (Jaccard's index) is matched first, then the next; what
    matches nothing gets a new number.

    Args:
        before: Number -> members, in the period before.
        found: Members, now.
        last: The highest number given so far.

    Returns:
        Number -> members, now, and the highest number given.
    """
    likeness = [
        (-len(old & new) / len(old | new), number, index)
        for number, old in before.items()
        for index, new in enumerate(found)
        if old & new
    ]
    numbers: dict[int, int] = {}
    for _, number, index in sorted(likeness):
        if index not in numbers and number not in numbers.values():
            numbers[index] = number
    for index in range(len(found)):
        if index not in numbers:
            last += 1
            numbers[index] = last
    return {numbers[index]: members for index, members in enumerate(found)}, last


def _modularity(graph: nx.Graph, found: Sequence[set[str]], options: Options) -> float | None:
    if not found:
        return None
    return float(nx.community.modularity(graph, found, weight="weight", resolution=options.resolution))
