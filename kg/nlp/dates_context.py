"""What a date expression is resolved against, and the forms its resolution takes."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from kg.nlp import dates_calendar as cal

WHICH = {
    **dict.fromkeys(("last", "past", "this past", "previous"), -1),
    **dict.fromkeys(("next", "coming", "this coming", "following"), 1),
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


def absolute(iso: str | None, reason: str, end: str | None = None) -> Resolved | None:
    """A date that says all by itself."""
    return None if iso is None else Resolved(iso, end, "absolute", reason)


def relative(iso: str | None, reason: str, context: Context, end: str | None = None) -> Resolved:
    """A date counted from publication; without ``iso`` it stays open."""
    if iso is None:
        why = "publication date unknown" if context.published is None else "not known more exactly"
        return Resolved(None, None, "relative", f"{reason}: {why}")
    return Resolved(iso, end, "relative", reason)


def anchored(iso: str | None, reason: str, context: Context) -> Resolved:
    """A date counted from another one of the text; without ``iso`` it stays open."""
    if iso is None:
        why = "no date before it" if context.anchor is None else f"{context.anchor} is not exact enough"
        return Resolved(None, None, "anchored", f"{reason}: {why}")
    return Resolved(iso, None, "anchored", f"{reason}, counted from {context.anchor}")
