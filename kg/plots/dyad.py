"""Two actors: each act of one toward the other, by its weight."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import matplotlib.dates as mdates
from matplotlib.axes import Axes

from kg.analysis import EventSlice, SliceEvent
from kg.errors import UsageError
from kg.palette import QUAD_COLOURS, QUAD_NAMES
from kg.plots.labels import Label, place_labels
from kg.plots.picture import GRID, INK, TEXT, Picture, counted, described, dot, frame, key, notes, sheet, style

_NAMED = 24  # acts that are called by their name in each half, the weightiest first


def dyad(part: EventSlice, a: str, b: str, *, title: str | None = None) -> Picture:
    """Two halves: acts of ``a`` toward ``b`` above, of ``b`` toward ``a`` below, each at its day and weight.

    Acts that both do alike, such as a meeting, stand in both halves.

    Args:
        part: Holds the events of the two, and may hold others.
        a: Actor id as it is in the slice.
        b: The other.
        title: Instead of the usual one.

    Raises:
        UsageError: The slice has no event between the two with a day and a weight.
    """
    both = [event for event in part.events if {event.source, event.target} == {a, b}]
    drawn = [event for event in both if event.first_day and event.goldstein is not None]
    if a == b or not drawn:
        raise UsageError("no event between the two that has a day and a weight", hint="widen the slice")
    names = part.name(a), part.name(b)
    with style():
        figure = sheet(
            12, 8, title or f"{names[0]} and {names[1]}", described(part.where(both), "Goldstein weight of each act")
        )
        upper, lower = frame(figure, left=0.9, top=1.3, bottom=4.1), frame(figure, left=0.9, top=4.55, bottom=0.85)
        first, last = (dt.date.fromisoformat(f(e.first_day or "" for e in drawn)) for f in (min, max))
        margin = max(dt.timedelta(days=20), (last - first) * 0.06)
        unnamed = 0
        inexact = sum(first < last for first, last in map(_bounds, drawn))
        for axes, source, name in (
            (upper, a, f"{names[0]} toward {names[1]}"),
            (lower, b, f"{names[1]} toward {names[0]}"),
        ):
            acts = [event for event in drawn if event.source == source or event.symmetric]
            axes.set_xlim(mdates.date2num(first - margin), mdates.date2num(last + margin))
            axes.set_ylim(-12, 12)
            unnamed += _draw(axes, acts)
            axes.set_title(f"{name}: {counted(len(acts), 'act')}", loc="left", size=TEXT + 2, color=INK, pad=6)
        upper.tick_params(axis="x", labelbottom=False)
        quads = sorted({event.quad_class for event in drawn})
        key(figure, [(QUAD_NAMES[quad], dot(QUAD_COLOURS[quad])) for quad in quads])
        notes(
            figure,
            [
                f"{counted(len(both) - len(drawn), 'event')} without a day not drawn" if len(both) > len(drawn) else "",
                f"{counted(unnamed, 'act')} without room for a name" if unnamed else "",
                f"a bar spans the days that an inexact date can mean ({counted(inexact, 'event')})" if inexact else "",
            ],
        )
    return Picture(figure)


def _draw(axes: Axes, acts: Sequence[SliceEvent]) -> int:
    """The acts of one half; returns how many have no name beside them."""
    days = [float(mdates.date2num(_middle(event))) for event in acts]
    weights = [event.goldstein or 0.0 for event in acts]
    colours = [QUAD_COLOURS[event.quad_class] for event in acts]
    spans = [(mdates.date2num(first), mdates.date2num(last)) for first, last in map(_bounds, acts)]
    axes.hlines(
        weights, *zip(*spans, strict=True) if spans else ((), ()), color=colours, linewidth=3, alpha=0.45, zorder=3
    )
    axes.vlines(days, 0, weights, color=GRID, linewidth=1.2, zorder=2)
    axes.scatter(
        days,
        weights,
        s=46,
        c=colours,
        edgecolors="white",
        linewidths=0.7,
        alpha=0.9,
        zorder=4,
    )
    axes.axhline(0, color=INK, linewidth=0.9, zorder=3)
    axes.set_yticks([-10, -5, 0, 5, 10])
    axes.set_ylabel("weight")
    axes.grid(axis="y", color=GRID, linewidth=0.7)
    locator = mdates.AutoDateLocator(minticks=4, maxticks=11)
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(mdates.ConciseDateFormatter(locator, show_offset=False))
    # One name where acts are alike, of a day or, where there are many, of all days: the latest.
    many = len(acts) > _NAMED
    named = {
        (event.relation, weight, None if many else day): number
        for number, (event, weight, day) in enumerate(zip(acts, weights, days, strict=True))
    }
    order = sorted(named.values(), key=lambda number: (-abs(weights[number]), days[number]))[:_NAMED]
    return place_labels(
        axes,
        (Label(spans[n][1], weights[n], acts[n].relation.replace("_", " ").lower(), 4.5) for n in order),
    )


def _middle(event: SliceEvent) -> dt.date:
    """The day in the middle of those the date can mean."""
    first, last = _bounds(event)
    return first + (last - first) / 2


def _bounds(event: SliceEvent) -> tuple[dt.date, dt.date]:
    """The first and the last day that the date can mean."""
    first = event.first_day or ""
    return dt.date.fromisoformat(first), dt.date.fromisoformat(event.last_day or first)
