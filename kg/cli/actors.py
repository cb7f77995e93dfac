"""``kg actors``: who is who - find, judge, review, import, export, check, load."""

from __future__ import annotations

import json
import os
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from kg.actors.judgements import Judgements
    from kg.actors.resolve import Candidate

group = typer.Typer(no_args_is_help=True, help="Who is who: look up, judge, import and check actors.")

Folders = Annotated[
    list[Path] | None,
    typer.Option("--actors", help="Folder with your own actor files (repeatable; default: KG_ACTORS)."),
]
Folder = Annotated[
    Path | None, typer.Option("--actors", help="Folder that keeps the judgements (default: KG_ACTORS, else ./actors).")
]
Uri = Annotated[str | None, typer.Option("--uri", help="Database (default: NEO4J_URI, else the embedded one).")]
Output = Annotated[str | None, typer.Option("--format", help="table or json (default: table on a terminal).")]
Graph = Annotated[bool, typer.Option("--graph", help="Also change the graph that exists already.")]
On = Annotated[str | None, typer.Option("--on", help="Date, ISO 8601, also 2019 or 2019-05 (default: today).")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(group, name="actors")


def _folders(given: list[Path] | None) -> list[Path]:
    if given:
        return given
    return [Path(part) for part in os.environ.get("KG_ACTORS", "").split(os.pathsep) if part]


def _folder(given: Path | None) -> Path:
    held = _folders([given] if given else None)
    return held[-1] if held else Path("actors")


def _checked_on(on: str | None) -> str | None:
    import datetime

    from kg.errors import UsageError

    if on is not None:
        try:
            datetime.date.fromisoformat({4: f"{on}-01-01", 7: f"{on}-01"}.get(len(on), on))
        except ValueError:
            raise UsageError(f"{on!r} is no date", hint="like 2019, 2019-05 or 2019-05-01") from None
    return on


def _chosen(output: str | None) -> str:
    from kg.errors import unknown_name

    if output is not None and output not in ("table", "json"):
        raise unknown_name("format", output, ("table", "json"))
    return output or ("table" if sys.stdout.isatty() else "json")


@group.command("find")
def find_command(
    name: Annotated[str, typer.Argument(help="A name or description: Putin, the Kremlin, the French president.")],
    on: On = None,
    country: Annotated[str | None, typer.Option(help="ISO code of a country the text speaks of.")] = None,
    output: Output = None,
    actors: Folders = None,
) -> None:
    """Say who is meant by a name on a date: candidates, best first, with reasons. Exit 1 if nobody is."""
    from kg.actors.knowledge import load_knowledge
    from kg.actors.resolve import Context, Resolver

    chosen, date = _chosen(output), _checked_on(on)
    context = Context(countries=(country.upper(),)) if country else None
    found = Resolver(load_knowledge(_folders(actors))).find(name, date, context)
    if chosen == "json":
        rows = [{"id": c.id, "name": c.name, "score": round(c.score, 3), "reasons": list(c.reasons)} for c in found]
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=2))
    else:
        for line in _table(found):
            typer.echo(line)
    if not found:
        typer.echo(f"nobody is known as {name!r}", err=True)
        raise typer.Exit(1)


def _table(found: list[Candidate]) -> list[str]:
    width = max((len(candidate.id) for candidate in found), default=0)
    return [f"{c.score:.2f}  {c.id:<{width}}  {c.name}  ({'; '.join(c.reasons)})" for c in found]


def _judge(judgements: Judgements, folder: Path, *, graph: bool, uri: str | None) -> None:
    from kg.actors.judgements import save_judgements
    from kg.actors.knowledge import load_knowledge

    before = folder / "judgements.yaml"
    old = before.read_text(encoding="utf-8") if before.exists() else None
    path = save_judgements(judgements, folder)
    with ExitStack() as undo:
        # what cannot be loaded, or was stopped while it was tried, is not kept
        undo.callback(path.unlink) if old is None else undo.callback(path.write_text, old, encoding="utf-8")
        load_knowledge([folder], cache=False)
        undo.pop_all()
    typer.echo(f"written to {path}", err=True)
    if graph:
        _apply(judgements, uri)


