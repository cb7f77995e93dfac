"""Cells of event data sets: checked numbers and days, places, and the document a row names."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from kg.actors.knowledge import knowledge
from kg.ids import document_id, slug
from kg.records import ActorRef, DocumentRef, Location


class BadCellError(ValueError):
    """A cell that cannot be used; ``column`` is None where the row as a whole is wrong."""

    def __init__(self, column: str | None, reason: str) -> None:
        self.column = column
        self.reason = reason
        super().__init__(reason)


@lru_cache(maxsize=4096)
def day(text: str, column: str) -> str:
    """An ISO date of ``YYYYMMDD``, ``YYYY-MM-DD`` (a time after it is dropped) or ``M/D/YYYY``.

    Raises:
        BadCellError: It is none.
    """
    try:
        if "/" in text:
            month, of_month, year = (int(part) for part in text.split("/"))
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
    if text in ("", "NA", "NULL", "None"):
        return None
    try:
        value = float(text)
    except ValueError:
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
    # Listed places go by their bare name (place:moscow); of others a bare name would merge namesakes.
    listed = f"place:{slug(name.split(',')[0])}"
    known = country is not None and listed in knowledge() and knowledge().country(listed) == country.country
    return Location(
        id=listed if known else f"place:{slug(name)}",
        name=name,
        country=country.country if country else None,
        latitude=latitude,
        longitude=longitude,
    )


def document_at(url: str, published: str, loader: str) -> DocumentRef | None:
    """The document of an address (or citation); its text is not at hand, so its id is made of the address."""
    if not url:
        return None
    return DocumentRef(
        id=document_id(url), url=url if "://" in url and " " not in url else None, published=published, loader=loader,
        title=None if "://" in url and " " not in url else url,
    )  # fmt: skip
