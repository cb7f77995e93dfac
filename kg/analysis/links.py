"""Link prediction: which actors that had nothing to do with each other will, and how well that can be told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import combinations
from typing import Any

import networkx as nx
import numpy as np
from scipy.stats import rankdata

from kg.analysis.options import Options
from kg.analysis.slices import EventSlice
from kg.analysis.tables import Table, table
from kg.errors import UsageError
from kg.store.days import interval

Pair = tuple[str, str]

_MOST_ACTORS = 2000

#: Scores of unlinked pairs (Liben-Nowell and Kleinberg 2007): the baselines that any model has to beat.
SCORES: dict[str, Callable[[nx.Graph, Iterable[Pair]], Iterable[tuple[str, str, float]]]] = {
    "common_neighbours": lambda graph, pairs: ((a, b, len(graph[a].keys() & graph[b].keys())) for a, b in pairs),
    "jaccard": nx.jaccard_coefficient,
    "adamic_adar": nx.adamic_adar_index,
    "resource_allocation": nx.resource_allocation_index,
    "preferential_attachment": nx.preferential_attachment,
}


def auc(scores: Sequence[float], hits: Sequence[bool]) -> float | None:
    """The chance that a hit scores higher than a miss, ties counting half; None where there is only one of them."""
    positive = sum(hits)
    negative = len(hits) - positive
    if not positive or not negative:
        return None
    ranks = rankdata(scores)
    return float((ranks[np.asarray(hits, dtype=bool)].sum() - positive * (positive + 1) / 2) / (positive * negative))


def link_prediction(part: EventSlice, options: Options) -> Table:
    """How well the network up to a day tells which new pairs have events after it.

    Candidates are the pairs of actors that are both there before the day (``split``) and have no event with each other
    before it; hits are those that have one from then on. ``auc`` is the chance that a hit scores higher than a miss
    (0.5 is guessing), ``precision`` the share of hits among the best-scored candidates, as many as there are hits
    (its expectation where scores are tied), ``chance`` the share of hits among all candidates.
    """
    split = _split(part, options.split)
    before = part.where([event for event in part.events if event.last_day is not None and event.last_day < split])
    after = part.where([event for event in part.events if event.first_day is not None and event.first_day >= split])
    graph, later = before.dyads(), after.dyads()
    candidates = _candidates(graph)
    hits = [later.has_edge(a, b) for a, b in candidates]
    rows = []
    for name, score in SCORES.items():
        scores = [float(value) for *_, value in score(graph, candidates)]
        rows.append((name, auc(scores, hits), _precision(scores, hits), *_chance(hits)))
    note = f"learnt from {len(before)} events before {split}, tested on {len(after)} from then on"
    return table(("score", "auc", "precision", "chance", "hits", "candidates"), rows, note)


def expected_links(part: EventSlice, _options: Options) -> Table:
    """Pairs of actors without events with each other, those first that the Adamic-Adar index expects most.

    The index adds 1 / log(partners) over their common partners: a shared partner who deals with few says more.
    ``common`` is the number of common partners; pairs without one are left out.
    """
    graph = part.dyads()
    found = ((value, a, b) for a, b, value in nx.adamic_adar_index(graph, _candidates(graph)) if value > 0)
    rows = [
        (*part.pair(a, b), value, len(graph[a].keys() & graph[b].keys()))
        for value, a, b in sorted(found, key=lambda row: (-row[0], row[1:]))
    ]
    return table(("a", "a_name", "b", "b_name", "adamic_adar", "common"), rows)


def _split(part: EventSlice, wanted: str | None) -> str:
    if wanted is not None:
        if (days := interval(wanted)) is None:
            raise UsageError(f"split is {wanted!r}, which is no date", hint="write 2022, 2022-01 or 2022-01-26")
        return days[0]
    days_there = [event.first_day for event in part.events if event.first_day is not None]
    if not days_there:
        raise UsageError("no event of this slice has a date", hint="links are predicted from one time to the next")
    return days_there[len(days_there) * 4 // 5]


def _candidates(graph: nx.Graph) -> list[Pair]:
    if graph.number_of_nodes() > _MOST_ACTORS:
        raise UsageError(
            f"{graph.number_of_nodes()} actors are too many to look at every pair (at most {_MOST_ACTORS})",
            hint="narrow the slice, or fold actors into countries",
        )
    return [pair for pair in combinations(sorted(graph), 2) if not graph.has_edge(*pair)]


def _precision(scores: Sequence[float], hits: Sequence[bool]) -> float | None:
    """Hits among the best as many as there are hits; those tied at the limit count by their share."""
    wanted = sum(hits)
    if not wanted:
        return None
    limit = sorted(scores, reverse=True)[wanted - 1]
    above = [hit for score, hit in zip(scores, hits, strict=True) if score > limit]
    tied = [hit for score, hit in zip(scores, hits, strict=True) if score == limit]
    return (sum(above) + sum(tied) / len(tied) * (wanted - len(above))) / wanted


def _chance(hits: Sequence[bool]) -> tuple[Any, ...]:
    return (sum(hits) / len(hits) if hits else None), sum(hits), len(hits)
