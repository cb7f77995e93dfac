"""ACLED: comma-separated with a header, 29 to 31 columns by age, texts in quotes; and its lists of deleted events.

ACLED revises: of two rows with one id the later ``timestamp`` holds. It deletes: a deleted row leaves the graph and an
older copy of it stays out. Actor 1 and 2 say nothing of direction, so a battle is ``FOUGHT``, which has none; violence
against civilians and protests do have one. Events without a second actor are set aside: nobody is there to name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

from kg.loaders.columns import nearest
from kg.loaders.country_codes import country_actor, country_named
from kg.loaders.event_rows import BadCellError, day, headed_rows, number, place_at
from kg.loaders.table_rows import csv_rows, first_line, header_cells
from kg.loaders.violence import side

from kg.ids import dataset_event_id, document_id
from kg.loading import Deletion, LoadOptions, Record, Source
from kg.ontology import load_ontology
from kg.records import ActorRef, DocumentRef, Event, Location, Magnitude, Plover, Precision, Realis

_NEEDED = (
    "event_id_cnty", "event_date", "event_type", "actor1", "actor2", "country", "location", "latitude", "longitude",
    "fatalities",
)  # fmt: skip
_DELETED = ("event_id_cnty", "deleted_timestamp")
# event type, or a sub-event type that says more -> PLOVER type and mode, and our relation
_CODINGS: dict[str, tuple[str, str | None, str]] = {
    "battles": ("ASSAULT", None, "FOUGHT"),
    "battle-no change of territory": ("ASSAULT", None, "FOUGHT"),
    "battle-government regains territory": ("ASSAULT", None, "FOUGHT"),
    "battle-non-state actor overtakes territory": ("ASSAULT", None, "FOUGHT"),
    "explosions/remote violence": ("ASSAULT", None, "ATTACKED"),
    "remote violence": ("ASSAULT", None, "ATTACKED"),
    "violence against civilians": ("ASSAULT", None, "ATTACKED"),
    "protests": ("PROTEST", "demo", "PROTESTED_AGAINST"),
    "riots": ("PROTEST", "riot", "RIOTED_AGAINST"),
    "riots/protests": ("PROTEST", None, "PROTESTED_AGAINST"),
    "air/drone strike": ("ASSAULT", "aerial", "BOMBED"),
    "shelling/artillery/missile attack": ("ASSAULT", "heavy-weapons", "SHELLED"),
    "suicide bomb": ("ASSAULT", "suicide-attack", "EXPLODED_BOMB_AT"),
    "remote explosive/landmine/ied": ("ASSAULT", "explosives", "EXPLODED_BOMB_AT"),
    "grenade": ("ASSAULT", "explosives", "EXPLODED_BOMB_AT"),
    "chemical weapon": ("ASSAULT", "unconventional", "GASSED"),
    "abduction/forced disappearance": ("ASSAULT", "abduct", "ABDUCTED"),
    "sexual violence": ("ASSAULT", "sexual", "TORTURED"),
    "arrests": ("COERCE", "arrest", "ARRESTED"),
    "agreement": ("AGREE", None, "AGREED_WITH"),
}
_PRECISIONS = {"": Precision.DAY, "1": Precision.DAY, "2": Precision.WEEK, "3": Precision.MONTH}


class AcledLoader:
    """ACLED events, and its lists of deleted ones."""

    name = "acled"

    def sniff(self, source: Source) -> float:
        """A header with ACLED's id and what it says of an event, or of a deletion."""
        header = set(header_cells(first_line(source)))
        return 0.95 if "event_id_cnty" in header and header & {"event_type", "deleted_timestamp"} else 0.0

    def load(self, source: Source, options: LoadOptions) -> Iterator[Record]:
        """An event or a deletion a row; a row that cannot be used is set aside with its line.

        Raises:
            InputError: Empty, without rows, or a column is missing from the header.
        """
        rows = csv_rows(source, options, fallback="cp1252")
        if "deleted_timestamp" in header_cells(first_line(source)):
            yield from headed_rows(source, rows, _DELETED, lambda row: (_deletion(row),))
        else:
            yield from headed_rows(source, rows, _NEEDED, lambda row: (acled_event(row),))


