"""Read a slice: the events of the graph in one stream, then the facts of the actors they name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from kg.analysis.records import SliceActor, SliceEvent
from kg.analysis.selection import By, Selection
from kg.analysis.slices import EventSlice
from kg.errors import UsageError
from kg.progress import watched
from kg.store import Store, open_store
from kg.store.slices import read_actors, stream_events


def load_slice(
    uri: str | None = None,
    *,
    since: str | None = None,
    until: str | None = None,
    actors: Sequence[str] = (),
    both_sides: bool = False,
    types: Sequence[str] = (),
    min_confidence: float = 0.0,
    by: By = "actor",
) -> EventSlice:
    """Open the graph, read a part of it, and close it.

    Args:
        uri: As for ``kg.store.open_store``.
        since, until, actors, both_sides, types, min_confidence, by: See ``Selection``.

    Raises:
        UsageError: Something named is unknown.
        StoreError: There is no graph, or it cannot be reached.
    """
    selection = Selection(
        since=since,
        until=until,
        actors=tuple(actors),
        both_sides=both_sides,
        types=tuple(types),
        min_confidence=min_confidence,
        by=by,
    )
    with open_store(uri, read_only=True) as store:
        return read_slice(store, selection)


def read_slice(store: Store, selection: Selection | None = None, *, progress: bool = False) -> EventSlice:
    """Read a part of an open graph; errors as for ``load_slice``.

    Args:
        store: The graph.
        selection: Which part; None is all that is said to have happened.
        progress: Tell on standard error how many events have been read.
    """
    selection = selection or Selection()
    stream = stream_slice(store, selection)
    events = sorted(
        watched(stream, "events read") if progress else stream, key=lambda event: (event.first_day or "", event.id)
    )
    return EventSlice(selection, read_slice_actors(store, actor_ids(events)), events)


def stream_slice(store: Store, selection: Selection) -> Iterator[SliceEvent]:
    """The events of a slice one after the other, in bounded memory and in no particular order."""
    by_country = selection.by == "country"
    names: dict[str, str] = {}
    for row in stream_events(store, selection.resolve(store)):
        for side in ("source", "target"):
            country = row.pop(f"{side}_country")
            if by_country and country:
                row[side] = f"country:{country}"
        yield SliceEvent(**_without_copies(row, names))


# Texts that return with every row, such as ids of actors: one object each instead of millions.
_REPEATED = (
    "source",
    "target",
    "relation",
    "plover_type",
    "first_day",
    "last_day",
    "date",
    "date_precision",
    "dataset",
)


def _without_copies(row: dict[str, Any], names: dict[str, str]) -> dict[str, Any]:
    for key in _REPEATED:
        if (value := row[key]) is not None:
            row[key] = names.setdefault(value, value)
    row["symmetric"] = bool(row["symmetric"])
    for key in ("documents", "publishers"):
        row[key] = row[key] or 0
    return row


def actor_ids(events: Iterable[SliceEvent]) -> set[str]:
    """Ids of all actors of events."""
    return {actor for event in events for actor in (event.source, event.target)}


def read_slice_actors(store: Store, ids: set[str]) -> dict[str, SliceActor]:
    """Actors by id, in the order of their ids; one that is no node of its own is called as listed, else by its id."""
    found = {row["id"]: SliceActor(**row) for row in read_actors(store, ids)}
    return {key: found.get(key) or _absent(key) for key in sorted(ids)}


def _absent(actor: str) -> SliceActor:
    """A country of which only bodies or persons are in the graph."""
    from kg.actors.knowledge import knowledge

    kind, _, rest = actor.partition(":")
    name = knowledge().get(actor).name if actor in knowledge() else rest
    return SliceActor(id=actor, name=name, kind=kind, country=rest if kind == "country" else None)


def no_events(store: Store) -> UsageError:
    """Why a slice is empty: the graph is, or nothing passes."""
    if store.counts()["Event"] == 0:
        return UsageError("the graph holds no events", where=store.uri, hint="kg ingest INPUT... adds some")
    return UsageError("no event passes the filters", where=store.uri, hint="widen the slice")
