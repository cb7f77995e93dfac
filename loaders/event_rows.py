"""Rows of event data sets: the header, checked numbers and days, places, and the document a row names."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache

from kg.loaders.columns import nearest
from kg.loaders.table_rows import column_count, no_rows

from kg.actors.knowledge import knowledge
from kg.errors import InputError
from kg.ids import document_id, slug
from kg.loading import Record, Source
from kg.records import ActorRef, DocumentRef, Location, Rejection, Report

_SHOWN = 200  # characters of a row that a rejection shows


class BadCellError(ValueError):
    """A cell that cannot be used; ``column`` is None where the row as a whole is wrong."""

    def __init__(self, column: str | None, reason: str) -> None:
        self.column = column
        self.reason = reason
        super().__init__(reason)


def set_aside(source: Source, line: int, error: BadCellError, content: str) -> Rejection:
    """The rejection of a row."""
    return Rejection(
        source=source.name, reason=error.reason, line=line, column=error.column, content=content[:_SHOWN] or None
    )


def headed_rows(
    source: Source,
    rows: Iterable[tuple[int, list[str] | Rejection]],
    needed: Iterable[str],
    make: Callable[[Mapping[str, str]], Iterable[Record]],
    *,
    missing: frozenset[str] = frozenset(),
    header: list[str] | None = None,
) -> Iterator[Record]:
    """Records of the rows of a table with a header; a row that ``make`` cannot use is set aside with its line.

    Args:
        source: The table.
        rows: Its rows with their lines, as ``kg.loaders.table_rows`` reads them.
        needed: Columns that the header must have.
        make: Records of a row, given by column; what stands for nothing is the empty string there.
        missing: What stands for nothing in this data set.
        header: Column names, for a table without a header line.

    Raises:
        InputError: Empty, without rows, or a needed column is absent; the message names its nearest match.
    """
    found = False
    for line, cells in rows:
        if isinstance(cells, Rejection):
            yield cells
            continue
        cells = [_plain(cell) for cell in cells]
        if header is None:
            header = cells
            absent = next((name for name in needed if name not in header), None)
            if absent is not None:
                raise InputError(f"line {line}: no column {absent!r}{nearest(absent, header)}", where=source.name)
            continue
        found = True
        while len(cells) > len(header) and not cells[-1]:
            cells.pop()  # surplus separators at the end
        try:
            if len(cells) != len(header):
                raise BadCellError(None, column_count(cells, header))
            row = dict(zip(header, ("" if cell in missing else cell for cell in cells), strict=True))
            for record in make(row):
                yield replace(record, source=source.name, line=line) if isinstance(record, Report) else record
        except BadCellError as error:
            yield set_aside(source, line, error, " | ".join(cells))
    if header is None:
        raise InputError("empty", where=source.name)
    if not found:
        raise no_rows(source)


def _plain(cell: str) -> str:
    cell = cell.strip()
    # Re-exported tables put quotes around texts.
    return cell[1:-1].replace('""', '"') if len(cell) > 1 and cell[0] == cell[-1] == '"' else cell


@lru_cache(maxsize=4096)
def day(text: str, column: str) -> str:
    """An ISO date of ``YYYYMMDD``, ``YYYY-MM-DD`` (a time after it is dropped) or ``M/D/YYYY``.

    Raises:
        BadCellError: It is none.
    """
    try:
        if "/" in text:
            month, of_month, year = (int(part) for part in text.split(" ")[0].split("/"))
            return date(year, month, of_month).isoformat()
        return date.fromisoformat(text.split(" ")[0]).isoformat()
    except ValueError:
        raise BadCellError(column, f"{text!r} is not a day") from None


def integer(text: str, column: str) -> int:
    """A whole number.

    Raises:
        BadCellError: It is none.
    """
    if not (text.isascii() and text.isdigit()):
        raise BadCellError(column, f"{text!r} is not a whole number")
    return int(text)


def number(text: str, column: str, low: float, high: float) -> float | None:
    """A number within bounds; None for an empty cell.

    Raises:
        BadCellError: It is none, or out of bounds.
    """
    try:
        value = float(text)
    except ValueError:
        if text in ("", "NA", "NULL", "None"):
            return None
        raise BadCellError(column, f"{text!r} is not a number") from None
    if not low <= value <= high:
        raise BadCellError(column, f"{text} is not between {low:g} and {high:g}")
    return value


def place_at(
    name: str, country: ActorRef | None, latitude: float | None, longitude: float | None, *, whole: bool = False
) -> Location:
    """A place; ``whole``: it is the country itself."""
    if whole and country is not None:
        return Location(id=country.id, name=country.name, country=country.country)
    return Location(
        id=_place_id(name, country),
        name=name,
        country=country.country if country else None,
        latitude=latitude,
        longitude=longitude,
    )


@lru_cache(maxsize=65536)
def _place_id(name: str, country: ActorRef | None) -> str:
    """Capitals and listed places go by their bare name (place:moscow); of others a bare name would merge namesakes."""
    bare = slug(name.split(",")[0])
    listed = f"place:{bare}"
    known = country is not None and (
        (listed in knowledge() and knowledge().country(listed) == country.country) or bare == _capital(country.id)
    )
    return listed if known else f"place:{slug(name)}"


@lru_cache(maxsize=512)
def _capital(country: str) -> str | None:
    """The slug of a country's capital."""
    name = knowledge().row(country).get("capital") if country in knowledge() else None
    return slug(name) if name else None


def document_at(
    url: str, published: str | None, loader: str, publisher: str | None = None, title: str | None = None
) -> DocumentRef | None:
    """The document of an address (or citation); its text is not at hand, so its id is made of the address.

    Args:
        url: Address or citation; None comes back where it is empty.
        published: Day of the report.
        loader: Name of the loader.
        publisher: As the data set says; the host of the address where it says nothing.
        title: Where it is known; a citation is its own title.
    """
    if not url:
        return None
    if "://" not in url or " " in url:
        return DocumentRef(id=document_id(url), published=published, loader=loader, publisher=publisher, title=url)
    host = url.partition("://")[2].partition("/")[0].removeprefix("www.")
    return DocumentRef(
        id=document_id(url), url=url, published=published, loader=loader, publisher=publisher or host or None,
        title=title,
    )  # fmt: skip
