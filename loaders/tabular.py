"""Tables of articles: JSON lines, CSV and TSV, Parquet; columns by their usual names or as ``--map`` says."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from kg.loaders.columns import Columns, has_text_column
from kg.loaders.decoding import decode, looks_binary
from kg.loaders.table_rows import (
    column_count,
    csv_rows,
    delimiter_of,
    first_line,
    head_encoding,
    header_cells,
    lines,
    no_rows,
    unreadable,
)

from kg.errors import InputError
from kg.loading import LoadOptions, Record, Source, read_all, seekable
from kg.records import Rejection

MAX_JSON = 256 * 1024**2


class JsonLinesLoader:
    """One JSON object a line, or one JSON array of objects."""

    name = "jsonl"

    def sniff(self, source: Source) -> float:
        """An object on the first line; surest where it has a text."""
        head = source.head.lstrip(b"\xef\xbb\xbf \t\r\n")
        if not head.startswith((b"{", b"[")):
            return 0.0
        if head.startswith(b"{"):
            first = _object(head.split(b"\n", 1)[0].decode("utf-8", "replace"))
            if first is not None:
                return 0.7 if has_text_column(first) else 0.4
        named = source.suffix in (".json", ".jsonl", ".ndjson")
        keys = re.findall(rb'"(\w+)"\s*:', head[:4096])
        if has_text_column(key.decode() for key in keys):
            return 0.6
        return 0.35 if named else 0.0

    def load(self, source: Source, options: LoadOptions) -> Iterator[Record]:
        """A document a row; a row that cannot be read is set aside with its line.

        Raises:
            InputError: The mapping does not fit, or the input is not JSON.
        """
        start = source.head.lstrip(b"\xef\xbb\xbf \t\r\n")
        whole = start.startswith(b"[") or (
            b"\n" in start.rstrip()
            and _object(start.split(b"\n", 1)[0].decode("utf-8", "replace")) is None
            and len(start) < 65536
            and _object(start.decode("utf-8", "replace")) is not None
        )
        columns: Columns | None = None
        for line, row in _array(source, options) if whole else _objects(source, options):
            if isinstance(row, Rejection):
                yield row
                continue
            if columns is None or columns.columns["text"] not in row:
                try:
                    columns = Columns.find(row, options.mapping, source.name, line)
                except InputError as error:
                    if columns is None:
                        raise
                    yield Rejection(source=source.name, reason=error.what, line=line)
                    continue
            yield columns.document(row, source, options, self.name, line)


def _object(line: str) -> dict[str, Any] | None:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def _objects(source: Source, options: LoadOptions) -> Iterator[tuple[int, dict[str, Any] | Rejection]]:
    encoding = head_encoding(source, options)
    for number, line in lines(source.stream, encoding):
        if line is None:
            yield number, unreadable(source, number, encoding)
        elif line.strip("\x00 \t"):
            row = _object(line)
            if row is None:
                yield number, Rejection(source=source.name, reason=_why(line), line=number, content=line[:200])
            else:
                yield number, row


def _why(line: str) -> str:
    try:
        value = json.loads(line)
    except RecursionError:
        return "nested too deep"
    except ValueError as error:
        return f"not JSON: {error}"
    return f"a JSON {type(value).__name__}, not an object"


def _array(source: Source, options: LoadOptions) -> Iterator[tuple[int, dict[str, Any] | Rejection]]:
    data = read_all(source, min(MAX_JSON, options.max_bytes))
    try:
        value = json.loads(decode(data, source.name, options.encoding))
    except (ValueError, RecursionError) as error:
        raise InputError(f"not JSON: {str(error)[:120]}", where=source.name) from error
    for number, row in enumerate(value if isinstance(value, list) else [value], start=1):
        if isinstance(row, dict):
            yield number, row
        else:
            yield number, Rejection(source=source.name, reason=f"item {number} is not an object", line=number)


class CsvLoader:
    """A table with a header line; comma, semicolon, tab or bar between the columns."""

    name = "csv"

    def sniff(self, source: Source) -> float:
        """A header that names a text column; less sure of any other table."""
        if looks_binary(source.head):
            return 0.0
        header = header_cells(first_line(source))
        if len(header) < 2:
            return 0.0
        named = source.suffix in (".csv", ".tsv", ".tab") or source.media_type in ("text/csv",)
        if has_text_column(header) and all(len(name) < 60 for name in header):
            return 0.65 if named else 0.5
        return 0.3 if named else 0.0

    def load(self, source: Source, options: LoadOptions) -> Iterator[Record]:
        """A document a row; a row with another number of columns is set aside with its line.

        Raises:
            InputError: No header, or the mapping does not fit.
        """
        rows = csv_rows(source, options)
        header: list[str] = []
        columns: Columns | None = None
        found = False
        for line, row in rows:
            if isinstance(row, Rejection):
                yield row
            elif columns is None:
                header = [name.strip() for name in row]
                columns = Columns.find(header, options.mapping, source.name, line)
            elif len(row) != len(header):
                found = True
                content = delimiter_of(first_line(source)).join(row)[:200]
                yield Rejection(source=source.name, reason=column_count(row, header), line=line, content=content)
            else:
                found = True
                yield columns.document(dict(zip(header, row, strict=True)), source, options, self.name, line)
        if columns is None:
            raise InputError("empty", where=source.name)
        if not found:
            raise no_rows(source)


class ParquetLoader:
    """A Parquet file, read batch by batch."""

    name = "parquet"

    def sniff(self, source: Source) -> float:
        """By its mark."""
        return 0.95 if source.head.startswith(b"PAR1") else 0.0

    def load(self, source: Source, options: LoadOptions) -> Iterator[Record]:
        """A document a row; ``line`` counts rows from 1.

        Raises:
            InputError: Damaged, the mapping does not fit, or the reader for Parquet is not installed.
        """
        try:
            import pyarrow as pa  # type: ignore[import-untyped]
            import pyarrow.parquet as pq  # type: ignore[import-untyped]
        except ModuleNotFoundError as error:
            raise InputError("Parquet needs pyarrow (pip install pyarrow)", where=source.name) from error
        with seekable(source, options.max_bytes) as stream:
            try:
                file = pq.ParquetFile(stream)
                columns = Columns.find(file.schema_arrow.names, options.mapping, source.name)
                number = 0
                for batch in file.iter_batches(batch_size=500, columns=sorted(set(columns.columns.values()))):
                    for row in batch.to_pylist():
                        number += 1
                        yield columns.document(row, source, options, self.name, number)
            except (pa.ArrowException, OSError) as error:
                raise InputError(f"damaged Parquet: {str(error)[:120]}", where=source.name) from error
