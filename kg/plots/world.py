"""Who has to do with whom, on a map."""

from __future__ import annotations

import json
import math
from functools import lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

import networkx as nx
from matplotlib.axes import Axes
from matplotlib.collections import PatchCollection
from matplotlib.patches import FancyArrowPatch, Polygon

from kg.analysis import EventSlice
from kg.errors import UsageError
from kg.palette import CONFLICT, COOPERATION
from kg.plots.labels import Label, place_labels
from kg.plots.network import MIXED, edge_colour, edge_width
from kg.plots.picture import TEXT, Picture, counted, described, frame, key, notes, sheet, stroke, style

_LAND, _BORDER, _INVOLVED = "#EFEDE8", "#C9C5BC", "#DAD5C8"
Point = tuple[float, float]


class World(NamedTuple):
    """Positions of capitals and outlines of states by ISO 3166 alpha-3 code, as longitude and latitude in degrees.

    Made by ``tools/build_world.py`` from GeoNames (CC BY 4.0) and Natural Earth (public domain); outlines are Natural
    Earth's, which draws borders as they are held.
    """

    capitals: dict[str, Point]
    outlines: dict[str, list[list[Point]]]


@lru_cache(maxsize=1)
def load_world() -> World:
    """What ``world.json`` holds."""
    data = json.loads(files("kg.plots").joinpath("world.json").read_text(encoding="utf-8"))
    return World({code: (x, y) for code, (x, y) in data["capitals"].items()}, data["outlines"])


def project(longitude: float, latitude: float) -> Point:
    """Equal Earth (Šavrič, Patterson and Jenny 2018): areas are true, and the whole world looks familiar."""
    a1, a2, a3, a4 = 1.340264, -0.081106, 0.000893, 0.003796
    angle = math.asin(math.sqrt(3) / 2 * math.sin(math.radians(latitude)))
    square = angle * angle
    sixth = square**3
    x = (
        2
        * math.sqrt(3)
        * math.radians(longitude)
        * math.cos(angle)
        / (3 * (9 * a4 * sixth * square + 7 * a3 * sixth + 3 * a2 * square + a1))
    )
    return x, angle * (a1 + a2 * square + sixth * (a3 + a4 * square))


def world_map(part: EventSlice, *, top: int = 60, title: str | None = None) -> Picture:
    """States at their capitals, one line a pair; colours and widths as in ``network``.

    The picture shows the part of the world that is involved.

    Args:
        part: What to draw; meant for a slice ``by="country"``. Actors that are no states are left out and counted.
        top: Most states; those with most events stay.
        title: Instead of the usual one.

    Raises:
        UsageError: No two states of the slice have an event with each other.
    """
    world = load_world()
    graph, without_place, dropped = _states(part, world, top)
    points = {node: project(*world.capitals[graph.nodes[node]["country"]]) for node in graph}
    x0, x1, y0, y1 = _extent(list(points.values()))
    width = 13.0
    height = 1.0 + 0.45 + (width - 0.7) * (y1 - y0) / (x1 - x0)
    with style():
        figure = sheet(
            width,
            height,
            title or "Who has to do with whom",
            described(part, counted(len(graph), "state"), counted(graph.number_of_edges(), "pair")),
        )
        axes = frame(figure)
        axes.axis("off")
        axes.set_xlim(x0, x1)
        axes.set_ylim(y0, y1)
        _draw_land(axes, world, {graph.nodes[node]["country"] for node in graph})
        _draw_lines(axes, graph, points)
        left_out = _draw_dots(axes, graph, points)
        key(
            figure,
            [
                ("mostly cooperation", stroke(COOPERATION)),
                ("mixed", stroke(MIXED)),
                ("mostly conflict", stroke(CONFLICT)),
            ],
        )
        notes(
            figure,
            [
                f"not on the map: {without_place}" if without_place else "",
                f"{counted(dropped, 'state')} with fewer events not drawn" if dropped else "",
                f"no room for {counted(left_out, 'name')}" if left_out else "",
                "outlines: Natural Earth; places: GeoNames",
            ],
        )
    return Picture(figure)


