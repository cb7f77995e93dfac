"""``kg doctor``: what is installed, what is reachable, and what to do about it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from kg.store.checks import Check

_SIGNS = {"ok": "ok  ", "warning": "note", "error": "FAIL"}


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("doctor")(doctor_command)


def doctor_command(
    uri: Annotated[
        str | None, typer.Option("--uri", help="Database: an address, `neo4j`, `embedded` or a folder.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """Look at everything kg needs; exit 1 where something essential is broken."""
    from kg.store.checks import run_checks

    failed = False
    for check in run_checks(uri):
        failed |= check.level == "error"
        if as_json:
            row = {"name": check.name, "level": check.level, "found": check.found, "hint": check.hint}
            typer.echo(json.dumps(row, ensure_ascii=False))
        else:
            _show(check)
    if failed:
        raise typer.Exit(1)


def _show(check: Check) -> None:
    typer.echo(f"{_SIGNS[check.level]}  {check.name}: {check.found}")
    if check.hint:
        typer.echo(f"      {check.hint}")
