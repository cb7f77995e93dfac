"""Events of each dyad by month: counts by quad class and PLOVER type, sums of Goldstein weights."""

from __future__ import annotations

import sqlite3
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter

from kg.analysis.options import Options
from kg.analysis.records import SliceEvent
from kg.analysis.slices import EventSlice
from kg.analysis.tables import Table, table
from kg.errors import KgError
from kg.ontology import load_ontology

Dyad = tuple[str, str]

_COUNTS = """
SELECT a, b, month, quad_class, type, count(*), sum(goldstein) FROM act
GROUP BY a, b, month, quad_class, type ORDER BY a, b, month
"""


@dataclass(slots=True)
class Cell:
    """A dyad in a month. ``goldstein`` is the sum of weights; events without a weight count as events only."""

    events: int = 0
    goldstein: float = 0.0
    quad_classes: Counter[int] = field(default_factory=Counter)
    types: Counter[str] = field(default_factory=Counter)


@dataclass(slots=True)
class DyadMonths:
    """Counts on disk, in a temporary database: memory grows neither with events nor with dyads.

    A dyad is source and target, or two actors in the order of their ids.

    Attributes:
        unplaced: Events that fall into no certain month: dated to the year only, to a week across two months, or not
            at all.
        inside: Events of an actor with itself, which are of no dyad.
    """

    _database: sqlite3.Connection
    unplaced: int = 0
    inside: int = 0

    def dyads(self) -> Iterator[tuple[Dyad, dict[str, Cell]]]:
        """Each dyad with its cells by month (``2022-01``), in order; months without events are absent."""
        for dyad, rows in groupby(self._database.execute(_COUNTS), key=itemgetter(0, 1)):
            cells: dict[str, Cell] = {}
            for _, _, month, quad_class, kind, events, goldstein in rows:
                cell = cells.setdefault(month, Cell())
                cell.events += events
                cell.goldstein += goldstein
                cell.quad_classes[quad_class] += events
                cell.types[kind] += events
            yield dyad, cells

    def __len__(self) -> int:
        """Number of dyads."""
        (count,) = self._database.execute("SELECT count(*) FROM (SELECT DISTINCT a, b FROM act)").fetchone()
        return int(count)

    def months(self) -> list[str]:
        """Every month from the first with an event to the last, those without events included."""
        first, last = self._database.execute("SELECT min(month), max(month) FROM act").fetchone()
        return month_span(first, last) if first else []

    def notes(self) -> tuple[str, ...]:
        """What was left out, in words."""
        found = []
        if self.unplaced:
            found.append(f"{self.unplaced} events fall into no certain month and are left out")
        if self.inside:
            found.append(f"{self.inside} events inside one actor are left out")
        return tuple(found)


@contextmanager
def count_months(events: Iterable[SliceEvent], *, directed: bool) -> Iterator[DyadMonths]:
    """Count events by dyad and month, in a temporary file that goes with the block.

    Args:
        events: The events; may be a generator.
        directed: Who acts on whom, a symmetric event counting in both directions; else pairs.

    Raises:
        KgError: There is no room for the file.
    """
    try:
        with closing(sqlite3.connect("")) as database:  # no name: on disk as soon as it is large
            database.execute("PRAGMA journal_mode = OFF")
            database.execute("CREATE TABLE act (a, b, month, quad_class, type, goldstein)")
            counted = DyadMonths(database)
            database.executemany("INSERT INTO act VALUES (?, ?, ?, ?, ?, ?)", _acts(events, counted, directed))
            yield counted
    except sqlite3.OperationalError as error:
        raise KgError(
            f"a temporary file cannot be written: {error}",
            where=tempfile.gettempdir(),
            hint="TMPDIR=FOLDER names another place",
        ) from error


def _acts(
    events: Iterable[SliceEvent], counted: DyadMonths, directed: bool
) -> Iterator[tuple[str, str, str, int, str, float]]:
    for event in events:
        if event.source == event.target:
            counted.inside += 1
            continue
        month = event.month
        if month is None:
            counted.unplaced += 1
            continue
        for dyad in _dyads(event, directed):
            yield *dyad, month, event.quad_class, event.plover_type, event.goldstein or 0.0


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
    with count_months(part.events, directed=True) as counted:
        rows = [
            (month, *part.pair(a, b), cell.events, *(cell.quad_classes[q] for q in quad_classes), cell.goldstein)
            for (a, b), months in counted.dyads()
            for month, cell in months.items()
        ]
    return table((*columns, "goldstein"), sorted(rows), *counted.notes())
