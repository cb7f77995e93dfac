"""ICEWS coded events: 20 tab-separated columns with a header, some rows without a CAMEO code.

The event id alone is not unique, so a row is known by id and date. Intensity is the file's own Goldstein weight. The
file has no quad class; codes are read as ICEWS does (09 is conflict, 14 is material conflict).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from kg.loaders.cameo import coding, group_actor, named_group
from kg.loaders.country_codes import country_named
from kg.loaders.event_rows import BadCellError, day, integer, number, place_at
from kg.loaders.tabular import head_encoding, lines

from kg.actors.index import NameKind
from kg.actors.knowledge import knowledge
from kg.errors import InputError
from kg.ids import dataset_event_id
from kg.loading import LoadOptions, Record, Source
from kg.records import ActorRef, Event, Location, Precision, Realis, Rejection

_NEEDED = (
    "Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "CAMEO Code", "Intensity",
    "Target Name", "Target Sectors", "Target Country", "City", "Country", "Latitude", "Longitude",
)  # fmt: skip
_MISSING = frozenset({"", "NA", "NULL", "---"})
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
        header = _cells(source.head.split(b"\n", 1)[0].decode("utf-8", "replace").lstrip("\ufeff"))
        return 0.95 if {"Event ID", "CAMEO Code", "Source Sectors"} <= set(header) else 0.0

    def load(self, source: Source, options: LoadOptions) -> Iterator[Record]:
        """An event a row; a row that is malformed, or lacks an actor or a PLOVER type, is set aside with its line.

        Raises:
            InputError: Empty, or a column is missing from the header.
        """
        encoding = head_encoding(source, options)
        header: list[str] | None = None
        for line, text in lines(source.stream, encoding):
            if text is None:
                yield Rejection(source=source.name, reason=f"too long, or not {encoding}", line=line)
                continue
            if not text.strip("\x00 \t\r"):
                continue
            cells = _cells(text.replace("\x00", " "))
            if header is None:
                header = cells
                absent = [name for name in _NEEDED if name not in header]
                if absent:
                    raise InputError(f"no column {absent[0]!r} in the header", where=source.name)
                continue
            try:
                if len(cells) != len(header):
                    raise BadCellError(None, f"{len(cells)} columns; the header has {len(header)}")
                yield icews_event(dict(zip(header, cells, strict=True)))
            except BadCellError as error:
                yield Rejection(
                    source=source.name, reason=error.reason, line=line, column=error.column, content=text[:200]
                )
        if header is None:
            raise InputError("empty", where=source.name)


def _cells(text: str) -> list[str]:
    cells = [cell.strip() for cell in text.rstrip("\r").split("\t")]
    # Re-exported files put quotes around texts.
    return [cell[1:-1] if len(cell) > 1 and cell[0] == cell[-1] == '"' else cell for cell in cells]


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
    coded = coding(code)
    if coded is None:
        raise BadCellError("CAMEO Code", f"CAMEO {code!r} is no PLOVER event")
    key = f"{row['Event ID']}:{date}"
    return Event(
        id=dataset_event_id("icews", key),
        relation=coded.relation,
        trigger=None,
        source=ends[0],
        target=ends[1],
        plover=coded.plover,
        cameo=code,
        quad_class=_quad(int(code[:2])),
        goldstein=number(row["Intensity"], "Intensity", -10, 10),
        date=date,
        date_precision=Precision.DAY,
        realis=Realis.ACTUAL,
        location=_place(row),
        confidence=1.0,
        rule=f"cameo:{code}",
        dataset="icews",
        dataset_id=key,
    )


def _quad(root: int) -> int:
    return 1 if root <= 5 else 2 if root <= 8 else 3 if root <= 13 else 4


@lru_cache(maxsize=65536)
def _actor(name: str, sectors: str, country: str) -> ActorRef | None:
    if name in _MISSING:
        return None
    if (state := country_named(name)) is not None:
        return state
    owner = None if country in _MISSING else country_named(country)
    words = sectors.lower()
    sector = next((code for word, code in _SECTORS if word in words), None)
    if generic := _GENERIC.search(name):
        owner = country_named(generic[1]) or owner
        return group_actor(owner, sector) if sector else named_group(name, owner.country if owner else None)
    base = knowledge()
    known = {use.actor for use in base.index.uses(name) if use.kind in (NameKind.NAME, NameKind.ALIAS)}
    if len(known) == 1:
        row = base.row(base.id_of(known.pop()))
        return ActorRef(
            id=row["id"], name=row["name"], kind=row["kind"], country=base.country(row["id"]), sector=sector
        )
    return named_group(name, owner.country if owner else None, sector)


def _place(row: Mapping[str, str]) -> Location | None:
    country = country_named(row["Country"])
    city = row["City"]
    name = row["Country"] if city in _MISSING else city
    if name in _MISSING:
        return None
    if city not in _MISSING and row["Country"] not in _MISSING:
        name = f"{city}, {row['Country']}"
    return place_at(
        name, country, number(row["Latitude"], "Latitude", -90, 90), number(row["Longitude"], "Longitude", -180, 180),
        whole=city in _MISSING,
    )  # fmt: skip
