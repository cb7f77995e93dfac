"""Where the nodes of a network stand: each connected part laid out for itself, the parts packed beside each other."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import NamedTuple

import networkx as nx

Positions = dict[str, tuple[float, float]]

# Distance between neighbours in a small part; in a large one the room for each node is about the square of it.
_STEP = 1.0
_CHAIN = 3  # parts up to this size stand as a column, so that names have room beside them
_COLUMN = 3.2  # width of such a column, most of it for the names
_GAP = 1.0


class _Box(NamedTuple):
    """A laid-out part: positions count from its lower left corner."""

    width: float
    height: float
    positions: Positions


def layout(graph: nx.Graph, *, aspect: float = 1.5) -> Positions:
    """Positions of all nodes, neighbours near each other; the whole is about ``aspect`` times as wide as high.

    Parts that are not connected would drift apart in one drawing, so each is laid out for itself, and they are set in
    rows, the largest first.
    """
    parts = sorted(nx.connected_components(graph), key=lambda nodes: (-len(nodes), min(nodes)))
    boxes = [_box(graph.subgraph(sorted(nodes)), aspect) for nodes in parts]
    area = sum((box.width + _GAP) * (box.height + _GAP) for box in boxes)
    width = max(math.sqrt(area * aspect), boxes[0].width if boxes else 0.0)
    return _rows(boxes, width)


def _rows(boxes: Iterable[_Box], width: float) -> Positions:
    placed: Positions = {}
    x = top = row_height = 0.0
    for box in boxes:
        if x and x + box.width > width * 1.01:
            x, top, row_height = 0.0, top - row_height - _GAP, 0.0
        placed.update({node: (x + dx, top - box.height + dy) for node, (dx, dy) in box.positions.items()})
        row_height = max(row_height, box.height)
        x += box.width + _GAP
    return placed


def _box(graph: nx.Graph, aspect: float) -> _Box:
    nodes = list(graph)
    if len(nodes) <= _CHAIN:
        # The middle of a chain has the most neighbours.
        ends = sorted(nodes, key=lambda node: (graph.degree(node), node))
        column = [ends[0], *ends[2:], *ends[1:2]]
        height = _STEP * (len(column) - 1)
        return _Box(_COLUMN, height, {node: (0.0, height - _STEP * n) for n, node in enumerate(column)})
    found = nx.kamada_kawai_layout(graph, weight=None)
    area = len(nodes) * _STEP * _STEP * 2.6
    width, height = math.sqrt(area * aspect), math.sqrt(area / aspect)
    xs = _spread({node: float(found[node][0]) for node in nodes})
    ys = _spread({node: float(found[node][1]) for node in nodes})
    return _Box(width, height, {node: (xs[node] * width, ys[node] * height) for node in nodes})


def _spread(values: dict[str, float]) -> dict[str, float]:
    """Values from 0 to 1 in the same order, crowds thinned: the mean of each value and its rank."""
    low, high = min(values.values()), max(values.values())
    order = sorted(values, key=lambda node: (values[node], node))
    rank = {node: number / (len(order) - 1) for number, node in enumerate(order)}
    return {node: 0.5 * (value - low) / ((high - low) or 1.0) + 0.5 * rank[node] for node, value in values.items()}
