"""POLECAT: 40 tab-separated columns with a header, PLOVER-coded, ``None`` for nothing, lists joined by semicolons.

Quad class and intensity are the file's own. All events of a story share the first part of their ids; the story is the
document that reports them. Later files call the intensity otherwise, and some have surplus tabs at the end of a row.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kg.loaders import plover
from kg.loaders.country_codes import country_actor, country_named
from kg.loaders.event_rows import BadCellError, day, headed_rows, number, place_at
from kg.loaders.table_rows import first_line, header_cells, tab_rows

from kg.ids import dataset_event_id, document_id
from kg.loading import LoadOptions, Record, Source
from kg.records import ActorRef, DocumentRef, Event, Location, Precision

_NEEDED = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Quad Code", "Contexts", "Actor Name", "Actor Country",
    "Recipient Name", "Recipient Country",
)  # fmt: skip


class PolecatLoader:
    """POLECAT events."""

    name = "polecat"

    def sniff(self, source: Source) -> float:
        """A header line with the columns of POLECAT."""
        return 0.95 if {"Event ID", "Event Type", "Event Mode"} <= set(header_cells(first_line(source))) else 0.0

    def load(self, source: Source, options: LoadOptions) -> Iterator[Record]:
        """An event a pair of actors of a row; a row without recipient, or malformed, is set aside with its line.

        Raises:
            InputError: Empty, without rows, or a column is missing from the header.
        """
        rows = tab_rows(source, options, fallback="cp1252")
        yield from headed_rows(source, rows, _NEEDED, polecat_events, missing=frozenset({"None", "NA"}))


def polecat_events(row: Mapping[str, str]) -> Iterator[Event]:
    """The events of a row.

    Raises:
        BadCellError: A cell is malformed, or the row has no actor or no recipient.
    """
    key = row["Event ID"]
    if not key:
        raise BadCellError("Event ID", "empty")
    coded = plover.coding(row["Event Type"], _list(row["Event Mode"]), _list(row["Contexts"]), column="Event Type")
    quad = plover.QUADS.get(row["Quad Code"].upper())
    if quad is None:
        raise BadCellError("Quad Code", f"{row['Quad Code']!r} is no quad class")
    sources, targets = _actors(row, "Actor"), _actors(row, "Recipient")
    if not sources:
        raise BadCellError("Actor Name", "no actor")
    intensity = next((name for name in ("Intensity", "Event Intensity") if name in row), None)
    event = Event(
        id=dataset_event_id("polecat", key),
        relation=coded.relation,
        trigger=None,
        source=sources[0],
        target=sources[0],
        plover=coded.plover,
        cameo=None,
        quad_class=quad,
        goldstein=number(row[intensity], intensity, -10, 10) if intensity else None,
        date=day(row["Event Date"], "Event Date"),
        date_precision=Precision.DAY,
        realis=coded.realis,
        location=_place(row),
        confidence=1.0,
        rule=f"plover:{coded.plover.type}",
        document=_document(row),
        dataset="polecat",
        dataset_id=key,
    )
    yield from plover.paired_events(event, coded, sources, targets, column="Recipient Name")


def _list(cell: str | None) -> list[str]:
    return [part for item in (cell or "").split(";") if (part := item.strip()) and part != "None"]


def _actors(row: Mapping[str, str], side: str) -> list[ActorRef]:
    names, countries = _list(row[f"{side} Name"]), _list(row[f"{side} Country"])
    main = _list(row.get(f"Primary {side} Sector"))
    titles = _list(row.get(f"{side} Title"))
    if not names:
        owners = [_country(code) for code in countries] or [None]
        found = [plover.actor(None, owner, main or _list(row.get(f"{side} Sectors"))) for owner in owners]
    else:
        found = [
            plover.actor(
                name,
                _country(_same(countries, place, len(names))),
                filter(None, [_same(main, place, len(names))]),
                _same(titles, place, len(names)),
            )
            for place, name in enumerate(names)
        ]
    return list({one.id: one for one in found if one is not None}.values())


def _same(values: Sequence[str], place: int, count: int) -> str | None:
    """The value of an actor: lists that are as long as that of names go with it, a single value goes for all."""
    if len(values) == count:
        return values[place]
    return values[0] if len(values) == 1 else None


def _country(code: str | None) -> ActorRef | None:
    return (country_actor(code, "iso3") or country_named(code)) if code else None


def _place(row: Mapping[str, str]) -> Location | None:
    country = _country(row.get("Country"))
    near = next((row[name] for name in ("City", "Placename", "District", "Province") if row.get(name)), "")
    name = ", ".join(filter(None, (near, country.name if country else row.get("Country", ""))))
    if not name:
        return None
    return place_at(
        name, country, number(row.get("Latitude", ""), "Latitude", -90, 90),
        number(row.get("Longitude", ""), "Longitude", -180, 180), whole=not near,
    )  # fmt: skip


def _document(row: Mapping[str, str]) -> DocumentRef:
    story = row["Event ID"].partition("_")[0]
    published = row.get("Publication Date")
    return DocumentRef(
        id=document_id(f"polecat story {story}"),
        title=f"POLECAT story {story}",
        publisher=row.get("Source") or None,
        published=day(published, "Publication Date") if published else None,
        loader="polecat",
    )
