"""How central an actor is: degree, betweenness, PageRank."""

from __future__ import annotations

import networkx as nx

from kg.analysis import paths
from kg.analysis.options import Options
from kg.analysis.slices import EventSlice
from kg.analysis.tables import Table, ranked


def degree(part: EventSlice, _options: Options) -> Table:
    """How many others an actor deals with, and in how many events.

    ``partners`` are the others with any event in between (degree in the graph of pairs), ``in_partners`` those who act
    on the actor, ``out_partners`` those it acts on; ``events_in`` and ``events_out`` count the events (weighted
    degrees). A symmetric event counts in both directions.
    """
    pairs, directed = part.dyads(), part.graph()
    columns = ("actor", "name", "partners", "in_partners", "out_partners", "events_in", "events_out")
    rows = [
        (
            actor,
            part.name(actor),
            pairs.degree(actor),
            directed.in_degree(actor),
            directed.out_degree(actor),
            directed.in_degree(actor, weight="events"),
            directed.out_degree(actor, weight="events"),
        )
        for actor in part.actors
    ]
    return ranked(columns, rows, by="partners")


def betweenness(part: EventSlice, _options: Options) -> Table:
    """The share of the shortest paths between any two others that lead through an actor.

    Freeman's (1977) measure in the graph of pairs, each pair with events one step apart; all shortest paths are
    counted (Brandes 2001), none sampled; divided by the number of pairs of others, so that 1 is the centre of a star.
    """
    values = paths.betweenness(part.dyads())
    return ranked(
        ("actor", "name", "betweenness"), [(key, part.name(key), values[key]) for key in values], "betweenness"
    )


def pagerank(part: EventSlice, _options: Options) -> Table:
    """How much attention ends up with an actor, where attention of important actors counts more.

    PageRank (Brin and Page 1998) of the directed graph, an edge as heavy as its events, damping 0.85. Sums to 1.
    """
    values = nx.pagerank(part.graph(), alpha=0.85, weight="events", tol=1e-12, max_iter=1000)
    return ranked(("actor", "name", "pagerank"), [(key, part.name(key), values[key]) for key in values], "pagerank")
