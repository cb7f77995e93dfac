"""Read a part of the graph as a stream: events that pass a filter, and facts of actors."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from kg.store.store import Store

_PORTION = 2000
_SIDES = ("source", "target")

_EVENTS = """
MATCH (e:Event)
{where}RETURN e.id AS id, e.source_id AS source, e.target_id AS target,
       e.source_country AS source_country, e.target_country AS target_country,
       e.relation AS relation, e.plover_type AS plover_type, e.quad_class AS quad_class, e.goldstein AS goldstein,
       coalesce(e.first_day, e.reported) AS first_day, coalesce(e.last_day, e.reported) AS last_day,
       e.date AS date, e.date_precision AS date_precision, e.realis AS realis, e.confidence AS confidence,
       e.symmetric AS symmetric, e.documents AS documents, e.publishers AS publishers, e.dataset AS dataset
"""

_ACTORS = """
UNWIND $ids AS id
MATCH (a:Actor {id: id})
RETURN a.id AS id, a.name AS name, a.kind AS kind, a.country AS country, a.sector AS sector,
       a.cow AS cow
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventFilter:
    """Which events count; an empty or absent part lets all pass.

    Attributes:
        since, until: First and last day (``2022-01-26``). An event passes if the days that its date can mean overlap;
            where it has no date, the day it was first reported stands for it.
        actors: Actor ids; one side must be among them, or belong to one of ``countries``.
        countries: ISO 3166 alpha-3.
        both_sides: Both sides must.
        types: PLOVER types; or the relation must be among ``relations``.
        relations: Relation names.
        realis: ``kg.records.Realis`` values.
        min_confidence: 0 to 1.
    """

    since: str | None = None
    until: str | None = None
    actors: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    both_sides: bool = False
    types: tuple[str, ...] = ()
    relations: tuple[str, ...] = ()
    realis: tuple[str, ...] = ("actual",)
    min_confidence: float = 0.0

    def _conditions(self) -> Iterator[str]:
        if self.actors or self.countries:
            source, target = (f"(e.{side}_id IN $actors OR e.{side}_country IN $countries)" for side in _SIDES)
            if not self.countries:
                source, target = (f"e.{side}_id IN $actors" for side in _SIDES)
            yield f"({source} {'AND' if self.both_sides else 'OR'} {target})"
        if self.types or self.relations:
            yield "(e.plover_type IN $types OR e.relation IN $relations)"
        if self.realis:
            yield "e.realis IN $realis"
        if self.min_confidence > 0:
            yield "e.confidence >= $min_confidence"
        if self.since is not None:
            yield "coalesce(e.last_day, e.reported) >= $since"
        if self.until is not None:
            yield "coalesce(e.first_day, e.reported) <= $until"

    def where(self) -> str:
        """As a WHERE clause with a line end, or nothing."""
        conditions = " AND ".join(self._conditions())
        return f"WHERE {conditions}\n" if conditions else ""

    def params(self) -> dict[str, Any]:
        """The parameters of the clause."""
        return {
            "since": self.since,
            "until": self.until,
            "actors": list(self.actors),
            "countries": list(self.countries),
            "types": list(self.types),
            "relations": list(self.relations),
            "realis": list(self.realis),
            "min_confidence": self.min_confidence,
        }


def stream_events(store: Store, wanted: EventFilter) -> Iterator[dict[str, Any]]:
    """The events that pass, one after the other, in no particular order."""
    return store.stream(_EVENTS.format(where=wanted.where()), wanted.params())


def read_actors(store: Store, ids: Collection[str]) -> Iterator[dict[str, Any]]:
    """Facts of actors; an id that the graph does not have is passed over."""
    return in_portions(store, _ACTORS, ids)


def in_portions(store: Store, query: str, ids: Collection[str]) -> Iterator[dict[str, Any]]:
    """Rows of a query that takes ``ids``, asked in portions."""
    ordered = sorted(ids)
    for start in range(0, len(ordered), _PORTION):
        yield from store.read(query, {"ids": ordered[start : start + _PORTION]})
