"""Rows of a table to a CSV or Parquet file, as they come."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, BinaryIO

from kg.extras import require

#: Column -> ``str``, ``int``, ``float`` or ``bool``; every value may be absent.
Columns = Mapping[str, type]

_PORTION = 10_000


def write_csv(file: BinaryIO, columns: Columns, rows: Iterable[Sequence[Any]]) -> int:
    """Write rows with a header line; what is absent is empty. Returns their number."""
    text = io.TextIOWrapper(file, encoding="utf-8", newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    count = 0
    for count, row in enumerate(rows, start=1):  # noqa: B007 - the last is the number
        writer.writerow(row)
    text.flush()
    text.detach()
    return count


def write_parquet(file: BinaryIO, columns: Columns, rows: Iterable[Sequence[Any]]) -> int:
    """The same as Parquet, 10,000 rows at a time.

    Raises:
        UsageError: pyarrow is not installed.
    """
    arrow = require("pyarrow", extra="parquet", what="Parquet")
    parquet = require("pyarrow.parquet", extra="parquet", what="Parquet")
    types = {str: arrow.string(), int: arrow.int64(), float: arrow.float64(), bool: arrow.bool_()}
    schema = arrow.schema([(name, types[kind]) for name, kind in columns.items()])
    count = 0
    with parquet.ParquetWriter(file, schema) as writer:
        for portion in _portions(rows):
            count += len(portion)
            values = [
                arrow.array(column, type=field.type)
                for column, field in zip(zip(*portion, strict=True), schema, strict=True)
            ]
            writer.write_table(arrow.table(values, schema=schema))
    return count


def _portions(rows: Iterable[Sequence[Any]]) -> Iterator[list[Sequence[Any]]]:
    source = iter(rows)
    while portion := list(islice(source, _PORTION)):
        yield portion
