"""``kg watch``: keep a graph current with feeds and folders."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.ingest import (
    Actors,
    Encoding,
    Follow,
    Format,
    Jobs,
    Mapping,
    MinConfidence,
    Model,
    Private,
    Publisher,
    RejectedPath,
    Reread,
    Since,
    Uri,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.ingest.run import IngestOptions
    from kg.ingest.session import Tools
    from kg.ingest.watch import Watcher


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("watch")(watch_command)


def watch_command(
    inputs: Annotated[list[str], typer.Argument(help="Feeds, sitemaps, pages, folders, files.")],
    every: Annotated[float, typer.Option(min=1.0, help="Seconds from one look to the next.")] = 300.0,
    rounds: Annotated[int | None, typer.Option(min=1, help="End after so many looks; default: never.")] = None,
    kind: Format = None,
    uri: Uri = None,
    jobs: Jobs = 1,
    since: Since = None,
    reread: Reread = False,
    mapping: Mapping = None,
    publisher: Publisher = None,
    encoding: Encoding = None,
    model: Model = None,
    actors: Actors = None,
    min_confidence: MinConfidence = 0.0,
    follow: Follow = False,
    allow_private: Private = False,
    rejected: RejectedPath = Path("rejected.jsonl"),
) -> None:
    """Look at feeds and folders again and again, and write what is new to the graph.

    A page with a new text replaces its older version. Stop it at any moment with Ctrl-C: what was written stays, and
    the next start goes on from there.
    """
    import time

    from kg.errors import StoreError
    from kg.ingest.session import make_options, run_command
    from kg.ingest.watch import Watcher

    options = make_options(
        kind=kind, jobs=jobs, since=since, mapping=mapping, publisher=publisher, encoding=encoding, follow=follow,
        rejected=rejected, model=model, actors=actors, min_confidence=min_confidence, reread=reread,
    )  # fmt: skip
    watcher = Watcher(inputs)
    looked = 0
    with run_command(model, actors, min_confidence, allow_private=allow_private, keep=True) as tools:
        try:
            while True:
                try:
                    _look(watcher, inputs, options, tools, uri, actors or ())
                except StoreError as error:
                    if looked == 0:
                        raise
                    watcher.forget()
                    typer.echo(f"error: {error}; trying again in {every:.0f} s", err=True)
                looked += 1
                if rounds is not None and looked >= rounds:
                    return
                time.sleep(every)
        except KeyboardInterrupt:
            typer.echo("stopped: what was written is kept", err=True)


def _look(
    watcher: Watcher, inputs: list[str], options: IngestOptions, tools: Tools, uri: str | None, actors: Sequence[Path]
) -> None:
    from datetime import datetime

    from kg.ingest.graph import open_graph
    from kg.ingest.run import run
    from kg.ingest.summary import rejection_lines
    from kg.ingest.watch import round_line

    found = watcher.due()
    if not found.inputs and not found.rejected:
        return
    with open_graph(uri, inputs, actors=actors) as graph:
        summary = run(
            found, options, tools.make, graph.sink, state=graph.state, fetcher=tools.fetcher, reporter=tools.reporter
        )
    watcher.look_again(summary.waiting)
    line = round_line(summary, datetime.now().strftime("%Y-%m-%d %H:%M:%S"))
    if line is not None:
        typer.echo(line)
    for text in rejection_lines(summary):
        typer.echo(text, err=True)
