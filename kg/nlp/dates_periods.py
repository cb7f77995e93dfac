"""Periods: weekends, weeks, months, quarters, seasons, years, decades, named or counted from publication."""

from __future__ import annotations

from datetime import timedelta

from kg.nlp import dates_calendar as cal
from kg.nlp.dates_context import WHICH, Context, Resolved, absolute, relative

_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1": 1, "2": 2, "3": 3, "4": 4}


def _year_of(word: str, context: Context) -> str | None:
    if word.isdigit():
        return word
    current = context.published.cut(cal.YEAR) if context.published else None
    step = WHICH.get(word.split()[0].lower(), 0)
    return cal.shift(current, step, cal.YEAR) if current else None


def quarter(groups: dict[str, str], context: Context) -> Resolved | None:
    """A quarter or half of a year."""
    year = _year_of(groups["year"], context)
    if year is None:
        return relative(None, "part of a year", context)
    months = 6 if groups.get("unit", "").lower() == "half" else 3
    ordinal = groups["ordinal"].lower()
    place = _ORDINALS.get(ordinal, 12 // months)
    if place * months > 12:
        return None
    start, end = cal.month(int(year), (place - 1) * months + 1), cal.month(int(year), place * months)
    return Resolved(start, end, "absolute" if groups["year"].isdigit() else "relative", "part of a year")


def season(groups: dict[str, str], _context: Context) -> Resolved | None:
    """A season of a stated year."""
    # A season is cut to its year: which months it means depends on the hemisphere.
    return absolute(groups["year"], f"{groups['unit'].lower()} of a year")


def _season_near(unit: str, step: int, context: Context) -> Resolved:
    current = context.published.cut(cal.MONTH) if context.published else None
    if current is None:
        return relative(None, "season", context)
    year, now = int(current[:4]), int(current[5:])
    start = _SEASONS[unit]
    if unit == "winter" and now <= 2:
        year -= 1  # the winter that began last year is the current one
        now += 12
    running = start <= now < start + 3
    found = year
    if step > 0 and now >= start:
        found = year + 1
    elif step < 0 and (now < start or running):
        found = year - 1
    if unit == "winter":
        return relative(cal.year(found), "a winter spans two years", context, end=cal.year(found + 1))
    return relative(cal.year(found), "season, cut to its year", context)


def bare_season(groups: dict[str, str], context: Context) -> Resolved | None:
    """Words like in spring: the nearest one, by tense."""
    current = context.published.cut(cal.MONTH) if context.published else None
    if current is None:
        return relative(None, "season", context)
    start, now = _SEASONS[groups["unit"].lower()], int(current[5:])
    future = context.future()
    step = (1 if now >= start + 3 else 0) if future else (-1 if now < start else 0)
    return _season_near(groups["unit"].lower(), step, context)


def edge(groups: dict[str, str], context: Context) -> Resolved | None:
    """Words like the end of the year."""
    which = groups["which"].lower()
    return _period(groups["unit"].lower(), WHICH.get(which, 0), context, f"{groups['part'].lower()} of a period")


def _period(unit: str, step: int, context: Context, reason: str) -> Resolved:
    """The current, last or next week, month, year and so on."""
    known = context.published
    if unit in _SEASONS:
        return _season_near(unit, step, context)
    if unit == "weekend":
        return _weekend_of(step, context)
    if unit in (cal.WEEK, cal.MONTH, cal.YEAR):
        current = known.cut(unit) if known else None
        return relative(cal.shift(current, step, unit) if current else None, reason, context)
    year = known.cut(cal.YEAR) if known else None
    if unit == "decade" and year:
        first = int(year) // 10 * 10 + 10 * step
        return relative(cal.year(first), reason, context, end=cal.year(first + 9))
    month = known.cut(cal.MONTH) if known else None
    if unit == "quarter" and month:
        first = (int(month[5:]) - 1) // 3 * 3 + 1 + 3 * step
        start, end = (cal.month(int(month[:4]), number) for number in (first, first + 2))
        return relative(start, reason, context, end=end)
    return relative(None, reason, context)


def _weekend_of(step: int, context: Context) -> Resolved:
    today = context.published.day if context.published else None
    if today is None:
        return relative(None, "weekend", context)
    saturday = today - timedelta(days=today.weekday()) + timedelta(days=5, weeks=step)
    return relative(cal.day(saturday), "Saturday and Sunday", context, end=cal.day(saturday + timedelta(days=1)))


def weekend(_groups: dict[str, str], context: Context) -> Resolved | None:
    """Words like over the weekend: the last one, or the one ahead, by tense."""
    today = context.published.day if context.published else None
    before = today is not None and today.weekday() < 5 and not context.future()
    return _weekend_of(-1 if before else 0, context)


def relative_period(groups: dict[str, str], context: Context) -> Resolved | None:
    """Words like last week, this month, next year."""
    unit, which = groups["unit"].lower(), groups["which"].lower()
    if unit == "day":
        return None
    if unit == "weekend" and which == "this":
        return weekend(groups, context)
    return _period(unit, WHICH.get(which, 0), context, f"{which} {unit}, counted from publication")


def decade(groups: dict[str, str], _context: Context) -> Resolved | None:
    """Words like the 1990s."""
    first = f"{groups['decade']}0" if "decade" in groups else f"19{groups['short']}0"
    return absolute(first, "decade", end=first[:3] + "9")


def century(groups: dict[str, str], _context: Context) -> Resolved | None:
    """Words like the 19th century."""
    number = int(groups["number"])
    return absolute(cal.year(100 * number - 99), "century", end=cal.year(100 * number)) if 1 <= number <= 30 else None


def single_year(groups: dict[str, str], _context: Context) -> Resolved | None:
    """A year by itself."""
    return absolute(groups["year"], "year")
