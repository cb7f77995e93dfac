"""Publication dates and datelines as news text states them. A year that is not there is never guessed.

Dates are ISO 8601 cut to their precision. Numbers alone (``03/04/2022``) count only where one of them exceeds 12.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath

_MONTHS = {
    name: index
    for index, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sep sept",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
_MONTH = r"(?P<month>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b\.?"
_YEAR = r"(?P<year>(?:19|20)\d\d)\b"
_FORMS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\b(?P<year>(?:19|20)\d\d)[-/.](?P<number>0?[1-9]|1[0-2])[-/.](?P<day>0?[1-9]|[12]\d|3[01])(?=\D|$)",
        r"\b(?P<day>[0-3]?\d)(?:st|nd|rd|th)?\s+(?:of\s+)?" + _MONTH + r",?\s+" + _YEAR,
        r"\b" + _MONTH + r"\s+(?P<day>[0-3]?\d)(?:st|nd|rd|th)?,?\s+" + _YEAR,
        r"\b(?P<first>[0-3]?\d)[/.](?P<second>[0-3]?\d)[/.]" + _YEAR,
    )
)
_MONTH_ONLY = (
    re.compile(r"^\W*" + _MONTH + r",?\s+" + _YEAR + r"\W*$", re.IGNORECASE),
    re.compile(r"^(?P<year>(?:19|20)\d\d)-(?P<number>0[1-9]|1[0-2])$"),
)
_YEAR_ONLY = re.compile(r"^(?:19|20)\d\d$")
_IN_NAME = (
    re.compile(r"(?<!\d)((?:19|20)\d\d)[-_.](0[1-9]|1[0-2])[-_.](0[1-9]|[12]\d|3[01])(?!\d)"),
    re.compile(r"(?<!\d)((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)"),
)
_IN_PATH = re.compile(r"/((?:19|20)\d\d)/(0?[1-9]|1[0-2]|[a-z]{3})/([0-3]?\d)(?:/|$)", re.IGNORECASE)
_LABEL = re.compile(
    r"^\W{0,3}(?:first\s+)?(?:published|date|dated|posted|issued|released|publication date|pubdate|created)"
    r"(?:\s+(?:on|at|date|time))?\s*(?::|\bon\b|-|–|—|\s(?=\w+\.?\s+\d|\d))\s*(?P<rest>.{4,60})",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r"\bat\b|\b\d{1,2}[:.h]\d{2}(?:[:.]\d{2})?(?:\.\d+)?\s*(?:[ap]\.?m\.?)?|\b\d{1,2}\s*[ap]\.?m\.?(?=\W|$)|\bT\d{2}:\d{2}\S*"
    r"|\b(?:GMT|UTC|E[SD]?T|C[SDE]?E?T|P[SD]?T|BST|MSK|IST|Z)\b|[+-]\d{2}:?\d{2}\b",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(
    r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?,?",
    re.IGNORECASE,
)
_BYLINE = re.compile(r"^(?:by|from|story by|reporting by|written by|updated|last updated)\b", re.IGNORECASE)

# "HAVANA, Jan 26 (Reuters) - ", "MOSCOW — ", "BRUSSELS/KYIV, 3 March 2022 (AFP) –"
_DATELINE = re.compile(
    r"^(?P<place>[A-ZÀ-Þ][A-ZÀ-Þ'’.\-]*(?:[ /,]+(?:[A-ZÀ-Þ][A-ZÀ-Þ'’.\-]+|[A-Z][a-z]+\.?|[A-Z]\.))*?)"
    r"(?P<when>,?\s+(?:\d{1,2}\s+[A-Z][a-z]+\.?|[A-Z][a-z]+\.?\s+\d{1,2})(?:,?\s+(?:19|20)\d\d)?)?"
    r"\s*(?:,\s*)?(?:\((?P<agency>[A-Z][\w .’'/-]{1,30})\))?\s*(?P<dash>—|–|--|-|:)\s+(?=\S)"
)


@dataclass(frozen=True, slots=True)
class Dateline:
    """The opening of a report: where and, if stated in full, when it was filed, and the agency.

    ``length`` is how many characters of the line it takes, the blank behind its dash included.
    """

    place: str
    published: str | None
    agency: str | None
    length: int


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _from_match(match: re.Match[str]) -> str | None:
    parts = match.groupdict()
    year = int(parts["year"])
    if parts.get("first"):
        first, second = int(parts["first"]), int(parts["second"])
        if first > 12 >= second:
            return _iso(year, second, first)
        return _iso(year, first, second) if second > 12 >= first or first == second else None
    month = int(parts["number"]) if parts.get("number") else _MONTHS[parts["month"].lower()]
    return _iso(year, month, int(parts["day"]))


def find_date(text: str) -> str | None:
    """The first full date (day, month and year) in a short text."""
    found = [
        (match.start(), value) for form in _FORMS for match in form.finditer(text) if (value := _from_match(match))
    ]
    return min(found)[1] if found else None


def parse_date(text: str) -> str | None:
    """The date a field holds, cut to its precision (day, month or year); None where it is none or ambiguous."""
    text = text.strip()
    if (full := find_date(text)) is not None:
        return full
    for form in _MONTH_ONLY:
        if match := form.search(text):
            parts = match.groupdict()
            month = int(parts["number"]) if parts.get("number") else _MONTHS[parts["month"].lower()]
            return f"{parts['year']}-{month:02d}"
    if re.fullmatch(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])", text):
        return _iso(int(text[:4]), int(text[4:6]), int(text[6:]))
    return text if _YEAR_ONLY.match(text) else None


def date_in_name(name: str) -> str | None:
    """The date that a file name or an address carries: ``2022-01-26-calls.txt``, ``/2022/01/26/calls``."""
    last = PurePosixPath(name.replace("\\", "/")).name
    for form in _IN_NAME:
        if (match := form.search(last)) and (value := _iso(*(int(part) for part in match.groups()))):
            return value
    if "://" in name and (match := _IN_PATH.search(name)):
        year, month, day = match.groups()
        number = int(month) if month.isdigit() else _MONTHS.get(month.lower(), 0)
        return _iso(int(year), number, int(day)) if number else None
    return None


def date_of_line(line: str) -> str | None:
    """The date of a line that states nothing else: a label and a date, a by-line with a date, or a date alone."""
    line = line.strip().strip("*_|•·>").strip()
    if not 6 <= len(line) <= 140:
        return None
    if label := _LABEL.match(line):
        return parse_date(label["rest"])
    value = find_date(line)
    if value is None:
        return None
    if _BYLINE.match(line) or re.search(r"[|•·]", line):
        return value
    rest = line
    for form in _FORMS:
        rest = form.sub(" ", rest)
    rest = _WEEKDAY.sub(" ", _CLOCK.sub(" ", rest))
    return value if len(re.findall(r"[^\W\d_]", rest)) <= 3 else None


def dateline(line: str) -> Dateline | None:
    """The dateline at the start of a line, or None."""
    match = _DATELINE.match(line)
    if match is None:
        return None
    place = match["place"].strip(" ,")
    capitals = re.match(r"[A-ZÀ-Þ'’.\-]{3,}", place.replace(".", ""))
    if not capitals or (match["dash"] in "-:" and not (match["when"] or match["agency"])):
        return None
    return Dateline(place=place, published=find_date(match["when"] or ""), agency=match["agency"], length=match.end())
