"""The records: a line of ``kg extract`` from its JSON Schema, the Python records from their docstrings."""

from __future__ import annotations

from typing import Any

from pieces import code, codes, from_docstring, page, table

from kg.contract import event_schema
from kg.records import ActorKind, Precision, Realis

# Keys whose values are a closed list; the schema has them as strings.
_LISTED = {"realis": Realis, "kind": ActorKind, "date_precision": Precision}


def record_pages() -> dict[str, str]:
    """Path -> Markdown: the JSON lines contract, the records, what notebooks use."""
    return {
        "reference/records/event.md": _contract(),
        "reference/records/records.md": _module(
            "Records in Python", "What crosses the boundaries between parts of kg. All are frozen.", "kg.records"
        ),
        "reference/records/actors.md": _module(
            "Actor files", "The format of `schema/actors/*.yaml` and of your own actor files.", "kg.actors.model"
        ),
        "reference/records/packs.md": _module(
            "Query packs", "The format of `queries/<pack>/pack.yml` and of your own packs.", "kg.packs.model"
        ),
        "reference/records/lexicon.md": _module(
            "Relations and patterns", "The format of `schema/relations/*.yaml`.", "kg.lexicon"
        ),
        "reference/records/analysis.md": _module(
            "Slices of the graph",
            "What a notebook uses: part of the graph as networkx graphs and pandas frames.",
            "kg.analysis.loading",
            "kg.analysis.slices",
            "kg.analysis.selection",
            "kg.analysis.records",
        ),
        "reference/records/loading.md": _module("Loaders", "What a loader of your own is made of.", "kg.loading"),
        "reference/records/errors.md": _module("Errors", "What kg raises on purpose.", "kg.errors"),
    }


def _module(title: str, about: str, *modules: str) -> str:
    return page(title, about, *(f"::: {module}" for module in modules))


def _contract() -> str:
    schema = event_schema()
    parts = [
        "`kg extract INPUT... -o FILE` writes one event a line with these keys. They are stable: a change of a key or "
        "its meaning is a new major version. The schema is shipped as `kg/event.schema.json`. "
        "`start` and `end` are character offsets into the document's text: `text[start:end]` is the span's `text`.",
        "## event",
        from_docstring(schema.get("description", "")),
        _fields(schema),
    ]
    for name, entry in sorted(schema["$defs"].items()):
        parts += [f"## {name} {{#{name.lower()}}}", from_docstring(entry.get("description", ""))]
        parts.append(_fields(entry) if "properties" in entry else f"One of {', '.join(map(code, entry['enum']))}.")
    return page("Event lines", *parts)


def _fields(entry: dict[str, Any]) -> str:
    needed = set(entry.get("required", ()))
    rows = []
    for name, field in entry["properties"].items():
        value = codes(_LISTED[name]) if name in _LISTED else _type(field)
        rows.append((code(name), value, "always" if name in needed else "may be absent or null"))
    return table(("key", "value", "given"), rows)


def _type(field: dict[str, Any]) -> str:
    if "$ref" in field:
        name = field["$ref"].rsplit("/", 1)[-1]
        return f"[{name}](#{name.lower()})"
    if "anyOf" in field:
        return " or ".join(_type(option) for option in field["anyOf"] if option.get("type") != "null")
    if field.get("type") == "array":
        return f"list of {_type(field['items'])}" if "items" in field else "list"
    return str(field.get("type", "value"))
