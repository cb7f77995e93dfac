"""Structural balance: whether friends of friends are friends, and enemies of enemies."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import networkx as nx

from kg.analysis.options import Options
from kg.analysis.slices import EventSlice
from kg.analysis.tables import Table, table
from kg.errors import UsageError

# A sum of weights nearer to zero than this is zero: sums of decimal fractions are off by rounding.
_ZERO = 1e-9

_MOST_TRIADS = 1_000_000


def signed_graph(part: EventSlice) -> nx.Graph:
    """Pairs with the ``sign`` of the sum of their Goldstein weights, 1 or -1; pairs that sum to zero are left out."""
    graph = nx.Graph()
    for a, b, facts in part.dyads().edges(data=True):
        if abs(facts["goldstein"]) > _ZERO:
            graph.add_edge(a, b, sign=1 if facts["goldstein"] > 0 else -1)
    return graph


def signed_triads(graph: nx.Graph) -> Iterator[tuple[str, str, str, int]]:
    """All triads of which each pair has a sign: three nodes in order of name, and how many pairs are negative."""
    for triad in nx.all_triangles(graph):
        a, b, c = sorted(triad)
        yield a, b, c, sum(graph[one][other]["sign"] < 0 for one, other in combinations((a, b, c), 2))


def census(graph: nx.Graph) -> tuple[int, int, int, int]:
    """How many triads have no, one, two and three negative pairs.

    The square of a matrix of pairs counts the common partners of each pair, without a list of the triads.
    """
    if not graph:
        return 0, 0, 0, 0
    signs = nx.to_scipy_sparse_array(graph, weight="sign", dtype="int64", format="csr")
    plus, minus = (signs > 0).astype("int64"), (signs < 0).astype("int64")
    friends, enemies = plus @ plus, minus @ minus
    return (
        int((friends * plus).sum()) // 6,
        int((friends * minus).sum()) // 2,
        int((enemies * plus).sum()) // 2,
        int((enemies * minus).sum()) // 6,
    )


def balance(part: EventSlice, _options: Options) -> Table:
    """How many signed triads are balanced.

    The sign of a pair is that of its summed Goldstein weights. ``ppp`` to ``nnn`` count triads by their positive and
    negative pairs. Balanced (Heider 1946, Cartwright and Harary 1956) are those with an even number of negative pairs,
    ``ppp`` and ``pnn``; ``weakly_balanced`` (Davis 1967) are all but ``ppn``. Shares are undefined without a triad.
    """
    graph = signed_graph(part)
    counts = census(graph)
    total, balanced = sum(counts), counts[0] + counts[2]
    negative_pairs = sum(sign < 0 for *_, sign in graph.edges(data="sign"))
    columns = "pairs negative_pairs triads ppp ppn pnn nnn balanced balanced_share weakly_balanced_share".split()
    row = (
        graph.number_of_edges(),
        negative_pairs,
        total,
        *counts,
        balanced,
        balanced / total if total else None,
        (total - counts[1]) / total if total else None,
    )
    return table(columns, [row])


def triads(part: EventSlice, _options: Options) -> Table:
    """Each signed triad, unbalanced ones first: the three, the signs of their pairs, and whether it is balanced."""
    graph = signed_graph(part)
    if (size := sum(census(graph))) > _MOST_TRIADS:
        raise UsageError(
            f"{size} triads are too many to list (at most {_MOST_TRIADS})",
            hint="narrow the slice, as with --actor NAME ... --among; kg analyze balance counts them",
        )
    rows = [
        (
            *part.pair(a, b),
            *(c, part.name(c)),
            *("+" if graph[one][other]["sign"] > 0 else "-" for one, other in ((a, b), (a, c), (b, c))),
            negative % 2 == 0,
        )
        for a, b, c, negative in sorted(signed_triads(graph))
    ]
    rows.sort(key=lambda row: row[-1])
    return table(("a", "a_name", "b", "b_name", "c", "c_name", "ab", "ac", "bc", "balanced"), rows)
