"""``kg neo4j``: a real Neo4j with Neo4j Browser on this machine, without Docker, Java or Maven."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from kg.store.server import State


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(no_args_is_help=True, help="A real Neo4j with Neo4j Browser, without Docker or Java set-up.")
    group.command("start")(start_command)
    group.command("stop")(stop_command)
    group.command("status")(status_command)
    group.command("import")(import_command)
    app.add_typer(group, name="neo4j")


def start_command() -> None:
    """Start Neo4j (fetched at the first start); does nothing where it runs already."""
    from kg.settings import load_settings
    from kg.store import server

    state = server.start(load_settings(), _report)
    _show(state)


def stop_command() -> None:
    """Stop Neo4j; the data stays."""
    from kg.settings import load_settings
    from kg.store import server

    typer.echo("Neo4j has stopped" if server.stop(load_settings()) else "Neo4j did not run", err=True)


def status_command(
    password: Annotated[bool, typer.Option("--password", help="Print the password and nothing else.")] = False,
    env: Annotated[
        bool, typer.Option("--env", help='Print settings for a shell: eval "$(kg neo4j status --env)".')
    ] = False,
) -> None:
    """Say where Neo4j answers; exit 1 where it does not run."""
    from kg.settings import load_settings
    from kg.store import server

    settings = load_settings()
    state = server.status(settings)
    if password:
        typer.echo(server.password(settings))
    elif env:
        address = server.running_address(settings)
        values = {"NEO4J_URI": address.uri, "NEO4J_USERNAME": address.username, "NEO4J_PASSWORD": address.password}
        for name, value in (*values.items(), ("NEO4J_DATABASE", address.database)):
            typer.echo(f"export {name}={shlex.quote(value or '')}")
    elif state is not None:
        _show(state)
    if state is None:
        typer.echo("Neo4j does not run (kg neo4j start)", err=True)
        raise typer.Exit(1)


def import_command(
    folder: Annotated[Path, typer.Argument(help="What kg export neo4j-import wrote.")],
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace the graph that is there.")] = False,
) -> None:
    """Fill the database of this Neo4j, which must be stopped, with an exported graph."""
    from kg.settings import load_settings
    from kg.store.bulk_import import import_full

    typer.echo(import_full(load_settings(), folder, overwrite=overwrite, report=_report), err=True)
    typer.echo("kg neo4j start serves it; constraints and indexes come with the first command that writes", err=True)


def _show(state: State) -> None:
    from kg.store.server import USER

    typer.echo(f"Bolt      {state.bolt_uri}")
    typer.echo(f"Browser   {state.browser_uri}")
    typer.echo(f"User      {USER}")
    typer.echo("Password  kg neo4j status --password")
    typer.echo('To use it: --uri neo4j, or eval "$(kg neo4j status --env)"', err=True)


def _report(text: str) -> None:
    typer.echo(f"{text} ...", err=True)