def _apply(judgements: Judgements, uri: str | None) -> None:
    from kg.actors.graph_judgements import apply_to_graph
    from kg.store import open_store

    with open_store(uri) as store:
        done = apply_to_graph(store.database, judgements)
    typer.echo(f"graph: {len(done.merged)} merged, {len(done.parted)} parted, {done.edges} edges moved", err=True)


@group.command("merge")
def merge_command(
    kept: Annotated[str, typer.Argument(help="Id that stays.")],
    other: Annotated[str, typer.Argument(help="Id of the same actor.")],
    actors: Folder = None,
    graph: Graph = False,
    uri: Uri = None,
) -> None:
    """Judge two ids to be one actor."""
    from kg.actors.judgements import load_judgements

    folder = _folder(actors)
    judgements = load_judgements(folder).merge(_id(kept), _id(other))
    _tell_unlisted(folder, kept, other)
    _judge(judgements, folder, graph=graph, uri=uri)


def _tell_unlisted(folder: Path, *ids: str) -> None:
    from kg.actors.knowledge import load_knowledge

    base = load_knowledge([folder] if folder.is_dir() else [])
    for unlisted in (actor for actor in ids if actor not in base and actor not in base.redirects):
        typer.echo(f"note: no file lists {unlisted}: the judgement holds for texts and graphs that have it", err=True)


@group.command("split")
def split_command(
    first: Annotated[str, typer.Argument(help="Id of one.")],
    second: Annotated[str, typer.Argument(help="Id of the other.")],
    actors: Folder = None,
    graph: Graph = False,
    uri: Uri = None,
) -> None:
    """Judge two ids to be two actors; takes back a merge of them."""
    from kg.actors.judgements import load_judgements

    folder = _folder(actors)
    _judge(load_judgements(folder).split(_id(first), _id(second)), folder, graph=graph, uri=uri)


@group.command("assign")
def assign_command(
    name: Annotated[str, typer.Argument(help="Name as texts have it.")],
    actor: Annotated[str, typer.Argument(help="Id of the actor meant.")],
    actors: Folder = None,
) -> None:
    """Judge a name to mean an actor."""
    from kg.actors.judgements import load_judgements

    folder = _folder(actors)
    _judge(load_judgements(folder).assign(name, _id(actor)), folder, graph=False, uri=None)


@group.command("apply")
def apply_command(actors: Folder = None, uri: Uri = None) -> None:
    """Bring an existing graph to the judgements, also to those taken back."""
    from kg.actors.judgements import load_judgements

    _apply(load_judgements(_folder(actors)), uri)


def _id(text: str) -> str:
    from kg.errors import UsageError

    if ":" not in text:
        raise UsageError(f"{text!r} is no actor id", hint="like person:vladimir-putin; kg actors find tells them")
    return text


@group.command("review")
def review_command(
    limit: Annotated[int, typer.Option(min=1, help="At most so many.")] = 30,
    on: On = None,
    output: Output = None,
    actors: Folders = None,
    uri: Uri = None,
) -> None:
    """List actors of the graph that nobody listed, the ones in most events first, with candidates."""
    from kg.actors.judgements import joined, load_judgements
    from kg.actors.knowledge import load_knowledge
    from kg.actors.review import review
    from kg.store import open_store

    chosen, folders = _chosen(output), _folders(actors)
    judgements = joined(load_judgements(folder) for folder in folders)
    with open_store(uri, read_only=True) as store:
        doubts = review(store.database, load_knowledge(folders), judgements, limit=limit, on=_checked_on(on))
    if chosen == "json":
        rows = [
            {
                "id": d.id,
                "name": d.name,
                "kind": d.kind,
                "country": d.country,
                "events": d.events,
                "candidates": [
                    {"id": c.id, "score": round(c.score, 3), "reasons": list(c.reasons)} for c in d.candidates
                ],
            }
            for d in doubts
        ]
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for doubt in doubts:
        typer.echo(f"{doubt.events:>6}  {doubt.id}  {doubt.name}")
        for candidate in doubt.candidates:
            typer.echo(f"        {candidate.score:.2f}  {candidate.id}  ({'; '.join(candidate.reasons)})")


