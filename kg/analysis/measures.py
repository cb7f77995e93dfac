"""The measures by name, and how one is taken of a slice or of each of its years or months."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from kg.analysis import balance, brokerage, centrality, changes, cohesion, communities, escalation, links, months
from kg.analysis.options import Options
from kg.analysis.slices import EventSlice, Unit
from kg.analysis.tables import Table
from kg.errors import UsageError, unknown_name

Run = Callable[[EventSlice, Options], Table]
RunOverTime = Callable[[Mapping[str, EventSlice], Options], Table]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A measure.

    Attributes:
        question: What it answers.
        run: Takes it of a slice.
        over_time: Takes it of several periods where these depend on each other; else each is measured by itself.
        unit: Period that it is taken of unless another is asked for.
        properties: Columns -> properties of actors in the graph that they can be written to.
    """

    question: str
    run: Run
    over_time: RunOverTime | None = None
    unit: Unit = "all"
    properties: Mapping[str, str] = field(default_factory=dict)


MEASURES: dict[str, Measure] = {
    "degree": Measure(
        question="How many others does an actor deal with?",
        run=centrality.degree,
        properties={"partners": "degree", "in_partners": "in_degree", "out_partners": "out_degree"},
    ),
    "betweenness": Measure(
        question="Who lies on the shortest paths between others?",
        run=centrality.betweenness,
        properties={"betweenness": "betweenness"},
    ),
    "pagerank": Measure(
        question="With whom does attention end up?", run=centrality.pagerank, properties={"pagerank": "pagerank"}
    ),
    "brokerage": Measure(
        question="Who stands between groups, and in what role?",
        run=brokerage.brokerage,
        properties={"brokerage": "brokerage", "constraint": "constraint"},
    ),
    "communities": Measure(
        question="Who cooperates with whom more than with others, and how does that change?",
        run=communities.communities,
        over_time=communities.communities_over_time,
        properties={"community": "community"},
    ),
    "balance": Measure(
        question="How many triads are structurally balanced, by year?", run=balance.balance, unit="year"
    ),
    "triads": Measure(question="Which triads are balanced, and which are not?", run=balance.triads),
    "reciprocity": Measure(question="Are acts answered in kind?", run=cohesion.reciprocity),
    "rich-club": Measure(question="Do those with many partners deal with each other?", run=cohesion.rich_club),
    "link-prediction": Measure(question="How well can new pairs be foretold?", run=links.link_prediction),
    "expected-links": Measure(question="Which pairs are next?", run=links.expected_links),
    "dyads": Measure(question="How many events, and of what weight, has each dyad each month?", run=months.dyads),
    "changes": Measure(question="When did the tone between two actors shift?", run=changes.changes),
    "escalation": Measure(question="Which quarrels escalate, and how far?", run=escalation.escalation),
}


def find_measure(name: str) -> Measure:
    """The measure of that name.

    Raises:
        UsageError: There is none.
    """
    if name not in MEASURES:
        raise unknown_name("measure", name, MEASURES)
    return MEASURES[name]


def measure(name: str, part: EventSlice, *, unit: Unit | None = None, options: Options | None = None) -> Table:
    """Take a measure.

    Args:
        name: Its name.
        part: Of what.
        unit: ``all`` for the slice as a whole, ``year`` or ``month`` for each of these: the table then begins with a
            column ``period``. None is what is usual for the measure.
        options: Settings.

    Raises:
        UsageError: There is no such measure, a setting makes no sense, or the slice is empty.
    """
    chosen, options = find_measure(name), options or Options()
    unit = unit or chosen.unit
    if not part.events:
        raise UsageError("no event passes the filters", hint="widen the slice; kg doctor counts what the graph holds")
    if unit == "all":
        return chosen.run(part, options)
    periods = part.periods(unit)
    if not periods:
        raise UsageError(f"no event of this slice is dated to a {unit}", hint="--period all")
    missing = len(part) - sum(map(len, periods.values()))
    notes = (f"{missing} events fall into no certain {unit} and are left out",) if missing else ()
    if chosen.over_time is not None:
        made = chosen.over_time(periods, options)
        return Table(made.columns, made.rows, (*made.notes, *notes))
    return _stacked({period: chosen.run(events, options) for period, events in periods.items()}, notes)


def _stacked(tables: Mapping[str, Table], notes: tuple[str, ...]) -> Table:
    columns = next(iter(tables.values())).columns
    rows = [{"period": period, **row} for period, made in tables.items() for row in made.rows]
    said = (f"{period}: {note}" for period, made in tables.items() for note in made.notes)
    return Table(("period", *columns), rows, (*said, *notes))
