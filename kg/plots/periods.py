"""The time axis: months where they are certain enough and fit, else years."""

from __future__ import annotations

from kg.analysis import EventSlice
from kg.analysis.slices import Unit
from kg.errors import UsageError

# As many bars as a picture can tell apart.
MOST_MONTHS = 72


def choose_unit(part: EventSlice) -> Unit:
    """``month`` if nearly all events that have a year have a month, and the months fit; else ``year``."""
    months = [event.month for event in part.events if event.month]
    years = [event.year for event in part.events if event.year]
    if not years:
        raise UsageError("no event of the slice has a date", hint="kg query run undated_events lists them")
    if len(months) < 0.9 * len(years):
        return "year"
    return "month" if number(max(months)) - number(min(months)) < MOST_MONTHS else "year"


def number(period: str) -> int:
    """A month or a year as a number; the next period's is one higher."""
    year, _, month = period.partition("-")
    return int(year) * 12 + int(month) - 1 if month else int(year)


def ticks(first: int, last: int, unit: Unit) -> tuple[list[int], list[str]]:
    """Places and names of about ten ticks, at round years or months."""
    if unit == "year":
        step = next(step for step in (1, 2, 5, 10, 20, 50, 100, 1000) if (last - first) / step <= 14)
        places = [n for n in range(first, last + 1) if n % step == 0]
        return places, [str(n) for n in places]
    step = next(step for step in (1, 2, 3, 6, 12) if (last - first) / step <= 14)
    places = [n for n in range(first, last + 1) if n % step == 0]
    return places, [f"{n // 12}-{n % 12 + 1:02d}" for n in places]
