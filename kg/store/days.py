"""The days an ISO date cut to its precision can mean."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_WEEK = re.compile(r"(\d{4})-W(\d\d)")
_MONTH = re.compile(r"(\d{4})-(\d\d)")
_YEAR = re.compile(r"\d{4}")


def interval(value: str | None) -> tuple[str, str] | None:
    """First and last day of ``2022``, ``2022-01``, ``2022-W04`` or ``2022-01-26``; None for anything else."""
    if not value:
        return None
    try:
        if match := _DAY.match(value):
            first = last = date(*map(int, match.groups()))
        elif match := _WEEK.fullmatch(value):
            first = date.fromisocalendar(int(match[1]), int(match[2]), 1)
            last = first + timedelta(days=6)
        elif match := _MONTH.fullmatch(value):
            year, month = int(match[1]), int(match[2])
            first, last = date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
        elif _YEAR.fullmatch(value):
            first, last = date(int(value), 1, 1), date(int(value), 12, 31)
        else:
            return None
    except (ValueError, OverflowError):
        return None
    return first.isoformat(), last.isoformat()


def coarser_starts(day: str) -> list[str]:
    """First days of the week, month and year that contain a day (ISO text, duplicates removed)."""
    own = date.fromisoformat(day)
    starts = {own, own - timedelta(days=own.weekday()), own.replace(day=1), own.replace(month=1, day=1)}
    return sorted(start.isoformat() for start in starts)


def days_of(first: str, last: str) -> list[str]:
    """All days from the first to the last."""
    begin = date.fromisoformat(first)
    count = (date.fromisoformat(last) - begin).days + 1
    return [(begin + timedelta(days=number)).isoformat() for number in range(count)]


def overlapping_starts(first: str, last: str) -> list[str]:
    """First days of all days, weeks, months and years that overlap a time: they begin in it or contain its begin."""
    return sorted({*days_of(first, last), *coarser_starts(first)})
