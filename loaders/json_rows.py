"""Objects of a JSON file: one a line, or one array of them; each with its line, what is no object told."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from kg.loaders.decoding import decode
from kg.loaders.table_rows import first_line, head_encoding, lines, unreadable

from kg.errors import InputError
from kg.loading import LoadOptions, Source, read_all
from kg.records import Rejection

MAX_JSON = 256 * 1024**2
_BLANK = b"\xef\xbb\xbf \t\r\n"

Row = dict[str, Any]


def first_object(source: Source) -> Row | None:
    """The first object of the file, also of an array or over several lines; None where the head shows none."""
    text = source.head.decode(head_encoding(source, LoadOptions()), "replace").lstrip("\ufeff \t\r\n")
    text = text.removeprefix("[").lstrip()
    if not text.startswith("{"):
        return None
    try:
        value, _ = json.JSONDecoder().raw_decode(text)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def parse_object(text: str) -> Row | None:
    """The JSON object that a text is; None for anything else."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def json_rows(source: Source, options: LoadOptions) -> Iterator[tuple[int, Row | Rejection]]:
    """The objects with their lines (items of an array are counted from 1).

    Raises:
        InputError: The input is one value, and that is not JSON or too large to be read at once.
    """
    return _items(source, options) if _is_whole(source) else _objects(source, options)


def _is_whole(source: Source) -> bool:
    if source.head.lstrip(_BLANK).startswith(b"["):
        return True
    # one object over several lines
    return parse_object(first_line(source)) is None and first_object(source) is not None


def _objects(source: Source, options: LoadOptions) -> Iterator[tuple[int, Row | Rejection]]:
    encoding = head_encoding(source, options)
    for number, line in lines(source.stream, encoding):
        if line is None:
            yield number, unreadable(source, number, encoding)
        elif line.strip("\x00 \t"):
            row = parse_object(line)
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


def _items(source: Source, options: LoadOptions) -> Iterator[tuple[int, Row | Rejection]]:
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
