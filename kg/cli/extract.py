"""``kg extract``: read inputs and write the events they state to a file, without a database."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.ingest import (
    Actors,
    Encoding,
    Follow,
    Inputs,
    Jobs,
    Mapping,
    MinConfidence,
    Model,
    Private,
    Published,
    Publisher,
    RejectedPath,
    Since,
)
from kg.errors import EXIT_SET_ASIDE


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("extract")(extract_command)


def extract_command(
    inputs: Inputs,
    output: Annotated[Path, typer.Option("-o", "--output", help="File to write; - is standard output.")] = Path("-"),
    output_format: Annotated[
        str | None, typer.Option("--format", help="jsonl, csv or parquet; default: by the output's name, else jsonl.")
    ] = None,
    input_format: Annotated[
        str | None, typer.Option("--input-format", help="Format of the inputs, where it is not recognised.")
    ] = None,
    all_candidates: Annotated[
        bool, typer.Option("--all", help="Also write rejected candidates, with reasons.")
    ] = False,
    jobs: Jobs = 1,
    since: Since = None,
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
    """Read inputs and write one event a line (JSON lines) or row (CSV, Parquet)."""
    from kg.ingest.run import run
    from kg.ingest.session import make_options, run_command
    from kg.ingest.sinks import FORMATS, open_file_sink
    from kg.ingest.summary import rejection_lines, report

    by_name = output.suffix.lstrip(".").lower()
    output_kind = output_format or (by_name if by_name in FORMATS else "jsonl")
    options = make_options(
        kind=input_format, jobs=jobs, since=since, mapping=mapping, published=published, publisher=publisher,
        encoding=encoding, follow=follow, rejected=rejected, model=model, actors=actors, min_confidence=min_confidence,
        all_candidates=all_candidates,
    )  # fmt: skip
    path = None if str(output) == "-" else output
    with (
        open_file_sink(path, output_kind, rejected=all_candidates) as sink,
        run_command(model, actors, min_confidence, allow_private=allow_private, keep=True) as tools,
    ):
        summary = run(inputs, options, tools.make, sink, fetcher=tools.fetcher, reporter=tools.reporter)
    if path is not None:
        typer.echo("\n".join([*report(summary), f"written to  {path}"]), err=True)
    for line in rejection_lines(summary):
        typer.echo(line, err=True)
    if summary.rejected:
        raise typer.Exit(EXIT_SET_ASIDE)
