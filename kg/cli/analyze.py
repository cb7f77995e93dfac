"""``kg analyze``: measures of a slice of the graph."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

if TYPE_CHECKING:
    from kg.analysis.measures import Measure
    from kg.analysis.selection import Selection
    from kg.analysis.slices import EventSlice
    from kg.analysis.tables import Table
    from kg.store import Store

# Options that say which part of the graph counts, for every command that reads a slice.
Since = Annotated[str | None, typer.Option(help="First day, month or year that counts (ISO 8601).")]
Until = Annotated[str | None, typer.Option(help="Last day, month or year that counts.")]
Actors = Annotated[
    list[str] | None,
    typer.Option("--actor", "-a", help="Only events with this actor: id, name, alias or ISO code (repeatable)."),
]
BothSides = Annotated[bool, typer.Option("--among", help="Both sides must be among the actors named.")]
Types = Annotated[
    list[str] | None, typer.Option("--type", "-t", help="Only this PLOVER type or relation (repeatable).")
]
MinConfidence = Annotated[float, typer.Option(min=0.0, max=1.0, help="Leave out events below this confidence.")]
By = Annotated[
    Literal["actor", "country"],
    typer.Option(help="country: persons, bodies and groups count as their country."),
]
Uri = Annotated[str | None, typer.Option(help="Graph: bolt://..., a folder; default: NEO4J_URI, else embedded.")]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("analyze")(analyze_command)


def analyze_command(
    measure: Annotated[str | None, typer.Argument(help="What to measure; none lists the measures.")] = None,
    since: Since = None,
    until: Until = None,
    actor: Actors = None,
    among: BothSides = False,
    types: Types = None,
    min_confidence: MinConfidence = 0.0,
    by: By = "actor",
    period: Annotated[
        Literal["all", "year", "month"] | None,
        typer.Option(help="Measure each year or month; default: all, for balance year."),
    ] = None,
    output: Annotated[
        str | None, typer.Option("--format", help="table, json, csv; default: table on a terminal, else json.")
    ] = None,
    to: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write to this file instead of standard output.")
    ] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="Most rows; a table on a terminal shows 50.")] = None,
    write: Annotated[bool, typer.Option("--write", help="Also write the result to the actors in the graph.")] = False,
    groups: Annotated[
        Literal["country", "kind", "sector", "community"] | None,
        typer.Option(help="What brokers stand between; default: country, with --by country community."),
    ] = None,
    method: Annotated[
        Literal["louvain", "leiden"], typer.Option(help="Of communities; leiden needs the extra of that name.")
    ] = "louvain",
    resolution: Annotated[float, typer.Option(min=0.01, help="Of communities: higher gives smaller ones.")] = 1.0,
    seed: Annotated[int, typer.Option(help="Of communities and random networks.")] = 0,
    split: Annotated[
        str | None, typer.Option(help="Day from which links are predicted; default: the last fifth of the events.")
    ] = None,
    min_events: Annotated[
        int, typer.Option(min=1, help="Fewest events of a dyad for change points and escalation.")
    ] = 10,
    gap: Annotated[int, typer.Option(min=0, help="Quiet months that an episode of escalation may hold.")] = 3,
    uri: Uri = None,
) -> None:
    """Measure a slice of the graph: centrality, brokers, communities, balance, dyads, change points, escalation."""
    from kg.analysis.measures import MEASURES, find_measure
    from kg.analysis.measures import measure as take
    from kg.analysis.options import Options
    from kg.analysis.output import FORMATS
    from kg.errors import UsageError, unknown_name
    from kg.store import open_store

    if measure is None:
        _print_list(MEASURES)
        return
    chosen = find_measure(measure)
    if output is not None and output not in FORMATS:
        raise unknown_name("format", output, FORMATS)
    if write and not chosen.properties:
        writable = ", ".join(name for name, entry in MEASURES.items() if entry.properties)
        raise UsageError(f"{measure} is no measure of actors", hint=f"--write goes with {writable}")
    if write and (period or chosen.unit) != "all":
        raise UsageError("--write keeps one value an actor", hint="narrow with --since and --until, without --period")
    options = Options(
        seed=seed,
        method=method,
        resolution=resolution,
        groups=groups,
        split=split,
        min_events=min_events,
        gap=gap,
    )
    selection = slice_selection(since, until, actor, among, types, min_confidence, by)
    with open_store(uri, read_only=not write) as store:
        part = read_part(store, selection)
        result = take(measure, part, unit=period, options=options)
        if write:
            _write_back(store, chosen, result)
    _show(result, output, to, limit)


def slice_selection(
    since: str | None,
    until: str | None,
    actors: list[str] | None,
    both_sides: bool,
    types: list[str] | None,
    min_confidence: float,
    by: Literal["actor", "country"],
    realis: tuple[str, ...] = ("actual",),
) -> Selection:
    """The options of a slice as a selection; no realis at all lets every one pass."""
    from kg.analysis.selection import Selection

    return Selection(
        since=since,
        until=until,
        actors=tuple(actors or ()),
        both_sides=both_sides,
        types=tuple(types or ()),
        min_confidence=min_confidence,
        by=by,
        realis=realis,
    )


def read_part(store: Store, selection: Selection) -> EventSlice:
    """The slice, with progress on standard error.

    Raises:
        UsageError: The graph holds nothing that passes.
    """
    from kg.analysis.loading import no_events, read_slice

    part = read_slice(store, selection, progress=True)
    if not part.events:
        raise no_events(store)
    return part


def _write_back(store: Store, chosen: Measure, result: Table) -> None:
    values: dict[str, dict[str, Any]] = {
        row["actor"]: {name: row[column] for column, name in chosen.properties.items()} for row in result.rows
    }
    names = sorted(chosen.properties.values())
    reached = store.write_measures(names, values)
    typer.echo(f"wrote {', '.join(names)} on {reached} of {len(values)} actors", err=True)


def _show(result: Table, output: str | None, to: Path | None, limit: int | None) -> None:
    from dataclasses import replace

    from kg.analysis.output import to_csv, to_json, to_table
    from kg.files import written_whole

    chosen = output or ("table" if sys.stdout.isatty() and to is None else "json")
    shown = limit or (50 if chosen == "table" and to is None and sys.stdout.isatty() else len(result.rows))
    cut = replace(result, rows=result.rows[:shown])
    if chosen == "table":
        text = iter([_table_text(to_table(cut), terminal=to is None and sys.stdout.isatty())])
    else:
        text = to_json(cut) if chosen == "json" else to_csv(cut)
    if to is None:
        for piece in text:
            typer.echo(piece, nl=False)
    else:
        with written_whole(to) as file:
            file.writelines(piece.encode() for piece in text)
    for note in result.notes:
        typer.echo(note, err=True)
    more = f" of {len(result.rows)}; --limit N shows more" if shown < len(result.rows) else ""
    typer.echo(f"{len(cut.rows)} row(s){more}", err=True)


def _table_text(table: Any, *, terminal: bool) -> str:
    from rich.console import Console

    console = Console(highlight=False) if terminal else Console(highlight=False, color_system=None, width=200)
    with console.capture() as captured:
        console.print(table)
    return captured.get()


def _print_list(measures: dict[str, Measure]) -> None:
    width = max(map(len, measures))
    for name, entry in measures.items():
        typer.echo(f"{name:<{width}}  {entry.question}")
