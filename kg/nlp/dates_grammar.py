"""How dates are worded: one pattern a form, tried only near words that can be part of a date.

A pattern's named groups carry what is said; ``kg.nlp.dates_resolve`` turns them into a date.
"""
# ruff: noqa: E501 - a pattern reads best unbroken

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from spacy.tokens import Doc

from kg.nlp.tree import text_of, tokens_of

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"),
            ("february", "feb"),
            ("march", "mar"),
            ("april", "apr"),
            ("may",),
            ("june", "jun"),
            ("july", "jul"),
            ("august", "aug"),
            ("september", "sept", "sep"),
            ("october", "oct"),
            ("november", "nov"),
            ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}
WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            ("monday", "mon"),
            ("tuesday", "tues", "tue"),
            ("wednesday", "wed"),
            ("thursday", "thurs", "thur", "thu"),
            ("friday", "fri"),
            ("saturday", "sat"),
            ("sunday", "sun"),
        )
    )
    for name in names
}
NUMBER_WORDS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty thirty forty fifty"
).split()

# "May" and "March" are also a name and a verb: they need a figure or a word such as "in" beside them.
_SURE_MONTH = (
    "(?:January|February|April|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)"
)
_MONTH = (
    rf"(?:{_SURE_MONTH}|March|May|Mar\b\.?|(?:january|february|april|june|july|september|october|november|december))"
)
_WEEKDAY = "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_WEEKDAY_PREFIX = rf"(?:(?:{_WEEKDAY}|Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)\b\.?,? (?:the )?)?"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?\b(?![,.]\d)"
_YEAR = r"(?:1\d{3}|20\d{2})\b(?![,.]\d|%)"
_TO = r"\s?(?:-|–|—|to|and|until|through)\s?"
_PART = r"(?:(?P<part>[Ee]arly|[Ll]ate|[Mm]id|[Tt]he (?:beginning|start|middle|end) of)[ -])?"
_COUNT = rf"(?P<count>\d{{1,3}}|a few|several|some|many|a couple of|an?|half an?|{'|'.join(NUMBER_WORDS)})"
_UNIT = r"(?P<unit>second|minute|hour|day|week|fortnight|weekend|month|year|decade|century|centurie)"
_PERIOD = r"(?P<unit>day|week|weekend|month|year|decade|century|quarter|spring|summer|autumn|fall|winter)"
_HOURS = r"(?P<hours>morning|afternoon|evening|night)"
_BEFORE_MONTH = "|".join(
    rf"(?<=\b[{word[0]}{word[0].upper()}]{word[1:]} )" for word in "in by of since until from early late during".split()
)
_HOLIDAY = r"(?P<name>Christmas(?: Day| Eve)?|New Year[’']?s? (?:Day|Eve)|Good Friday|Easter (?:Sunday|Monday)|Boxing Day|May Day)"


@dataclass(frozen=True, slots=True)
class Form:
    """One way to word a date.

    ``near`` are the kinds of words (``digit``, ``month``, ``weekday``, ``unit``, ``word``) it cannot do without.
    """

    name: str
    near: frozenset[str]
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Expression:
    """A date as worded: which form, where, and the named groups that took part."""

    form: str
    start: int
    end: int
    groups: dict[str, str]


def _form(name: str, near: str, pattern: str, flags: int = 0) -> Form:
    return Form(name, frozenset(near.split()), re.compile(pattern, flags))


_I = re.IGNORECASE

