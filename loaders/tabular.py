"""Tables of articles: JSON lines, CSV and TSV, Parquet; columns by their usual names or as ``--map`` says."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from kg.loaders.columns import Columns, has_text_column
from kg.loaders.decoding import decode, looks_binary

from kg.errors import InputError
from kg.loading import LoadOptions, Record, Source, read_all, seekable
from kg.records import Rejection

MAX_LINE = 32 * 1024**2
MAX_JSON = 256 * 1024**2
_DELIMITERS = ",;\t|"


def lines(stream: BinaryIO, encoding: str, limit: int = MAX_LINE) -> Iterator[tuple[int, str | None]]:
    """Lines with their numbers, from 1; None for one that is too long or not in the encoding."""
    # UTF-16 lines cannot be split at byte level.
    if encoding.startswith("utf-16"):
        text = stream.read().decode(encoding, "replace").removeprefix("\ufeff")
        yield from enumerate(text.splitlines(), start=1)
        return
    number = 0
    while raw := stream.readline(limit):
        number += 1
        if len(raw) >= limit and not raw.endswith(b"\n"):
            while (rest := stream.readline(limit)) and not rest.endswith(b"\n"):
                pass
            yield number, None
            continue
        try:
            text = raw.decode(encoding).rstrip("\r\n")
        except UnicodeDecodeError:
            yield number, None
            continue
        yield number, (text.removeprefix("\ufeff") if number == 1 else text)


def head_encoding(source: Source, options: LoadOptions) -> str:
    """The encoding of a table, judged by its first bytes."""
    head = source.head
    if options.encoding is not None:
        return options.encoding
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if b"\x00" in head[:2048] and head[:2048:2].count(0) + head[1:2048:2].count(0) > len(head[:2048]) // 3:
        return "utf-16-le" if head[1:2048:2].count(0) > head[:2048:2].count(0) else "utf-16-be"
    try:
        head.decode("utf-8")
    except UnicodeDecodeError as error:
        # The head may be cut inside a character.
        if error.start < len(head) - 4:
            return "cp1252"
    return "utf-8"


def _unreadable(source: Source, line: int, encoding: str) -> Rejection:
    return Rejection(source=source.name, reason=f"longer than {MAX_LINE // 1024**2} MB, or not {encoding}", line=line)


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
            yield number, _unreadable(source, number, encoding)
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
        header = _header(source.head.decode(head_encoding(source, LoadOptions()), "replace"))
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
        csv.field_size_limit(MAX_LINE)
        encoding = head_encoding(source, options)
        bad: list[int] = []

        def texts() -> Iterator[str]:
            for number, line in lines(source.stream, encoding):
                if line is None:
                    bad.append(number)
                    yield "\n"
                else:
                    yield line.replace("\x00", " ") + "\n"

        delimiter = _delimiter(source.head.decode(encoding, "replace"))
        reader = csv.reader(texts(), delimiter=delimiter)
        header = next((row for row in reader if any(cell.strip() for cell in row)), None)
        if header is None:
            raise InputError("empty", where=source.name)
        header = [name.strip() for name in header]
        columns = Columns.find(header, options.mapping, source.name, reader.line_num)
        found = False
        while True:
            begun = reader.line_num + 1
            try:
                row = next(reader, None)
            except csv.Error as error:
                yield Rejection(source=source.name, reason=f"not CSV: {error}", line=begun)
                continue
            yield from (_unreadable(source, number, encoding) for number in bad)
            bad.clear()
            if row is None:
                if not found:
                    raise InputError("a table without rows", where=source.name)
                return
            found = True
            if not any(cell.strip() for cell in row):
                continue
            if len(row) != len(header):
                reason = f"{len(row)} columns, the header has {len(header)}"
                yield Rejection(source=source.name, reason=reason, line=begun, content=delimiter.join(row)[:200])
                continue
            yield columns.document(dict(zip(header, row, strict=True)), source, options, self.name, begun)


def _header(head: str) -> list[str]:
    first = next((line for line in head.removeprefix("\ufeff").splitlines() if line.strip()), "")
    try:
        return next(csv.reader([first], delimiter=_delimiter(first)), [])
    except csv.Error:
        return []


def _delimiter(head: str) -> str:
    first = next((line for line in head.removeprefix("\ufeff").splitlines() if line.strip()), "")
    return max(_DELIMITERS, key=first.count)


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
