"""What a date expression means: relative to the publication date, to another date in the text, or by itself.

Nothing is guessed: where the text leaves the date open, the precision is ``unknown`` and the reason says why.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from kg.nlp import dates_calendar as cal
from kg.nlp.dates_grammar import MONTHS, WEEKDAYS, Expression
from kg.nlp.numbers import parse_number

_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_VAGUE_COUNTS = frozenset({"a few", "several", "some", "many"})
_WHICH = {
    "last": -1,
    "past": -1,
    "this past": -1,
    "previous": -1,
    "next": 1,
    "coming": 1,
    "this coming": 1,
    "following": 1,
}


@dataclass(frozen=True, slots=True)
class Published:
    """The publication date as far as it is known."""

    iso: str

    @property
    def day(self) -> date | None:
        """The day, or None where only month or year are known."""
        return date.fromisoformat(self.iso) if len(self.iso) == 10 else None

    def cut(self, precision: str) -> str | None:
        """The publication date cut to a precision, or None where it is not known that exactly."""
        if precision == cal.WEEK:
            return cal.week(self.day) if self.day else None
        found = cal.coarsen(self.iso, precision)
        return found if cal.precision_of(found) == precision else None


def published(iso: str | None) -> Published | None:
    """Read ``doc._.kg_published``: ISO date or time stamp, or a month or year; None where it is none."""
    if iso is None:
        return None
    found = re.match(r"\d{4}-\d\d-\d\d|\d{4}-\d\d(?!\d)|\d{4}(?!\d)", iso)
    if not found:
        return None
    try:
        cal.first_day(found[0])
    except ValueError:
        return None
    return Published(found[0])


@dataclass(frozen=True, slots=True)
class Context:
    """What an expression is resolved against.

    Attributes:
        published: Publication date.
        anchor: The date mentioned before, for "a year later"; for "N days after ..." the date in that clause.
        future: Tells whether the clause looks ahead; asked only where it matters.
        adnominal: The date stands at a noun: "the April 8 vote".
    """

    published: Published | None
    anchor: str | None
    future: Callable[[], bool]
    adnominal: bool = False


@dataclass(frozen=True, slots=True)
class Resolved:
    """A resolved date; ``date`` is None where it stays open."""

    date: str | None
    end: str | None
    kind: str
    reason: str


def resolve(expression: Expression, context: Context) -> Resolved | None:
    """The date meant, or None where the expression is none after all (31 June, "in three days" in the past)."""
    handler: Callable[[dict[str, str], Context], Resolved | None] = _HANDLERS[expression.form]
    return handler(expression.groups, context)


def _absolute(iso: str | None, reason: str, end: str | None = None) -> Resolved | None:
    return None if iso is None else Resolved(iso, end, "absolute", reason)


def _relative(iso: str | None, reason: str, context: Context, end: str | None = None) -> Resolved:
    if iso is None:
        why = "publication date unknown" if context.published is None else "not known more exactly"
        return Resolved(None, None, "relative", f"{reason}: {why}")
    return Resolved(iso, end, "relative", reason)


def _anchored(iso: str | None, reason: str, context: Context) -> Resolved:
    if iso is None:
        why = "no date before it" if context.anchor is None else f"{context.anchor} is not exact enough"
        return Resolved(None, None, "anchored", f"{reason}: {why}")
    return Resolved(iso, None, "anchored", f"{reason}, counted from {context.anchor}")


def _month_number(word: str) -> int:
    return MONTHS[word.lower().rstrip(".")]


def _number(word: str) -> int:
    return int(re.sub(r"\D", "", word))


def _iso_day(groups: dict[str, str], _context: Context) -> Resolved | None:
    found = cal.real_day(int(groups["year"]), int(groups["month"]), int(groups["day"]))
    return _absolute(cal.day(found) if found else None, "ISO date")


def _iso_week(groups: dict[str, str], _context: Context) -> Resolved | None:
    iso = f"{groups['year']}-W{groups['week']}"
    try:
        cal.first_day(iso)
    except ValueError:
        return None
    return _absolute(iso, "ISO week")


def _iso_month(groups: dict[str, str], _context: Context) -> Resolved | None:
    return _absolute(f"{groups['year']}-{groups['month']}", "ISO month")


def _numeric(groups: dict[str, str], _context: Context) -> Resolved | None:
    first, second, year = int(groups["first"]), int(groups["second"]), int(groups["year"])
    day_first = cal.real_day(year, second, first)
    month_first = cal.real_day(year, first, second)
    if day_first and (groups["mark"] == "." or month_first in (None, day_first)):
        return _absolute(cal.day(day_first), "day, month, year")
    if month_first and day_first is None:
        return _absolute(cal.day(month_first), "month, day, year")
    return _absolute(cal.year(year), "day or month first is not said") if month_first else None


def _year_range(groups: dict[str, str], _context: Context) -> Resolved | None:
    first, second = groups["year"], groups["year2"]
    second = first[: 4 - len(second)] + second
    return _absolute(first, "range of years", end=second) if 0 < int(second) - int(first) <= 100 else None


def _nearest_day(month: int, day: int, context: Context) -> tuple[date | None, str]:
    anchor = context.published.day if context.published else None
    if anchor is None:
        return None, "day without a year"
    future = context.future()
    if not future and context.adnominal:
        # A date at a noun does not share the clause's tense: the much nearer one is meant.
        before = cal.nearest_day_of_year(anchor, month, day, forward=False)
        after = cal.nearest_day_of_year(anchor, month, day, forward=True)
        future = bool(before and after and (anchor - before).days > 240 and (after - anchor).days < 90)
    found = cal.nearest_day_of_year(anchor, month, day, forward=future)
    return found, "the nearest such day ahead" if future else "the latest such day"


def _day(groups: dict[str, str], context: Context) -> Resolved | None:
    month, day = _month_number(groups["month"]), _number(groups["day"])
    if "year" in groups:
        found = cal.real_day(int(groups["year"]), month, day)
        return _absolute(cal.day(found) if found else None, "full date")
    if cal.real_day(2000, month, day) is None:
        return None
    nearest, reason = _nearest_day(month, day, context)
    return _relative(cal.day(nearest) if nearest else None, reason, context)


def _day_range(groups: dict[str, str], context: Context) -> Resolved | None:
    first = _day({key: value for key, value in groups.items() if key != "day2"}, context)
    if first is None or first.date is None:
        return first
    start = date.fromisoformat(first.date)
    end = cal.real_day(start.year, start.month, _number(groups["day2"]))
    return Resolved(first.date, cal.day(end), first.kind, first.reason) if end and end > start else None


def _month(groups: dict[str, str], context: Context) -> Resolved | None:
    month = _month_number(groups["month"])
    if "year" in groups:
        return _absolute(cal.month(int(groups["year"]), month), "month and year")
    current = context.published.cut(cal.MONTH) if context.published else None
    if current is None:
        return _relative(None, "month without a year", context)
    year, now = int(current[:4]), int(current[5:])
    which = _WHICH.get(groups.get("which", "").lower(), 0)
    if groups.get("which", "").lower() == "this":
        return _relative(cal.month(year, month), "that month of the year of publication", context)
    if which > 0 or (which == 0 and context.future()):
        later = month > now or (month == now and which == 0)
        return _relative(cal.month(year if later else year + 1, month), "the nearest such month ahead", context)
    earlier = month < now or (month == now and which == 0)
    return _relative(cal.month(year if earlier else year - 1, month), "the latest such month", context)


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
        return _absolute(cal.day(cal.easter(int(groups["year"])) + timedelta(days=offset)), "movable feast")
    anchor = context.published.day if context.published else None
    if anchor is None:
        return _relative(None, "feast without a year", context)
    days = [cal.easter(year) + timedelta(days=offset) for year in range(anchor.year - 1, anchor.year + 2)]
    found = min(d for d in days if d >= anchor) if context.future() else max(d for d in days if d <= anchor)
    return _relative(cal.day(found), "the nearest such feast", context)


def _weekday(groups: dict[str, str], context: Context) -> Resolved | None:
    weekday = WEEKDAYS[groups["weekday"].lower()]
    which = groups.get("which", "").lower()
    if which in ("the following", "the next", "the previous", "the same", "that"):
        anchor = context.anchor if context.anchor and len(context.anchor) == 10 else None
        if anchor is None:
            return _anchored(None, "weekday counted from another date", context)
        start = date.fromisoformat(anchor)
        if which in ("the same", "that"):
            return _anchored(anchor if start.weekday() == weekday else None, "the weekday just named", context)
        found = cal.nearest_weekday(start, weekday, forward=which != "the previous", same_day=False)
        return _anchored(cal.day(found), "the nearest such weekday", context)
    today = context.published.day if context.published else None
    if today is None:
        return _relative(None, "weekday", context)
    if "week" in groups:
        monday = today - timedelta(days=today.weekday()) + timedelta(weeks=_WHICH.get(groups["week"].lower(), 0))
        return _relative(
            cal.day(monday + timedelta(days=weekday)), f"weekday of {groups['week'].lower()} week", context
        )
    if which in ("last", "past", "this past"):
        found = cal.nearest_weekday(today, weekday, forward=False, same_day=False)
        return _relative(cal.day(found), "the latest such weekday before publication", context)
    if which in ("next", "coming", "this coming"):
        found = cal.nearest_weekday(today, weekday, forward=True, same_day=False)
        if which == "next" and cal.week(found) == cal.week(today):
            found += timedelta(weeks=1)  # "next Friday", said on a Wednesday, is not in two days
        return _relative(cal.day(found), "the weekday after publication", context)
    future = context.future()
    found = cal.nearest_weekday(today, weekday, forward=future)
    return _relative(cal.day(found), "nearest weekday ahead" if future else "nearest past weekday", context)


def _year_of(word: str, context: Context) -> str | None:
    if word.isdigit():
        return word
    current = context.published.cut(cal.YEAR) if context.published else None
    step = _WHICH.get(word.split()[0].lower(), 0)
    return cal.shift(current, step, cal.YEAR) if current else None


def _quarter(groups: dict[str, str], context: Context) -> Resolved | None:
    year = _year_of(groups["year"], context)
    if year is None:
        return _relative(None, "part of a year", context)
    months = 6 if groups.get("unit", "").lower() == "half" else 3
    ordinal = groups["ordinal"].lower()
    place = _ORDINALS.get(ordinal, 12 // months)
    if place * months > 12:
        return None
    start, end = cal.month(int(year), (place - 1) * months + 1), cal.month(int(year), place * months)
    return Resolved(start, end, "absolute" if groups["year"].isdigit() else "relative", "part of a year")


def _season(groups: dict[str, str], _context: Context) -> Resolved | None:
    # A season is cut to its year: which months it means depends on the hemisphere.
    return _absolute(groups["year"], f"{groups['unit'].lower()} of a year")


def _season_near(unit: str, step: int, context: Context) -> Resolved:
    current = context.published.cut(cal.MONTH) if context.published else None
    if current is None:
        return _relative(None, "season", context)
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
        return _relative(cal.year(found), "a winter spans two years", context, end=cal.year(found + 1))
    return _relative(cal.year(found), "season, cut to its year", context)


def _bare_season(groups: dict[str, str], context: Context) -> Resolved | None:
    current = context.published.cut(cal.MONTH) if context.published else None
    if current is None:
        return _relative(None, "season", context)
    start, now = _SEASONS[groups["unit"].lower()], int(current[5:])
    future = context.future()
    step = (1 if now >= start + 3 else 0) if future else (-1 if now < start else 0)
    return _season_near(groups["unit"].lower(), step, context)


def _edge(groups: dict[str, str], context: Context) -> Resolved | None:
    which = groups["which"].lower()
    return _period(groups["unit"].lower(), _WHICH.get(which, 0), context, f"{groups['part'].lower()} of a period")


def _period(unit: str, step: int, context: Context, reason: str) -> Resolved:
    """The current, last or next week, month, year and so on."""
    known = context.published
    if unit in _SEASONS:
        return _season_near(unit, step, context)
    if unit == "weekend":
        return _weekend_of(step, context)
    if unit in (cal.WEEK, cal.MONTH, cal.YEAR):
        current = known.cut(unit) if known else None
        return _relative(cal.shift(current, step, unit) if current else None, reason, context)
    year = known.cut(cal.YEAR) if known else None
    if unit == "decade" and year:
        first = int(year) // 10 * 10 + 10 * step
        return _relative(cal.year(first), reason, context, end=cal.year(first + 9))
    month = known.cut(cal.MONTH) if known else None
    if unit == "quarter" and month:
        first = (int(month[5:]) - 1) // 3 * 3 + 1 + 3 * step
        start, end = (cal.month(int(month[:4]), number) for number in (first, first + 2))
        return _relative(start, reason, context, end=end)
    return _relative(None, reason, context)


def _weekend_of(step: int, context: Context) -> Resolved:
    today = context.published.day if context.published else None
    if today is None:
        return _relative(None, "weekend", context)
    saturday = today - timedelta(days=today.weekday()) + timedelta(days=5, weeks=step)
    return _relative(cal.day(saturday), "Saturday and Sunday", context, end=cal.day(saturday + timedelta(days=1)))


def _weekend(_groups: dict[str, str], context: Context) -> Resolved | None:
    today = context.published.day if context.published else None
    before = today is not None and today.weekday() < 5 and not context.future()
    return _weekend_of(-1 if before else 0, context)


def _relative_period(groups: dict[str, str], context: Context) -> Resolved | None:
    unit, which = groups["unit"].lower(), groups["which"].lower()
    if unit == "day":
        return None
    if unit == "weekend" and which == "this":
        return _weekend(groups, context)
    return _period(unit, _WHICH.get(which, 0), context, f"{which} {unit}, counted from publication")


def _named_day(groups: dict[str, str], context: Context) -> Resolved | None:
    today = context.published.day if context.published else None
    word = groups["word"].lower()
    if today is None:
        return _relative(None, word, context)
    if word == "overnight":
        return _relative(
            cal.day(today - timedelta(days=1)), "the night before publication", context, end=cal.day(today)
        )
    steps = {"yesterday": -1, "tomorrow": 1, "day before yesterday": -2, "day after tomorrow": 2}
    return _relative(cal.day(today + timedelta(days=steps.get(word, 0))), word, context)


def _day_part(groups: dict[str, str], context: Context) -> Resolved | None:
    return _named_day({"word": "yesterday" if groups["which"].lower() == "last" else "today"}, context)


def _same_day(_groups: dict[str, str], context: Context) -> Resolved | None:
    return _anchored(context.anchor, "the same day", context)


def _same(groups: dict[str, str], context: Context) -> Resolved | None:
    unit = groups.get("unit", "day").lower()
    precision = unit if unit in (cal.WEEK, cal.MONTH, cal.YEAR) else cal.DAY
    if unit in _SEASONS or unit in ("decade", "century", "quarter", "weekend"):
        precision = cal.YEAR if unit != "weekend" else cal.WEEK
    iso = cal.coarsen(context.anchor, precision) if context.anchor else None
    return _anchored(iso, f"the same {unit}", context)


def _next_to(groups: dict[str, str], context: Context) -> Resolved | None:
    unit = groups.get("unit", "day").lower()
    step = 1 if groups["which"].lower() in ("next", "following", "after") else -1
    if unit not in (cal.DAY, cal.WEEK, cal.MONTH, cal.YEAR) or context.anchor is None:
        return _anchored(None, f"the {unit} next to another", context)
    return _anchored(cal.shift(context.anchor, step, unit), f"the {unit} next to another", context)


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
        return _relative(_moved(groups, start, -1 if way == "ago" else 1), reason, context)
    sign = -1 if way in ("earlier", "previously", "before that", "before") else 1
    return _anchored(_moved(groups, context.anchor, sign), reason, context)


def _within(groups: dict[str, str], context: Context) -> Resolved | None:
    if context.adnominal or not context.future():
        return None
    start = context.published.iso if context.published else None
    return _relative(_moved(groups, start, 1), f"in {groups['count']} {groups['unit']}s".lower(), context)


def _decade(groups: dict[str, str], _context: Context) -> Resolved | None:
    first = f"{groups['decade']}0" if "decade" in groups else f"19{groups['short']}0"
    return _absolute(first, "decade", end=first[:3] + "9")


def _century(groups: dict[str, str], _context: Context) -> Resolved | None:
    number = int(groups["number"])
    return _absolute(cal.year(100 * number - 99), "century", end=cal.year(100 * number)) if 1 <= number <= 30 else None


def _year(groups: dict[str, str], _context: Context) -> Resolved | None:
    return _absolute(groups["year"], "year")


_HANDLERS: dict[str, Callable[[dict[str, str], Context], Resolved | None]] = {
    "iso_day": _iso_day,
    "iso_week": _iso_week,
    "iso_month": _iso_month,
    "numeric": _numeric,
    "year_range": _year_range,
    "day_range": _day_range,
    "day": _day,
    "month_range": _month_range,
    "month": _month,
    "holiday": _holiday,
    "weekday": _weekday,
    "quarter": _quarter,
    "season": _season,
    "edge": _edge,
    "before_last": _named_day,
    "named_day": _named_day,
    "day_part": _day_part,
    "same_day": _same_day,
    "same": _same,
    "next_to": _next_to,
    "stretch": _stretch,
    "relative": _relative_period,
    "weekend": _weekend,
    "ago": _ago,
    "within": _within,
    "decade": _decade,
    "century": _century,
    "bare_season": _bare_season,
    "year": _year,
}
