"""GDELT: events of 1.0 and 2.0 (57, 58 or 61 columns), mentions (16), the knowledge graph (27, 11 or 15); tabs between.

Only files of the knowledge graph 1.0 have a header line; what a file is, its number of columns tells. Quad class and
Goldstein weight of an event are the row's own: GDELT counts 09 as cooperation where others do not. The day of the event
is GDELT's guess from the text and can lie a year before the report, so the document keeps the day of the report.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from kg.loaders.cameo import coding_of, group_actor, sector
from kg.loaders.cameo_actors import known_group
from kg.loaders.country_codes import country_actor, region_actor
from kg.loaders.event_actors import listed_actor, named_group
from kg.loaders.event_rows import BadCellError, day, document_at, integer, number, set_aside
from kg.loaders.gdelt_gkg import (
    COUNTS_WIDTH,
    GKG1_WIDTH,
    GKG_WIDTH,
    gkg1_counts,
    gkg1_facts,
    gkg_facts,
    is_header,
)
from kg.loaders.gdelt_mentions import MENTION_WIDTH, gdelt_mention
from kg.loaders.gdelt_places import gdelt_place
from kg.loaders.table_rows import first_line, tab_rows

from kg.ids import dataset_event_id
from kg.loading import LoadOptions, Record, Source
from kg.records import ActorRef, DocumentFacts, Event, Precision, Realis, Rejection, Report

WIDTHS = (57, 58, 61)


class GdeltLoader:
    """Whatever GDELT publishes."""

    name = "gdelt"

    def sniff(self, source: Source) -> float:
        """A first line with the number of columns of a GDELT file and numbers and days where they belong."""
        return 0.95 if _kind(first_line(source)) is not None else 0.0

    def load(self, source: Source, options: LoadOptions) -> Iterator[Record]:
        """Records of the rows; a row that is malformed, or lacks an actor or a PLOVER type, is set aside with its line.

        Events give an event a row, mentions a report, the knowledge graph facts of documents. A file whose first line
        looks like nothing that GDELT publishes is read as events.
        """
        make = _kind(first_line(source)) or gdelt_event
        for line, cells in tab_rows(source, options):
            if isinstance(cells, Rejection):
                yield cells
            elif not (line == 1 and is_header(cells)):
                try:
                    record = make(cells)
                except BadCellError as error:
                    yield set_aside(source, line, error, "\t".join(cells))
                    continue
                yield replace(record, source=source.name, line=line) if isinstance(record, Report) else record


def _kind(line: str) -> Callable[[Sequence[str]], Event | Report | DocumentFacts] | None:
    """What makes records of the rows of a file with this first line."""
    cells = line.split("\t")
    number, dated = cells[0], len(cells) > 1 and cells[1].isdigit()
    if is_header(cells):
        return gkg1_facts if len(cells) == GKG1_WIDTH else gkg1_counts
    if number.isdigit() and dated and len(cells) in WIDTHS and len(cells[1]) == 8:
        return gdelt_event
    if number.isdigit() and dated and len(cells) == MENTION_WIDTH and len(cells[1]) == 14:
        return gdelt_mention
    if len(cells) == GKG_WIDTH and "-" in number and number[:14].isdigit():
        return gkg_facts
    if number.isdigit() and dated and len(number) == 8 and len(cells) in (GKG1_WIDTH, COUNTS_WIDTH):
        return gkg1_facts if len(cells) == GKG1_WIDTH else gkg1_counts
    return None


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
    source, target = _actor(tuple(cells[5:15])), _actor(tuple(cells[15:25]))
    if source is None or target is None:
        column, rank, named = (
            ("Actor1Code", "first", cells[5]) if source is None else ("Actor2Code", "second", cells[15])
        )
        raise BadCellError(column, f"nobody known by {named!r}" if named.strip() else f"no {rank} actor")
    code = cells[26]
    coded = coding_of(code, "EventCode")
    quad = integer(cells[29], "QuadClass")
    if not 1 <= quad <= 4:
        raise BadCellError("QuadClass", f"{quad} is not 1 to 4")
    block = 8 if width == 61 else 7
    second, third, end = 35 + block, 35 + 2 * block, 35 + 3 * block
    added = day(cells[end][:8], "DATEADDED")
    url = cells[end + 1] if width > 57 else ""
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
        location=gdelt_place(cells[third:end], "ActionGeo"),
        source_location=gdelt_place(cells[35:second], "Actor1Geo"),
        target_location=gdelt_place(cells[second:third], "Actor2Geo"),
        confidence=1.0,
        rule=f"cameo:{code}",
        document=document_at(url, added, "gdelt"),
        dataset="gdelt",
        dataset_id=cells[0],
    )


@lru_cache(maxsize=65536)
def _actor(block: tuple[str, ...]) -> ActorRef | None:
    # Some cells hold a single blank for nothing.
    block = tuple(map(str.strip, block))
    code, name, country_code, group_code, ethnic = block[:5]
    owner = country_actor(country_code) if country_code else None
    if owner is None and country_code:
        owner = region_actor(country_code)
    found = next((known for role in (*block[7:10], group_code) if role and (known := sector(role))), None)
    if group_code and (group := known_group(group_code)) is not None and owner is None:
        return group
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
