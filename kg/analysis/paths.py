"""Betweenness over all shortest paths, by sparse matrices.

networkx counts the same paths one by one, which takes too long for thousands of actors who deal with hundreds of others
(``benchmarks/analysis.md``).
"""

from __future__ import annotations

from typing import Any

import networkx as nx
import numpy as np

_CELLS = 2_000_000  # actors times sources that are looked at together: some 16 MB a layer


def betweenness(graph: nx.Graph) -> dict[str, float]:
    """Node -> share of the shortest paths between two others that lead through it, 0 to 1.

    Brandes's (2001) sums, layer by layer from many sources at a time; an edge is one step.
    """
    nodes = list(graph)
    size = len(nodes)
    if size < 3:
        return dict.fromkeys(nodes, 0.0)
    ties = nx.to_scipy_sparse_array(graph, weight=None, dtype=float, format="csr")
    step = max(1, _CELLS // size)
    total = sum(_dependencies(ties, np.arange(begin, min(begin + step, size))) for begin in range(0, size, step))
    return dict(zip(nodes, (total / ((size - 1) * (size - 2))).tolist(), strict=True))


def _dependencies(ties: Any, sources: Any) -> Any:
    """For each node the sum over sources and targets of the share of shortest paths that lead through it."""
    here = (sources, np.arange(len(sources)))
    layer = np.zeros((ties.shape[0], len(sources)))
    layer[here] = 1.0
    layers = []  # numbers of shortest paths from the sources to those that many steps away, 0 for all others
    reached = layer > 0
    while layer.any():
        layers.append(layer)
        layer = ties @ layer
        layer[reached] = 0.0
        reached |= layer > 0
    through = np.zeros_like(layers[0])
    for before, layer in zip(layers[-2::-1], layers[:0:-1], strict=True):
        share = np.divide(1.0 + through, layer, out=np.zeros_like(layer), where=layer > 0)
        through += (ties @ share) * before
    through[here] = 0.0
    return through.sum(axis=1)
