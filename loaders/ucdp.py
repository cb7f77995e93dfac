"""UCDP GED: 49 comma-separated columns with a header, which some candidate releases lack.

Two sides of which neither is said to have begun: ``FOUGHT``, which has no direction; one-sided violence has one. The
best estimate of deaths is kept. A date that is not known to the day is cut to the week, month or year that holds both
ends of its range; an event of several days keeps both.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from kg.loaders.country_codes import country_actor
from kg.loaders.event_rows import BadCellError, day, headed_rows, integer, number, place_at
from kg.loaders.table_rows import csv_rows, first_line, header_cells
from kg.loaders.violence import country_written, side

from kg.ids import dataset_event_id, document_id
from kg.loading import LoadOptions, Record, Source
from kg.ontology import load_ontology
from kg.records import ActorRef, DocumentRef, Event, Location, Magnitude, Plover, Precision, Realis

_COLUMNS = (
    "id,relid,year,active_year,code_status,type_of_violence,conflict_dset_id,conflict_new_id,conflict_name,"
    "dyad_dset_id,dyad_new_id,dyad_name,side_a_dset_id,side_a_new_id,side_a,side_b_dset_id,side_b_new_id,side_b,"
    "number_of_sources,source_article,source_office,source_date,source_headline,source_original,where_prec,"
    "where_coordinates,where_description,adm_1,adm_2,latitude,longitude,geom_wkt,priogrid_gid,country,country_id,"
    "region,event_clarity,date_prec,date_start,date_end,deaths_a,deaths_b,deaths_civilians,deaths_unknown,best,high,"
    "low,gwnoa,gwnob"
).split(",")
_NEEDED = (
    "id", "type_of_violence", "side_a", "side_b", "country", "date_prec", "date_start", "date_end", "best", "latitude",
    "longitude",
)  # fmt: skip
_RELATIONS = {"1": "FOUGHT", "2": "FOUGHT", "3": "KILLED"}


class UcdpLoader:
    """UCDP georeferenced events, final and candidate."""

    name = "ucdp"

    def sniff(self, source: Source) -> float:
        """Its header; or without one, 49 columns that begin with a number."""
        cells = header_cells(first_line(source))
        if {"type_of_violence", "side_a", "side_b"} <= set(cells):
            return 0.95
        return 0.9 if len(cells) == len(_COLUMNS) and cells[0].isdigit() and cells[5] in _RELATIONS else 0.0

    def load(self, source: Source, options: LoadOptions) -> Iterator[Record]:
        """An event a row; a row that cannot be used is set aside with its line.

        Raises:
            InputError: Empty, without rows, or a column is missing from the header.
        """
        first = header_cells(first_line(source))
        header = list(_COLUMNS) if first and first[0].isdigit() else None
        rows = csv_rows(source, options, fallback="latin-1")
        yield from headed_rows(source, rows, _NEEDED, lambda row: (ucdp_event(row),), header=header)


def ucdp_event(row: Mapping[str, str]) -> Event:
    """The event of a row.

    Raises:
        BadCellError: A cell is malformed, or a side is missing.
    """
    integer(row["id"], "id")
    kind = row["type_of_violence"]
    if kind not in _RELATIONS:
        raise BadCellError("type_of_violence", f"{kind!r} is not 1 to 3")
    country = country_written(row["country"])
    dated, precision, end = _dates(row)
    best = number(row["best"], "best", 0, 1e8)
    assault = load_ontology().types["ASSAULT"]
    return Event(
        id=dataset_event_id("ucdp", row["id"]),
        relation=_RELATIONS[kind],
        trigger=None,
        source=_side(row, "side_a", "gwnoa", country),
        target=_side(row, "side_b", "gwnob", country),
        plover=Plover(type="ASSAULT"),
        cameo=None,
        quad_class=assault.quad_class,
        goldstein=assault.score,
        date=dated,
        date_precision=precision,
        date_end=end,
        realis=Realis.ACTUAL,
        magnitude=None if best is None else Magnitude(value=best, unit="deaths"),
        location=_place(row, country),
        confidence=1.0,
        rule=f"ucdp:{kind}",
        document=_document(row),
        dataset="ucdp",
        dataset_id=row["id"],
    )


def _dates(row: Mapping[str, str]) -> tuple[str, Precision, str | None]:
    start, end = day(row["date_start"], "date_start"), day(row["date_end"], "date_end")
    if end < start:
        raise BadCellError("date_end", f"{end} is before {start}")
    if row["date_prec"] not in ("1", "2", "3", "4", "5"):
        raise BadCellError("date_prec", f"{row['date_prec']!r} is not 1 to 5")
    if row["date_prec"] == "1":
        return start, Precision.DAY, end if end != start else None
    weeks = [date.fromisoformat(one).isocalendar()[:2] for one in (start, end)]
    if weeks[0] == weeks[1] and row["date_prec"] in ("2", "3"):
        return f"{weeks[0][0]}-W{weeks[0][1]:02d}", Precision.WEEK, None
    if start[:7] == end[:7] and row["date_prec"] != "5":
        return start[:7], Precision.MONTH, None
    if start[:4] == end[:4]:
        return start[:4], Precision.YEAR, None
    return start[:4], Precision.YEAR, end[:4]


def _side(row: Mapping[str, str], column: str, state: str, country: ActorRef | None) -> ActorRef:
    found = side(row[column], country, "REB")
    if found is None and row.get(state):
        found = country_actor(row[state], "gw")
    if found is None:
        raise BadCellError(column, "no actor")
    return found


def _place(row: Mapping[str, str], country: ActorRef | None) -> Location | None:
    near = row.get("where_coordinates") or row.get("adm_2") or row.get("adm_1") or ""
    owner = country.name if country is not None else row["country"]
    name = f"{near}, {owner}" if near and owner and near != owner else near or owner
    if not name:
        return None
    return place_at(
        name, country, number(row["latitude"], "latitude", -90, 90),
        number(row["longitude"], "longitude", -180, 180), whole=not near or near == owner,
    )  # fmt: skip


def _document(row: Mapping[str, str]) -> DocumentRef | None:
    """The article a row rests on; of several headlines, offices and dates the first counts."""
    article = row.get("source_article", "")
    if not article:
        return None
    headline, office, dated = (
        row.get(name, "").split(";")[0].strip() for name in ("source_headline", "source_office", "source_date")
    )
    try:
        published = day(dated, "source_date") if dated else None
    except BadCellError:
        published = None  # a list of dates that cannot be told apart
    return DocumentRef(
        id=document_id(article), title=headline or article[:200], publisher=office or None, published=published,
        loader="ucdp",
    )  # fmt: skip
