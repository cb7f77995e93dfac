"""One actor, or two: everything that fits on one screen, asked through the queries of the packs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kg.packs.model import Value
from kg.packs.reading import find_query, shipped_packs
from kg.packs.resolve import resolve_actor
from kg.packs.running import DEFAULT_TIMEOUT, Database, ask

Row = dict[str, Any]

_NODE = "MATCH (a:Actor {id: $id}) RETURN a"
_MANY = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Slice:
    """Which events count, and how many rows of each kind are shown."""

    since: str = "0001-01-01"
    until: str = "9999-12-31"
    min_confidence: float = 0.0
    rows: int = 8
    timeout: float = DEFAULT_TIMEOUT

    @property
    def params(self) -> dict[str, Value]:
        """As parameters of a query."""
        return {"since": self.since, "until": self.until, "min_confidence": self.min_confidence}


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A month or a year: counts of cooperation and conflict, sum of the Goldstein weights."""

    name: str
    cooperation: int
    conflict: int
    goldstein: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorProfile:
    """Who an actor is and what it does. ``holders`` are those who hold offices of it."""

    actor: Row
    offices: list[Row]
    holders: list[Row]
    memberships: list[Row]
    periods: tuple[Period, ...]
    partners: list[Row]
    latest: list[Row]


@dataclass(frozen=True, slots=True, kw_only=True)
class DyadProfile:
    """Two actors and what passes between them."""

    a: Row
    b: Row
    periods: tuple[Period, ...]
    balance: list[Row]
    relations: list[Row]
    latest: list[Row]


class _Asker:
    def __init__(self, database: Database, timeout: float) -> None:
        self.database = database
        self.timeout = timeout
        self.packs = shipped_packs()

    def rows(self, name: str, **params: Value) -> list[Row]:
        query = find_query(self.packs, name)
        wanted = {key: value for key, value in params.items() if key in query.params}
        return ask(self.database, query, wanted, timeout=self.timeout, check_plan=False).rows

    def node(self, actor: str) -> Row:
        found: Row = dict(self.database.read(_NODE, {"id": actor}).rows[0]["a"])
        return found


def actor_profile(database: Database, text: str, part: Slice) -> ActorProfile:
    """What the graph knows of an actor.

    Args:
        database: Where to ask.
        text: Id, name, alias or ISO code.
        part: Which events count.

    Raises:
        UsageError: The graph has no such actor, or several.
        StoreError: The database refuses, or takes too long.
    """
    asker = _Asker(database, part.timeout)
    actor = resolve_actor(database, text)
    months = asker.rows("actor_months", actor=actor, limit=_MANY, **part.params)
    years = asker.rows("actor_years", actor=actor, limit=_MANY, **part.params)
    return ActorProfile(
        actor=asker.node(actor),
        offices=asker.rows("actor_offices", actor=actor, limit=part.rows),
        holders=asker.rows("office_holders", actor=actor, limit=part.rows),
        memberships=asker.rows("actor_memberships", actor=actor, limit=200),
        periods=choose_periods(_periods(months, "month"), _within(_periods(years, "year"), part)),
        partners=asker.rows("actor_partners", actor=actor, limit=part.rows, **part.params),
        latest=asker.rows("actor_latest", actor=actor, limit=part.rows, **part.params),
    )


def dyad_profile(database: Database, first: str, second: str, part: Slice) -> DyadProfile:
    """What the graph knows between two actors; arguments and errors as for ``actor_profile``."""
    asker = _Asker(database, part.timeout)
    a, b = resolve_actor(database, first), resolve_actor(database, second)
    months = asker.rows("dyad_months", a=a, b=b, limit=_MANY, **part.params)
    years = asker.rows("dyad_balance", a=a, b=b, limit=_MANY, **part.params)
    return DyadProfile(
        a=asker.node(a),
        b=asker.node(b),
        periods=choose_periods(_periods(months, "month"), _within(_periods(years, "year"), part)),
        balance=asker.rows("dyad_reciprocity", a=a, b=b, limit=20, **part.params),
        relations=asker.rows("dyad_relations", a=a, b=b, limit=part.rows, **part.params),
        latest=asker.rows("dyad_latest", a=a, b=b, limit=part.rows, **part.params),
    )


def choose_periods(months: Sequence[Period], years: Sequence[Period]) -> tuple[Period, ...]:
    """Months where they fit on a line and hold every event, else years; periods without events are filled in."""
    if months and _events(months) == _events(years) and len(filled := fill(months)) <= 48:
        return filled
    return fill(years)


def _events(periods: Sequence[Period]) -> int:
    return sum(period.cooperation + period.conflict for period in periods)


def fill(periods: Sequence[Period]) -> tuple[Period, ...]:
    """Periods in order of time without gaps; all are months (``2022-01``) or all years (``2022``)."""
    if not periods:
        return ()
    known = {period.name: period for period in periods}
    numbers = sorted(map(_number, known))
    monthly = "-" in periods[0].name
    names = [_name(number, monthly) for number in range(numbers[0], numbers[-1] + 1)]
    return tuple(known.get(name) or Period(name=name, cooperation=0, conflict=0, goldstein=0.0) for name in names)


def _number(name: str) -> int:
    year, _, month = name.partition("-")
    return int(year) * 12 + int(month) - 1 if month else int(year)


def _name(number: int, monthly: bool) -> str:
    return f"{number // 12:04d}-{number % 12 + 1:02d}" if monthly else f"{number:04d}"


def _periods(rows: Sequence[Row], key: str) -> list[Period]:
    """One period for each value of ``key``; the two directions of a dyad are added up."""
    found: dict[str, Period] = {}
    for row in rows:
        name = str(row[key])
        cooperation = row.get("cooperation", row.get("verbal_cooperation", 0) + row.get("material_cooperation", 0))
        conflict = row.get("conflict", row.get("verbal_conflict", 0) + row.get("material_conflict", 0))
        before = found.get(name) or Period(name=name, cooperation=0, conflict=0, goldstein=0.0)
        found[name] = Period(
            name=name,
            cooperation=before.cooperation + cooperation,
            conflict=before.conflict + conflict,
            goldstein=before.goldstein + float(row.get("goldstein") or 0.0),
        )
    return list(found.values())


def _within(years: list[Period], part: Slice) -> list[Period]:
    return [period for period in years if part.since[:4] <= period.name <= part.until[:4]]
