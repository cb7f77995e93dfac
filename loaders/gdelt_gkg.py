"""GDELT's Global Knowledge Graph: whom documents name and which numbers they give, no events.

Version 2.1 has a row a document (27 columns), version 1.0 a row a cluster of documents (11 columns, or 15 in its file
of counts). Numbers for which GDELT names no place are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from kg.loaders.country_codes import country_named
from kg.loaders.event_actors import listed_actor
from kg.loaders.event_rows import BadCellError, day, document_at, number
from kg.loaders.gdelt_places import gdelt_place

from kg.ids import slug
from kg.records import ActorRef, DocumentFacts, DocumentRef, Tally

GKG_WIDTH = 27
GKG1_WIDTH = 11
COUNTS_WIDTH = 15
_TITLE = re.compile(r"<PAGE_TITLE>(.*?)</PAGE_TITLE>")
_BETWEEN_URLS = "<UDIV>"


def is_header(cells: Sequence[str]) -> bool:
    """Whether these are the column names that files of version 1.0 begin with."""
    return len(cells) in (GKG1_WIDTH, COUNTS_WIDTH) and cells[0] == "DATE"


def gkg_facts(cells: Sequence[str]) -> DocumentFacts:
    """Facts of a row of version 2.1.

    Raises:
        BadCellError: A cell is malformed.
    """
    _check_width(cells, GKG_WIDTH)
    title = _TITLE.search(cells[26])
    document = document_at(
        cells[4].strip(), day(cells[1][:8], "DATE"), "gdelt", publisher=cells[3].strip() or None,
        title=title[1].strip() if title else None,
    )  # fmt: skip
    if document is None:
        raise BadCellError("DocumentIdentifier", "empty")
    return DocumentFacts(
        documents=(document,),
        actors=_actors(_placed(cells[12]) or _listed(cells[11]), _placed(cells[14]) or _listed(cells[13])),
        tallies=tuple(_tallies(cells[5])),
    )


def gkg1_facts(cells: Sequence[str]) -> DocumentFacts:
    """Facts of a row of version 1.0.

    Raises:
        BadCellError: A cell is malformed.
    """
    _check_width(cells, GKG1_WIDTH)
    return DocumentFacts(
        documents=_documents(cells[0], cells[9], cells[10]),
        actors=_actors(_listed(cells[5]), _listed(cells[6])),
        tallies=tuple(_tallies(cells[2])),
    )


def gkg1_counts(cells: Sequence[str]) -> DocumentFacts:
    """Facts of a row of the file of counts of version 1.0.

    Raises:
        BadCellError: A cell is malformed.
    """
    _check_width(cells, COUNTS_WIDTH)
    return DocumentFacts(
        documents=_documents(cells[0], cells[13], cells[14]), tallies=tuple(_tally(cells[2:12], "NUMBER"))
    )


def _check_width(cells: Sequence[str], width: int) -> None:
    if len(cells) != width:
        raise BadCellError(None, f"{len(cells)} columns; a row of this GDELT file has {width}")


def _documents(date: str, sources: str, urls: str) -> tuple[DocumentRef, ...]:
    published = day(date, "DATE")
    addresses = [url.strip() for url in urls.split(_BETWEEN_URLS) if url.strip()]
    publishers = sources.split(";")
    if len(publishers) != len(addresses):
        publishers = [""] * len(addresses)
    found = tuple(
        document
        for url, publisher in zip(addresses, publishers, strict=True)
        if (document := document_at(url, published, "gdelt", publisher=publisher.strip() or None)) is not None
    )
    if not found:
        raise BadCellError("SOURCEURLS", "empty")
    return found


def _listed(cell: str) -> list[str]:
    return [name.strip() for name in cell.split(";") if name.strip()]


def _placed(cell: str) -> list[str]:
    """Names with the offset of each mention after a comma."""
    return [name for block in cell.split(";") if (name := block.rpartition(",")[0].strip())]


def _actors(persons: Sequence[str], organizations: Sequence[str]) -> tuple[ActorRef, ...]:
    found = [_actor(name, "person") for name in persons] + [_actor(name, "organization") for name in organizations]
    return tuple({actor.id: actor for actor in found}.values())


@lru_cache(maxsize=65536)
def _actor(name: str, kind: str) -> ActorRef:
    listed = (country_named(name) if kind == "organization" else None) or listed_actor(name)
    if listed is not None and (listed.kind == "person") is (kind == "person"):
        return listed
    shown = name.title() if name.islower() else name
    prefix = "person" if kind == "person" else "org"
    return ActorRef(id=f"{prefix}:{slug(name)}", name=shown, kind=kind)


def _tallies(cell: str) -> Iterator[Tally]:
    for block in cell.split(";"):
        if block:
            yield from _tally(block.split("#"), "Counts")


def _tally(parts: Sequence[str], column: str) -> Iterator[Tally]:
    """Kind, number, of what, then the place."""
    if len(parts) < 10:
        raise BadCellError(column, f"{'#'.join(parts)[:60]!r} is no count")
    counted = number(parts[1], column, 0, 1e12)
    place = gdelt_place(parts[3:10], column)
    if counted is not None and place is not None:
        yield Tally(kind=parts[0], number=counted, what=parts[2] or None, location=place)
