"""What part of the graph to look at, as a user says it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kg.errors import UsageError, unknown_name
from kg.ontology import load_ontology
from kg.packs.resolve import resolve_actor
from kg.records import Realis
from kg.store import Store, load_graph_model
from kg.store.days import interval
from kg.store.slices import EventFilter, read_actors

By = Literal["actor", "country"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Which events to take, and who their actors are.

    Attributes:
        since, until: ISO dates, may be cut (``2022``, ``2022-01``): the first day of the one to the last of the other.
            An event counts if it may have happened in between; see ``kg.store.slices.EventFilter``.
        actors: Ids, names, aliases or ISO codes; one side of an event must be among them.
        both_sides: Both sides must be.
        types: PLOVER types and relations.
        min_confidence: 0 to 1.
        realis: Which realis counts; usually what is said to have happened.
        by: ``actor`` keeps each actor; ``country`` puts the country in the place of its persons, bodies and groups, so
            that Putin's call is Russia's. An actor without a country stays itself.
    """

    since: str | None = None
    until: str | None = None
    actors: tuple[str, ...] = ()
    both_sides: bool = False
    types: tuple[str, ...] = ()
    min_confidence: float = 0.0
    realis: tuple[str, ...] = (Realis.ACTUAL.value,)
    by: By = "actor"

    def resolve(self, store: Store) -> EventFilter:
        """As the store asks for it.

        Raises:
            UsageError: A date, type or realis is malformed or unknown, or the graph has no such actor.
        """
        since, until = _bound("since", self.since, 0), _bound("until", self.until, 1)
        if since and until and since > until:
            raise UsageError(f"since {self.since} is after until {self.until}")
        if not 0 <= self.min_confidence <= 1:
            raise UsageError(f"min_confidence is {self.min_confidence}", hint="a number from 0 to 1")
        for name in self.realis:
            if name not in set(Realis):
                raise unknown_name("realis", name, set(Realis))
        if self.by not in ("actor", "country"):
            raise unknown_name("level", self.by, ("actor", "country"))
        types, relations = _types(self.types)
        ids = [resolve_actor(store, name) for name in self.actors]
        countries = _countries(store, ids) if self.by == "country" else ()
        return EventFilter(
            since=since,
            until=until,
            actors=tuple(ids),
            countries=countries,
            both_sides=self.both_sides,
            types=types,
            relations=relations,
            realis=self.realis,
            min_confidence=self.min_confidence,
        )


def _bound(name: str, value: str | None, end: int) -> str | None:
    if not value:
        return None
    if (days := interval(value)) is None:
        raise UsageError(f"{name} is {value!r}, which is no date", hint="write 2022, 2022-01 or 2022-01-26")
    return days[end]


def _types(names: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """PLOVER types and relations among the names; a name that is both counts as a type, which holds more."""
    known_types, known_relations = set(load_ontology().types), load_graph_model().relation_types()
    types, relations = [], []
    for name in (name.upper() for name in names):
        if name in known_types:
            types.append(name)
        elif name in known_relations:
            relations.append(name)
        else:
            raise unknown_name("PLOVER type or relation", name, known_types | known_relations)
    return tuple(types), tuple(relations)


def _countries(store: Store, ids: list[str]) -> tuple[str, ...]:
    return tuple(sorted({row["country"] for row in read_actors(store, ids) if row["country"]}))
