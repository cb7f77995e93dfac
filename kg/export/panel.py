"""The dyad-month panel: one row a dyad and month, months without events included, to run regressions on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations, permutations
from typing import Any

from kg.analysis.months import Cell, Dyad, DyadMonths, month_span
from kg.analysis.records import SliceActor
from kg.analysis.selection import Selection
from kg.errors import UsageError
from kg.export.rows import Columns
from kg.ontology import load_ontology
from kg.store.days import interval


def panel_columns() -> Columns:
    """Who, when, and what is counted.

    ``source_cow`` and ``target_cow`` are Correlates of War codes; ``goldstein`` is the sum of weights and
    ``goldstein_mean`` the mean of an event, absent in a month without events.
    """
    who = ("", "_name", "_country", "_cow")
    ontology = load_ontology()
    return {
        **{f"{side}{part}": str for side in ("source", "target") for part in who},
        "month": str,
        "year": int,
        "events": int,
        **{name.replace(" ", "_"): int for name in ontology.quad_classes.values()},
        **{name.lower(): int for name in ontology.types},
        "goldstein": float,
        "goldstein_mean": float,
    }


def panel_months(counted: DyadMonths, selection: Selection) -> list[str]:
    """The months of the panel: those of the slice where its bounds are given, else from the first to the last event.

    Raises:
        UsageError: No event falls into a certain month.
    """
    there = counted.months()
    if not there:
        raise UsageError("no event of this slice is dated to a month", hint="widen the slice")
    since = interval(selection.since)
    until = interval(selection.until)
    return month_span(since[0][:7] if since else there[0], until[1][:7] if until else there[-1])


def panel_dyads(
    counted: DyadMonths, actors: Iterable[str], *, directed: bool, every: bool
) -> Iterator[tuple[Dyad, Mapping[str, Cell]]]:
    """The dyads of the panel in order, with their events by month.

    Args:
        counted: Events by dyad and month.
        actors: All actors of the slice.
        directed: Ordered dyads, as counted.
        every: All pairs of these actors; else those with events.
    """
    there = counted.dyads()
    if not every:
        yield from there
        return
    following = next(there, None)
    for dyad in permutations(sorted(actors), 2) if directed else combinations(sorted(actors), 2):
        if following is not None and following[0] == dyad:
            yield following
            following = next(there, None)
        else:
            yield dyad, {}


def panel_rows(
    dyads: Iterable[tuple[Dyad, Mapping[str, Cell]]], months: list[str], actors: dict[str, SliceActor]
) -> Iterator[tuple[Any, ...]]:
    """Rows in the order of ``panel_columns``, dyad by dyad in order of time."""
    ontology = load_ontology()
    for dyad, cells in dyads:
        who = [
            value for actor in dyad for value in (actor, actors[actor].name, actors[actor].country, actors[actor].cow)
        ]
        for month in months:
            cell = cells.get(month, _NOTHING)
            yield (
                *who,
                month,
                int(month[:4]),
                cell.events,
                *(cell.quad_classes[number] for number in ontology.quad_classes),
                *(cell.types[name] for name in ontology.types),
                cell.goldstein,
                cell.goldstein / cell.events if cell.events else None,
            )


_NOTHING = Cell()
