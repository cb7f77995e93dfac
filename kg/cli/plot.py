"""``kg plot``: pictures of a slice of the graph."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from kg.cli.analyze import Actors, BothSides, By, MinConfidence, Since, Types, Until, Uri, read_part, slice_selection

if TYPE_CHECKING:
    from kg.analysis import EventSlice
    from kg.analysis.selection import Selection
    from kg.store import Store

group = typer.Typer(no_args_is_help=True, help="Pictures of the graph: PNG or SVG, for networks also HTML.")

Output = Annotated[
    Path | None, typer.Option("--output", "-o", help="File to write, .png or .svg; default: the name of the picture.")
]
Title = Annotated[str | None, typer.Option(help="Title instead of the usual one.")]
Top = Annotated[int, typer.Option(min=2, help="Most actors; those with most events stay.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(group, name="plot")


@group.command("timeline")
def timeline_command(
    since: Since = None,
    until: Until = None,
    actor: Actors = None,
    among: BothSides = False,
    types: Types = None,
    min_confidence: MinConfidence = 0.0,
    by: By = "actor",
    unit: Annotated[
        Literal["month", "year"] | None, typer.Option(help="A bar each; default: month where months fit.")
    ] = None,
    title: Title = None,
    output: Output = None,
    uri: Uri = None,
) -> None:
    """Draw cooperation and conflict over time."""
    from kg.plots import timeline

    file = _file(output, "timeline", ("png", "svg"))
    part = _read(uri, slice_selection(since, until, actor, among, types, min_confidence, by))
    about = None if not actor else f"{_listed(actor)}: cooperation and conflict over time"
    timeline(part, unit=unit, title=title or about).save(file)
    _done(file)


@group.command("dyad")
def dyad_command(
    a: Annotated[str, typer.Argument(help="One actor: id, name, alias or ISO code.")],
    b: Annotated[str, typer.Argument(help="The other actor.")],
    since: Since = None,
    until: Until = None,
    types: Types = None,
    min_confidence: MinConfidence = 0.0,
    by: By = "actor",
    title: Title = None,
    output: Output = None,
    uri: Uri = None,
) -> None:
    """Draw each act of two actors toward each other, by day and Goldstein weight."""
    from kg.plots import dyad
    from kg.store import open_store

    file = _file(output, "dyad", ("png", "svg"))
    selection = slice_selection(since, until, [a, b], True, types, min_confidence, by)
    with open_store(uri, read_only=True) as store:
        first, second = (_side(store, name, by) for name in (a, b))
        part = read_part(store, selection)
    dyad(part, first, second, title=title).save(file)
    _done(file)


@group.command("network")
def network_command(
    since: Since = None,
    until: Until = None,
    actor: Actors = None,
    among: BothSides = False,
    types: Types = None,
    min_confidence: MinConfidence = 0.0,
    by: By = "actor",
    top: Top = 300,
    title: Title = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="File to write: .png, .svg, or .html to zoom and point; default: .png."),
    ] = None,
    uri: Uri = None,
) -> None:
    """Draw who has to do with whom; as HTML it opens without a network connection."""
    from kg.files import written_whole
    from kg.plots import network, network_page

    file = _file(output, "network", ("png", "svg", "html"))
    part = _read(uri, slice_selection(since, until, actor, among, types, min_confidence, by))
    if file.suffix.lower() == ".html":
        page = network_page(part, top=top, title=title)
        with written_whole(file) as opened:
            opened.write(page.encode())
    else:
        network(part, top=top, title=title).save(file)
    _done(file)


@group.command("map")
def map_command(
    since: Since = None,
    until: Until = None,
    actor: Actors = None,
    among: BothSides = False,
    types: Types = None,
    min_confidence: MinConfidence = 0.0,
    top: Top = 60,
    title: Title = None,
    output: Output = None,
    uri: Uri = None,
) -> None:
    """Draw states and what passes between them on a map; persons and bodies count as their state."""
    from kg.plots import world_map

    file = _file(output, "map", ("png", "svg"))
    part = _read(uri, slice_selection(since, until, actor, among, types, min_confidence, "country"))
    world_map(part, top=top, title=title).save(file)
    _done(file)


@group.command("matrix")
def matrix_command(
    since: Since = None,
    until: Until = None,
    actor: Actors = None,
    among: BothSides = False,
    types: Types = None,
    min_confidence: MinConfidence = 0.0,
    by: By = "country",
    top: Top = 30,
    title: Title = None,
    output: Output = None,
    uri: Uri = None,
) -> None:
    """Draw who acts how toward whom as a table of colours, those who act alike beside each other."""
    from kg.plots import matrix

    file = _file(output, "matrix", ("png", "svg"))
    part = _read(uri, slice_selection(since, until, actor, among, types, min_confidence, by))
    matrix(part, top=top, title=title).save(file)
    _done(file)


def _file(output: Path | None, name: str, endings: tuple[str, ...]) -> Path:
    """The file to write, told before the graph is read whether it can be one."""
    from kg.errors import UsageError

    file = output or Path(f"{name}.png")
    if file.suffix.lower().removeprefix(".") not in endings:
        raise UsageError(f"cannot draw {file.name}", hint=f"name it {' or '.join(f'.{e}' for e in endings)}")
    return file


def _read(uri: str | None, selection: Selection) -> EventSlice:
    from kg.store import open_store

    with open_store(uri, read_only=True) as store:
        return read_part(store, selection)


def _side(store: Store, name: str, by: str) -> str:
    """The id that stands for an actor in a slice by actor or by country."""
    from kg.packs.resolve import resolve_actor
    from kg.store.slices import read_actors

    actor = resolve_actor(store, name)
    if by == "country":
        country = next((row["country"] for row in read_actors(store, [actor])), None)
        return f"country:{country}" if country else actor
    return actor


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _done(file: Path) -> None:
    typer.echo(f"wrote {file}", err=True)
