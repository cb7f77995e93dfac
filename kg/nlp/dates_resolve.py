"""What a date expression means: relative to the publication date, to another date in the text, or by itself.

Nothing is guessed: where the text leaves the date open, the precision is ``unknown`` and the reason says why.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from kg.nlp import dates_calendar as cal
from kg.nlp import dates_periods as periods
from kg.nlp.dates_context import WHICH, Context, Resolved, absolute, anchored, relative
from kg.nlp.dates_grammar import MONTHS, WEEKDAYS, Expression
from kg.nlp.numbers import parse_number

_VAGUE_COUNTS = frozenset({"a few", "several", "some", "many"})
_SEASONS = frozenset({"spring", "summer", "autumn", "fall", "winter"})


def resolve(expression: Expression, context: Context) -> Resolved | None:
    """The date meant, or None where the expression is none after all (31 June, "in three days" in the past)."""
    handler: Callable[[dict[str, str], Context], Resolved | None] = _HANDLERS[expression.form]
    return handler(expression.groups, context)


def _month_number(word: str) -> int:
    return MONTHS[word.lower().rstrip(".")]


def _number(word: str) -> int:
    return int(re.sub(r"\D", "", word))


def _iso_day(groups: dict[str, str], _context: Context) -> Resolved | None:
    found = cal.real_day(int(groups["year"]), int(groups["month"]), int(groups["day"]))
    return absolute(cal.day(found) if found else None, "ISO date")


def _iso_week(groups: dict[str, str], _context: Context) -> Resolved | None:
    iso = f"{groups['year']}-W{groups['week']}"
    try:
        cal.first_day(iso)
    except ValueError:
        return None
    return absolute(iso, "ISO week")


def _iso_month(groups: dict[str, str], _context: Context) -> Resolved | None:
    return absolute(f"{groups['year']}-{groups['month']}", "ISO month")


def _numeric(groups: dict[str, str], _context: Context) -> Resolved | None:
    first, second, year = int(groups["first"]), int(groups["second"]), int(groups["year"])
    day_first = cal.real_day(year, second, first)
    month_first = cal.real_day(year, first, second)
    if day_first and (groups["mark"] == "." or month_first in (None, day_first)):
        return absolute(cal.day(day_first), "day, month, year")
    if month_first and day_first is None:
        return absolute(cal.day(month_first), "month, day, year")
    return absolute(cal.year(year), "day or month first is not said") if month_first else None


def _year_range(groups: dict[str, str], _context: Context) -> Resolved | None:
    first, second = groups["year"], groups["year2"]
    second = first[: 4 - len(second)] + second
    return absolute(first, "range of years", end=second) if 0 < int(second) - int(first) <= 100 else None


def _nearest_day(month: int, day: int, context: Context) -> tuple[date | None, str]:
    anchor = context.published.day if context.published else None
    if anchor is None:
        return None, "day without a year"
    future = context.future()
    if context.adnominal:
        # A date at a noun does not share the clause's tense: the much nearer one is meant.
        before = cal.nearest_day_of_year(anchor, month, day, forward=False)
        after = cal.nearest_day_of_year(anchor, month, day, forward=True)
        past, ahead = (anchor - before).days if before else 999, (after - anchor).days if after else 999
        future = (future or (past > 240 and ahead < 90)) and not (ahead > 240 and past < 90)
    found = cal.nearest_day_of_year(anchor, month, day, forward=future)
    return found, "the nearest such day ahead" if future else "the latest such day"


def _day(groups: dict[str, str], context: Context) -> Resolved | None:
    month, day = _month_number(groups["month"]), _number(groups["day"])
    if "year" in groups:
        found = cal.real_day(int(groups["year"]), month, day)
        return absolute(cal.day(found) if found else None, "full date")
    if cal.real_day(2000, month, day) is None:
        return None
    nearest, reason = _nearest_day(month, day, context)
    return relative(cal.day(nearest) if nearest else None, reason, context)


def _day_range(groups: dict[str, str], context: Context) -> Resolved | None:
    first = _day({key: value for key, value in groups.items() if key != "day2"}, context)
    if first is None or first.date is None:
        return first
    start = date.fromisoformat(first.date)
    end = cal.real_day(start.year, start.month, _number(groups["day2"]))
    return Resolved(first.date, cal.day(end), first.kind, first.reason) if end and end > start else None


def _long_range(groups: dict[str, str], context: Context) -> Resolved | None:
    """ "From 31 May to 6 June": the year is said once or not at all."""
    stated = groups.get("year2") or groups.get("year")
    last = _day({"month": groups["month2"], "day": groups["day2"], **({"year": stated} if stated else {})}, context)
    if last is None or last.date is None:
        return last
    end = date.fromisoformat(last.date)
    found = cal.real_day(int(groups.get("year", end.year)), _month_number(groups["month"]), _number(groups["day"]))
    if found and found > end and "year" not in groups:
        found = cal.real_day(end.year - 1, found.month, found.day)
    return Resolved(cal.day(found), last.date, last.kind, "range of days") if found and found < end else None


def _month(groups: dict[str, str], context: Context) -> Resolved | None:
    month = _month_number(groups["month"])
    if "year" in groups:
        return absolute(cal.month(int(groups["year"]), month), "month and year")
    current = context.published.cut(cal.MONTH) if context.published else None
    if current is None:
        return relative(None, "month without a year", context)
    year, now = int(current[:4]), int(current[5:])
    which = WHICH.get(groups.get("which", "").lower(), 0)
    if groups.get("which", "").lower() == "this":
        return relative(cal.month(year, month), "that month of the year of publication", context)
    if which > 0 or (which == 0 and context.future()):
        later = month > now or (month == now and which == 0)
        return relative(cal.month(year if later else year + 1, month), "the nearest such month ahead", context)
    earlier = month < now or (month == now and which == 0)
    return relative(cal.month(year if earlier else year - 1, month), "the latest such month", context)


def _month_range(groups: dict[str, str], context: Context) -> Resolved | None:
    year = groups.get("year") or groups.get("year2")
    second = _month({"month": groups["month2"], **({"year": groups["year2"]} if "year2" in groups else {})}, context)
    first = _month({"month": groups["month"], **({"year": year} if year else {})}, context)
    if first is None or second is None or first.date is None or second.date is None:
        return first
    start, end = first.date, second.date
    if start > end:
        if "year" in groups and "year2" not in groups:
            end = cal.month(int(start[:4]) + (end[5:] < start[5:]), int(end[5:]))
        else:
            start = cal.month(int(end[:4]) - (start[5:] > end[5:]), int(start[5:]))
    return Resolved(start, end, first.kind, "range of months")


def _holiday(groups: dict[str, str], context: Context) -> Resolved | None:
    name = groups["name"].lower().replace("’", "'")
    fixed = {"christmas day": (12, 25), "christmas eve": (12, 24), "boxing day": (12, 26), "may day": (5, 1)}
    if name == "christmas":
        return _month({**groups, "month": "December"}, context)
    if name.startswith("new"):
        fixed[name] = (12, 31) if name.endswith("eve") else (1, 1)
    if name in fixed:
        month, day = fixed[name]
        return _day({**groups, "month": date(2000, month, 1).strftime("%B"), "day": str(day)}, context)
    offset = {"good friday": -2, "easter sunday": 0, "easter monday": 1}[name]
    if "year" in groups:
        return absolute(cal.day(cal.easter(int(groups["year"])) + timedelta(days=offset)), "movable feast")
    anchor = context.published.day if context.published else None
    if anchor is None:
        return relative(None, "feast without a year", context)
    days = [cal.easter(year) + timedelta(days=offset) for year in range(anchor.year - 1, anchor.year + 2)]
    found = min(d for d in days if d >= anchor) if context.future() else max(d for d in days if d <= anchor)
    return relative(cal.day(found), "the nearest such feast", context)


def _weekday(groups: dict[str, str], context: Context) -> Resolved | None:
    weekday = WEEKDAYS[groups["weekday"].lower()]
    which = groups.get("which", "").lower()
    if which in ("the following", "the next", "the previous", "the same", "that"):
        anchor = context.anchor if context.anchor and len(context.anchor) == 10 else None
        if anchor is None:
            return anchored(None, "weekday counted from another date", context)
        start = date.fromisoformat(anchor)
        if which in ("the same", "that"):
            return anchored(anchor if start.weekday() == weekday else None, "the weekday just named", context)
        found = cal.nearest_weekday(start, weekday, forward=which != "the previous", same_day=False)
        return anchored(cal.day(found), "the nearest such weekday", context)
    today = context.published.day if context.published else None
    if today is None:
        return relative(None, "weekday", context)
    if "week" in groups:
        monday = today - timedelta(days=today.weekday()) + timedelta(weeks=WHICH.get(groups["week"].lower(), 0))
        return relative(cal.day(monday + timedelta(days=weekday)), f"weekday of {groups['week'].lower()} week", context)
    if which in ("last", "past", "this past"):
        found = cal.nearest_weekday(today, weekday, forward=False, same_day=False)
        return relative(cal.day(found), "the latest such weekday before publication", context)
    if which in ("next", "coming", "this coming"):
        found = cal.nearest_weekday(today, weekday, forward=True, same_day=False)
        if which == "next" and cal.week(found) == cal.week(today):
            found += timedelta(weeks=1)  # "next Friday", said on a Wednesday, is not in two days
        return relative(cal.day(found), "the weekday after publication", context)
    future = context.future()
    found = cal.nearest_weekday(today, weekday, forward=future)
    return relative(cal.day(found), "nearest weekday ahead" if future else "nearest past weekday", context)


def _named_day(groups: dict[str, str], context: Context) -> Resolved | None:
    today = context.published.day if context.published else None
    word = groups["word"].lower()
    if today is None:
        return relative(None, word, context)
    if word == "overnight":
        return relative(cal.day(today - timedelta(days=1)), "the night before publication", context, end=cal.day(today))
    steps = {"yesterday": -1, "tomorrow": 1, "day before yesterday": -2, "day after tomorrow": 2}
    return relative(cal.day(today + timedelta(days=steps.get(word, 0))), word, context)


def _day_part(groups: dict[str, str], context: Context) -> Resolved | None:
    return _named_day({"word": "yesterday" if groups["which"].lower() == "last" else "today"}, context)


def _same_day(_groups: dict[str, str], context: Context) -> Resolved | None:
    return anchored(context.anchor, "the same day", context)


def _same(groups: dict[str, str], context: Context) -> Resolved | None:
    unit = groups.get("unit", "day").lower()
    precision = unit if unit in (cal.WEEK, cal.MONTH, cal.YEAR) else cal.DAY
    if unit in _SEASONS or unit in ("decade", "century", "quarter", "weekend"):
        precision = cal.YEAR if unit != "weekend" else cal.WEEK
    iso = cal.coarsen(context.anchor, precision) if context.anchor else None
    return anchored(iso, f"the same {unit}", context)


def _next_to(groups: dict[str, str], context: Context) -> Resolved | None:
    unit = groups.get("unit", "day").lower()
    step = 1 if groups["which"].lower() in ("next", "following", "after") else -1
    if unit not in (cal.DAY, cal.WEEK, cal.MONTH, cal.YEAR) or context.anchor is None:
        return anchored(None, f"the {unit} next to another", context)
    return anchored(cal.shift(context.anchor, step, unit), f"the {unit} next to another", context)


def _stretch(_groups: dict[str, str], _context: Context) -> Resolved | None:
    return Resolved(None, None, "relative", "a stretch of time, no date")


_SPANS = {"fortnight": (2, cal.WEEK), "decade": (10, cal.YEAR), "century": (100, cal.YEAR), "centurie": (100, cal.YEAR)}


def _moved(groups: dict[str, str], start: str | None, sign: int) -> str | None:
    """``start`` moved by the count and unit of an expression, None where count or start are too vague."""
    unit = groups["unit"].lower()
    if start is None:
        return None
    if unit in ("second", "minute", "hour"):
        return start
    count = groups.get("count", "").lower()
    if "vague" in groups and groups["vague"].lower() != "only":
        return None
    if not count or count in _VAGUE_COUNTS:
        return None
    value = 1.0 if count in ("a", "an") else 2.0 if count == "a couple of" else parse_number(count)
    times, unit = _SPANS.get(unit, (1, unit))
    if value is None or value != int(value) or unit not in (cal.DAY, cal.WEEK, cal.MONTH, cal.YEAR):
        return None
    return cal.shift(start, sign * int(value) * times, unit)


def _ago(groups: dict[str, str], context: Context) -> Resolved | None:
    way = groups["way"].lower()
    reason = f"{groups.get('count', 'some')} {groups['unit']}s {way}".lower()
    if way in ("ago", "from now"):
        start = context.published.iso if context.published else None
        return relative(_moved(groups, start, -1 if way == "ago" else 1), reason, context)
    sign = -1 if way in ("earlier", "previously", "before that", "before") else 1
    return anchored(_moved(groups, context.anchor, sign), reason, context)


def _eve(_groups: dict[str, str], context: Context) -> Resolved | None:
    return anchored(cal.shift(context.anchor, -1, cal.DAY) if context.anchor else None, "the eve of it", context)


def _within(groups: dict[str, str], context: Context) -> Resolved | None:
    if context.adnominal or not context.future():
        return None
    start = context.published.iso if context.published else None
    return relative(_moved(groups, start, 1), f"in {groups['count']} {groups['unit']}s".lower(), context)


_HANDLERS: dict[str, Callable[[dict[str, str], Context], Resolved | None]] = {
    "iso_day": _iso_day,
    "iso_week": _iso_week,
    "iso_month": _iso_month,
    "numeric": _numeric,
    "year_range": _year_range,
    "day_range": _day_range,
    "long_range": _long_range,
    "day": _day,
    "month_range": _month_range,
    "month": _month,
    "holiday": _holiday,
    "weekday": _weekday,
    "quarter": periods.quarter,
    "season": periods.season,
    "edge": periods.edge,
    "before_last": _named_day,
    "named_day": _named_day,
    "day_part": _day_part,
    "same_day": _same_day,
    "same": _same,
    "next_to": _next_to,
    "stretch": _stretch,
    "relative": periods.relative_period,
    "weekend": periods.weekend,
    "ago": _ago,
    "eve": _eve,
    "within": _within,
    "decade": periods.decade,
    "century": periods.century,
    "bare_season": periods.bare_season,
    "year": periods.single_year,
}
