"""``kg runs``: what each ingest added; take it back; compare two."""

from __future__ import annotations

import json
from typing import Annotated

import typer

Uri = Annotated[str | None, typer.Option("--uri", help="Database: an address, `neo4j`, `embedded` or a folder.")]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(no_args_is_help=True, help="What each ingest added; take it back; compare two.")
    group.command("list")(list_command)
    group.command("undo")(undo_command)
    group.command("diff")(diff_command)
    app.add_typer(group, name="runs")


def list_command(uri: Uri = None, as_json: AsJson = False) -> None:
    """List the runs that added something, oldest first."""
    from kg.records import to_dict
    from kg.store import open_store

    with open_store(uri, read_only=True) as store:
        summaries = store.runs()
    for summary in summaries:
        run = summary.run
        if as_json:
            counts = {"documents": summary.documents, "rows": summary.rows, "ties": summary.ties}
            typer.echo(json.dumps(to_dict(run) | counts, ensure_ascii=False))
        else:
            ended = "" if run.finished else "  (did not end)"
            what = ", ".join(run.inputs[:3]) + (" ..." if len(run.inputs) > 3 else "")
            typer.echo(
                f"{run.id}  {summary.documents:>6} documents {summary.rows:>8} rows {summary.ties:>7} ties"
                f"  {run.model or '-'}  {what}{ended}"
            )
    if not summaries:
        typer.echo("no runs yet", err=True)


def undo_command(
    run: Annotated[str, typer.Argument(help="Id of the run (kg runs list), or `last`.")], uri: Uri = None
) -> None:
    """Take back what only this run supported."""
    from kg.errors import UsageError
    from kg.store import open_store

    with open_store(uri) as store:
        if run == "last":
            runs = store.runs()
            if not runs:
                raise UsageError("there are no runs")
            run = runs[-1].run.id
        removed = store.undo(run)
    typer.echo(
        f"took back {run}: {removed.documents} documents, {removed.events} events, {removed.mentions} mentions, "
        f"{removed.ties} ties, {removed.actors} actors",
        err=True,
    )


def diff_command(
    first: Annotated[str, typer.Argument(help="Id of a run.")],
    second: Annotated[str, typer.Argument(help="Id of another run.")],
    uri: Uri = None,
    as_json: AsJson = False,
) -> None:
    """Compare what two runs found: ``-`` only the first, ``+`` only the second."""
    from kg.store import open_store
    from kg.store.runs import events_of_run

    with open_store(uri, read_only=True) as store:
        before, after = (events_of_run(store.database, run) for run in (first, second))
    lines = [("-", before[key]) for key in before.keys() - after.keys()]
    lines += [("+", after[key]) for key in after.keys() - before.keys()]
    for sign, row in sorted(lines, key=lambda item: (str(item[1]["date"]), item[1]["id"], item[0])):
        if as_json:
            typer.echo(json.dumps({"only": "first" if sign == "-" else "second", **row}, ensure_ascii=False))
        else:
            typer.echo(
                f"{sign} {row['source']} {row['relation']} {row['target']}  {row['date'] or 'undated'}  {row['realis']}"
            )
    both = len(before.keys() & after.keys())
    only_first, only_second = len(before) - both, len(after) - both
    typer.echo(f"{both} events in both, {only_first} only in {first}, {only_second} only in {second}", err=True)
