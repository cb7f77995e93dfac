"""The network as one HTML file that opens without a network connection: drag, zoom, click for the events of a pair."""

from __future__ import annotations

import html
import re
from typing import Any

from kg.analysis import EventSlice
from kg.extras import require
from kg.palette import CONFLICT, COOPERATION, GREY, KIND_COLOURS
from kg.plots.layout import layout
from kg.plots.network import MIXED, edge_colour, edge_width, node_radius, shown_graph
from kg.plots.picture import described

_SPREAD = 130.0  # units between neighbours; a node has a radius of up to 30


def network_page(part: EventSlice, *, top: int = 300, title: str | None = None) -> str:
    """An HTML page made with neo4j-viz, everything it needs inside; arguments and errors as for ``network``.

    Raises:
        UsageError: neo4j-viz is not installed, or there is nothing to draw.
    """
    viz: Any = require("neo4j_viz", extra="plots", what="An interactive picture")
    graph, _dropped = shown_graph(part, top)
    most = max(count for _, count in graph.nodes(data="events"))
    strongest = max(count for _, _, count in graph.edges(data="events"))
    positions = layout(graph, aspect=1.5)
    nodes = [
        viz.Node(
            id=node,
            caption=data["name"],
            size=2 * node_radius(data["events"], most),
            color=KIND_COLOURS.get(data.get("kind"), GREY),
            x=positions[node][0] * _SPREAD,
            y=-positions[node][1] * _SPREAD,
            properties={key: value for key, value in data.items() if value is not None},
        )
        for node, data in graph.nodes(data=True)
    ]
    pairs = [
        viz.Relationship(
            id=f"{a} {b}",
            source=a,
            target=b,
            caption=str(data["events"]),
            color=edge_colour(data),
            width=edge_width(data, strongest),
            properties={key: value for key, value in data.items() if key != "weight"},
        )
        for a, b, data in graph.edges(data=True)
    ]
    drawn = viz.VisualizationGraph(nodes=nodes, relationships=pairs)
    kinds = {kind for _, kind in graph.nodes(data="kind")}
    drawn.set_legend(
        nodes={kind.replace("_", " "): colour for kind, colour in KIND_COLOURS.items() if kind in kinds},
        relationships={"mostly cooperation": COOPERATION, "mixed": MIXED, "mostly conflict": CONFLICT},
    )
    page = drawn.render(layout=viz.Layout.COORDINATE, height="100vh", max_allowed_nodes=max(10_000, top)).data
    return _titled(page, f"{title or 'Who has to do with whom'} · {described(part)}")


def _titled(page: str, title: str) -> str:
    return re.sub(r"<title>.*?</title>", lambda _: f"<title>{html.escape(title)}</title>", page, count=1)
