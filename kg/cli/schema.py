"""``kg schema``: show the ontology and lexicon, check the schema files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from kg.lexicon import Lexicon, Pattern, Relation
    from kg.ontology import Ontology

QUIET_WARNINGS = 5


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(no_args_is_help=True, help="The ontology, the relation lexicon and the actor files.")
    group.command("check")(check_command)
    group.command("show")(show_command)
    app.add_typer(group, name="schema")


def check_command(
    warnings: Annotated[bool, typer.Option("--warnings", help="List every warning, not only the first.")] = False,
) -> None:
    """Find contradictions, doubled and unreachable entries; exit 1 on errors."""
    from kg.schema_check import check_schema

    found = check_schema()
    errors = [finding for finding in found if finding.level == "error"]
    doubts = [finding for finding in found if finding.level == "warning"]
    for finding in errors:
        typer.echo(f"error: {finding}")
    for finding in doubts if warnings else doubts[:QUIET_WARNINGS]:
        typer.echo(f"warning: {finding}")
    hidden = 0 if warnings else max(0, len(doubts) - QUIET_WARNINGS)
    more = f", {hidden} not shown (--warnings lists them)" if hidden else ""
    typer.echo(f"{len(errors)} errors, {len(doubts)} warnings{more}", err=True)
    if errors:
        raise typer.Exit(1)


def show_command(
    name: Annotated[
        str | None, typer.Argument(help="A PLOVER type, a relation, or a CAMEO code; nothing lists them all.")
    ] = None,
) -> None:
    """Show what a type, relation or code means and how relations are worded."""
    from kg.errors import unknown_name
    from kg.lexicon import load_lexicon
    from kg.ontology import load_ontology

    ontology, lexicon = load_ontology(), load_lexicon()
    wanted = None if name is None else name.upper()
    if wanted is None:
        lines = _overview(ontology, lexicon)
    elif wanted in ontology.types:
        lines = _type(wanted, ontology, lexicon)
    elif wanted in lexicon.relations:
        lines = _relation(lexicon.relations[wanted], ontology)
    elif wanted in ontology.cameo:
        lines = _code(wanted, ontology, lexicon)
    else:
        known = ontology.cameo if wanted.isdigit() else [*ontology.types, *lexicon.relations]
        raise unknown_name("type, relation or code", str(name), known)
    for line in lines:
        typer.echo(line)


def _overview(ontology: Ontology, lexicon: Lexicon) -> list[str]:
    lines = []
    for name, kind in ontology.types.items():
        lines.append(f"{name}  {kind.label} ({ontology.quad_classes[kind.quad_class]})")
        lines += [f"  {r.name:<32} {r.gloss}" for r in lexicon.relations.values() if r.plover == name]
    return lines


def _type(name: str, ontology: Ontology, lexicon: Lexicon) -> list[str]:
    kind = ontology.types[name]
    lines = [
        f"{name}: {kind.label}",
        f"  {kind.definition}",
        f"  quad class {kind.quad_class} ({ontology.quad_classes[kind.quad_class]}), PLOVER score {kind.score:g}",
    ]
    lines += [f"  mode {mode}: {gloss}" for mode, gloss in kind.modes.items()]
    lines += [
        f"  CAMEO {code}: {entry.label} ({entry.goldstein:g})"
        for code, entry in ontology.cameo.items()
        if entry.type == name
    ]
    return lines + [f"  relation {r.name}: {r.gloss}" for r in lexicon.relations.values() if r.plover == name]


def _relation(relation: Relation, ontology: Ontology) -> list[str]:
    coding = "/".join(part for part in (relation.plover, relation.mode, ",".join(relation.context)) if part)
    code = ontology.code(relation.cameo)
    lines = [
        f"{relation.name}: {relation.gloss}",
        f"  coding: {coding}, CAMEO {relation.cameo} ({code.label}), Goldstein {code.goldstein:g}",
    ]
    if relation.symmetric:
        lines.append("  symmetric")
    lines += [f"  {number}. {_pattern(pattern)}" for number, pattern in enumerate(relation.patterns)]
    return lines + [f"  example: {example}" for example in relation.examples]


def _pattern(pattern: Pattern) -> str:
    demands = pattern.model_dump(exclude_defaults=True, exclude={"verbs", "nouns", "adjectives", "weight"})
    parts = [f"{pattern.pos.lower()} {'|'.join(pattern.triggers)}"]
    for key, value in demands.items():
        parts.append(f"{key.rstrip('_')}={_plain(value)}")
    return f"{', '.join(parts)} (weight {pattern.weight:g})"


def _plain(value: object) -> str:
    if isinstance(value, dict):
        return ";".join(f"{key}:{_plain(inner)}" for key, inner in value.items())
    if isinstance(value, list | tuple):
        return "|".join(str(item) for item in value) or "any"
    return str(value)


def _code(code: str, ontology: Ontology, lexicon: Lexicon) -> list[str]:
    entry = ontology.code(code)
    coding = "/".join(part for part in (entry.type, entry.mode, ",".join(entry.context)) if part)
    lines = [f"CAMEO {code}: {entry.label}", f"  Goldstein {entry.goldstein:g}, PLOVER {coding or 'none'}"]
    return lines + [
        f"  relation {r.name}"
        for r in lexicon.relations.values()
        if r.cameo == code or any(p.cameo == code for p in r.patterns)
    ]
