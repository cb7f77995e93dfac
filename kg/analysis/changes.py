"""Change points: the months in which the tone between two actors shifts for good."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from kg.analysis.months import count_months, month_span
from kg.analysis.options import Options
from kg.analysis.slices import EventSlice
from kg.analysis.tables import Table, table

_SHORTEST = 3  # months of a segment
_TIE = 1e-9  # costs that differ by less, in penalties, differ by rounding alone


def change_points(series: Sequence[float]) -> list[int]:
    """Positions at which the mean of a series changes.

    Optimal partitioning (Jackson and others 2005): of all divisions into segments of at least three values, the one
    with the least squared deviation from the means of its segments and a penalty for each change, that of the Bayesian
    information criterion, 2 σ² log n. σ is taken from the median absolute difference of neighbouring values, which a
    shift hardly moves; where that is zero, as with many months without events, from their mean square.
    """
    # Counted from the first value: sums of squares lose no digits to a level far from zero.
    values = np.asarray(series, dtype=float) - (series[0] if series else 0.0)
    variance = _noise(values) if len(values) >= 2 * _SHORTEST else 0.0
    if variance == 0:
        return []
    penalty = 2 * variance * math.log(len(values))
    sums, squares = (np.concatenate(([0.0], np.cumsum(values**power))) for power in (1, 2))
    least = np.full(len(values) + 1, np.inf)  # of the values up to here
    least[0] = -penalty
    begin = np.zeros(len(values) + 1, dtype=int)  # of the segment that ends here
    for end in range(_SHORTEST, len(values) + 1):
        starts = np.arange(end - _SHORTEST + 1)
        inside = squares[end] - squares[starts] - (sums[end] - sums[starts]) ** 2 / (end - starts)
        costs = least[starts] + inside + penalty
        begin[end] = np.flatnonzero(costs <= costs.min() + _TIE * penalty)[0]  # of equally good ones the longest
        least[end] = costs[begin[end]]
    found = [int(begin[-1])]
    while found[-1]:
        found.append(int(begin[found[-1]]))
    return found[-2::-1]


def _noise(values: Any) -> float:
    """Variance of one value, from differences of neighbours (which have twice that)."""
    steps = np.diff(values)
    robust = float(np.median(np.abs(steps))) / 0.6745
    return (robust**2 if robust > 0 else float(np.mean(steps**2))) / 2


def changes(part: EventSlice, options: Options) -> Table:
    """Change points of the monthly Goldstein sums of each pair of actors with enough events.

    A pair's series runs from its first month with events to its last, months without events being 0. ``month`` is the
    first of the new segment; ``before`` and ``after`` are the means of the segments that meet there.
    """
    rows: list[tuple[Any, ...]] = []
    looked_at = 0
    with count_months(part.events, directed=False) as counted:
        for (a, b), cells in counted.dyads():
            if sum(cell.events for cell in cells.values()) < options.min_events:
                continue
            looked_at += 1
            months = month_span(min(cells), max(cells))
            series = [cells[month].goldstein if month in cells else 0.0 for month in months]
            ends = [0, *change_points(series), len(series)]
            means = [sum(series[begin:end]) / (end - begin) for begin, end in pairwise(ends)]
            rows += [
                (*part.pair(a, b), months[at], before, after, after - before)
                for at, (before, after) in zip(ends[1:-1], pairwise(means), strict=True)
            ]
        note = f"{looked_at} of {len(counted)} dyads have {options.min_events} events or more"
    return table(("a", "a_name", "b", "b_name", "month", "before", "after", "change"), rows, note, *counted.notes())
