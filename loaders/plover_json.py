"""PLOVER-coded JSON: records as the PLOVER manual defines them, and as the NGEC coder writes them.

The manual names ``source`` or ``actor``, ``recipient``, ``event``, ``mode`` and ``context`` as lists, an actor being an
object with ``code`` (country) and ``sector``. NGEC has one ``event_type`` and puts actors under ``attributes``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from kg.loaders import plover
from kg.loaders.country_codes import country_actor, country_named
from kg.loaders.event_rows import BadCellError, day, number, place_at, set_aside
from kg.loaders.json_rows import first_object, json_rows

from kg.ids import dataset_event_id, document_id
from kg.loading import LoadOptions, Record, Source
from kg.records import ActorRef, DocumentRef, Event, Location, Magnitude, Precision, Rejection

Row = Mapping[str, Any]


class PloverJsonLoader:
    """PLOVER-coded JSON records."""

    name = "plover"

    def sniff(self, source: Source) -> float:
        """An object with a PLOVER event and its actors."""
        row = first_object(source) or {}
        manual = "event" in row and "date" in row and ("source" in row or "actor" in row)
        return 0.95 if manual or ("event_type" in row and "attributes" in row) else 0.0

    def load(self, source: Source, options: LoadOptions) -> Iterator[Record]:
        """An event a type and pair of actors; a record without recipient, or malformed, is set aside with its line.

        Raises:
            InputError: The input is one value, and that is not JSON.
        """
        for line, row in json_rows(source, options):
            if isinstance(row, Rejection):
                yield row
                continue
            try:
                yield from list(_events(row))
            except BadCellError as error:
                yield set_aside(source, line, error, str(dict(row)))


def _events(row: Row) -> Iterator[Event]:
    key = _text(row.get("id"))
    if not key:
        raise BadCellError("id", "empty")
    ngec = "event_type" in row
    kinds = _texts(row.get("event_type" if ngec else "event"))
    type_key, recipient_key = ("event_type", "attributes") if ngec else ("event", "recipient")
    if not kinds:
        raise BadCellError(type_key, "empty")
    sources, targets = _ngec_actors(row) if ngec else (_actors(row, "source", "actor"), _actors(row, "recipient"))
    if not sources:
        raise BadCellError("attributes" if ngec else "source", "no actor")
    for kind in kinds:
        coded = plover.coding(
            kind,
            _texts(row.get("event_mode" if ngec else "mode")),
            _texts(row.get("contexts" if ngec else "context")),
            column=type_key,
        )
        # A record may have several types; each is an event of its own.
        own = key if len(kinds) == 1 else f"{key}:{kind}"
        event = replace(_event(row, coded, sources[0]), id=dataset_event_id("plover", own), dataset_id=own)
        yield from plover.paired_events(event, coded, sources, targets, column=recipient_key)


def _event(row: Row, coded: plover.Coding, someone: ActorRef) -> Event:
    quad = _text(row.get("quad_code")) or str(coded.quad_class)
    if quad not in ("1", "2", "3", "4"):
        raise BadCellError("quad_code", f"{quad!r} is not 1 to 4")
    dated = next((key for key in ("date_resolved", "date", "pub_date") if row.get(key)), "date")
    date = day(_text(row.get(dated)), dated)
    end = day(_text(row["enddate"]), "enddate") if row.get("enddate") else None
    return Event(
        id="",
        relation=coded.relation,
        trigger=None,
        source=someone,
        target=someone,
        plover=coded.plover,
        cameo=None,
        quad_class=int(quad),
        goldstein=number(_text(row.get("event_scale")), "event_scale", -10, 10),
        date=date,
        date_precision=Precision.DAY,
        date_end=end if end != date else None,
        realis=coded.realis,
        magnitude=_size(row),
        location=_place(row),
        confidence=1.0,
        rule=f"plover:{coded.plover.type}",
        document=_document(row),
        dataset="plover",
    )


def _text(value: Any) -> str:
    return "" if value is None or isinstance(value, dict | list) else str(value).strip()


def _texts(value: Any) -> list[str]:
    return [text for item in (value if isinstance(value, list) else [value]) if (text := _text(item))]


def _object(value: Any) -> Row:
    return value if isinstance(value, dict) else {}


def _actors(row: Row, *keys: str) -> list[ActorRef]:
    stated: Any = next((row[key] for key in keys if row.get(key)), [])
    found = []
    for item in stated if isinstance(stated, list) else [stated]:
        told = item if isinstance(item, dict) else {"code": item}
        # A sector may hold two codes of three letters, the main one first.
        sectors = _text(told.get("sector"))
        found.append(
            _actor(
                _text(told.get("identifier_text")) or _text(told.get("actor_text")),
                _text(told.get("code")),
                [sectors[start : start + 3] for start in range(0, len(sectors), 3)],
                _text(told.get("office")),
            )
        )
    return _distinct(found)


def _ngec_actors(row: Row) -> tuple[list[ActorRef], list[ActorRef]]:
    def side(key: str) -> list[ActorRef]:
        stated = _object(row.get("attributes")).get(key)
        told = [_object(item) for item in (stated if isinstance(stated, list) else [stated])]
        return _distinct(
            [
                _actor(
                    _text(item.get("wiki")), _text(item.get("country")),
                    [_text(item.get("code_1")), _text(item.get("code_2"))],
                )
                for item in told
            ]
        )  # fmt: skip

    return side("ACTOR"), side("RECIP")


def _actor(name: str, code: str, sectors: list[str], role: str = "") -> ActorRef | None:
    owner = country_actor(code, "iso3") if code else None
    if owner is None and code and not any(sectors):
        sectors = [code]  # non-state actors have a sector in the place of the country
    return plover.actor(name or None, owner, sectors, role or None)


def _distinct(actors: list[ActorRef | None]) -> list[ActorRef]:
    return list({one.id: one for one in actors if one is not None}.values())


def _size(row: Row) -> Magnitude | None:
    dead = _object(row.get("size")).get("dead")
    value = number(_text(dead), "size", 0, 1e9) if _text(dead).replace(".", "", 1).isdigit() else None
    return Magnitude(value=value, unit="deaths") if value else None


def _place(row: Row) -> Location | None:
    """The manual's location object has names of GeoNames, NGEC's its own."""
    stated = _object(row.get("event_loc")) or _object(_object(row.get("event_geolocation")).get("geo"))
    stated = stated or _object(row.get("event_geolocation"))
    name = _text(stated.get("name")) or _text(stated.get("resolved_placename"))
    code = _text(stated.get("cc3")) or _text(stated.get("country_code3"))
    country = country_actor(code, "iso3") if code else None
    if country is None and (short := _text(stated.get("country code"))):
        country = country_actor(short, "iso2")
    if not name:
        return None
    whole = country is not None and country_named(name) == country
    return place_at(
        name if country is None or whole else f"{name}, {country.name}", country,
        number(_text(stated.get("latitude", stated.get("lat"))), "latitude", -90, 90),
        number(_text(stated.get("longitude", stated.get("lon"))), "longitude", -180, 180), whole=whole,
    )  # fmt: skip


def _document(row: Row) -> DocumentRef | None:
    cited = _object(row.get("cite_info"))
    url, story = _text(cited.get("url")), _text(row.get("story_id"))
    title = _text(cited.get("title")) or _text(row.get("headline"))
    named = url or story or _text(cited.get("citation")) or title
    if not named:
        return None
    published = _text(row.get("pub_date"))
    return DocumentRef(
        id=document_id(named),
        url=url or None,
        title=title or named,
        publisher=_text(cited.get("publication")) or _text(row.get("publisher")) or None,
        published=day(published, "pub_date") if published else None,
        loader="plover",
    )
