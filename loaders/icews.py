"""ICEWS coded events: 20 tab-separated columns with a header, some rows without a CAMEO code.

The event id alone is not unique, so a row is known by id and date. Intensity is the file's own Goldstein weight. The
file has no quad class; codes are read as ICEWS does (09 is conflict, 14 is material conflict).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from kg.loaders.cameo import cameo_event, group_actor
from kg.loaders.country_codes import country_named
from kg.loaders.event_actors import named_actor, named_group
from kg.loaders.event_rows import BadCellError, day, headed_rows, integer, number, place_at
from kg.loaders.table_rows import first_line, header_cells, tab_rows

from kg.ids import document_id
from kg.loading import LoadOptions, Record, Source
from kg.records import ActorRef, DocumentRef, Event, Location

_NEEDED = (
    "Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "CAMEO Code", "Intensity",
    "Target Name", "Target Sectors", "Target Country", "City", "Country", "Latitude", "Longitude",
)  # fmt: skip
_MISSING = frozenset({"NA", "NULL", "---"})
_GENERIC = re.compile(r"\(([^()]+)\)$")
# Words of an ICEWS sector and the PLOVER sector they mean; the first that fits counts.
_SECTORS = (
    ("military", "MIL"), ("army", "MIL"), ("police", "COP"), ("intelligence", "SPY"), ("judicia", "JUD"),
    ("legislat", "LEG"), ("parliament", "LEG"), ("radicals", "REB"), ("rebel", "REB"), ("insurgent", "REB"),
    ("separatist", "REB"), ("criminal", "CRM"), ("media", "MED"), ("executive", "GOV"), ("government", "GOV"),
    ("dissident", "OPP"), ("opposition", "OPP"), ("parties", "PTY"), ("business", "BUS"), ("education", "EDU"),
    ("labor", "LAB"), ("refugee", "REF"), ("religious", "REL"), ("civilian", "CVL"), ("social", "CVL"),
)  # fmt: skip


class IcewsLoader:
    """ICEWS events."""

    name = "icews"

    def sniff(self, source: Source) -> float:
        """A header line with the columns of ICEWS."""
        header = header_cells(first_line(source))
        return 0.95 if {"Event ID", "CAMEO Code", "Source Sectors"} <= set(header) else 0.0

    def load(self, source: Source, options: LoadOptions) -> Iterator[Record]:
        """An event a row; a row that is malformed, or lacks an actor or a PLOVER type, is set aside with its line.

        Raises:
            InputError: Empty, without rows, or a column is missing from the header.
        """
        rows = tab_rows(source, options, fallback="cp1252")
        yield from headed_rows(source, rows, _NEEDED, lambda row: (icews_event(row),), missing=_MISSING)


def icews_event(row: Mapping[str, str]) -> Event:
    """The event of a row.

    Raises:
        BadCellError: A cell is malformed, or nothing of the ontology fits it.
    """
    integer(row["Event ID"], "Event ID")
    date = day(row["Event Date"], "Event Date")
    ends = []
    for side in ("Source", "Target"):
        actor = _actor(row[f"{side} Name"], row[f"{side} Sectors"], row[f"{side} Country"])
        if actor is None:
            raise BadCellError(f"{side} Name", "no actor")
        ends.append(actor)
    code = row["CAMEO Code"]
    return cameo_event(
        dataset="icews",
        key=f"{row['Event ID']}:{date}",
        code=code,
        column="CAMEO Code",
        source=ends[0],
        target=ends[1],
        date=date,
        quad_class=_quad(int(code[:2])) if code[:2].isdigit() else None,
        goldstein=number(row["Intensity"], "Intensity", -10, 10),
        location=_place(row),
        document=_document(row),
    )


def _quad(root: int) -> int:
    return 1 if root <= 5 else 2 if root <= 8 else 3 if root <= 13 else 4


@lru_cache(maxsize=65536)
def _actor(name: str, sectors: str, country: str) -> ActorRef | None:
    if not name:
        return None
    if (state := country_named(name)) is not None:
        return state
    owner = country_named(country)
    words = sectors.lower()
    sector = next((code for word, code in _SECTORS if word in words), None)
    if generic := _GENERIC.search(name):
        owner = country_named(generic[1]) or owner
        return group_actor(owner, sector) if sector else named_group(name, owner.country if owner else None)
    return named_actor(name, owner, sector)


def _document(row: Mapping[str, str]) -> DocumentRef | None:
    """The story a row was coded from: the file has its number and publisher, and no address."""
    story = row.get("Story ID")
    if not story:
        return None
    return DocumentRef(
        id=document_id(f"icews story {story}"),
        title=f"ICEWS story {story}",
        publisher=row.get("Publisher") or None,
        loader="icews",
    )


def _place(row: Mapping[str, str]) -> Location | None:
    city, country = row["City"], row["Country"]
    name = f"{city}, {country}" if city and country else city or country
    if not name:
        return None
    return place_at(
        name, country_named(country), number(row["Latitude"], "Latitude", -90, 90),
        number(row["Longitude"], "Longitude", -180, 180), whole=not city,
    )  # fmt: skip
