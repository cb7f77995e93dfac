"""``kg query``: the questions of the query packs."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from rich.console import Console

    from kg.packs.reading import LoadedQuery, Pack
    from kg.packs.running import Answer

PackFolders = Annotated[
    list[Path] | None, typer.Option("--pack", help="Folder with a pack of your own, or with several (repeatable).")
]
Uri = Annotated[
    str | None, typer.Option("--uri", help="Graph: bolt://..., a folder; default: NEO4J_URI, else embedded.")
]

group = typer.Typer(no_args_is_help=True, help="Ask the graph: list, show, run and test the queries of the packs.")


def register(app: typer.Typer) -> None:
    """Add the group."""
    app.add_typer(group, name="query")


@group.command("list")
def list_queries(
    words: Annotated[list[str] | None, typer.Argument(help="Only queries of these packs, tags or names.")] = None,
    pack: PackFolders = None,
    as_json: Annotated[bool, typer.Option("--json", help="All about each query as JSON lines.")] = False,
) -> None:
    """List the queries: name and the question each answers."""
    from kg.errors import UsageError
    from kg.packs.model import Query
    from kg.packs.reading import load_packs

    wanted = {word.lower() for word in words or ()}
    found = []
    for item in load_packs(pack or ()):
        for query in item.queries:
            assert isinstance(query.entry, Query)  # noqa: S101 - by construction
            if not wanted or wanted & {item.name, query.name, query.full_name, *map(str.lower, query.entry.tags)}:
                found.append((item, query))
    if not found:
        raise UsageError(
            f"no query has the pack, tag or name {' '.join(sorted(wanted))}", hint="kg query list shows all"
        )
    if as_json:
        for _, query in found:
            typer.echo(json.dumps(_as_json(query), ensure_ascii=False))
        return
    _print_list(found)


@group.command("show")
def show_query(name: Annotated[str, typer.Argument(help="Query, or pack/query.")], pack: PackFolders = None) -> None:
    """Show a query's file: question, parameters, columns and Cypher; it can be pasted into Neo4j Browser."""
    from kg.packs.reading import find_query, load_packs

    query = find_query(load_packs(pack or ()), name)
    if sys.stdout.isatty():
        from rich.console import Console
        from rich.syntax import Syntax

        Console().print(Syntax(query.text, "cypher", word_wrap=True, background_color="default"))
    else:
        typer.echo(query.text, nl=False)


@group.command("run")
def run_query(
    name: Annotated[str, typer.Argument(help="Query, or pack/query.")],
    param: Annotated[
        list[str] | None,
        typer.Option("--param", "-p", help="NAME=VALUE (repeatable); an actor by name, id or ISO code."),
    ] = None,
    output: Annotated[
        str | None, typer.Option("--format", help="table, json, csv, parquet; default: table on a terminal, else json.")
    ] = None,
    to: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write to this file instead of standard output.")
    ] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="Most rows; the same as --param limit=N.")] = None,
    min_confidence: Annotated[
        float | None, typer.Option(min=0.0, max=1.0, help="Leave out events below; --param min_confidence=X.")
    ] = None,
    timeout: Annotated[float, typer.Option(min=0.1, help="Seconds after which the database gives up.")] = 60.0,
    pack: PackFolders = None,
    uri: Uri = None,
) -> None:
    """Ask a query of the graph; it only reads."""
    from kg.errors import UsageError, unknown_name
    from kg.packs.output import FORMATS
    from kg.packs.params import bind, split_assignments
    from kg.packs.reading import find_query, load_packs
    from kg.packs.running import ask
    from kg.store import open_store

    if output is not None and output not in FORMATS:
        raise unknown_name("format", output, FORMATS)
    chosen = output or ("table" if sys.stdout.isatty() and to is None else "json")
    if chosen == "parquet" and to is None and sys.stdout.isatty():
        raise UsageError("Parquet is not for a terminal", hint="name a file with --output")
    query = find_query(load_packs(pack or ()), name)
    given: dict[str, Any] = dict(split_assignments(param or []))
    given |= {k: v for k, v in (("limit", limit), ("min_confidence", min_confidence)) if v is not None}
    bind(query, given)  # wrong usage shows before a database is opened
    with open_store(uri, read_only=True) as store:
        answer = ask(store.database, query, given, timeout=timeout)
    _write(answer, chosen, to)


@group.command("test")
def check_packs(
    names: Annotated[list[str] | None, typer.Argument(help="Only these packs or queries.")] = None,
    static: Annotated[bool, typer.Option("--static", help="Only what needs no database.")] = False,
    checks: Annotated[
        bool, typer.Option("--checks", help="On the graph there is: plans and checks, no given graphs.")
    ] = False,
    pack: PackFolders = None,
    uri: Annotated[
        str | None,
        typer.Option("--uri", help="Empty database for the given graphs; default: one made for it and thrown away."),
    ] = None,
) -> None:
    """Test packs: files, plans, and the answers on small given graphs. Changes no graph of yours."""
    import tempfile

    from kg.packs.reading import load_packs
    from kg.packs.testing import check_outcomes, given_outcomes, plan_outcomes, static_outcomes
    from kg.store import open_store

    packs = _selected(load_packs(pack or ()), names or [])
    faults = _report("static", list(static_outcomes(packs)))
    if not static and not faults:
        if checks:
            with open_store(uri, read_only=True) as store:
                faults += _report("plan", list(plan_outcomes(store, packs)))
                faults += _report("check", list(check_outcomes(store, packs)))
        else:
            with tempfile.TemporaryDirectory(prefix="kg-query-test-") as folder, open_store(uri or folder) as store:
                faults += _report("plan", list(plan_outcomes(store, packs)))
                faults += _report("test", list(given_outcomes(store, packs)))
    if faults:
        raise typer.Exit(1)


