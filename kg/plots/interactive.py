"""The network as one HTML file that opens without a network connection: zoom, drag, point at an actor or a pair."""

from __future__ import annotations

import html
from typing import Any

import networkx as nx
from matplotlib.figure import Figure

from kg.analysis import EventSlice
from kg.extras import require
from kg.palette import CONFLICT, COOPERATION, GREY, KIND_COLOURS
from kg.plots.labels import Label, Place, arrange
from kg.plots.layout import Positions, layout
from kg.plots.network import MIXED, edge_colour, edge_width, labels, line_opacity, node_radius, shown_graph
from kg.plots.picture import INK, counted, described

_WIDTH, _HEIGHT = 1400, 860  # pixels of the window for which names are arranged
_FONT = "DejaVu Sans, Verdana, sans-serif"
_MARGINS = {"l": 10, "r": 10, "t": 95, "b": 10}
_PAIRS = {"mostly cooperation": COOPERATION, "mixed": MIXED, "mostly conflict": CONFLICT}
# Names that have no room in the whole picture appear when less than half of it fills the window.
_MORE_NAMES = """
const picture = document.getElementById('{plot_id}');
const names = picture.data.findIndex(trace => trace.meta === 'more names');
const range = () => picture.layout.xaxis.range[1] - picture.layout.xaxis.range[0];
const whole = range();
let shown = false;
picture.on('plotly_relayout', () => {
  const wanted = range() < whole / 2;
  if (wanted !== shown) { shown = wanted; Plotly.restyle(picture, {visible: shown}, [names]); }
});
"""


def network_page(part: EventSlice, *, top: int = 300, title: str | None = None) -> str:
    """An HTML page made with plotly, everything it needs inside; arguments and errors as for ``network``.

    Raises:
        UsageError: plotly is not installed, or there is nothing to draw.
    """
    objects: Any = require("plotly.graph_objects", extra="plots", what="An interactive picture")
    graph, dropped = shown_graph(part, top)
    positions = layout(graph, aspect=_WIDTH / _HEIGHT)
    facts = described(part, counted(graph.number_of_nodes(), "actor"), counted(graph.number_of_edges(), "pair"))
    left_out = f" · {counted(dropped, 'actor')} with fewer events not drawn" if dropped else ""
    heading = title or "Who has to do with whom"
    figure = objects.Figure(
        [*_lines(objects, graph, positions), *_dots(objects, graph, positions), *_names(objects, graph, positions)]
    )
    bare = {"visible": False, "showgrid": False, "zeroline": False}
    figure.update_layout(
        title={"text": f"<b>{html.escape(heading)}</b><br><sup>{html.escape(facts + left_out)}</sup>", "x": 0.01},
        font={"family": _FONT, "size": 12, "color": INK},
        plot_bgcolor="white",
        paper_bgcolor="white",
        dragmode="pan",
        hovermode="closest",
        margin=_MARGINS,
        legend={"itemsizing": "constant", "orientation": "h", "x": 0, "y": 1, "yanchor": "bottom"},
        xaxis=bare,
        yaxis=bare,
    )
    page: str = figure.to_html(
        include_plotlyjs=True,
        post_script=_MORE_NAMES,
        default_height="100vh",
        config={"scrollZoom": True, "displaylogo": False, "responsive": True},
        div_id="network",
    )
    return page.replace("<head>", f"<head><title>{html.escape(heading)}</title>", 1)


def _lines(objects: Any, graph: nx.Graph, positions: Positions) -> list[Any]:
    """Pairs, one trace a colour and width, and a point in the middle of each that tells about it."""
    most = max(count for _, _, count in graph.edges(data="events"))
    groups: dict[tuple[str, float], list[tuple[str, str]]] = {}
    for a, b, data in graph.edges(data=True):
        groups.setdefault((edge_colour(data), round(edge_width(data, most))), []).append((a, b))
    traces = []
    named = set()
    for (colour, width), pairs in sorted(groups.items()):
        name = next(name for name, value in _PAIRS.items() if value == colour)
        traces.append(
            objects.Scatter(
                x=[value for a, b in pairs for value in (positions[a][0], positions[b][0], None)],
                y=[value for a, b in pairs for value in (positions[a][1], positions[b][1], None)],
                mode="lines",
                line={"color": colour, "width": width},
                opacity=line_opacity(graph),
                hoverinfo="skip",
                name=name,
                legendgroup=name,
                showlegend=name not in named,
            )
        )
        named.add(name)
    every = list(graph.edges(data=True))
    traces.append(
        objects.Scatter(
            x=[(positions[a][0] + positions[b][0]) / 2 for a, b, _ in every],
            y=[(positions[a][1] + positions[b][1]) / 2 for a, b, _ in every],
            mode="markers",
            marker={"size": 9, "opacity": 0, "color": [edge_colour(data) for _, _, data in every]},
            hovertext=[_told(graph, a, b, data) for a, b, data in every],
            hoverinfo="text",
            showlegend=False,
        )
    )
    return traces


