"""Names beside points so that none covers another: the most important first, those without room left out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.patheffects import withStroke
from matplotlib.text import Annotation
from matplotlib.transforms import Bbox

from kg.plots.picture import INK, TEXT

_MARGIN = 1.0  # pixels around a name that stay free


class Label(NamedTuple):
    """A name for a point of the data.

    Attributes:
        x, y: The point.
        text: The name.
        gap: Radius of its dot, in points.
        size: Of the text, in points.
        bold: Of the text; a bold name is drawn where it covers least even if there is no room.
        away: Direction in which the name would stand best, such as away from lines; (0, 0) if there is none.
    """

    x: float
    y: float
    text: str
    gap: float
    size: float = TEXT
    bold: bool = False
    away: tuple[float, float] = (0.0, 0.0)


class Place(NamedTuple):
    """Where a name stands: an offset from its point in points, and which side of the text is there."""

    dx: float
    dy: float
    horizontal: Literal["left", "center", "right"]
    vertical: Literal["bottom", "center", "top"]


def place_labels(axes: Axes, labels: Iterable[Label]) -> int:
    """Draw what fits, in the order given, each name beside its point; returns how many had no room."""
    wanted = list(labels)
    places = arrange(axes, wanted)
    for label, place in zip(wanted, places, strict=True):
        if place is not None:
            _move(_text(axes, label), place)
    return places.count(None)


def arrange(axes: Axes, labels: Sequence[Label], *, distances: Sequence[float] = (2, 9)) -> list[Place | None]:
    """A place for each name, None where there is no room; the first have the choice.

    Args:
        axes: Where they are to stand.
        labels: The most important first.
        distances: From dot to name in points, tried in order.

    Dots count as taken, so that no name covers one, and names stay inside the axes.
    """
    figure = axes.figure.figure
    renderer = FigureCanvasAgg(figure).get_renderer()
    scale = figure.dpi / 72
    limits = axes.get_window_extent(renderer)
    grid = _Grid()
    for label in labels:
        x, y = axes.transData.transform((label.x, label.y))
        reach = label.gap * scale
        grid.take(Bbox.from_extents(x - reach, y - reach, x + reach, y + reach))
    chosen: list[Place | None] = []
    for label in labels:
        text = _text(axes, label)
        best: tuple[float, Bbox, Place] | None = None
        for place in _places(label, distances):
            _move(text, place)
            box = text.get_window_extent(renderer).padded(_MARGIN)
            if not (limits.contains(box.x0, box.y0) and limits.contains(box.x1, box.y1)):
                continue
            covered = grid.covered(box)
            if best is None or covered < best[0]:
                best = covered, box, place
            if covered == 0:
                break
        text.remove()
        if best is None or (best[0] > 0 and not label.bold):
            chosen.append(None)
            continue
        grid.take(best[1])
        chosen.append(best[2])
    return chosen


def _places(label: Label, distances: Sequence[float]) -> list[Place]:
    """Places beside the dot, nearest first, of equally near ones that in the direction wished for."""
    places = []
    for gap in (label.gap + distance for distance in distances):
        slant = gap * 0.75
        ring = [
            Place(gap, 0, "left", "center"),
            Place(-gap, 0, "right", "center"),
            Place(0, gap, "center", "bottom"),
            Place(0, -gap, "center", "top"),
            Place(slant, slant, "left", "bottom"),
            Place(-slant, slant, "right", "bottom"),
            Place(slant, -slant, "left", "top"),
            Place(-slant, -slant, "right", "top"),
        ]
        x, y = label.away
        places += sorted(ring, key=lambda place: -round((place.dx * x + place.dy * y) / gap, 2))
    return places


def _text(axes: Axes, label: Label) -> Annotation:
    return axes.annotate(
        label.text,
        (label.x, label.y),
        xytext=(0, 0),
        textcoords="offset points",
        size=label.size,
        weight="bold" if label.bold else "normal",
        color=INK,
        zorder=6,
        path_effects=[withStroke(linewidth=2.5, foreground="white")],
    )


def _move(text: Annotation, place: Place) -> None:
    text.set_position((place.dx, place.dy))
    text.set_horizontalalignment(place.horizontal)
    text.set_verticalalignment(place.vertical)


class _Grid:
    """Boxes by the cells they touch, so that a box is compared with its neighbours only."""

    CELL = 64.0

    def __init__(self) -> None:
        self.cells: dict[tuple[int, int], list[Bbox]] = {}

    def _cells(self, box: Bbox) -> Iterable[tuple[int, int]]:
        for column in range(int(box.x0 // self.CELL), int(box.x1 // self.CELL) + 1):
            for row in range(int(box.y0 // self.CELL), int(box.y1 // self.CELL) + 1):
                yield column, row

    def take(self, box: Bbox) -> None:
        for cell in self._cells(box):
            self.cells.setdefault(cell, []).append(box)

    def covered(self, box: Bbox) -> float:
        """Area of the box that is taken."""
        seen = {id(other): other for cell in self._cells(box) for other in self.cells.get(cell, ())}
        total = 0.0
        for other in seen.values():
            width = min(box.x1, other.x1) - max(box.x0, other.x0)
            height = min(box.y1, other.y1) - max(box.y0, other.y0)
            total += max(0.0, width) * max(0.0, height)
        return total