def acled_event(row: Mapping[str, str]) -> Event:
    """The event of a row.

    Raises:
        BadCellError: A cell is malformed, or the row has one actor alone.
    """
    key = _key(row)
    country = country_named(row["country"]) or country_actor(row.get("iso", "").zfill(3), "iso_numeric")
    ends = [_actor(row, name, country) for name in ("actor1", "actor2")]
    plover, mode, relation = _coding(row)
    stated = row.get("time_precision", "")
    if stated not in _PRECISIONS:
        raise BadCellError("time_precision", f"{stated!r} is not 1 to 3")
    dead = number(row["fatalities"], "fatalities", 0, 1e7)
    ontology = load_ontology()
    return Event(
        id=dataset_event_id("acled", key),
        relation=relation,
        trigger=None,
        source=ends[0],
        target=ends[1],
        plover=Plover(type=plover, mode=mode),
        cameo=None,
        quad_class=ontology.types[plover].quad_class,
        goldstein=ontology.types[plover].score,
        date=_cut(_day(row["event_date"]), _PRECISIONS[stated]),
        date_precision=_PRECISIONS[stated],
        realis=Realis.ACTUAL,
        magnitude=Magnitude(value=dead, unit="deaths") if dead else None,
        location=_place(row, country),
        confidence=1.0,
        rule=f"acled:{row.get('sub_event_type') or row['event_type']}",
        document=_document(row),
        dataset="acled",
        dataset_id=key,
        revised=_moment(row["timestamp"], "timestamp") if row.get("timestamp") else None,
    )


def _deletion(row: Mapping[str, str]) -> Deletion:
    stated = row["deleted_timestamp"]
    return Deletion(
        dataset="acled",
        dataset_id=_key(row),
        withdrawn=_moment(stated, "deleted_timestamp") if stated else None,
    )


def _key(row: Mapping[str, str]) -> str:
    if not row["event_id_cnty"]:
        raise BadCellError("event_id_cnty", "empty")
    return row["event_id_cnty"]


def _actor(row: Mapping[str, str], column: str, country: ActorRef | None) -> ActorRef:
    found = side(row[column], country)
    if found is None:
        raise BadCellError(column, "no actor")
    return found


def _coding(row: Mapping[str, str]) -> tuple[str, str | None, str]:
    for column in ("sub_event_type", "event_type"):
        found = _CODINGS.get(row.get(column, "").lower())
        if found is not None:
            return found
    kind = row["event_type"]
    near = "" if kind.lower() == "strategic developments" else nearest(kind, _CODINGS)
    raise BadCellError("event_type", f"{kind!r} is no PLOVER event{near}")


def _day(cell: str) -> str:
    """``2023-01-31`` of the interface, ``31 January 2023`` of files from the web site."""
    try:
        return datetime.strptime(cell, "%d %B %Y").date().isoformat()
    except ValueError:
        return day(cell, "event_date")


def _cut(date: str, precision: Precision) -> str:
    if precision is Precision.WEEK:
        year, week, _ = datetime.fromisoformat(date).isocalendar()
        return f"{year}-W{week:02d}"
    return date[:7] if precision is Precision.MONTH else date


def _moment(cell: str, column: str) -> str:
    """A Unix time, or a date with or without a time, as ISO 8601 in UTC."""
    try:
        if cell.isdigit():
            return datetime.fromtimestamp(int(cell), UTC).strftime("%Y-%m-%dT%H:%M:%S")
        stated = datetime.fromisoformat(cell)
    except (ValueError, OverflowError, OSError):
        raise BadCellError(column, f"{cell!r} is no time") from None
    return (stated.astimezone(UTC) if stated.tzinfo else stated).strftime("%Y-%m-%dT%H:%M:%S")


def _place(row: Mapping[str, str], country: ActorRef | None) -> Location | None:
    near = row["location"]
    owner = country.name if country is not None else row["country"]
    name = f"{near}, {owner}" if near and owner else near or owner
    if not name:
        return None
    return place_at(
        name, country, number(row["latitude"], "latitude", -90, 90),
        number(row["longitude"], "longitude", -180, 180), whole=not near,
    )  # fmt: skip


def _document(row: Mapping[str, str]) -> DocumentRef | None:
    """The sources a row rests on, as one document: ACLED names them but neither address nor date."""
    names = row.get("source")
    if not names:
        return None
    return DocumentRef(
        id=document_id(f"acled {row['event_id_cnty']}"), title=f"ACLED {row['event_id_cnty']}", publisher=names,
        loader="acled",
    )  # fmt: skip
