"""Events of each dyad by month: counts by quad class and PLOVER type, sums of Goldstein weights."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from kg.analysis.options import Options
from kg.analysis.records import SliceEvent
from kg.analysis.slices import EventSlice
from kg.analysis.tables import Table, table
from kg.ontology import load_ontology

Dyad = tuple[str, str]


@dataclass(slots=True)
class Cell:
    """A dyad in a month. ``goldstein`` is the sum of weights; events without a weight count as events only."""

    events: int = 0
    goldstein: float = 0.0
    quad_classes: Counter[int] = field(default_factory=Counter)
    types: Counter[str] = field(default_factory=Counter)

    def add(self, event: SliceEvent) -> None:
        """Count an event."""
        self.events += 1
        self.goldstein += event.goldstein or 0.0
        self.quad_classes[event.quad_class] += 1
        self.types[event.plover_type] += 1


@dataclass(slots=True)
class DyadMonths:
    """Cells by dyad and month (``2022-01``); months without events are absent.

    Attributes:
        cells: Dyad -> month -> cell. A dyad is source and target, or two actors in the order of their ids.
        unplaced: Events that fall into no certain month: dated to the year only, to a week across two months, or not
            at all.
        inside: Events of an actor with itself, which are of no dyad.
    """

    cells: dict[Dyad, dict[str, Cell]] = field(default_factory=dict)
    unplaced: int = 0
    inside: int = 0

    def months(self) -> list[str]:
        """Every month from the first with an event to the last, those without events included."""
        there = [month for cells in self.cells.values() for month in cells]
        return month_span(min(there), max(there)) if there else []

    def notes(self) -> tuple[str, ...]:
        """What was left out, in words."""
        found = []
        if self.unplaced:
            found.append(f"{self.unplaced} events fall into no certain month and are left out")
        if self.inside:
            found.append(f"{self.inside} events inside one actor are left out")
        return tuple(found)


def count_months(events: Iterable[SliceEvent], *, directed: bool) -> DyadMonths:
    """Count events by dyad and month; memory grows with dyads and months, not with events.

    Args:
        events: The events; may be a generator.
        directed: Who acts on whom, a symmetric event counting in both directions; else pairs.
    """
    found = DyadMonths()
    for event in events:
        if event.source == event.target:
            found.inside += 1
            continue
        month = event.month
        if month is None:
            found.unplaced += 1
            continue
        for dyad in _dyads(event, directed):
            found.cells.setdefault(dyad, {}).setdefault(month, Cell()).add(event)
    return found


def _dyads(event: SliceEvent, directed: bool) -> Iterator[Dyad]:
    forth, back = (event.source, event.target), (event.target, event.source)
    if not directed:
        yield min(forth, back)
        return
    yield forth
    if event.symmetric:
        yield back


def month_span(first: str, last: str) -> list[str]:
    """All months from the first to the last (``2021-11``, ``2021-12``, ``2022-01``)."""
    begin, end = (int(month[:4]) * 12 + int(month[5:7]) - 1 for month in (first, last))
    return [f"{number // 12:04d}-{number % 12 + 1:02d}" for number in range(begin, end + 1)]


def dyads(part: EventSlice, _options: Options) -> Table:
    """Events and Goldstein sum of each directed dyad in each month that has events.

    A symmetric event counts in both directions. ``kg export panel`` writes the same with the months that have none.
    """
    counted = count_months(part.events, directed=True)
    quad_classes = load_ontology().quad_classes
    columns = (
        "month",
        "source",
        "source_name",
        "target",
        "target_name",
        "events",
        *(name.replace(" ", "_") for name in quad_classes.values()),
    )
    rows = [
        (month, *part.pair(a, b), cell.events, *(cell.quad_classes[q] for q in quad_classes), cell.goldstein)
        for (a, b), months in counted.cells.items()
        for month, cell in months.items()
    ]
    return table((*columns, "goldstein"), sorted(rows), *counted.notes())
