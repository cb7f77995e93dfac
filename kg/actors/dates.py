"""Dates cut to their precision, and whether a day lies inside a term of them."""

from __future__ import annotations


def started(since: str | None, on: str) -> bool:
    """Whether a term that begins at ``since`` has begun on ``on``; of two precisions the coarser counts."""
    if since is None:
        return True
    size = min(len(since), len(on))
    return on[:size] >= since[:size]


def ended(until: str | None, on: str) -> bool:
    """Whether a term whose last day is ``until`` is over on ``on``."""
    if until is None:
        return False
    size = min(len(until), len(on))
    return on[:size] > until[:size]


def within(since: str | None, until: str | None, on: str) -> bool:
    """Whether ``on`` lies in the term, its last day included."""
    return started(since, on) and not ended(until, on)


def years_between(earlier: str, later: str) -> float:
    """Years from one date to another, by year and month alone; negative if ``later`` comes first."""
    return _year(later) - _year(earlier)


def _year(date: str) -> float:
    month = int(date[5:7]) if len(date) >= 7 and date[5:7].isdigit() else 7
    return int(date[:4]) + (month - 1) / 12
