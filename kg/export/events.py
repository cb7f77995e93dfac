"""Tables of events and of actors."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kg.analysis.records import SliceActor, SliceEvent
from kg.export.rows import Columns
from kg.export.spool import SpooledSlice

EVENT_COLUMNS: Columns = {
    "id": str, "source": str, "source_name": str, "target": str, "target_name": str, "relation": str,
    "plover_type": str, "quad_class": int, "goldstein": float, "first_day": str, "last_day": str, "date": str,
    "date_precision": str, "realis": str, "confidence": float, "symmetric": bool, "documents": int, "publishers": int,
    "dataset": str,
}  # fmt: skip

ACTOR_COLUMNS: Columns = dict.fromkeys(SliceActor._fields, str)

_AFTER_TARGET = SliceEvent._fields.index("target") + 1


def event_rows(part: SpooledSlice) -> Iterator[tuple[Any, ...]]:
    """One row an event, in the order of ``EVENT_COLUMNS``."""
    for event in part.events():
        names = (part.actors[actor].name for actor in (event.source, event.target))
        source_name, target_name = names
        yield event.id, event.source, source_name, event.target, target_name, *event[_AFTER_TARGET:]


def actor_rows(part: SpooledSlice) -> Iterator[SliceActor]:
    """One row an actor, in the order of ``ACTOR_COLUMNS``."""
    yield from part.actors.values()
