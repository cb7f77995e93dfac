"""Who is the same person in several sources.

Rule: the same Wikidata id is the same person. A row without one belongs to a person of the same state whose surname
agrees and whose given name does not contradict, if the terms touch; spelling may differ where the first day agrees.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from difflib import SequenceMatcher

from leader_rows import Row

from kg.actors.folding import fold_name
from kg.actors.variants import FAMILY_FIRST, GIVEN_LAST

HEADS = ("head_of_state", "head_of_government", "effective")
_NEAR = 60
_INITIALS = re.compile(r"(?:[A-Z]\.)+ \w+$")
# Parts of names that many of a state's leaders share.
_COMMON = {
    "mohammed",
    "mohamed",
    "ahmed",
    "abdullah",
    "sabah",
    "al",
    "khalifa",
    "hamad",
    "ibn",
    "bin",
    "singh",
    "kumar",
}
# How well a name must agree with that of somebody in the same post whose term it touches: surnames alone need less,
# names of successors of one family name more.
# Namesakes of one state are one person if they are seen within so many days of each other.
_CAREER = 11_000
_LEAST = {"archigos": 0.86, "reign": 0.86, "wikidata-years": 0.86, "hand": 0.95, "recalled": 0.95}
# Words of Arabic names that are nobody's own.
_LINKS = {"al", "el", "as", "bin", "ibn"}
_REALM_MONARCHS = ("elizabeth ii", "charles iii")


def first_day(text: str) -> date:
    """The earliest day that a cut date may mean."""
    year, month, day = [*text.split("-"), "1", "1"][:3]
    return date(int(year), int(month), int(day))


def last_day(text: str) -> date:
    """The latest day that a cut date may mean."""
    if len(text) == 4:
        return date(int(text), 12, 31)
    if len(text) == 7:
        year, month = map(int, text.split("-"))
        return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    return first_day(text)


def near(first: str, second: str, days: int = _NEAR) -> bool:
    """Whether two cut dates may lie within so many days of each other."""
    if not first or not second:
        return False
    gap = max(first_day(first) - last_day(second), first_day(second) - last_day(first))
    return gap <= timedelta(days=days)


@dataclass(slots=True)
class Person:
    """A person and all rows about them."""

    qid: str = ""
    rows: list[Row] = field(default_factory=list)

    def names(self) -> set[str]:
        """All folded full names."""
        return {fold_name(row.name) for row in self.rows}


def _alike(first: str, second: str) -> float:
    return SequenceMatcher(None, first, second, autojunk=False).ratio()


def _surname_words(row: Row) -> list[str]:
    words = fold_name(row.surname or row.name).split()
    if not row.surname:
        words = words[:1] + words[-1:] if row.state in FAMILY_FIRST | GIVEN_LAST else words[-1:]
    return [word for word in words if len(word) > 1] or words


def _agreement(row: Row, other: Row) -> float:
    """How well two names agree: 1 the same, 0 different persons."""
    mine, theirs = fold_name(row.name).split(), fold_name(other.name).split()
    if mine == theirs or sorted(mine) == sorted(theirs):
        return 1.0
    shorter, longer = sorted((set(mine), set(theirs)), key=len)
    if shorter <= longer and len(" ".join(shorter)) > 5 and not shorter <= _COMMON:
        return 0.95
    surname = max((_alike(a, b) for a in _surname_words(row) for b in theirs if len(b) > 1), default=0.0)
    if other.surname:
        surname = min(surname, max((_alike(a, b) for a in _surname_words(other) for b in mine), default=0.0))
    given_mine = [] if _INITIALS.match(row.name) else [w for w in mine if w not in {*_surname_words(row), *_LINKS}]
    theirs = [word for word in theirs if word not in _LINKS] or theirs
    if not given_mine or len(theirs) == 1:
        given = 0.85
    else:
        given = max(
            _alike(a, b) if min(len(a), len(b)) > 1 else 0.8 * (a[0] == b[0]) for a in given_mine for b in theirs
        )
    return 0.6 * surname + 0.4 * given


def _touch(row: Row, other: Row) -> bool:
    """Whether the terms may overlap."""
    if not row.start or not other.start:
        return False
    mine = (first_day(row.start), last_day(row.end) if row.end else last_day(row.seen or row.start))
    theirs = (first_day(other.start), last_day(other.end) if other.end else date(2100, 1, 1))
    slack = timedelta(days=31)
    return mine[0] <= theirs[1] + slack and theirs[0] <= mine[1] + slack


def _fits(row: Row, person: Person) -> float:
    """How surely a row belongs to a person, 0 for not at all."""
    nicknamed = [replace(row, name=f"{nickname} {row.surname}", aliases=()) for nickname in row.aliases if row.surname]
    return max(_fit(item, person) for item in (row, *nicknamed))


def _fit(row: Row, person: Person) -> float:
    best = 0.0
    for other in person.rows:
        if other.state != row.state:
            continue
        agreement = _agreement(row, other)
        heads = row.role in HEADS and other.role in HEADS
        same_post = other.role == row.role or heads
        if same_post and near(row.start, other.start) and agreement >= 0.72:
            best = max(best, agreement + 0.3)
        elif same_post and _touch(row, other) and agreement >= _LEAST.get(row.source, 0.94):
            best = max(best, agreement + 0.1)
        elif (
            sorted(fold_name(row.name).split()) == sorted(fold_name(other.name).split())
            and " " in row.name
            and near(row.start, other.start, _CAREER)
        ):
            best = max(best, 1.0)
    return best


def _only_one(row: Row, candidates: list[Person]) -> int:
    """The number of the one head of that state with that surname within 25 years, or -1."""
    surname = fold_name(row.name).split()[-1]
    found = [
        number
        for number, person in enumerate(candidates)
        if any(
            item.role in HEADS
            and item.start
            and near(row.start, item.start, 9000)
            and surname in fold_name(item.name).replace("-", " ").split()
            for item in person.rows
        )
    ]
    return found[0] if len(found) == 1 and len(fold_name(row.name).split()) == 1 else -1


def people(
    rows: Iterable[Row], full_names: dict[str, str], apart: Iterable[tuple[str, str]] = ()
) -> tuple[list[Person], list[Row]]:
    """Group rows by person.

    Args:
        rows: All rows.
        full_names: "ISO Surname" -> full name, for sources that give the surname alone.
        apart: Pairs of full names that are two persons, however alike.

    Returns:
        The persons, and rows that name nobody: a surname alone that fits no one.
    """
    known: dict[str, Person] = {}
    waiting: list[Row] = []
    for row in rows:
        if f"{row.state} {row.name}" in full_names:
            row = replace(row, name=full_names[f"{row.state} {row.name}"])
        if row.qid:
            known.setdefault(row.qid, Person(row.qid)).rows.append(row)
        else:
            waiting.append(row)
    everybody = list(known.values())
    by_state: dict[str, list[Person]] = {}
    for person in everybody:
        for state in {row.state for row in person.rows}:
            by_state.setdefault(state, []).append(person)
    monarchs = {name: person for person in everybody for name in person.names() if name in _REALM_MONARCHS}
    nameless: list[Row] = []
    for row in sorted(waiting, key=lambda item: (item.rank, item.start)):
        monarch = monarchs.get(fold_name(row.name))
        candidates = by_state.setdefault(row.state, [])
        barred = {fold_name(other) for pair in apart for other in pair if row.name in pair} - {fold_name(row.name)}
        scored = [
            (_fits(row, person), number) for number, person in enumerate(candidates) if not barred & person.names()
        ]
        score, number = max(scored, default=(0.0, -1))
        if not score and row.role == "effective":
            number = _only_one(row, candidates)
            score = float(number >= 0)
        if monarch:
            monarch.rows.append(row)
        elif score > 0:
            candidates[number].rows.append(row)
        elif row.role == "effective" and " " not in row.name:
            nameless.append(row)
        else:
            person = Person(rows=[row])
            candidates.append(person)
            everybody.append(person)
    return everybody, nameless
