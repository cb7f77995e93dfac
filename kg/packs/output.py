"""Answers as a table for people, and as JSON, CSV and Parquet for programs."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

from kg.extras import require
from kg.packs.model import Query
from kg.packs.running import Answer

if TYPE_CHECKING:
    from rich.table import Table

FORMATS = ("csv", "json", "parquet", "table")


def cell(value: Any) -> str:
    """A value in few words: a node by its name, an edge by its type, a list joined."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.10g}"
    if isinstance(value, list):
        return ", ".join(cell(item) for item in value)
    if isinstance(value, dict):
        named = value.get("_type") or value.get("name") or value.get("text") or value.get("title") or value.get("id")
        return str(named) if named is not None else json.dumps(value, ensure_ascii=False)
    return str(value)


def to_json(answer: Answer) -> str:
    """The rows as a JSON array of objects; nodes carry ``_labels``, edges ``_type``."""
    return json.dumps(answer.rows, ensure_ascii=False, indent=1)


def to_csv(answer: Answer) -> str:
    """The rows as CSV with a header line; lists are joined, nodes named."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(answer.columns)
    writer.writerows([[cell(row[name]) for name in answer.columns] for row in answer.rows])
    return text.getvalue()


def to_parquet(answer: Answer) -> bytes:
    """The rows as a Parquet file; nodes and edges become their JSON.

    Raises:
        UsageError: pyarrow is not installed.
    """
    arrow = require("pyarrow", extra="parquet", what="Parquet")
    parquet = require("pyarrow.parquet", extra="parquet", what="Parquet")
    columns = {}
    for name in answer.columns:
        values = [_flat(row[name]) for row in answer.rows]
        columns[name] = arrow.array(values, type=_arrow_type(answer, name, values, arrow))
    sink = io.BytesIO()
    parquet.write_table(arrow.table(columns), sink)
    return sink.getvalue()


def _flat(value: Any) -> Any:
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, list):
        return [item if isinstance(item, str) else json.dumps(item, ensure_ascii=False) for item in value]
    return value


def _arrow_type(answer: Answer, name: str, values: list[Any], arrow: Any) -> Any:
    """The declared type, so that an empty answer has the same columns as a full one."""
    entry = answer.query.entry
    kind = entry.returns[name].type if isinstance(entry, Query) and name in entry.returns else None
    if kind == "integer" and any(isinstance(value, float) for value in values):
        kind = "number"
    by_kind = {
        "string": arrow.string(),
        "date": arrow.string(),
        "node": arrow.string(),
        "edge": arrow.string(),
        "integer": arrow.int64(),
        "number": arrow.float64(),
        "boolean": arrow.bool_(),
        "list": arrow.list_(arrow.string()),
        "path": arrow.list_(arrow.string()),
    }
    return by_kind.get(kind or "")


def to_table(answer: Answer) -> Table:
    """The rows as a table for a terminal; numbers stand to the right."""
    from rich import box
    from rich.table import Table

    entry = answer.query.entry
    returns = entry.returns if isinstance(entry, Query) else {}
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, highlight=False)
    for name in answer.columns:
        column = returns.get(name)
        right = column is not None and column.type in ("integer", "number")
        table.add_column(name, justify="right" if right else "left", overflow="fold")
    for row in answer.rows:
        table.add_row(*[cell(row[name]) for name in answer.columns])
    return table
