"""``kg ingest``: read inputs, extract, write to the graph."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.errors import EXIT_SET_ASIDE

if TYPE_CHECKING:
    from kg.ingest.summary import Summary

Inputs = Annotated[list[str], typer.Argument(help="Files, folders, globs, URLs, or - for standard input.")]
Uri = Annotated[str | None, typer.Option(help="Neo4j to write to (bolt://...); default: NEO4J_URI, else embedded.")]
Format = Annotated[str | None, typer.Option("--format", help="Format of the inputs, where it is not recognised.")]
Jobs = Annotated[int, typer.Option("--jobs", min=1, help="Processes that extract; the result is the same.")]
Since = Annotated[str | None, typer.Option(help="Pass over what is dated before this day (ISO 8601).")]
Mapping = Annotated[
    list[str] | None, typer.Option("--map", help="Columns of a table: text=body,published=date (repeatable).")
]
Published = Annotated[str | None, typer.Option(help="Publication date of all inputs (ISO 8601); wins over their own.")]
Publisher = Annotated[str | None, typer.Option(help="Publisher of all inputs; wins over their own.")]
Encoding = Annotated[str | None, typer.Option(help="Encoding of text inputs, where it is not recognised.")]
Model = Annotated[str | None, typer.Option(help="spaCy model instead of the small English one.")]
Actors = Annotated[list[Path] | None, typer.Option(help="Folder with your own actor files (repeatable).")]
MinConfidence = Annotated[float, typer.Option(min=0.0, max=1.0, help="Drop events below this confidence.")]
Follow = Annotated[bool, typer.Option("--follow", help="Fetch the articles that feeds link to.")]
Private = Annotated[bool, typer.Option("--allow-private", help="Also fetch from addresses of private networks.")]
RejectedPath = Annotated[Path, typer.Option("--rejected", help="File that lists what was set aside, and why.")]
Reread = Annotated[
    bool, typer.Option("--reread", help="Read again what was read under other rules, and replace what it gave.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print the summary as JSON.")]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("ingest")(ingest_command)


def ingest_command(
    inputs: Inputs,
    kind: Format = None,
    uri: Annotated[
        str | None, typer.Option(help="Neo4j to write to (bolt://...); default: NEO4J_URI, else embedded.")
    ] = None,
    jobs: Jobs = 1,
    since: Since = None,
    reread: Reread = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Extract and report, but write nothing.")] = False,
    as_json: AsJson = False,
    mapping: Mapping = None,
    published: Published = None,
    publisher: Publisher = None,
    encoding: Encoding = None,
    model: Model = None,
    actors: Actors = None,
    min_confidence: MinConfidence = 0.0,
    follow: Follow = False,
    allow_private: Private = False,
    rejected: RejectedPath = Path("rejected.jsonl"),
) -> None:
    """Read inputs, extract events, and write them to the graph.

    What was read before is not read again, unless --reread says so. A run that is stopped at any moment can simply be
    started again.
    """
    from kg.ingest.graph import open_graph
    from kg.ingest.run import run
    from kg.ingest.session import make_options, run_command
    from kg.ingest.sinks import NullSink

    options = make_options(
        kind=kind, jobs=jobs, since=since, mapping=mapping, published=published, publisher=publisher,
        encoding=encoding, follow=follow, rejected=rejected, model=model, actors=actors, min_confidence=min_confidence,
        reread=reread,
    )  # fmt: skip
    with run_command(model, actors, min_confidence, allow_private=allow_private, keep=True) as tools:
        if dry_run:
            summary = run(inputs, options, tools.make, NullSink(), fetcher=tools.fetcher, reporter=tools.reporter)
        else:
            with open_graph(uri, inputs, actors=actors or ()) as graph:
                summary = run(
                    inputs, options, tools.make, graph.sink,
                    state=graph.state, fetcher=tools.fetcher, reporter=tools.reporter,
                )  # fmt: skip
                graph.sign(summary)
    show(summary, as_json=as_json, dry_run=dry_run)


def show(summary: Summary, *, as_json: bool, dry_run: bool) -> None:
    """Print what was found on standard output and what was set aside on standard error; exit 3 in that case.

    Raises:
        typer.Exit: Some inputs were set aside.
    """
    from kg.ingest.summary import preview, rejection_lines, report

    if as_json:
        typer.echo(json.dumps(summary.as_dict(), ensure_ascii=False, indent=2))
    else:
        lines = preview(summary)
        if lines:
            lines.append("")
        lines += report(summary)
        if dry_run:
            lines.append("dry run: nothing was written")
        typer.echo("\n".join(lines))
    for line in rejection_lines(summary):
        typer.echo(line, err=True)
    if summary.rejected:
        raise typer.Exit(EXIT_SET_ASIDE)
