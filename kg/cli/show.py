"""``kg show`` and ``kg dyad``: one actor, or two, on one screen."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from rich.console import RenderableType

Since = Annotated[str, typer.Option(help="First day that counts (ISO 8601).")]
Until = Annotated[str, typer.Option(help="Last day that counts (ISO 8601).")]
MinConfidence = Annotated[float, typer.Option(min=0.0, max=1.0, help="Leave out events below this confidence.")]
Limit = Annotated[int, typer.Option(min=1, max=1000, help="Most rows of each part.")]
Timeout = Annotated[float, typer.Option(min=0.1, help="Seconds after which the database gives up.")]
Uri = Annotated[str | None, typer.Option(help="Graph: bolt://..., a folder; default: NEO4J_URI, else embedded.")]
AsJson = Annotated[bool, typer.Option("--json", help="As JSON.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("show")(show_command)
    app.command("dyad")(dyad_command)


def show_command(
    actor: Annotated[str, typer.Argument(help="Id, name, alias or ISO code.")],
    since: Since = "0001-01-01",
    until: Until = "9999-12-31",
    min_confidence: MinConfidence = 0.0,
    limit: Limit = 5,
    timeout: Timeout = 60.0,
    uri: Uri = None,
    as_json: AsJson = False,
) -> None:
    """Show an actor: who it is, offices, balance over time, partners, latest events with their sentences."""
    from kg.actors.knowledge import knowledge
    from kg.packs.listed import completed
    from kg.packs.profile import Slice, actor_profile
    from kg.store import open_store

    part = Slice(since=since, until=until, min_confidence=min_confidence, rows=limit, timeout=timeout)
    with open_store(uri, read_only=True) as store:
        profile = completed(actor_profile(store.database, actor, part), knowledge(own_folders()), limit)
    if as_json:
        _print_json(asdict(profile))
        return
    from kg.packs.screen import actor_screen

    _print(actor_screen(profile))


def dyad_command(
    a: Annotated[str, typer.Argument(help="One actor: id, name, alias or ISO code.")],
    b: Annotated[str, typer.Argument(help="The other actor.")],
    since: Since = "0001-01-01",
    until: Until = "9999-12-31",
    min_confidence: MinConfidence = 0.0,
    limit: Limit = 5,
    timeout: Timeout = 60.0,
    uri: Uri = None,
    as_json: AsJson = False,
) -> None:
    """Show two actors: balance over time, who does what to whom, latest events with their sentences."""
    from kg.packs.profile import Slice, dyad_profile
    from kg.store import open_store

    part = Slice(since=since, until=until, min_confidence=min_confidence, rows=limit, timeout=timeout)
    with open_store(uri, read_only=True) as store:
        profile = dyad_profile(store.database, a, b, part)
    if as_json:
        _print_json(asdict(profile))
        return
    from kg.packs.screen import dyad_screen

    _print(dyad_screen(profile))


def own_folders() -> tuple[str, ...]:
    """Folders of actor files that KG_ACTORS names."""
    return tuple(part for part in os.environ.get("KG_ACTORS", "").split(os.pathsep) if part)


def _print_json(data: dict[str, Any]) -> None:
    typer.echo(json.dumps(data, ensure_ascii=False, indent=1))


def _print(screen: RenderableType) -> None:
    from rich.console import Console

    if sys.stdout.isatty():
        Console(highlight=False).print(screen)
    else:
        Console(highlight=False, color_system=None, width=120).print(screen)
