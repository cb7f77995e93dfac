"""``kg browse``: Neo4j Browser on the graph, with saved queries, style and guide."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated
from urllib.parse import urlencode, urlsplit

import typer


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("browse")(browse_command)


def browse_command(
    uri: Annotated[
        str | None,
        typer.Option("--uri", help="A Neo4j (bolt://...); default: NEO4J_URI, else the one of kg neo4j start."),
    ] = None,
    browser: Annotated[
        str | None, typer.Option("--browser", help="Address of its Browser, where it is not on port 7474 of that host.")
    ] = None,
    no_open: Annotated[bool, typer.Option("--no-open", help="Print the address, open no window.")] = False,
    write: Annotated[
        Path | None, typer.Option("--files", help="Write saved queries, style and guide to this folder, and end.")
    ] = None,
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port for style and guide; 0 takes a free one.")] = 0,
    pack: Annotated[
        list[Path] | None, typer.Option("--pack", help="Folder with a pack of your own, or with several (repeatable).")
    ] = None,
) -> None:
    """Open Neo4j Browser on the graph; serve it style and guide until Ctrl-C."""
    from kg.errors import UsageError
    from kg.packs.browser import FAVOURITES, GUIDE, STYLE, browser_files
    from kg.packs.reading import load_packs
    from kg.packs.serving import serve

    contents = browser_files(load_packs(pack or ()))
    if write is not None:
        _write_files(write, contents)
        return
    bolt, page, user = _addresses(uri, browser)
    address = f"{page}?{urlencode({'dbms': bolt, 'db': 'neo4j'})}"
    try:
        served = serve(contents, port)
        with served as base:
            typer.echo(f"Browser     {address}")
            typer.echo(f"User        {user}")
            typer.echo("Once you are logged in, type into its editor:")
            typer.echo(f"Style       :style {base}/{STYLE}")
            typer.echo(f"Guide       :guide {base}/{GUIDE}")
            typer.echo(f"Favourites  save {base}/{FAVOURITES} and drop it onto the window")
            if not no_open:
                typer.launch(address)
            typer.echo("Ctrl-C ends", err=True)
            _wait()
    except OSError as error:
        raise UsageError(f"port {port}: {error.strerror}", hint="--port 0 takes a free one") from error


def _write_files(folder: Path, contents: dict[str, bytes]) -> None:
    from kg.errors import KgError
    from kg.files import written_whole

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise KgError(f"cannot be made: {error.strerror}", where=str(folder)) from error
    for name, content in contents.items():
        with written_whole(folder / name) as file:
            file.write(content)
        typer.echo(str(folder / name))


def _addresses(uri: str | None, browser: str | None) -> tuple[str, str, str]:
    """Bolt address, address of Browser, and user."""
    from kg.errors import UsageError
    from kg.settings import load_settings
    from kg.store import server

    settings = load_settings()
    where = uri or settings.uri or "neo4j"
    if where == "neo4j":
        address = server.running_address(settings)
        state = server.status(settings)
        assert state is not None  # noqa: S101 - running_address has raised otherwise
        return address.uri, browser or state.browser_uri, f"{address.username} (kg neo4j status --password)"
    if "://" not in where:
        raise UsageError(
            f"{where}: Neo4j Browser shows a Neo4j, not the embedded database",
            hint="kg neo4j start, kg ingest INPUT... --uri neo4j, then kg browse",
        )
    host = urlsplit(where).hostname or "localhost"
    return where, browser or f"http://{host}:7474/browser/", settings.username


def _wait() -> None:
    import threading

    try:
        threading.Event().wait()
    except KeyboardInterrupt:
        typer.echo("ended", err=True)
