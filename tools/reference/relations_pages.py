"""A page for each PLOVER type with its relations, and one of the CAMEO codes, from ontology and lexicon."""

from __future__ import annotations

from html import escape

from pieces import code, codes, page, table

from kg.lexicon import Pattern, Relation, load_lexicon
from kg.ontology import PloverType, load_ontology


def relation_pages() -> dict[str, str]:
    """Path -> Markdown: an overview, the types in the order of the ontology, the codes."""
    pages = {"reference/relations/index.md": _overview()}
    for name, kind in load_ontology().types.items():
        pages[f"reference/relations/{name.lower()}.md"] = _type(name, kind)
    pages["reference/relations/cameo.md"] = _cameo()
    return pages


def _of(plover: str) -> list[Relation]:
    return sorted((r for r in load_lexicon().relations.values() if r.plover == plover), key=lambda r: r.name)


def _overview() -> str:
    ontology = load_ontology()
    parts = [
        f"{len(load_lexicon().relations)} relations under the {len(ontology.types)} PLOVER types. Each relation is an "
        "edge type of the graph. [How they are worded and how to add one](../../lexicon.md); "
        "[what counts as what](../../coding-rules.md).",
    ]
    for name, kind in ontology.types.items():
        rows = [(f"[`{r.name}`]({name.lower()}.md#{r.name.lower()})", r.gloss) for r in _of(name)]
        about = f"{kind.label}: {ontology.quad_classes[kind.quad_class]}."
        parts += [f"## {name}", about, table(("relation", "meaning"), rows)]
    return page("Relations", *parts)


def _type(name: str, kind: PloverType) -> str:
    ontology = load_ontology()
    facts = [
        ("quad class", f"{kind.quad_class}, {ontology.quad_classes[kind.quad_class]}"),
        ("PLOVER score", f"{kind.score:g}"),
    ]
    modes = [(code(mode), gloss) for mode, gloss in kind.modes.items()]
    parts = [f"**{kind.label}.** {kind.definition}", table(("", ""), facts), table(("mode", "meaning"), modes)]
    for relation in _of(name):
        parts += _relation(relation)
    return page(name, *parts)


def _relation(relation: Relation) -> list[str]:
    ontology = load_ontology()
    entry = ontology.code(relation.cameo)
    coding = [
        ("CAMEO", f"{relation.cameo}, {entry.label}"),
        ("Goldstein weight", f"{ontology.goldstein(relation.cameo):g}"),
        ("mode", relation.mode or ""),
        ("context", ", ".join(relation.context)),
        ("symmetric", "yes: both do the same" if relation.symmetric else ""),
    ]
    examples = "\n".join(f"- {_marked(example)}" for example in relation.examples)
    patterns = [
        (codes(pattern.triggers), pattern.pos.lower(), _demands(pattern), f"{pattern.weight:g}")
        for pattern in relation.patterns
    ]
    return [
        f"## {relation.name} {{#{relation.name.lower()}}}",
        f"{relation.gloss}.",
        table(("coding", ""), [row for row in coding if row[1]]),
        examples,
        _folded("Wordings", table(("trigger", "is a", "demands", "weight"), patterns)),
    ]


def _marked(example: str) -> str:
    """An example with its source and target in bold, each told which it is by its title."""
    for tag, title in (("s", "source"), ("t", "target")):
        example = example.replace(f"<{tag}>", f'<strong class="{title}" title="{title}">')
        example = example.replace(f"</{tag}>", "</strong>")
    return example


def _demands(pattern: Pattern) -> str:
    given = pattern.model_dump(exclude_defaults=True, by_alias=True)
    parts = []
    for key, value in given.items():
        if key not in {"verbs", "nouns", "adjectives", "weight"}:
            parts.append(f"{key}: {escape(_plain(value))}")
    return "<br>".join(parts)


def _plain(value: object) -> str:
    if isinstance(value, dict):
        return "; ".join(f"{key} {_plain(inner)}" for key, inner in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(str(item) or "imperative" for item in value) or "any"
    return str(value)


def _folded(title: str, text: str) -> str:
    inner = "\n".join(f"    {line}" for line in text.splitlines())
    return f'??? quote "{title}"\n\n{inner}\n' if inner else ""


def _cameo() -> str:
    ontology = load_ontology()
    by_code: dict[str, list[str]] = {}
    for relation in load_lexicon().relations.values():
        for cameo in {relation.cameo, *(pattern.cameo for pattern in relation.patterns if pattern.cameo)}:
            by_code.setdefault(cameo, []).append(relation.name)
    rows = []
    for name, entry in ontology.cameo.items():
        links = ", ".join(
            f"[`{relation}`]({load_lexicon().relations[relation].plover.lower()}.md#{relation.lower()})"
            for relation in sorted(by_code.get(name, ()))
        )
        plover = " ".join(part for part in (entry.type, entry.mode) if part)
        weight = "" if entry.goldstein is None else f"{entry.goldstein:g}"
        rows.append((name, entry.label, weight, plover, links))
    return page(
        "CAMEO codes",
        "Every code of CAMEO with its Goldstein weight, its PLOVER coding, and the relations that carry it.",
        table(("code", "meaning", "weight", "PLOVER", "relations"), rows),
    )
