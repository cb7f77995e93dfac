"""Lines and rows of tables in bounded memory: numbered from 1, and what cannot be read is told, not lost.

Encodings with wide characters are decoded piece by piece; a line that is too long is skipped without being held.
"""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator
from typing import BinaryIO

from kg.errors import InputError
from kg.loading import LoadOptions, Source
from kg.records import Rejection

MAX_LINE = 32 * 1024**2
_DELIMITERS = ",;\t|"
_CHUNK = 65536


def lines(
    stream: BinaryIO, encoding: str, limit: int = MAX_LINE, fallback: str | None = None
) -> Iterator[tuple[int, str | None]]:
    """Lines with their numbers, from 1, without their ends; None for one that is too long or not in the encoding.

    Args:
        stream: Binary, read to its end.
        encoding: Of all lines.
        limit: Bytes (characters, where they are wide) that a line may have.
        fallback: Single-byte encoding of lines that are not in ``encoding``: some makers mix them in one file.
    """
    if encoding.startswith(("utf-16", "utf-32")):
        yield from _wide_lines(stream, encoding, limit)
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
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            if fallback is None:
                yield number, None
                continue
            text = raw.decode(fallback, "replace")
        text = text.rstrip("\r\n")
        yield number, (text.removeprefix("\ufeff") if number == 1 else text)


def _wide_lines(stream: BinaryIO, encoding: str, limit: int) -> Iterator[tuple[int, str | None]]:
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    number, held, too_long = 1, "", False
    while True:
        chunk = stream.read(_CHUNK)
        *whole, held = (held + decoder.decode(chunk, final=not chunk)).split("\n")
        for text in whole:
            yield number, None if too_long else text.rstrip("\r").removeprefix("\ufeff")
            number, too_long = number + 1, False
        if len(held) > limit:
            held, too_long = "", True
        if not chunk:
            if held or too_long:
                yield number, None if too_long else held.rstrip("\r").removeprefix("\ufeff")
            return


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


def first_line(source: Source) -> str:
    """The first line that is not blank, as far as the head goes; whatever cannot be decoded is replaced."""
    text = source.head.decode(head_encoding(source, LoadOptions()), "replace").removeprefix("\ufeff")
    return next((line for line in text.replace("\x00", " ").splitlines() if line.strip()), "")


def unreadable(source: Source, line: int, encoding: str) -> Rejection:
    """The rejection of a line that ``lines`` gives as None."""
    return Rejection(source=source.name, reason=f"longer than {MAX_LINE // 1024**2} MB, or not {encoding}", line=line)


def delimiter_of(line: str) -> str:
    """What stands between the columns: comma, semicolon, tab or bar, whichever is commonest."""
    return max(_DELIMITERS, key=line.count)


def header_cells(line: str) -> list[str]:
    """The column names of a header line, empty where it is none."""
    try:
        return [name.strip() for name in next(csv.reader([line], delimiter=delimiter_of(line)), [])]
    except csv.Error:
        return []


def tab_rows(
    source: Source, options: LoadOptions, fallback: str | None = None
) -> Iterator[tuple[int, list[str] | Rejection]]:
    """Rows of a table with tabs between the columns and no quoting; NUL bytes become blanks, blank lines are skipped.

    Args:
        source: The table.
        options: Its encoding, where the user named one.
        fallback: As for ``lines``.
    """
    encoding = head_encoding(source, options)
    for line, text in lines(source.stream, encoding, fallback=fallback):
        if text is None:
            yield line, unreadable(source, line, encoding)
            continue
        if "\x00" in text:
            text = text.replace("\x00", " ")
        if text and not text.isspace():
            yield line, text.split("\t")


def csv_rows(
    source: Source, options: LoadOptions, delimiter: str | None = None, fallback: str | None = None
) -> Iterator[tuple[int, list[str] | Rejection]]:
    """Rows of a table with quoted cells, in which line ends may stand; each with the line it begins on.

    Args:
        source: The table.
        options: Its encoding, where the user named one.
        delimiter: What stands between the columns; the commonest of the first line by default.
        fallback: As for ``lines``.
    """
    csv.field_size_limit(MAX_LINE)
    encoding = head_encoding(source, options)
    bad: list[int] = []

    def texts() -> Iterator[str]:
        for number, line in lines(source.stream, encoding, fallback=fallback):
            if line is None:
                bad.append(number)
                yield "\n"
            else:
                yield line.replace("\x00", " ") + "\n"

    reader = csv.reader(texts(), delimiter=delimiter or delimiter_of(first_line(source)))
    while True:
        begun = reader.line_num + 1
        try:
            row = next(reader, None)
        except csv.Error as error:
            yield begun, Rejection(source=source.name, reason=f"not CSV: {error}", line=begun)
            continue
        yield from ((number, unreadable(source, number, encoding)) for number in bad)
        bad.clear()
        if row is None:
            return
        if any(cell.strip() for cell in row):
            yield begun, row


def column_count(row: list[str], header: list[str]) -> str:
    """What is wrong with a row of another length than the header."""
    return f"{len(row)} columns, the header has {len(header)}"


def no_rows(source: Source) -> InputError:
    """The error for a table that is a header and nothing else."""
    return InputError("a table without rows", where=source.name)
