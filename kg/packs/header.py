"""The comments and ``:param`` lines at the top of a ``.cypher`` file, written from ``pack.yml``.

Neo4j Browser takes a pasted file as a list of statements: the comments are skipped, each ``:param`` line (which has
to end in a semicolon) sets a value, and the query runs with them. Of several statements it shows only that they
succeeded; the query run once more on its own shows its answer. The runner drops the ``:param`` lines.
"""

from __future__ import annotations

import textwrap

from kg.packs.cypher import with_values
from kg.packs.model import Check, Column, Param, Query, Value

WIDTH = 116


def literal(value: Value) -> str:
    """A value as Cypher."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, list):
        return "[" + ", ".join(literal(item) for item in value) + "]"
    return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'"


def _wrapped(first: str, text: str, indent: int) -> list[str]:
    return [
        f"// {line}"
        for line in textwrap.wrap(first + text, WIDTH, subsequent_indent=" " * indent, break_on_hyphens=False)
    ]


def _param_line(name: str, param: Param, width: int) -> list[str]:
    default = "required" if param.required else f"default {literal(param.default)}"
    return _wrapped(f"  {name:<{width}}  {param.type}, {default}: ", param.meaning, width + 6)


def _column_line(name: str, column: Column, width: int) -> list[str]:
    return _wrapped(f"  {name:<{width}}  {column.type}" + (": " if column.meaning else ""), column.meaning, width + 6)


def query_header(query: Query, params: dict[str, Param]) -> str:
    """The top of a query's file; ``params`` are all its parameters, shared ones too."""
    lines = [f"// {query.title}", *_wrapped("Question: ", query.question, 2)]
    if query.note:
        lines += _wrapped("Note: ", query.note, 2)
    if params:
        width = max(map(len, params))
        lines += ["//", "// Parameters"]
        for name, param in params.items():
            lines += _param_line(name, param, width)
    width = max(map(len, query.returns))
    lines += ["//", "// Columns"]
    for name, column in query.returns.items():
        lines += _column_line(name, column, width)
    if query.tags:
        lines += ["//", f"// Tags: {', '.join(query.tags)}"]
    lines.append("")
    lines += [f":param {name} => {literal(param.shown)};" for name, param in params.items()]
    return "\n".join(lines) + "\n" * (2 if params else 1)


def favourite(query: Query, params: dict[str, Param], text: str) -> str:
    """A query's file as a saved query: the values stand in the query, so that one click shows the answer."""
    top = [line for line in query_header(query, params).splitlines() if not line.startswith(":param")]
    while top and not top[-1]:
        top.pop()
    if params:
        top += ["//", "// The values stand in the query, each after its name: change them there."]
    values = {name: literal(param.shown) for name, param in params.items()}
    return "\n".join(top) + "\n\n" + with_values(body(text), values)


def check_header(check: Check) -> str:
    """The top of a check's file."""
    return (
        "\n".join([*_wrapped("Check: ", check.meaning, 2), f"// Severity: {check.severity}. Every row is one case."])
        + "\n\n"
    )


def body(text: str) -> str:
    """A file's statement without the comments and ``:param`` lines at its top."""
    lines = text.splitlines()
    while lines and (not lines[0].strip() or lines[0].lstrip().startswith(("//", ":param"))):
        lines.pop(0)
    return "\n".join(lines).strip() + "\n"
