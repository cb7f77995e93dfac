"""The ``kg`` application: commands are found in this package's modules, errors become one or two lines."""

from __future__ import annotations

import pkgutil
import sys
from importlib import import_module
from typing import Annotated, NoReturn

import typer

from kg import __version__
from kg.errors import KgError
from kg.files import drop_rest, no_room

app = typer.Typer(name="kg", no_args_is_help=True, pretty_exceptions_enable=False, add_completion=False)


def _show_version(value: bool) -> None:
    if value:
        typer.echo(f"kg {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[bool, typer.Option("--version", callback=_show_version, is_eager=True)] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show the traceback of an error.")] = False,
) -> None:
    """Knowledge graphs of international relations: who did what to whom, when, and according to whom."""


def load_commands() -> None:
    """Import every command module of this package and let it add its commands (``register(app)``)."""
    for module in sorted(entry.name for entry in pkgutil.iter_modules(import_module("kg.cli").__path__)):
        if module != "app":
            import_module(f"kg.cli.{module}").register(app)


def main() -> None:
    """Run the command line; maps errors to one line on standard error and an exit code."""
    load_commands()
    try:
        _run()
    except KgError as error:
        if "--debug" in sys.argv:
            raise
        _end(error)
    except BrokenPipeError:
        drop_rest(sys.stdout)
        sys.exit(1)
    except OSError as error:
        if "--debug" in sys.argv or not no_room(error):
            raise
        drop_rest(sys.stdout)
        _end(KgError(f"cannot be written: {error.strerror}", where=error.filename or "output"))
    except KeyboardInterrupt:
        typer.echo("stopped: what was reported as done is kept", err=True)
        sys.exit(130)


def _run() -> None:
    try:
        app()
    finally:
        sys.stdout.flush()  # when Python ends it is too late to tell of a full disk in one line


def _end(error: KgError) -> NoReturn:
    typer.echo(f"error: {error}", err=True)
    if error.hint:
        typer.echo(f"hint: {error.hint}", err=True)
    sys.exit(error.exit_code)
