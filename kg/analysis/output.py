"""Tables of measures for people, and as JSON and CSV for programs."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.analysis.tables import Table
from kg.packs.output import cell

if TYPE_CHECKING:
    from rich.table import Table as RichTable

FORMATS = ("csv", "json", "table")


def to_json(table: Table) -> Iterator[str]:
    """The rows as a JSON array of objects, piece by piece."""
    for number, row in enumerate(table.rows):
        object_ = json.dumps([row], ensure_ascii=False, indent=1).removeprefix("[").removesuffix("\n]")
        yield ("," if number else "[") + object_
    yield "\n]\n" if table.rows else "[]\n"


def to_csv(table: Table) -> Iterator[str]:
    """The rows as CSV with a header line, line by line; what is undefined is empty."""
    line = io.StringIO()
    writer = csv.DictWriter(line, table.columns, lineterminator="\n")
    writer.writeheader()
    for row in table.rows:
        yield line.getvalue()
        line.seek(0)
        line.truncate()
        writer.writerow(row)
    yield line.getvalue()


def to_table(table: Table) -> RichTable:
    """The rows as a table for a terminal: numbers to the right and rounded, actors by name alone where there is one."""
    from rich import box
    from rich.table import Table as RichTable

    shown = [name for name in table.columns if f"{name}_name" not in table.columns]
    made = RichTable(box=box.SIMPLE_HEAD, pad_edge=False, highlight=False)
    for name in shown:
        numeric = any(isinstance(row[name], int | float) and not isinstance(row[name], bool) for row in table.rows)
        made.add_column(name.removesuffix("_name"), justify="right" if numeric else "left", overflow="fold")
    for row in table.rows:
        made.add_row(*(f"{row[name]:.4g}" if isinstance(row[name], float) else cell(row[name]) for name in shown))
    return made
