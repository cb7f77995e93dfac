"""``kg explain``: what was found in a sentence and why."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from rich.console import Console

    from kg.explain import EventExplanation, SentenceExplanation
    from kg.nlp.mentions import Mention


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("explain")(explain_command)


def explain_command(
    text: Annotated[str, typer.Argument(help="A sentence or a paragraph; - reads standard input.")],
    published: Annotated[str | None, typer.Option(help="Date of the text: relative dates count from it.")] = None,
    model: Annotated[str | None, typer.Option(help="spaCy model.")] = None,
    actors: Annotated[list[Path] | None, typer.Option(help="Folder with your own actor files.")] = None,
    parse: Annotated[bool, typer.Option("--parse", help="Show the parse of every word too.")] = False,
    output: Annotated[str, typer.Option("--format", help="text or json.")] = "text",
) -> None:
    """Show what was found in a text and why: actors, rules, date, realis, and what was rejected."""
    from kg.errors import UsageError
    from kg.explain import explain
    from kg.extract import Extractor

    if output not in ("text", "json"):
        raise UsageError(f"unknown format {output!r}", hint="known: json, text")
    content = sys.stdin.read() if text == "-" else text
    if not content.strip():
        raise UsageError("there is no text to explain")
    found = explain(Extractor(model, actors or ()), content, published)
    if output == "json":
        typer.echo(json.dumps([_as_json(sentence) for sentence in found], ensure_ascii=False, indent=2))
        return
    from rich.console import Console

    console = Console(width=None if sys.stdout.isatty() else 120, highlight=False)
    for sentence in found:
        _show(console, sentence, parse=parse)


def _as_json(sentence: SentenceExplanation) -> dict[str, object]:
    from kg.records import to_dict

    return {
        "sentence": sentence.text,
        "actors": [
            {
                "text": m.ref.text,
                "id": m.ref.id,
                "score": m.score,
                "via": m.via,
                "reasons": m.reasons,
                "alternatives": m.alternatives,
            }
            for m in sentence.actors
        ],
        "events": [
            {**to_dict(found.event), "realis_reasons": found.realis, "arbiter": found.arbiter}
            for found in sentence.events
        ],
        "rejected": [to_dict(item) for item in sentence.rejected],
        "silence": sentence.silence,
    }


def _show(console: Console, sentence: SentenceExplanation, *, parse: bool) -> None:
    from rich.markup import escape

    console.print(f"[bold]{escape(sentence.text.strip())}[/bold]")
    if parse:
        for word in sentence.words:
            columns = f"{escape(word.text):<18} {escape(word.lemma):<16} {word.pos:<6} {word.dependency:<10}"
            console.print(f"    {columns} < {escape(word.head)}")
    console.print("  actors" if sentence.actors else "  actors: none")
    for mention in sentence.actors:
        console.print(f"    {escape(_actor_line(mention))}")
    for found in sentence.events:
        console.print("  event")
        for line in _event_lines(found):
            console.print(f"    {escape(line)}")
    for item in sentence.rejected:
        source = item.source.name if item.source else "?"
        target = item.target.name if item.target else "?"
        console.print(
            f"  rejected: {escape(f'({source})-[{item.relation}]->({target})')} at {escape(repr(item.trigger.text))}"
        )
        console.print(f"    because: {escape(item.reason)} [{escape(item.rule)}]")
    if sentence.silence:
        console.print(f"  no event: {escape(sentence.silence)}")


def _actor_line(mention: Mention) -> str:
    ref = mention.ref
    facts = ", ".join(part for part in (ref.country, ref.sector, ref.role) if part)
    members = f" = {', '.join(member.name for member in mention.members)}" if mention.members else ""
    why = f" because {'; '.join(mention.reasons)}" if mention.reasons else ""
    others = (
        f" (else {', '.join(f'{name} {score:.2f}' for name, score in mention.alternatives[:3])})"
        if mention.alternatives
        else ""
    )
    return (
        f"{ref.text!r} is {ref.name} <{ref.id}>{members}"
        + (f" [{facts}]" if facts else "")
        + f", via {mention.via}{why}{others}"
    )


def _event_lines(found: EventExplanation) -> list[str]:
    event, reasons = found.event, found.realis
    plover = event.plover
    coding = "/".join(part for part in (plover.type, plover.mode, ",".join(plover.context)) if part)
    when = event.date or "unknown"
    if event.date_end:
        when += f" to {event.date_end}"
    lines = [
        f"({event.source.name})-[{event.relation}]->({event.target.name})",
        f"rule: {event.rule} at {event.trigger.text if event.trigger else ''!r}, confidence {event.confidence:.2f}",
        f"coding: {coding}, CAMEO {event.cameo}, quad class {event.quad_class}, Goldstein {event.goldstein}",
        f"date: {when} (precision: {event.date_precision})",
        f"realis: {event.realis}" + (f" because {'; '.join(reasons)}" if reasons else " (stated as fact)"),
        *found.arbiter,
    ]
    if event.attribution:
        lines.append(f"according to: {', '.join(speaker.name for speaker in event.attribution)}")
    if event.amount:
        lines.append(f"amount: {event.amount.value:,.0f} {event.amount.currency}")
    if event.magnitude:
        lines.append(f"magnitude: {event.magnitude.value:g} {event.magnitude.unit}")
    if event.location:
        lines.append(f"location: {event.location.name}")
    return lines