@group.command("import")
def import_command(
    path: Annotated[Path, typer.Argument(help="File to read (.gz is unpacked).")],
    output: Annotated[Path, typer.Option("-o", "--output", help="Your folder of actor files.")],
    kind: Annotated[str, typer.Option("--format", help="phoenix, wikidata, ftm or csv.")],
) -> None:
    """Read an actor dictionary into your own actor files. Exit 3 if some lines were set aside."""
    from kg.actors.importers import IMPORTERS, ImportContext, write_entries
    from kg.actors.knowledge import load_knowledge
    from kg.errors import EXIT_SET_ASIDE, unknown_name
    from kg.ids import slug

    if kind not in IMPORTERS:
        raise unknown_name("format", kind, IMPORTERS)
    context = ImportContext(load_knowledge())
    stem = f"{kind}-{slug(path.name.removesuffix('.gz').rpartition('.')[0] or path.name)}"
    count, files = write_entries(IMPORTERS[kind](path, context), output, stem, path.name)
    for rejection in context.rejections:
        place = f"{path}:{rejection.line}" if rejection.line else str(path)
        typer.echo(f"{place}: {rejection.reason}", err=True)
    where = f" in {len(files)} files in {output}" if files else ""
    typer.echo(f"{count} actors{where}; {len(context.rejections)} malformed lines", err=True)
    if context.rejections:
        raise typer.Exit(EXIT_SET_ASIDE)


@group.command("export")
def export_command(
    output: Annotated[Path | None, typer.Option("-o", "--output", help="CSV file (default: standard output).")] = None,
    kind: Annotated[str | None, typer.Option(help="Only actors of this kind, such as person.")] = None,
    actors: Folders = None,
) -> None:
    """Write all known actors as CSV, one row an office."""
    from kg.actors.exporting import export_csv
    from kg.actors.knowledge import load_knowledge
    from kg.errors import InputError, unknown_name
    from kg.records import ActorKind

    if kind is not None and kind not in set(ActorKind):
        raise unknown_name("kind", kind, [str(item) for item in ActorKind])
    base = load_knowledge(_folders(actors))
    if output is None:
        export_csv(base, sys.stdout, kind=kind)
        return
    try:
        with output.open("w", encoding="utf-8", newline="") as stream:
            count = export_csv(base, stream, kind=kind)
    except OSError as error:
        raise InputError(error.strerror or str(error), where=str(output)) from error
    typer.echo(f"{count} rows in {output}", err=True)


@group.command("check")
def check_command(
    actors: Folders = None,
    warnings: Annotated[bool, typer.Option("--warnings", help="List every warning, not only the first ten.")] = False,
) -> None:
    """Find clashes in actor files and judgements; exit 1 on errors."""
    from kg.actors.checking import check_actor_files

    found = check_actor_files(_folders(actors))
    doubts = [clash for clash in found if clash.level == "warning"]
    errors = [clash for clash in found if clash.level == "error"]
    for clash in errors:
        typer.echo(f"error: {clash}")
    for clash in doubts if warnings else doubts[:10]:
        typer.echo(f"warning: {clash}")
    typer.echo(f"{len(errors)} errors, {len(doubts)} warnings", err=True)
    if errors:
        raise typer.Exit(1)


@group.command("load")
def load_command(actors: Folders = None, uri: Uri = None) -> None:
    """Write the whole knowledge base to the graph, in place of what an older one said of offices and memberships."""
    from kg.actors.graph_knowledge import all_known
    from kg.actors.knowledge import load_knowledge
    from kg.store import open_store

    base = load_knowledge(_folders(actors))
    with (
        open_store(uri) as store,
        typer.progressbar(
            all_known(base), length=len(base), label="actors", file=sys.stderr, update_min_steps=500
        ) as entries,
    ):
        counts = store.write_actors(entries, complete=True)
    written = ((counts.actors, counts.actors_new, "actors"), (counts.offices, counts.offices_new, "offices"))
    for given, new, what in (*written, (counts.ties, counts.ties_new, "memberships")):
        typer.echo(f"{given} {what}, {new} of them new", err=True)
    typer.echo(f"{counts.changed} changed or taken out", err=True)
