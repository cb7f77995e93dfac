"""What holds the network together: whether acts are answered, and whether the busy deal with each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import networkx as nx

from kg.analysis.options import Options
from kg.analysis.slices import EventSlice
from kg.analysis.tables import Table, table

_RANDOM_NETWORKS = 20
_SWAPS_AN_EDGE = 10
_MOST_PAIRS = 25_000  # whose random networks are drawn within a minute


def reciprocity(part: EventSlice, _options: Options) -> Table:
    """Whether those who are acted on act back, for all events and for cooperation and conflict alone.

    ``ties`` are directed dyads with events; ``reciprocity`` the share of them that has a tie back; ``rho`` how much
    that is above chance (Garlaschelli and Loffredo 2004: 0 as in a random network with as many ties, 1 all, below 0
    fewer); ``weighted`` the share of events that the other side matches in number (Squartini and others 2013).
    Symmetric events (A met B) are left out: they would answer themselves.
    """
    acts = [event for event in part.events if not event.symmetric]
    columns = ("events_of", "actors", "ties", "reciprocated", "reciprocity", "rho", "weighted")
    rows = []
    for kind, chosen in (
        ("all", acts),
        ("cooperation", [event for event in acts if event.cooperative]),
        ("conflict", [event for event in acts if not event.cooperative]),
    ):
        actors = {actor for event in chosen for actor in (event.source, event.target)}
        ties = Counter((event.source, event.target) for event in chosen if event.source != event.target)
        rows.append((kind, len(actors), len(ties), *_answers(ties, len(actors))))
    return table(columns, rows)


def _answers(ties: Counter[tuple[str, str]], actors: int) -> tuple[int, float | None, float | None, float | None]:
    if not ties:
        return 0, None, None, None
    answered = sum((b, a) in ties for a, b in ties)
    matched = sum(min(events, ties[b, a]) for (a, b), events in ties.items())
    share, chance = answered / len(ties), len(ties) / (actors * (actors - 1))
    rho = (share - chance) / (1 - chance) if chance < 1 else None
    return answered, share, rho, matched / ties.total()


def rich_club(part: EventSlice, options: Options) -> Table:
    """Whether those with many partners deal with each other.

    For each degree k: ``actors`` with more than k partners, and ``coefficient``, the share of all pairs of them that
    have events (Zhou and Mondragón 2004). ``normalised`` divides it by its mean over 20 random networks in which
    everybody has as many partners (Colizza and others 2006, double edge swaps): above 1 there is a rich club. It is
    undefined where the network is too small to be drawn at random, or too large (more than 25,000 pairs).
    """
    graph = part.dyads()
    found = nx.rich_club_coefficient(graph, normalized=False) if graph.number_of_edges() else {}
    large = graph.number_of_edges() > _MOST_PAIRS
    drawn = list(_random_clubs(graph, options.seed)) if found and not large else []
    degrees = [number for _, number in graph.degree()]
    rows = []
    for k, value in sorted(found.items()):
        chance = sum(club.get(k, 0.0) for club in drawn) / len(drawn) if drawn else 0.0
        rows.append((k, sum(number > k for number in degrees), float(value), value / chance if chance else None))
    notes = [f"{graph.number_of_edges()} pairs are too many to draw random networks (at most {_MOST_PAIRS})"] * large
    return table(("k", "actors", "coefficient", "normalised"), rows, *notes)


def _random_clubs(graph: nx.Graph, seed: int) -> Iterator[dict[int, float]]:
    swaps = _SWAPS_AN_EDGE * graph.number_of_edges()
    for number in range(_RANDOM_NETWORKS):
        drawn = nx.Graph(graph.edges)
        try:
            nx.double_edge_swap(drawn, swaps, max_tries=swaps * 20, seed=seed + number)
        except (nx.NetworkXError, nx.NetworkXAlgorithmError):
            return  # fewer than four actors, or (nearly) no other network has these degrees
        yield nx.rich_club_coefficient(drawn, normalized=False)
