"""``kg export``: the graph, or a slice of it, in the formats of other programs."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO, Literal

import typer

from kg.cli.analyze import Actors, BothSides, By, MinConfidence, Since, Types, Until, Uri, slice_selection

if TYPE_CHECKING:
    from kg.analysis.selection import Selection
    from kg.store import Store


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("export")(export_command)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Choice:
    """What the user asked for beside the slice."""

    table: str
    directed: bool
    every_dyad: bool
    base: str | None
    parquet: bool


def export_command(
    format_: Annotated[
        str, typer.Argument(metavar="FORMAT", help="csv, gexf, graphml, jsonl, neo4j-import, panel, parquet, turtle.")
    ],
    output: Annotated[
        Path, typer.Option("--output", "-o", help="File to write, for neo4j-import a folder; - is standard output.")
    ] = Path("-"),
    since: Since = None,
    until: Until = None,
    actor: Actors = None,
    among: BothSides = False,
    types: Types = None,
    min_confidence: MinConfidence = 0.0,
    by: By = "actor",
    realis: Annotated[
        list[str] | None,
        typer.Option(help="Only events of this realis (repeatable); default: actual, for jsonl and turtle all."),
    ] = None,
    table: Annotated[Literal["events", "actors"], typer.Option(help="csv, parquet: which table.")] = "events",
    undirected: Annotated[
        bool, typer.Option("--undirected", help="panel: pairs of actors, both directions together.")
    ] = False,
    all_dyads: Annotated[
        bool, typer.Option("--all-dyads", help="panel: also pairs of these actors without any event.")
    ] = False,
    base: Annotated[str | None, typer.Option(help="turtle: what IRIs begin with; default urn:kg:.")] = None,
    uri: Uri = None,
) -> None:
    """Export events and actors for other programs; neo4j-import the whole graph."""
    from kg.errors import UsageError, unknown_name
    from kg.records import Realis
    from kg.store import open_store

    if format_ != "neo4j-import" and format_ not in _WRITERS:
        raise unknown_name("format", format_, (*_WRITERS, "neo4j-import"))
    evidence = format_ in ("jsonl", "turtle")
    if evidence and by == "country":
        raise UsageError(f"{format_} holds actors as they are stated", hint="leave out --by country")
    chosen = tuple(realis or (() if evidence else (Realis.ACTUAL.value,)))
    selection = slice_selection(since, until, actor, among, types, min_confidence, by, chosen)
    if format_ == "neo4j-import":
        sliced = slice_selection(None, None, None, False, None, 0.0, "actor", (Realis.ACTUAL.value,))
        if selection != sliced:
            raise UsageError("neo4j-import exports the whole graph", hint="leave out what narrows it")
        with open_store(uri, read_only=True) as store:
            _bulk(store, output)
        return
    to_terminal = str(output) == "-"
    choice = _Choice(
        table=table,
        directed=not undirected,
        every_dyad=all_dyads,
        base=base,
        parquet=format_ == "parquet" or output.suffix.lower() == ".parquet",
    )
    if choice.parquet and to_terminal and sys.stdout.isatty():
        raise UsageError("Parquet is not for a terminal", hint="name a file with -o")
    with open_store(uri, read_only=True) as store, _opened(output) as file:
        wrote = _WRITERS[format_](store, selection, file, choice)
    typer.echo(f"wrote {wrote}" + ("" if to_terminal else f" to {output}"), err=True)


@contextmanager
def _opened(output: Path) -> Iterator[BinaryIO]:
    from kg.files import written_whole

    if str(output) == "-":
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
    else:
        with written_whole(output) as file:
            yield file


def _table(store: Store, selection: Selection, file: BinaryIO, choice: _Choice) -> str:
    from kg.export.events import ACTOR_COLUMNS, EVENT_COLUMNS, actor_rows, event_rows
    from kg.export.rows import write_csv, write_parquet
    from kg.export.spool import spooled_slice

    write = write_parquet if choice.parquet else write_csv
    with spooled_slice(store, selection) as part:
        if choice.table == "actors":
            write(file, ACTOR_COLUMNS, actor_rows(part))
            return f"{len(part.actors)} actors"
        write(file, EVENT_COLUMNS, event_rows(part))
        return f"{part.size} events"


def _graphml(store: Store, selection: Selection, file: BinaryIO, _choice: _Choice) -> str:
    from kg.export.graphml import write_graphml
    from kg.export.spool import spooled_slice

    with spooled_slice(store, selection) as part:
        write_graphml(file, part)
        return f"{len(part.actors)} actors and {part.size} events"


def _gexf(store: Store, selection: Selection, file: BinaryIO, _choice: _Choice) -> str:
    from kg.export.gexf import write_gexf
    from kg.export.spool import spooled_slice

    with spooled_slice(store, selection) as part:
        write_gexf(file, part)
        return f"{len(part.actors)} actors and {part.size} events"


def _panel(store: Store, selection: Selection, file: BinaryIO, choice: _Choice) -> str:
    from kg.analysis.months import count_months
    from kg.export.panel import panel_columns, panel_dyads, panel_months, panel_rows
    from kg.export.rows import write_csv, write_parquet
    from kg.export.spool import spooled_slice

    with spooled_slice(store, selection) as part, count_months(part.events(), directed=choice.directed) as counted:
        months = panel_months(counted, selection)
        dyads = panel_dyads(counted, part.actors, directed=choice.directed, every=choice.every_dyad)
        write = write_parquet if choice.parquet else write_csv
        written = write(file, panel_columns(), panel_rows(dyads, months, part.actors))
    for note in counted.notes():
        typer.echo(note, err=True)
    return f"{written // len(months)} dyads in {len(months)} months from {months[0]} to {months[-1]}"


def _jsonl(store: Store, selection: Selection, file: BinaryIO, _choice: _Choice) -> str:
    from kg.analysis.loading import no_events
    from kg.export.evidence import Evidence
    from kg.export.jsonl import write_jsonl

    if not (count := write_jsonl(file, Evidence(store, selection.resolve(store)))):
        raise no_events(store)
    return f"{count} mentions of events"


def _turtle(store: Store, selection: Selection, file: BinaryIO, choice: _Choice) -> str:
    from kg.analysis.loading import no_events
    from kg.export.evidence import Evidence
    from kg.export.turtle import DEFAULT_BASE, write_turtle

    evidence = Evidence(store, selection.resolve(store))
    if not (count := write_turtle(file, evidence, choice.base or DEFAULT_BASE)):
        raise no_events(store)
    return f"{count} events"


def _bulk(store: Store, output: Path) -> None:
    from kg.errors import UsageError
    from kg.export.bulk import SCHEMA_FILE, write_bulk
    from kg.store.bulk_import import ARGUMENTS_FILE

    if str(output) == "-":
        raise UsageError("neo4j-import writes a folder", hint="name one with -o")
    counts = write_bulk(store, output)
    typer.echo(f"wrote {counts['nodes']} nodes and {counts['edges']} edges to {output}", err=True)
    typer.echo(f"in that folder: neo4j-admin database import full neo4j @{ARGUMENTS_FILE}", err=True)
    typer.echo(f"after the start of Neo4j: cypher-shell --file {SCHEMA_FILE}, or any kg command that writes", err=True)


_WRITERS: dict[str, Callable[[Store, Selection, BinaryIO, _Choice], str]] = {
    "csv": _table,
    "gexf": _gexf,
    "graphml": _graphml,
    "jsonl": _jsonl,
    "panel": _panel,
    "parquet": _table,
    "turtle": _turtle,
}
