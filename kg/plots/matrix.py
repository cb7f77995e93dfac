"""Who acts toward whom, as a table of colours."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap, Normalize
from scipy.cluster.hierarchy import leaves_list, linkage, optimal_leaf_ordering
from scipy.spatial.distance import squareform

from kg.analysis import EventSlice
from kg.errors import UsageError
from kg.palette import CONFLICT, COOPERATION
from kg.plots.picture import FAINT, INK, TEXT, Picture, counted, described, frame, notes, sheet, shortened, style

_BALANCE = LinearSegmentedColormap.from_list("balance", [CONFLICT, "#F7F3EE", COOPERATION])
_NUMBERED = 45  # actors up to which each cell tells its number of events


def matrix(part: EventSlice, *, top: int = 30, title: str | None = None) -> Picture:
    """A cell for what the actor of the row does toward that of the column: mean Goldstein weight, number of events.

    Actors who act alike toward others stand beside each other.

    Args:
        part: What to draw.
        top: Most actors; those with most events stay.
        title: Instead of the usual one.

    Raises:
        UsageError: No two actors of the slice have an event with each other.
    """
    graph = part.graph()
    events = {node: degree for node, degree in graph.degree(weight="events") if degree}
    if not events:
        raise UsageError("no event between two different actors", hint="widen the slice")
    kept = sorted(events, key=lambda node: (-events[node], node))[:top]
    counts, means = _tables(graph.subgraph(kept), kept)
    order = _alike_together(counts, means)
    names = [shortened(part.name(kept[number]), 24) for number in order]
    counts, means = counts[np.ix_(order, order)], means[np.ix_(order, order)]
    cell = 0.36 if len(kept) <= _NUMBERED else 0.19
    room = 0.45 + 0.075 * max(map(len, names))
    side = max(2.8, cell * len(kept))
    with style():
        figure = sheet(
            max(room + side + 1.5, 7.5),
            1.0 + room + side + 0.55,
            title or "Who acts how toward whom",
            described(part, "row acts toward column", counted(len(kept), "actor")),
        )
        axes = frame(figure, left=room, right=figure.get_size_inches()[0] - room - side, top=0.85 + room, bottom=0.55)
        _draw(axes, names, counts, means)
        _scale(axes)
        dropped = len(events) - len(kept)
        notes(figure, [f"{counted(dropped, 'actor')} with fewer events not drawn" if dropped else ""])
    return Picture(figure)


def _tables(graph: object, kept: list[str]) -> tuple[np.ndarray, np.ndarray]:
    counts = np.zeros((len(kept), len(kept)), dtype=int)
    means = np.full((len(kept), len(kept)), np.nan)
    place = {node: number for number, node in enumerate(kept)}
    for source, target, edge in graph.edges(data=True):  # type: ignore[attr-defined]
        row, column = place[source], place[target]
        counts[row, column] = edge["events"]
        means[row, column] = edge["goldstein"] / edge["events"]
    return counts, means


def _alike_together(counts: np.ndarray, means: np.ndarray) -> list[int]:
    """Rows in an order that sets those next to each other who treat others, and are treated, alike."""
    if len(counts) < 3:
        return list(range(len(counts)))
    signed = np.nan_to_num(means) / 10 * np.log1p(counts)
    profile = np.hstack([signed, signed.T])
    lengths = np.linalg.norm(profile, axis=1, keepdims=True)
    profile = profile / np.where(lengths == 0, 1, lengths)
    distance = np.clip(1 - profile @ profile.T, 0, 2)
    np.fill_diagonal(distance, 0)
    condensed = squareform(distance, checks=False)
    return [int(n) for n in leaves_list(optimal_leaf_ordering(linkage(condensed, "average"), condensed))]


def _draw(axes: Axes, names: list[str], counts: np.ndarray, means: np.ndarray) -> None:
    size = len(names)
    axes.imshow(means, cmap=_BALANCE, norm=Normalize(-10, 10), aspect="equal", interpolation="nearest")
    axes.set_xticks(range(size), names, rotation=90)
    axes.set_yticks(range(size), names)
    axes.tick_params(top=True, labeltop=True, bottom=False, labelbottom=False, length=0, pad=4)
    axes.set_xticks(np.arange(-0.5, size), minor=True)
    axes.set_yticks(np.arange(-0.5, size), minor=True)
    axes.grid(which="minor", color="#E6E6E6", linewidth=0.6)
    axes.tick_params(which="minor", length=0)
    for side in axes.spines.values():
        side.set_visible(False)
    for number in range(size):
        axes.plot([number - 0.5, number + 0.5], [number - 0.5, number + 0.5], color="#DDDDDD", linewidth=0.6)
    if size > _NUMBERED:
        return
    for row, column in zip(*np.nonzero(counts), strict=True):
        dark = abs(means[row, column]) > 6
        axes.text(
            column,
            row,
            str(counts[row, column]),
            ha="center",
            va="center",
            size=TEXT if counts[row, column] < 1000 else TEXT - 2,
            color="white" if dark else INK,
        )


def _scale(axes: Axes) -> None:
    """A colour scale to the right, a hand high whatever the size of the picture."""
    width, height = axes.figure.figure.get_size_inches()
    box = axes.get_position()
    strip = axes.figure.figure.add_axes((box.x1 + 0.25 / width, box.y1 - 2.2 / height, 0.16 / width, 2.2 / height))
    strip.imshow(np.linspace(10, -10, 256)[:, None], cmap=_BALANCE, aspect="auto", extent=(0, 1, -10, 10))
    strip.set_xticks([])
    strip.yaxis.tick_right()
    strip.set_yticks([-10, -5, 0, 5, 10])
    strip.tick_params(length=0)
    for side in strip.spines.values():
        side.set_visible(False)
    strip.set_title("mean\nweight", size=TEXT, color=FAINT, loc="left", pad=6)