# Earlier forms win over later ones that overlap them.
FORMS: tuple[Form, ...] = (
    _form("iso_day", "digit", r"\b(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)(?:[T ]\d\d:\d\d[\d:.Z+-]*)?\b"),
    _form("iso_week", "digit", r"\b(?P<year>\d{4})-W(?P<week>\d\d)\b"),
    _form("iso_month", "digit", r"(?<![-/\d])(?P<year>(?:19|20)\d\d)-(?P<month>0[1-9]|1[0-2])\b(?![-/]\d)"),
    _form("numeric", "digit", r"(?<![\d./-])(?P<first>\d{1,2})(?P<mark>[/.-])(?P<second>\d{1,2})(?P=mark)(?P<year>(?:19|20)\d\d)\b"),
    _form("year_range", "digit", rf"\b(?:[Ff]rom |[Bb]etween )(?P<year>{_YEAR}) (?:to|and|until|through) (?P<year2>{_YEAR})"),
    _form("year_range", "digit", rf"(?<![-\d/])\b(?P<year>(?:1\d{{3}}|20\d\d))\s?[-–—/]\s?(?P<year2>{_YEAR}|\d\d\b)(?![-/]\d)"),
    _form("day_range", "digit", rf"{_WEEKDAY_PREFIX}\b(?P<day>{_DAY}){_TO}(?P<day2>{_DAY})(?: of)? (?P<month>{_MONTH})(?:,? (?P<year>{_YEAR}))?"),
    _form("day_range", "digit", rf"\b(?P<month>{_MONTH}) (?P<day>{_DAY}){_TO}(?P<day2>{_DAY})(?!:)(?:,? (?P<year>{_YEAR}))?"),
    _form("long_range", "month", rf"\b(?P<month>{_MONTH}) (?P<day>{_DAY})(?:,? (?P<year>{_YEAR}))?{_TO}(?P<month2>{_MONTH}) (?P<day2>{_DAY})(?![:\d])(?:,? (?P<year2>{_YEAR}))?"),
    _form("long_range", "month", rf"\b(?P<day>{_DAY}) (?P<month>{_MONTH})(?:,? (?P<year>{_YEAR}))?{_TO}(?P<day2>{_DAY}) (?P<month2>{_MONTH})\b(?:,? (?P<year2>{_YEAR}))?"),
    _form("day", "month", rf"{_WEEKDAY_PREFIX}\b(?P<day>{_DAY})(?: of|-)? ?(?P<month>{_MONTH})\b(?:,? (?P<year>{_YEAR}))?"),
    _form("day", "month", rf"{_WEEKDAY_PREFIX}\b(?P<month>{_MONTH}) (?P<day>{_DAY})(?![:\d])(?:,? (?P<year>{_YEAR}))?"),
    _form(
        "month_range",
        "month",
        rf"\b(?:[Ff]rom|[Bb]etween) (?P<month>{_MONTH})(?: (?P<year>{_YEAR}))? (?:to|and|until|through) (?P<month2>{_MONTH})\b(?! \d{{1,2}}\b)(?: (?P<year2>{_YEAR}))?",
    ),
    _form("month", "month", rf"\b{_PART}(?P<month>{_MONTH})(?:,| of)? (?P<year>{_YEAR})"),
    _form("holiday", "word weekday", rf"\b{_HOLIDAY}\b(?:,? (?P<year>{_YEAR}))?"),
    _form("month", "month", rf"\b(?:(?P<which>[Ll]ast|[Nn]ext|[Tt]his|[Tt]his past|[Pp]ast) ){_PART}(?P<month>{_MONTH})\b(?![’']s government)"),
    _form("month", "month", rf"\b{_PART}(?P<month>{_SURE_MONTH})(?!\w)"),
    _form("month", "month", rf"\b[Mm]id-(?P<month>{_MONTH})\b(?! \d)"),
    _form(
        "month",
        "month",
        rf"(?:{_BEFORE_MONTH})(?P<month>March|May)\b(?! \d)",
    ),
    _form(
        "weekday",
        "weekday",
        rf"\b(?:overnight (?:on )?)?(?:(?P<which>last|next|this|that|past|this past|this coming|coming|the following|the previous|the next|the same) )?(?P<weekday>{_WEEKDAY})\b(?!s\b)(?: {_HOURS}\b)?(?: (?:of )?(?P<week>last|this|next) week\b)?",
        _I,
    ),
    _form("quarter", "unit", rf"\b(?:the )?(?P<ordinal>first|second|third|fourth|last|final) (?P<unit>quarter|half) of (?P<year>{_YEAR}|(?:this|last|next) year|the year)", _I),
    _form("quarter", "digit", rf"\bQ(?P<ordinal>[1-4]) (?:of )?(?P<year>{_YEAR})"),
    _form("season", "unit", rf"\b{_PART}(?P<unit>spring|summer|autumn|fall|winter)(?: of|,)? (?P<year>{_YEAR})"),
    _form("edge", "unit", r"\bthe (?P<part>beginning|start|middle|end) of (?P<which>the|this|last|next) (?P<unit>week|month|year|decade|century)\b", _I),
    _form("before_last", "word", r"\b(?:the )?(?P<word>day before yesterday|day after tomorrow)\b", _I),
    _form("named_day", "word", rf"\b(?P<word>yesterday|today|tomorrow|tonight|overnight)\b(?: {_HOURS}\b)?", _I),
    _form("day_part", "unit", r"\b(?P<which>last|this) (?P<hours>night|morning|afternoon|evening)\b", _I),
    _form("same_day", "unit", r"\b(?:earlier|later|late|early)(?: in)?(?: on)? (?:the|that|the same) day\b", _I),
    _form("same", "unit", rf"\b(?P<which>that|the same|that same|that very) (?:(?P<hours>evening|morning|afternoon|night)|{_PERIOD})\b(?! of\b)", _I),
    _form("next_to", "unit", rf"\bthe (?:very )?(?P<which>next|following|previous|preceding) (?:(?P<hours>evening|morning|afternoon|night)|{_PERIOD})\b", _I),
    _form("next_to", "unit", r"\bthe (?P<unit>day|week|month|year) (?P<which>before|after|earlier)\b(?! last\b)", _I),
    _form("stretch", "unit", r"\b(?:the |these |those )?(?:last|past|recent|coming|next|previous|these)(?: (?:few|several|many|couple of|\w+|\d+))?(?: \w+)? (?P<unit>seconds|minutes|hours|days|weeks|months|years|decades)\b", _I),
    _form("stretch", "unit", r"\bthe (?:last|past|coming) (?P<unit>hour|day|week|month|year|decade)\b", _I),
    _form("relative", "unit", rf"\b(?:(?P<part>earlier|later|early|late|mid)[ -])?(?P<which>this|last|next|past|this past|this coming|the current|current) (?:fiscal |calendar |school )?{_PERIOD}\b(?!-)", _I),
    _form("weekend", "unit", r"\b(?:over|at|on|during) (?:the )?(?P<unit>weekend)\b", _I),
    _form("ago", "unit", rf"\b(?:(?P<vague>more than|less than|over|under|nearly|almost|about|around|roughly|at least|up to|some|just over|only) )?(?:{_COUNT}[ -])?{_UNIT}s? (?P<way>ago|from now|later|earlier|afterwards?|previously|before that|after that|before|after)\b", _I),
    _form("eve", "word", r"\bon the eve(?= of\b)", _I),
    _form("within", "unit", rf"\bin {_COUNT} {_UNIT}s?\b(?:[’'] time)?", _I),
    _form("decade", "digit", r"\b(?:the )?(?:(?P<part>early|mid|late)[ -])?(?P<decade>(?:1[5-9]|20)\d)0[’']?s\b", _I),
    _form("decade", "digit", r"\bthe [’'](?P<short>[2-9])0s\b"),
    _form("century", "unit", r"\b(?:the )?(?P<number>\d{1,2})(?:st|nd|rd|th)[ -]century\b", _I),
    _form("bare_season", "unit", r"\bin (?:the )?(?P<part>early |late )?(?P<unit>spring|summer|autumn|winter)\b", _I),
    _form("year", "digit", rf"\b{_PART}(?P<year>{_YEAR})(?![-–]\w)"),
)  # fmt: skip

