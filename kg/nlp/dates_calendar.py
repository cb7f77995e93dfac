"""Calendar arithmetic on ISO dates cut to their precision: ``2022``, ``2022-01``, ``2022-W04``, ``2022-01-26``."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from typing import Final

DAY: Final = "day"
WEEK: Final = "week"
MONTH: Final = "month"
YEAR: Final = "year"
UNKNOWN: Final = "unknown"

# Coarse to fine. A week is no part of a month, so only day and year compare with it.
_LENGTHS: Final = {4: YEAR, 7: MONTH, 8: WEEK, 10: DAY}
_FINENESS: Final = {UNKNOWN: 0, YEAR: 1, MONTH: 2, WEEK: 3, DAY: 4}
_WEEK = re.compile(r"(\d{4})-W(\d\d)")


def precision_of(iso: str | None) -> str:
    """The precision an ISO date is cut to; ``unknown`` for None."""
    return UNKNOWN if iso is None else _LENGTHS[len(iso)]


def day(value: date) -> str:
    """``2022-01-26``."""
    return value.isoformat()


def week(value: date) -> str:
    """The ISO week of a day: ``2022-W04``."""
    year, number, _ = value.isocalendar()
    return f"{year:04d}-W{number:02d}"


def month(year: int, number: int) -> str:
    """``2022-01``; a month number outside 1..12 runs into the years before or after."""
    year, number = year + (number - 1) // 12, (number - 1) % 12 + 1
    return f"{year:04d}-{number:02d}"


def year(value: int) -> str:
    """``2022``."""
    return f"{value:04d}"


def real_day(year_number: int, month_number: int, day_number: int) -> date | None:
    """The day, or None where the calendar has none such."""
    try:
        return date(year_number, month_number, day_number)
    except ValueError:
        return None


def first_day(iso: str) -> date:
    """The first day of the period that a cut date names."""
    found = _WEEK.fullmatch(iso)
    if found:
        return date.fromisocalendar(int(found[1]), int(found[2]), 1)
    parts = [int(part) for part in iso.split("-")]
    return date(parts[0], parts[1] if len(parts) > 1 else 1, parts[2] if len(parts) > 2 else 1)


def last_day(iso: str) -> date:
    """The last day of the period that a cut date names."""
    first = first_day(iso)
    precision = precision_of(iso)
    if precision == YEAR:
        return date(first.year, 12, 31)
    if precision == MONTH:
        return date(first.year, first.month, calendar.monthrange(first.year, first.month)[1])
    return first + timedelta(days=6) if precision == WEEK else first


def coarsen(iso: str, precision: str) -> str:
    """Cut a date to a precision; a date that is coarser already stays as it is."""
    if _FINENESS[precision_of(iso)] <= _FINENESS[precision]:
        return iso
    first = first_day(iso)
    if precision == WEEK:
        return week(first)
    if precision_of(iso) == WEEK:
        # The Thursday decides which year, and here which month, a week belongs to (ISO 8601).
        first += timedelta(days=3)
    return month(first.year, first.month) if precision == MONTH else year(first.year)


def shift(iso: str, count: int, unit: str) -> str | None:
    """Move a date by ``count`` units (day, week, month, year) and cut it to the coarser of unit and date.

    Returns:
        None where the unit is finer than the date is known ("two days after 2018") or the calendar ends.
    """
    precision = precision_of(iso)
    fine_enough = {YEAR: 1, MONTH: 2, WEEK: 3, DAY: 4}
    if fine_enough[unit] > fine_enough[precision] or (precision == WEEK and unit == MONTH):
        return None
    try:
        first = first_day(iso)
        if unit == DAY:
            return day(first + timedelta(days=count))
        if unit == WEEK:
            return week(first + timedelta(weeks=count))
        if unit == MONTH:
            moved = month(first.year, first.month + count)
            return moved if 1 <= int(moved[:4]) <= 9999 else None
        moved_year = int(coarsen(iso, YEAR)) + count
        return year(moved_year) if 1 <= moved_year <= 9999 else None
    except OverflowError:
        return None


def nearest_weekday(anchor: date, weekday: int, *, forward: bool, same_day: bool = True) -> date:
    """The nearest day with that weekday (Monday is 0), before or after ``anchor``, or on it where ``same_day``."""
    gap = (weekday - anchor.weekday()) % 7 if forward else -((anchor.weekday() - weekday) % 7)
    if gap == 0 and not same_day:
        gap = 7 if forward else -7
    return anchor + timedelta(days=gap)


def nearest_day_of_year(anchor: date, month_number: int, day_number: int, *, forward: bool) -> date | None:
    """The nearest such day on, before or after ``anchor``; looks 8 years far, so that 29 February is found."""
    step = 1 if forward else -1
    for offset in range(9):
        found = real_day(anchor.year + step * offset, month_number, day_number)
        if found is not None and (found >= anchor if forward else found <= anchor):
            return found
    return None


def easter(year_number: int) -> date:
    """Easter Sunday of the Gregorian calendar (the anonymous Gregorian computus)."""
    golden = year_number % 19
    century, rest = divmod(year_number, 100)
    leap, skipped = divmod(century, 4)
    shift_moon = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap - shift_moon + 15) % 30
    quarter, remainder = divmod(rest, 4)
    weekday = (32 + 2 * skipped + 2 * quarter - epact - remainder) % 7
    correction = (golden + 11 * epact + 22 * weekday) // 451
    month_number, day_number = divmod(epact + weekday - 7 * correction + 114, 31)
    return date(year_number, month_number, day_number + 1)
