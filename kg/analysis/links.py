"""Link prediction: which actors that had nothing to do with each other will, and how well that can be told."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import networkx as nx
import numpy as np
from scipy.sparse import csr_array, diags_array
from scipy.stats import rankdata

from kg.analysis.options import Options
from kg.analysis.slices import EventSlice
from kg.analysis.tables import Table, table
from kg.errors import UsageError
from kg.store.days import interval

_MOST_ACTORS = 5000
_MOST_LISTED = 100_000

#: Scores of unlinked pairs (Liben-Nowell and Kleinberg 2007): the baselines that any model has to beat.
SCORES = ("common_neighbours", "jaccard", "adamic_adar", "resource_allocation", "preferential_attachment")


class Unlinked:
    """All pairs of actors that have no event with each other, in order of their ids, and their scores.

    Attributes:
        actors: Ids, sorted.
        first, second: Places of each pair's two in ``actors``.

    Raises:
        UsageError: There are too many actors.
    """

    def __init__(self, graph: nx.Graph) -> None:
        if graph.number_of_nodes() > _MOST_ACTORS:
            raise UsageError(
                f"{graph.number_of_nodes()} actors are too many to look at every pair (at most {_MOST_ACTORS})",
                hint="narrow the slice, or fold actors into countries",
            )
        self.actors = sorted(graph)
        self._ties = _ties(graph, self.actors)
        self._degrees = self._ties.sum(axis=1)
        self.first, self.second = np.nonzero(np.triu(self._ties.toarray() == 0, 1))

    def linked_in(self, later: nx.Graph) -> Any:
        """Of each pair whether it has an edge in another graph."""
        later = nx.Graph(later.edges)
        later.add_nodes_from(self.actors)
        return _ties(later, self.actors).toarray()[self.first, self.second] > 0

    def score(self, name: str) -> Any:
        """Of each pair the score of that name (``SCORES``)."""
        one, other = self._degrees[self.first], self._degrees[self.second]
        match name:
            case "preferential_attachment":
                return one * other
            case "adamic_adar":  # who is shared has two partners or more
                return self._shared(1 / np.log(np.maximum(self._degrees, 2)))
            case "resource_allocation":
                return self._shared(1 / np.maximum(self._degrees, 1))
        common = self._shared(np.ones_like(self._degrees))
        if name == "common_neighbours":
            return common
        together = one + other - common
        return np.divide(common, together, out=np.zeros_like(common), where=together > 0)

    def _shared(self, weights: Any) -> Any:
        """Of each pair the sum of its common partners' weights."""
        return (self._ties @ diags_array(weights) @ self._ties).toarray()[self.first, self.second]


def _ties(graph: nx.Graph, actors: Sequence[str]) -> Any:
    if not actors:
        return csr_array((0, 0))
    return nx.to_scipy_sparse_array(graph, nodelist=actors, weight=None, dtype=float, format="csr")


def auc(scores: Sequence[float], hits: Sequence[bool]) -> float | None:
    """The chance that a hit scores higher than a miss, ties counting half; None where there is only one of them."""
    positive = int(np.sum(hits))
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
    candidates = Unlinked(before.dyads())
    hits = candidates.linked_in(after.dyads())
    chance = (float(hits.mean()) if len(hits) else None, int(hits.sum()), len(hits))
    rows = []
    for name in SCORES:
        scores = candidates.score(name)
        rows.append((name, auc(scores, hits), _precision(scores, hits), *chance))
    note = f"learnt from {len(before)} events before {split}, tested on {len(after)} from then on"
    return table(("score", "auc", "precision", "chance", "hits", "candidates"), rows, note)


def expected_links(part: EventSlice, _options: Options) -> Table:
    """Pairs of actors without events with each other, those first that the Adamic-Adar index expects most.

    The index adds 1 / log(partners) over their common partners: a shared partner who deals with few says more.
    ``common`` is the number of common partners; pairs without one are left out, and of very many all but the best.
    """
    pairs = Unlinked(part.dyads())
    values, common = pairs.score("adamic_adar"), pairs.score("common_neighbours")
    order = np.argsort(-values, kind="stable")[: int((common > 0).sum())]
    rows = [
        (*part.pair(pairs.actors[pairs.first[n]], pairs.actors[pairs.second[n]]), float(values[n]), int(common[n]))
        for n in order[:_MOST_LISTED]
    ]
    notes = [f"{len(rows)} of {len(order)} pairs with a common partner are listed"] if len(rows) < len(order) else []
    return table(("a", "a_name", "b", "b_name", "adamic_adar", "common"), rows, *notes)


def _split(part: EventSlice, wanted: str | None) -> str:
    if wanted is not None:
        if (days := interval(wanted)) is None:
            raise UsageError(f"split is {wanted!r}, which is no date", hint="write 2022, 2022-01 or 2022-01-26")
        return days[0]
    days_there = [event.first_day for event in part.events if event.first_day is not None]
    if not days_there:
        raise UsageError("no event of this slice has a date", hint="links are predicted from one time to the next")
    return days_there[len(days_there) * 4 // 5]


def _precision(scores: Any, hits: Any) -> float | None:
    """Hits among the best as many as there are hits; those tied at the limit count by their share."""
    wanted = int(hits.sum())
    if not wanted:
        return None
    limit = np.partition(scores, -wanted)[-wanted]
    above, tied = scores > limit, scores == limit
    return float((hits[above].sum() + hits[tied].mean() * (wanted - above.sum())) / wanted)