_UNIT_WORDS = (
    "second minute hour day week weekend fortnight month year decade century quarter half spring summer autumn fall winter "
    "morning afternoon evening night"
).split()
_KINDS: dict[str, str] = {
    **dict.fromkeys(MONTHS, "month"),
    **dict.fromkeys(WEEKDAYS, "weekday"),
    **{word + plural: "unit" for word in _UNIT_WORDS for plural in ("", "s")},
    **dict.fromkeys(("centuries", "mid-day"), "unit"),
    **dict.fromkeys(
        "yesterday today tomorrow tonight overnight christmas new easter boxing good may eve".split(), "word"
    ),
}
_KINDS["may"] = "month"
_REACH = 48


def find_expressions(doc: Doc) -> Iterator[Expression]:
    """All date expressions of a document, sorted, none overlapping another."""
    text = text_of(doc)
    found: list[Expression] = []
    taken: list[tuple[int, int]] = []
    for start, end, kinds in _windows(doc):
        for form in FORMS:
            if form.near.isdisjoint(kinds):
                continue
            for match in form.pattern.finditer(text, start, end):
                first, last = match.span()
                if any(first < other_end and other_start < last for other_start, other_end in taken):
                    continue
                taken.append((first, last))
                groups = {key: value for key, value in match.groupdict().items() if value is not None}
                found.append(Expression(form.name, first, last, groups))
    yield from sorted(found, key=lambda expression: expression.start)


@lru_cache(maxsize=1 << 16)
def _kind(text: str) -> str | None:
    """What part of a date a word can be, None for most."""
    lower = text.lower()
    kind = _KINDS.get(lower) or _KINDS.get(lower.rstrip("."))
    if kind in ("month", "weekday") and len(lower) < 6 and not text[0].isupper():
        return None  # "may", "march", "sat"
    if kind is None and any(mark.isdigit() for mark in lower):
        return "digit"
    return kind


def _windows(doc: Doc) -> Iterator[tuple[int, int, set[str]]]:
    """Stretches of text around words that can be part of a date, with the kinds of those words; none overlap."""
    start = end = -1
    kinds: set[str] = set()
    size = len(text_of(doc))
    for token in tokens_of(doc):
        kind = _kind(token.text)
        if kind is None:
            continue
        first, last = max(0, token.idx - _REACH), token.idx + len(token.lower_) + _REACH
        if first > end and end >= 0:
            yield start, min(end, size), kinds
            start, kinds = first, set()
        elif end < 0:
            start = first
        end = last
        kinds.add(kind)
    if end >= 0:
        yield start, min(end, size), kinds