def _told(graph: nx.Graph, a: str, b: str, pair: dict[str, Any]) -> str:
    days = [pair[key] for key in ("first_day", "last_day") if key in pair]
    lines = [
        f"<b>{html.escape(graph.nodes[a]['name'])} and {html.escape(graph.nodes[b]['name'])}</b>",
        f"{counted(pair['events'], 'event')}: {pair['cooperation']} cooperation, {pair['conflict']} conflict",
        f"mean weight {pair['goldstein'] / pair['events']:+.1f}",
        " to ".join(dict.fromkeys(days)),
    ]
    return "<br>".join(line for line in lines if line)


def _dots(objects: Any, graph: nx.Graph, positions: Positions) -> list[Any]:
    """Actors, one trace a kind, so that the legend can hide it."""
    most = max(count for _, count in graph.nodes(data="events"))
    kinds: dict[str, list[str]] = {}
    for node, kind in graph.nodes(data="kind"):
        kinds.setdefault(kind or "other", []).append(node)
    return [
        objects.Scatter(
            x=[positions[node][0] for node in nodes],
            y=[positions[node][1] for node in nodes],
            mode="markers",
            marker={
                "size": [2 * node_radius(graph.nodes[node]["events"], most) for node in nodes],
                "color": KIND_COLOURS.get(kind, GREY),
                "line": {"color": "white", "width": 1},
                "opacity": 1,
            },
            hovertext=[
                f"<b>{html.escape(graph.nodes[node]['name'])}</b><br>{html.escape(node)}<br>"
                f"{counted(graph.nodes[node]['events'], 'event')} with {counted(graph.degree(node), 'other')}"
                for node in nodes
            ],
            hoverinfo="text",
            name=kind.replace("_", " "),
        )
        for kind, nodes in sorted(kinds.items())
    ]


def _names(objects: Any, graph: nx.Graph, positions: Positions) -> list[Any]:
    """Names that have room in the whole picture, and the others, at first not shown."""
    wanted = labels(graph, positions)
    figure = Figure(figsize=(_WIDTH / 72, _HEIGHT / 72), dpi=72)
    axes = figure.add_axes((0, 0, 1, 1))
    xs, ys = zip(*positions.values(), strict=True)
    margin_x, margin_y = 0.06 * (max(xs) - min(xs) or 1), 0.12 * (max(ys) - min(ys) or 1)
    axes.set_xlim(min(xs) - margin_x, max(xs) + margin_x)
    axes.set_ylim(min(ys) - margin_y, max(ys) + margin_y)
    # Measured as large as the browser draws it; bold text is a tenth wider. Plotly knows the nearest places only.
    measured = [label._replace(size=_size(label) * (1.1 if label.bold else 1), bold=False) for label in wanted]
    places = arrange(axes, measured, distances=(2,))
    fitting = [(label, place) for label, place in zip(wanted, places, strict=True) if place]
    others = [(label, None) for label, place in zip(wanted, places, strict=True) if not place]
    return [_name_trace(objects, fitting, shown=True), _name_trace(objects, others, shown=False)]


def _name_trace(objects: Any, named: list[tuple[Label, Place]] | list[tuple[Label, None]], *, shown: bool) -> Any:
    return objects.Scatter(
        x=[label.x for label, _ in named],
        y=[label.y for label, _ in named],
        mode="markers+text",
        marker={"size": [2 * label.gap for label, _ in named], "opacity": 0},  # keeps the text off the dot
        text=[f"<b>{html.escape(t.text)}</b>" if t.bold else html.escape(t.text) for t, _ in named],
        textposition=[_side(place) for _, place in named],
        textfont={"size": [_size(label) for label, _ in named], "shadow": "0 0 3px white, 0 0 3px white"},
        hoverinfo="skip",
        showlegend=False,
        visible=shown,
        meta="names" if shown else "more names",
        cliponaxis=False,
    )


def _size(label: Label) -> float:
    """Pixels."""
    return label.size + 1


def _side(place: Place | None) -> str:
    """On which side of its dot the text stands, as plotly calls it."""
    if place is None:
        return "middle right"
    vertical = {"bottom": "top", "center": "middle", "top": "bottom"}[place.vertical]
    horizontal = {"left": "right", "center": "center", "right": "left"}[place.horizontal]
    return f"{vertical} {horizontal}"
