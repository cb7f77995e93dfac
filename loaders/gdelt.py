"""GDELT 1.0 and 2.0 event files: 57, 58 or 61 tab-separated columns without a header.

Quad class and Goldstein weight are the row's own: GDELT counts 09 as cooperation where others do not. The day of the
event is GDELT's guess from the text and can lie a year before the report, so the document keeps the day of the report.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from kg.loaders.cameo import coding, group_actor, sector
from kg.loaders.country_codes import country_actor, region_actor
from kg.loaders.event_actors import listed_actor, named_group
from kg.loaders.event_rows import BadCellError, day, document_at, integer, number, place_at, set_aside
from kg.loaders.table_rows import first_line, tab_rows

from kg.ids import dataset_event_id
from kg.loading import LoadOptions, Record, Source
from kg.records import ActorRef, Event, Location, Precision, Realis, Rejection

WIDTHS = (57, 58, 61)
_FIPS_LEVELS = {"1"}


class GdeltLoader:
    """GDELT events."""

    name = "gdelt"

    def sniff(self, source: Source) -> float:
        """A first line of 57, 58 or 61 columns that begins with a number and a day."""
        cells = first_line(source).split("\t")
        fits = len(cells) in WIDTHS and cells[0].isdigit() and cells[1].isdigit() and len(cells[1]) == 8
        return 0.95 if fits else 0.0

    def load(self, source: Source, options: LoadOptions) -> Iterator[Record]:
        """An event a row; a row that is malformed, or lacks an actor or a PLOVER type, is set aside with its line."""
        for line, cells in tab_rows(source, options):
            if isinstance(cells, Rejection):
                yield cells
                continue
            try:
                yield gdelt_event(cells)
            except BadCellError as error:
                yield set_aside(source, line, error, "\t".join(cells))


def gdelt_event(cells: Sequence[str]) -> Event:
    """The event of a row.

    Raises:
        BadCellError: A cell is malformed, or nothing of the ontology fits it.
    """
    width = len(cells)
    if width not in WIDTHS:
        raise BadCellError(None, f"{width} columns; a GDELT event has 57, 58 or 61")
    integer(cells[0], "GLOBALEVENTID")
    date = day(cells[1], "SQLDATE")
    # Some cells hold a single blank for nothing.
    first, second = tuple(map(str.strip, cells[5:15])), tuple(map(str.strip, cells[15:25]))
    source, target = _actor(first), _actor(second)
    if source is None or target is None:
        which = "Actor1Code" if source is None else "Actor2Code"
        named = first[0] if source is None else second[0]
        raise BadCellError(which, f"nobody known by {named!r}" if named else "no actor")
    code = cells[26]
    coded = coding(code)
    if coded is None:
        raise BadCellError("EventCode", f"CAMEO {code!r} is no PLOVER event")
    quad = integer(cells[29], "QuadClass")
    if not 1 <= quad <= 4:
        raise BadCellError("QuadClass", f"{quad} is not 1 to 4")
    block = 8 if width == 61 else 7
    added = day(cells[35 + 3 * block][:8], "DATEADDED")
    url = cells[36 + 3 * block] if width > 57 else ""
    return Event(
        id=dataset_event_id("gdelt", cells[0]),
        relation=coded.relation,
        trigger=None,
        source=source,
        target=target,
        plover=coded.plover,
        cameo=code,
        quad_class=quad,
        goldstein=number(cells[30], "GoldsteinScale", -10, 10),
        date=date,
        date_precision=Precision.DAY,
        realis=Realis.ACTUAL,
        location=_place(cells[35 + 2 * block : 35 + 3 * block]),
        confidence=1.0,
        rule=f"cameo:{code}",
        document=document_at(url, added, "gdelt"),
        dataset="gdelt",
        dataset_id=cells[0],
    )


@lru_cache(maxsize=65536)
def _actor(block: tuple[str, ...]) -> ActorRef | None:
    code, name, country_code, group_code, ethnic = block[:5]
    owner = country_actor(country_code) if country_code else None
    if owner is None and country_code:
        owner = region_actor(country_code)
    found = next((known for role in (*block[7:10], group_code) if role and (known := sector(role))), None)
    if name and (listed := listed_actor(name, owner.country if owner else None, found)) is not None:
        return listed
    if group_code and name and owner is None:
        return named_group(name.title(), sector=found)
    if found is not None:
        return group_actor(owner, found)
    if owner is not None:
        return owner
    # An ethnic or religious group, or a code that no table has: the name is all there is.
    return named_group(name.title()) if name and (code or ethnic) else None


def _place(block: Sequence[str]) -> Location | None:
    kind, name, fips, adm1 = block[:4]
    if not name:
        return None
    # The country column is at odds with the first-level unit in half of the rows of early 2015; the unit is right.
    code = adm1[:2] if len(adm1) >= 2 else fips
    country = country_actor(code, "fips") or country_actor(fips, "fips")
    return place_at(
        name, country, number(block[-3], "ActionGeo_Lat", -90, 90), number(block[-2], "ActionGeo_Long", -180, 180),
        whole=kind in _FIPS_LEVELS,
    )  # fmt: skip
