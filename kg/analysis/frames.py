"""Events and actors as pandas frames."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.analysis.records import SliceActor, SliceEvent
from kg.extras import require

if TYPE_CHECKING:
    from kg.analysis.slices import EventSlice


def events_frame(part: EventSlice) -> Any:
    """A ``pandas.DataFrame`` with one row an event, indexed by event id.

    Columns are the fields of ``SliceEvent``, ``source_name`` and ``target_name``, and ``year`` and ``month`` (absent
    where uncertain). ``first_day`` and ``last_day`` are ``datetime64``; ``relation``, ``plover_type`` and the like
    categories.

    Raises:
        UsageError: pandas is not installed.
    """
    pandas = _pandas()
    frame = pandas.DataFrame.from_records(part.events, columns=SliceEvent._fields)
    frame.insert(2, "source_name", frame["source"].map(part.name))
    frame.insert(4, "target_name", frame["target"].map(part.name))
    frame["year"] = [event.year for event in part.events]
    frame["month"] = [event.month for event in part.events]
    for day in ("first_day", "last_day"):
        frame[day] = pandas.to_datetime(frame[day], format="%Y-%m-%d", errors="coerce")
    for name in ("relation", "plover_type", "date_precision", "realis", "dataset"):
        frame[name] = frame[name].astype("category")
    return frame.astype({"quad_class": "int8", "goldstein": "float64", "symmetric": "bool"}).set_index("id")


def actors_frame(part: EventSlice) -> Any:
    """A ``pandas.DataFrame`` with one row an actor, indexed by actor id; columns are the fields of ``SliceActor``.

    Raises:
        UsageError: pandas is not installed.
    """
    return _pandas().DataFrame.from_records(list(part.actors.values()), columns=SliceActor._fields).set_index("id")


def _pandas() -> Any:
    return require("pandas", extra="analysis", what="A data frame")
