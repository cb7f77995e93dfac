"""Cooperation and conflict over time."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, MaxNLocator

from kg.analysis import EventSlice
from kg.analysis.slices import Unit
from kg.palette import QUAD_COLOURS, QUAD_NAMES
from kg.plots.periods import choose_unit, number, ticks
from kg.plots.picture import FAINT, GRID, INK, Picture, counted, described, frame, key, notes, patch, sheet, style


def timeline(part: EventSlice, *, unit: Unit | None = None, title: str | None = None) -> Picture:
    """Events a month or year, cooperation upwards and conflict downwards; below, their mean Goldstein weight.

    Args:
        part: What to draw.
        unit: ``month`` or ``year``; otherwise months where they fit.
        title: Instead of the usual one.

    Raises:
        UsageError: No event of the slice has a date.
    """
    unit = unit or choose_unit(part)
    names = part.periods(unit)
    first, last = number(min(names)), number(max(names))
    with style():
        figure = sheet(11, 6.6, title or "Cooperation and conflict over time", described(part, f"by {unit}"))
        bars = frame(figure, left=0.9, top=1.15, bottom=2.4)
        weights = frame(figure, left=0.9, top=4.5, bottom=0.8)
        _draw_bars(bars, part, unit)
        _draw_weights(weights, names)
        for axes in (bars, weights):
            axes.set_xlim(first - 0.7, last + 0.7)
            places, texts = ticks(first, last, unit)
            axes.set_xticks(places, texts)
        bars.tick_params(axis="x", labelbottom=False, length=0)
        key(figure, [(QUAD_NAMES[quad], patch(colour)) for quad, colour in QUAD_COLOURS.items()])
        left_out = sum(event.period(unit) is None for event in part.events)
        reported = sum(event.date is None and event.first_day is not None for event in part.events)
        notes(
            figure,
            [
                f"{counted(left_out, 'event')} without a certain {unit} not drawn" if left_out else "",
                f"{counted(reported, 'event')} of which the text gives no date stand at the day of the report"
                if reported
                else "",
            ],
        )
    return Picture(figure)


def _draw_bars(axes: Axes, part: EventSlice, unit: Unit) -> None:
    counts = Counter((event.period(unit), event.quad_class) for event in part.events)
    periods = sorted({period for period, _ in counts if period is not None})
    places = [number(period) for period in periods]
    for side in ((2, 1), (4, 3)):  # deeds next to the axis, words outside
        sign = 1 if side[0] == 2 else -1
        base = [0] * len(periods)
        for quad in side:
            heights = [sign * counts[period, quad] for period in periods]
            axes.bar(
                places, heights, bottom=base, width=0.82, color=QUAD_COLOURS[quad], edgecolor="white", lw=0.4, zorder=3
            )
            base = [a + b for a, b in zip(base, heights, strict=True)]
    low, high = axes.dataLim.intervaly
    axes.set_ylim(low - 0.06 * (high - low), high + 0.06 * (high - low))
    axes.axhline(0, color=INK, linewidth=0.9, zorder=4)
    axes.grid(axis="y", color=GRID, linewidth=0.7)
    axes.yaxis.set_major_locator(MaxNLocator(nbins=7, integer=True))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{abs(value):g}"))
    axes.spines["bottom"].set_visible(False)
    axes.set_ylabel("events\nconflict  |  cooperation")


def _draw_weights(axes: Axes, parts: dict[str, EventSlice]) -> None:
    means = {}
    for period, inner in parts.items():
        known = [event.goldstein for event in inner.events if event.goldstein is not None]
        if known:
            means[number(period)] = sum(known) / len(known)
    places = sorted(means)
    # A line only between neighbouring periods: where nothing was reported there is no mean to draw.
    for before, after in pairwise(places):
        if after == before + 1:
            axes.plot([before, after], [means[before], means[after]], color=FAINT, linewidth=1.2, zorder=3)
    colours = [QUAD_COLOURS[2] if means[place] >= 0 else QUAD_COLOURS[4] for place in places]
    axes.scatter(places, [means[place] for place in places], s=30, c=colours, zorder=4)
    axes.axhline(0, color=INK, linewidth=0.9, zorder=2)
    axes.set_ylim(-10.5, 10.5)
    axes.set_yticks([-10, -5, 0, 5, 10])
    axes.grid(axis="y", color=GRID, linewidth=0.7)
    axes.set_ylabel("mean weight")
