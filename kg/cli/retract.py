"""``kg retract``: take a document back."""

from __future__ import annotations

from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("retract")(retract_command)


def retract_command(
    documents: Annotated[list[str], typer.Argument(help="Id, begin of the id, or address of each document.")],
    uri: Annotated[
        str | None, typer.Option("--uri", help="Database: an address, `neo4j`, `embedded` or a folder.")
    ] = None,
) -> None:
    """Take documents out of the graph with everything that only they supported.

    They come back if they are ingested again.
    """
    from kg.ingest.graph import retract
    from kg.store import open_store

    with open_store(uri) as store:
        for document in documents:
            removed = retract(store, document)
            typer.echo(
                f"took back {document}: {removed.events} events, {removed.mentions} mentions, {removed.actors} actors",
                err=True,
            )
