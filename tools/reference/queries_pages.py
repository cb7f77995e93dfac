"""A page for each query pack, from its ``pack.yml`` and ``.cypher`` files."""

from __future__ import annotations

import re

from pieces import block, code, page, table

from kg.packs.model import Check, Param, Query
from kg.packs.reading import LoadedQuery, Pack, shipped_packs


def query_pages() -> dict[str, str]:
    """Path -> Markdown: an overview with every question, then the packs by name."""
    packs = sorted(shipped_packs(), key=lambda pack: pack.file.title)
    pages = {"reference/queries/index.md": _overview(packs)}
    for pack in packs:
        pages[f"reference/queries/{pack.name}.md"] = _pack(pack)
    return pages


def _overview(packs: list[Pack]) -> str:
    count = sum(len(pack.queries) for pack in packs)
    parts = [
        f"{count} queries in {len(packs)} packs. `kg query run NAME --param NAME=VALUE` asks one; in Neo4j Browser "
        "they are saved queries ([how](../../browser.md)). All of them only read.",
    ]
    for pack in packs:
        rows = [
            (f"[`{loaded.name}`]({pack.name}.md#{loaded.name})", loaded.entry.question)
            for loaded in pack.queries
            if isinstance(loaded.entry, Query)
        ]
        parts += [f"## {pack.file.title}", pack.file.about, table(("query", "question"), rows)]
    return page("Queries", *parts)


def _pack(pack: Pack) -> str:
    parts = [pack.file.about]
    for loaded in pack.queries:
        parts += _query(loaded)
    if pack.checks:
        parts += ["## Checks", "Each must return no rows; `kg query test` runs them."]
    for loaded in pack.checks:
        parts += _check(loaded)
    return page(pack.file.title, *parts)


def _query(loaded: LoadedQuery) -> list[str]:
    entry = loaded.entry
    assert isinstance(entry, Query)  # noqa: S101 - by construction
    returns = [(code(name), column.type, column.meaning) for name, column in entry.returns.items()]
    call = " ".join(["kg query run", loaded.name, *map(_argument, loaded.params.items())])
    return [
        f"## {loaded.name} {{#{loaded.name}}}",
        f"**{entry.title}.** {entry.question}",
        entry.note,
        block(call.strip(), "sh"),
        table(("parameter", "type", "default", "meaning"), [_param(*item) for item in loaded.params.items()]),
        table(("column", "type", "meaning"), returns),
        _folded("Cypher", _body(loaded.text)),
    ]


def _check(loaded: LoadedQuery) -> list[str]:
    entry = loaded.entry
    assert isinstance(entry, Check)  # noqa: S101 - by construction
    return [
        f"### {loaded.name} {{#{loaded.name}}}",
        f"{entry.meaning} ({entry.severity})",
        _folded("Cypher", _body(loaded.text)),
    ]


def _argument(item: tuple[str, Param]) -> str:
    name, param = item
    if not param.required:
        return ""
    value = str(param.shown)
    return f"--param {name}={value}" if re.fullmatch(r"[\w:.-]+", value) else f"--param '{name}={value}'"


def _param(name: str, param: Param) -> tuple[str, str, str, str]:
    return code(name), param.type, "" if param.default in (None, "") else code(param.default), param.meaning


def _body(text: str) -> str:
    """The statement without the comments and ``:param`` lines that repeat what the page says."""
    lines = [line for line in text.splitlines() if not line.startswith(("//", ":param"))]
    return "\n".join(lines).strip()


def _folded(title: str, text: str) -> str:
    inner = "\n".join(f"    {line}".rstrip() for line in block(text, "cypher").splitlines())
    return f'??? quote "{title}"\n{inner}\n'