@group.command("headers")
def write_headers(
    pack: Annotated[list[Path], typer.Argument(help="Folders of packs.")],
) -> None:
    """Write the comments and :param lines at the top of each .cypher file from pack.yml."""
    from kg.packs.reading import read_folders
    from kg.packs.static import with_header

    for item in read_folders(pack):
        for query in (*item.queries, *item.checks):
            path = Path(query.path)
            if (text := with_header(query)) != query.text:
                path.write_text(text, encoding="utf-8")
                typer.echo(f"wrote {path}", err=True)


def _as_json(query: LoadedQuery) -> dict[str, Any]:
    from kg.packs.model import Query

    assert isinstance(query.entry, Query)  # noqa: S101 - by construction
    entry = query.entry
    return {
        "name": query.name,
        "pack": query.pack,
        "title": entry.title,
        "question": entry.question,
        "tags": list(entry.tags),
        "heavy": entry.heavy,
        "params": {key: value.model_dump(exclude_none=True) for key, value in query.params.items()},
        "returns": {key: value.model_dump() for key, value in entry.returns.items()},
    }


def _print_list(found: list[tuple[Pack, LoadedQuery]]) -> None:
    from kg.packs.model import Query

    if not sys.stdout.isatty():
        for _, query in found:
            assert isinstance(query.entry, Query)  # noqa: S101 - by construction
            typer.echo(f"{query.full_name}\t{query.entry.question}")
        return
    from rich import box
    from rich.table import Table

    console = _console()
    before = None
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_header=False)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for pack, query in found:
        assert isinstance(query.entry, Query)  # noqa: S101 - by construction
        if pack is not before:
            if before is not None:
                table.add_section()
            table.add_row(f"[bold]{pack.name}[/bold]", f"[bold]{pack.file.title}[/bold]  [dim]{pack.file.about}[/dim]")
            before = pack
        needed = ", ".join(name for name, value in query.params.items() if value.required)
        table.add_row(f"  {query.name}", query.entry.question + (f" [dim](needs {needed})[/dim]" if needed else ""))
    console.print(table)


def _console() -> Console:
    from rich.console import Console

    return Console(highlight=False)


def _write(answer: Answer, chosen: str, to: Path | None) -> None:
    from kg.files import written_whole
    from kg.packs import output

    if chosen == "parquet":
        content = output.to_parquet(answer)
    elif chosen == "table":
        content = _table_text(answer, terminal=to is None and sys.stdout.isatty()).encode()
    else:
        text = output.to_json(answer) + "\n" if chosen == "json" else output.to_csv(answer)
        content = text.encode()
    if to is None:
        typer.echo(content, nl=False)
    else:
        with written_whole(to) as file:
            file.write(content)
    note = f"{len(answer.rows)} row(s) in {answer.seconds:.2f} s"
    if answer.truncated:
        note += "; there may be more: --limit N"
    typer.echo(note, err=True)


def _table_text(answer: Answer, *, terminal: bool) -> str:
    from rich.console import Console

    from kg.packs.output import to_table

    if not answer.rows:
        return ""
    console = _console() if terminal else Console(highlight=False, width=200, color_system=None)
    with console.capture() as captured:
        console.print(to_table(answer))
    return captured.get()


def _selected(packs: list[Pack], names: list[str]) -> list[Pack]:
    from dataclasses import replace

    from kg.errors import unknown_name

    if not names:
        return packs
    known = {pack.name for pack in packs}
    known |= {query.name for pack in packs for query in (*pack.queries, *pack.checks)}
    for name in names:
        if name not in known:
            raise unknown_name("pack or query", name, known)
    wanted = set(names)
    chosen = [
        pack
        if pack.name in wanted
        else replace(
            pack,
            queries=tuple(query for query in pack.queries if query.name in wanted),
            checks=tuple(query for query in pack.checks if query.name in wanted),
        )
        for pack in packs
    ]
    return [pack for pack in chosen if pack.queries or pack.checks]


def _report(kind: str, outcomes: list[Any]) -> int:
    """Print what failed and how many are well; the number of failures that are no warnings."""
    faults = [outcome for outcome in outcomes if outcome.fault]
    for outcome in faults:
        typer.echo(f"{'warning' if outcome.warning else 'FAILED'} {kind} {outcome.name}: {outcome.fault}")
    typer.echo(f"{kind}: {len(outcomes) - len(faults)} of {len(outcomes)} well")
    return sum(not outcome.warning for outcome in faults)
