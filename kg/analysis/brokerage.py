"""Who stands between others: Gould and Fernandez's roles, Burt's structural holes."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from typing import Any

import networkx as nx
import numpy as np

from kg.analysis.communities import cooperation_communities, cooperation_graph
from kg.analysis.options import Options
from kg.analysis.slices import EventSlice
from kg.analysis.tables import Table, ranked
from kg.errors import unknown_name

ROLES = ("coordinator", "itinerant", "gatekeeper", "representative", "liaison")


def roles(graph: nx.DiGraph, groups: Mapping[str, str]) -> dict[str, Counter[str]]:
    """How often each node has each role (Gould and Fernandez 1989).

    A node b brokers where a leads to b and b to c, and a does not lead to c itself.

    Args:
        graph: Who acts on whom.
        groups: Node -> group.
    """
    nodes = list(graph)
    if not nodes:
        return {}
    ties = nx.to_scipy_sparse_array(graph, weight=None, dtype=bool, format="csr")
    back = ties.T.tocsr()
    group = np.unique([groups[node] for node in nodes], return_inverse=True)[1]
    found: dict[str, Counter[str]] = {}
    for broker, node in enumerate(nodes):
        before = back.indices[back.indptr[broker] : back.indptr[broker + 1]]
        after = ties.indices[ties.indptr[broker] : ties.indptr[broker + 1]]
        apart = ~ties[before][:, after].toarray() & (before[:, None] != after)
        alike = group[before][:, None] == group[after]
        first, last = (group[before] == group[broker])[:, None], group[after] == group[broker]
        cases = (
            ("coordinator", first & last),
            ("itinerant", alike & ~first),
            ("gatekeeper", ~first & last),
            ("representative", first & ~last),
            ("liaison", ~alike & ~first & ~last),
        )
        found[node] = Counter({name: count for name, case in cases if (count := int((apart & case).sum()))})
    return found


def brokerage(part: EventSlice, options: Options) -> Table:
    """Brokerage roles, constraint and effective size of each actor.

    ``coordinator`` all three in one group, ``itinerant`` an outsider between two of one group, ``gatekeeper`` lets
    others into its own group, ``representative`` speaks for it to others, ``liaison`` three groups; ``brokerage`` is
    their sum. ``constraint`` (Burt 1992) is how far an actor's partners are tied to each other, weighted by events:
    low values mean structural holes. ``effective_size`` is the number of partners less those that are redundant.
    Both are undefined for an actor without partners.
    """
    groups = _groups(part, options)
    counted = roles(part.graph(), groups)
    pairs = part.dyads()
    constraint, size = nx.constraint(pairs, weight="events"), nx.effective_size(pairs)
    columns = ("actor", "name", "group", "brokerage", *ROLES, "constraint", "effective_size")
    rows = [
        (
            actor,
            part.name(actor),
            groups[actor],
            counted[actor].total(),
            *(counted[actor][name] for name in ROLES),
            _defined(constraint[actor]),
            _defined(size[actor]),
        )
        for actor in part.actors
    ]
    return ranked(columns, rows, by="brokerage")


def _groups(part: EventSlice, options: Options) -> dict[str, str]:
    """An actor that belongs to no group is one of its own."""
    grouping = options.groups or ("community" if part.selection.by == "country" else "country")
    if grouping == "community":
        found = {
            actor: str(number)
            for number, members in enumerate(cooperation_communities(cooperation_graph(part), options), start=1)
            for actor in members
        }
    elif grouping in ("country", "kind", "sector"):
        found = {key: value for key, actor in part.actors.items() if (value := getattr(actor, grouping))}
    else:
        raise unknown_name("grouping", grouping, ("community", "country", "kind", "sector"))
    return {actor: found.get(actor, actor) for actor in part.actors}


def _defined(value: Any) -> float | None:
    return None if math.isnan(value) else float(value)
