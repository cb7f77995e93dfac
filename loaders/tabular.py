"""Tables of articles: JSON lines, CSV and TSV, Parquet; columns by their usual names or as ``--map`` says."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.loaders.columns import Columns, has_text_column
from kg.loaders.decoding import looks_binary
from kg.loaders.json_rows import json_rows, parse_object
from kg.loaders.table_rows import (
    column_count,
    csv_rows,
    delimiter_of,
    first_line,
    header_cells,
    no_rows,
)

from kg.errors import InputError
from kg.loading import LoadOptions, Record, Source, seekable
from kg.records import Rejection


class JsonLinesLoader:
    """One JSON object a line, or one JSON array of objects."""

    name = "jsonl"

    def sniff(self, source: Source) -> float:
        """An object on the first line; surest where it has a text."""
        head = source.head.lstrip(b"\xef\xbb\xbf \t\r\n")
        if not head.startswith((b"{", b"[")):
            return 0.0
        if head.startswith(b"{"):
            first = parse_object(first_line(source))
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
        columns: Columns | None = None
        for line, row in json_rows(source, options):
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