def _states(part: EventSlice, world: World, top: int) -> tuple[nx.Graph, str, int]:
    """Pairs of states, who else there is, and how many states are over ``top``."""
    graph = part.dyads()
    graph.remove_nodes_from([node for node, degree in dict(graph.degree()).items() if degree == 0])
    events = dict(graph.degree(weight="events"))
    states = [node for node in graph if graph.nodes[node].get("kind") == "country"]
    placed = [node for node in states if graph.nodes[node].get("country") in world.capitals]
    others = sorted(set(graph) - set(placed), key=lambda node: (-events[node], node))
    kept = sorted(placed, key=lambda node: (-events[node], node))[:top]
    shown = graph.subgraph(kept).copy()
    shown.remove_nodes_from([node for node, degree in dict(shown.degree()).items() if degree == 0])
    if not shown:
        raise UsageError("no event between two states", hint="kg plot network draws other actors")
    nx.set_node_attributes(shown, dict(shown.degree(weight="events")), "events")
    named = ", ".join(part.name(node) for node in others[:4])
    rest = f" and {len(others) - 4} more" if len(others) > 4 else ""
    return shown, f"{named}{rest}", len(placed) - len(kept)


def _extent(points: list[Point]) -> tuple[float, float, float, float]:
    """The part of the world to show: what is involved with a margin, neither too flat nor too high."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    x0, x1, y0, y1 = min(xs), max(xs), min(ys), max(ys)
    middle_x, middle_y = (x0 + x1) / 2, (y0 + y1) / 2
    wide = max(0.5, (x1 - x0) * 1.25)
    high = max(0.3, (y1 - y0) * 1.35, wide * 0.42)
    wide = max(wide, high * 1.5)
    east, north = project(180, 0)[0], project(0, 90)[1]
    wide, high = min(wide, 2 * east), min(high, 2 * north)
    middle_x = min(max(middle_x, wide / 2 - east), east - wide / 2)
    middle_y = min(max(middle_y, high / 2 - north), north - high / 2)
    return middle_x - wide / 2, middle_x + wide / 2, middle_y - high / 2, middle_y + high / 2


def _draw_land(axes: Axes, world: World, involved: set[str]) -> None:
    for inside, colour in ((False, _LAND), (True, _INVOLVED)):
        shapes = [
            Polygon([project(x, y) for x, y in ring])
            for code, rings in world.outlines.items()
            if (code in involved) is inside
            for ring in rings
        ]
        axes.add_collection(PatchCollection(shapes, facecolor=colour, edgecolor=_BORDER, linewidth=0.6, zorder=1))


def _draw_lines(axes: Axes, graph: nx.Graph, points: dict[str, Point]) -> None:
    edges: list[tuple[str, str, dict[str, Any]]] = sorted(
        graph.edges(data=True), key=lambda edge: (edge[2]["events"], edge[:2])
    )
    most = edges[-1][2]["events"]
    for a, b, data in edges:
        west, east = sorted((a, b), key=lambda node: points[node])
        axes.add_patch(
            FancyArrowPatch(
                points[west],
                points[east],
                connectionstyle="arc3,rad=-0.18",
                arrowstyle="-",
                color=edge_colour(data),
                linewidth=edge_width(data, most),
                alpha=0.65,
                capstyle="round",
                zorder=3,
            )
        )


def _draw_dots(axes: Axes, graph: nx.Graph, points: dict[str, Point]) -> int:
    events = {node: int(count) for node, count in graph.nodes(data="events")}
    order = sorted(events, key=lambda node: (-events[node], node))
    radii = {node: 3 + 6 * math.sqrt(events[node] / events[order[0]]) for node in order}
    axes.scatter(
        [points[node][0] for node in order],
        [points[node][1] for node in order],
        s=[(2 * radii[node]) ** 2 for node in order],
        c="#333333",
        edgecolors="white",
        linewidths=0.9,
        zorder=5,
    )
    return place_labels(axes, (Label(*points[n], graph.nodes[n]["name"], radii[n], TEXT + 0.5) for n in order))
