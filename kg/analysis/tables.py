"""The result of a measure: named columns and rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from kg.extras import require

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of a measure.

    Attributes:
        columns: Their names, in order.
        rows: One dict a row, with exactly these keys; numbers unrounded, None where a value is not defined.
        notes: What a reader must know beside the numbers, such as what was left out.
    """

    columns: tuple[str, ...]
    rows: list[Row]
    notes: tuple[str, ...] = field(default=())

    def frame(self) -> Any:
        """As a ``pandas.DataFrame``.

        Raises:
            UsageError: pandas is not installed.
        """
        pandas = require("pandas", extra="analysis", what="A data frame")
        return pandas.DataFrame(self.rows, columns=list(self.columns))


def table(columns: Sequence[str], values: Iterable[Sequence[Any]], *notes: str) -> Table:
    """A table from rows of values in the order of the columns."""
    return Table(tuple(columns), [dict(zip(columns, row, strict=True)) for row in values], notes)


def ranked(columns: Sequence[str], values: Iterable[Sequence[Any]], by: str) -> Table:
    """A table with the largest value of a column first; those without a value last, ties by the first column."""
    made = table(columns, values)
    made.rows.sort(key=lambda row: (row[by] is None, -(row[by] or 0), str(row[columns[0]])))
    return made
