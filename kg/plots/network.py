"""Who has to do with whom, as a network."""

from __future__ import annotations

import math
from typing import Any

import networkx as nx
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection

from kg.analysis import EventSlice
from kg.errors import UsageError
from kg.palette import CONFLICT, COOPERATION, GREY, KIND_COLOURS
from kg.plots.labels import Label, place_labels
from kg.plots.layout import Positions, layout
from kg.plots.picture import TEXT, Picture, counted, described, dot, frame, key, notes, sheet, shortened, stroke, style

MIXED = "#777777"
# Share of cooperation among a dyad's events from which it is drawn as cooperation; 1 minus it, as conflict.
MOSTLY = 0.6


def network(part: EventSlice, *, top: int = 300, title: str | None = None) -> Picture:
    """One dot an actor, one line a pair of actors.

    A line is as thick as the pair has events, blue where cooperation prevails (60 per cent or more), vermilion where
    conflict does, grey between. A dot is as large as the actor has events and coloured by its kind.

    Args:
        part: What to draw.
        top: Most actors; those with most events stay.
        title: Instead of the usual one.

    Raises:
        UsageError: No two actors of the slice have an event with each other.
    """
    graph, dropped = shown_graph(part, top)
    size = min(26.0, max(9.0, 4.5 + 0.95 * math.sqrt(graph.number_of_nodes())))
    with style():
        figure = sheet(
            size * 1.3,
            size,
            title or "Who has to do with whom",
            described(part, counted(graph.number_of_nodes(), "actor"), counted(graph.number_of_edges(), "pair")),
        )
        axes = frame(figure)
        axes.axis("off")
        positions = layout(graph, aspect=1.35)
        _fit(axes, positions)
        _draw_lines(axes, graph, positions)
        left_out = _draw_dots(axes, graph, positions)
        _legend(figure, graph)
        notes(
            figure,
            [
                f"{counted(dropped, 'actor')} with fewer events not drawn" if dropped else "",
                f"no room for {counted(left_out, 'name')}" if left_out else "",
            ],
        )
    return Picture(figure)


def shown_graph(part: EventSlice, top: int) -> tuple[nx.Graph, int]:
    """The pairs of the ``top`` actors with most events, each node with its number of ``events``, and how many others
    there are.

    Raises:
        UsageError: There is no pair.
    """
    graph = part.dyads()
    graph.remove_nodes_from([node for node, degree in dict(graph.degree()).items() if degree == 0])
    if not graph:
        raise UsageError("no event between two different actors", hint="widen the slice, or leave out --by country")
    events = dict(graph.degree(weight="events"))
    kept = sorted(events, key=lambda node: (-events[node], node))[:top]
    shown = graph.subgraph(kept).copy()
    alone = [node for node, degree in dict(shown.degree()).items() if degree == 0]
    shown.remove_nodes_from(alone)
    nx.set_node_attributes(shown, {node: events[node] for node in shown}, "events")
    return shown, len(events) - shown.number_of_nodes()


def edge_colour(edge: dict[str, Any]) -> str:
    """The colour of a pair by its balance."""
    share = edge["cooperation"] / edge["events"]
    return COOPERATION if share >= MOSTLY else CONFLICT if share <= 1 - MOSTLY else MIXED


def edge_width(edge: dict[str, Any], most: int) -> float:
    """Points; grows with the logarithm of the number of events."""
    share: float = math.log1p(edge["events"]) / math.log1p(max(most, 2))
    return 0.7 + 4.3 * math.pow(share, 1.5)


def line_opacity(graph: nx.Graph) -> float:
    """Lines of a crowd are fainter, so that names on them stay legible."""
    return 0.65 if graph.number_of_edges() < 300 else 0.45


def node_radius(events: int, most: int) -> float:
    """Points; the area grows with the number of events."""
    return 3.2 + 11 * math.sqrt(events / max(most, 1))


def _fit(axes: Axes, positions: Positions) -> None:
    xs, ys = [p[0] for p in positions.values()], [p[1] for p in positions.values()]
    margin_x, margin_y = 0.07 * (max(xs) - min(xs) or 1), 0.05 * (max(ys) - min(ys) or 1)
    axes.set_xlim(min(xs) - margin_x, max(xs) + margin_x)
    axes.set_ylim(min(ys) - margin_y, max(ys) + margin_y)


def _draw_lines(axes: Axes, graph: nx.Graph, positions: Positions) -> None:
    edges = sorted(graph.edges(data=True), key=lambda edge: (edge[2]["events"], edge[:2]))
    most = edges[-1][2]["events"]
    axes.add_collection(
        LineCollection(
            [(positions[a], positions[b]) for a, b, _ in edges],
            colors=[edge_colour(data) for _, _, data in edges],
            linewidths=[edge_width(data, most) for _, _, data in edges],
            alpha=line_opacity(graph),
            zorder=2,
            capstyle="round",
        )
    )


def _draw_dots(axes: Axes, graph: nx.Graph, positions: Positions) -> int:
    events = {node: int(count) for node, count in graph.nodes(data="events")}
    most = max(events.values())
    order = sorted(events, key=lambda node: (-events[node], node))
    radii = {node: node_radius(events[node], most) for node in order}
    axes.scatter(
        [positions[node][0] for node in order],
        [positions[node][1] for node in order],
        s=[(2 * radii[node]) ** 2 for node in order],
        c=[KIND_COLOURS.get(graph.nodes[node].get("kind"), GREY) for node in order],
        edgecolors="white",
        linewidths=0.8,
        zorder=4,
    )
    return place_labels(axes, labels(graph, positions))


def labels(graph: nx.Graph, positions: Positions) -> list[Label]:
    """The names of all actors, those with most events first; every twelfth, and five at least, are prominent."""
    events = {node: int(count) for node, count in graph.nodes(data="events")}
    order = sorted(events, key=lambda node: (-events[node], node))
    prominent = set(order[: max(5, len(order) // 12)])
    return [
        Label(
            *positions[node],
            shortened(graph.nodes[node]["name"]),
            node_radius(events[node], events[order[0]]),
            TEXT + 2 if node in prominent else TEXT,
            node in prominent,
            _away(node, graph, positions),
        )
        for node in order
    ]


def _away(node: str, graph: nx.Graph, positions: Positions) -> tuple[float, float]:
    """The direction that leads away from the neighbours, of length 1 at most."""
    x, y = positions[node]
    away_x = away_y = 0.0
    for other in graph[node]:
        dx, dy = x - positions[other][0], y - positions[other][1]
        distance = math.hypot(dx, dy) or 1.0
        away_x, away_y = away_x + dx / distance, away_y + dy / distance
    length = max(1.0, math.hypot(away_x, away_y))
    return away_x / length, away_y / length


def _legend(figure: Any, graph: nx.Graph) -> None:
    kinds = {kind for _, kind in graph.nodes(data="kind")}
    entries = [
        ("mostly cooperation", stroke(COOPERATION)),
        ("mixed", stroke(MIXED)),
        ("mostly conflict", stroke(CONFLICT)),
    ]
    entries += [(kind.replace("_", " "), dot(colour)) for kind, colour in KIND_COLOURS.items() if kind in kinds]
    key(figure, entries)
