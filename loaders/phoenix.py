"""CAMEO-coded sets of the Phoenix family: Phoenix, the Cline Center's historical Phoenix, TERRIER, PETRARCH output.

| data set | layout |
|---|---|
| ``phoenix`` | 26 columns with tabs, no header; or the Cline Center's CSV with one |
| ``terrier`` | 20 columns with tabs, with or without a header; or JSON lines with the same names |
| ``petrarch`` | date, source, target, code, issues, ids, perhaps an address, and the source of the story |

``---`` stands for nobody. Quad class and Goldstein weight are the row's own (Phoenix counts 16 as verbal conflict and
01 and 02 as neutral, 0); PETRARCH output has neither.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from kg.loaders.cameo import cameo_event
from kg.loaders.cameo_actors import coded_actor
from kg.loaders.country_codes import country_actor, country_named
from kg.loaders.event_rows import BadCellError, day, document_at, headed_rows, integer, number, place_at, set_aside
from kg.loaders.json_rows import first_object, json_rows
from kg.loaders.table_rows import csv_rows, first_line, header_cells, tab_rows

from kg.ids import document_id
from kg.loading import LoadOptions, Record, Source
from kg.records import ActorRef, DocumentRef, Event, Location, Rejection, Report

_PHOENIX = (
    "EventID,Date,Year,Month,Day,SourceActorFull,SourceActorEntity,SourceActorRole,SourceActorAttribute,"
    "TargetActorFull,TargetActorEntity,TargetActorRole,TargetActorAttribute,EventCode,EventRootCode,QuadClass,"
    "GoldsteinScore,Issues,Lat,Lon,LocationName,StateName,CountryCode,SentenceID,URLs,NewsSources"
).split(",")
_CLINE = ("eid", "story_date", "source", "target", "code", "quad_class", "goldstein")
_TERRIER = (
    "code,root_code,quad_class,goldstein,source,src_actor,src_agent,src_other_agent,target,tgt_actor,tgt_agent,"
    "tgt_other_agent,id,date8,year,month,day,url,doc_id,mongo_id"
).split(",")
_TERRIER_NEEDED = ("code", "quad_class", "goldstein", "source", "target", "date8")
_CAMEO = re.compile(r"\d{2,4}|---")
_MISSING = frozenset({"---", "NA", "NULL", "None", "nan"})

Row = Mapping[str, Any]


class PhoenixLoader:
    """Phoenix events, of the real-time and of the historical sets."""

    name = "phoenix"

    def sniff(self, source: Source) -> float:
        """26 columns, the second a day; or the header of the historical sets."""
        line = first_line(source)
        cells = line.split("\t")
        if len(cells) == len(_PHOENIX) and _is_day(cells[1]):
            return 0.95
        return 0.95 if {"eid", "story_date", "source_root"} <= set(header_cells(line)) else 0.0

    def load(self, source: Source, options: LoadOptions) -> Iterator[Record]:
        """An event a row, and a report for each further address; a row that cannot be used is set aside.

        Raises:
            InputError: Empty, without rows, or a column is missing from the header.
        """
        if _is_day("".join(first_line(source).split("\t")[1:2])):
            rows = tab_rows(source, options, fallback="cp1252")
            yield from headed_rows(source, rows, (), _phoenix, missing=_MISSING, header=list(_PHOENIX))
        else:
            rows = csv_rows(source, options, fallback="cp1252")
            yield from headed_rows(source, rows, _CLINE, _cline, missing=_MISSING)


class TerrierLoader:
    """TERRIER and real-time Phoenix of the University of Texas at Dallas."""

    name = "terrier"

    def sniff(self, source: Source) -> float:
        """The names of its columns, or 20 columns with a day in the fourteenth."""
        known = {"root_code", "src_actor", "tgt_actor"}
        line = first_line(source)
        if known <= set(header_cells(line)) or known <= set(first_object(source) or {}):
            return 0.95
        cells = line.split("\t")
        return 0.95 if len(cells) == len(_TERRIER) and _is_day(cells[13]) else 0.0

    def load(self, source: Source, options: LoadOptions) -> Iterator[Record]:
        """An event a row; a row that cannot be used is set aside with its line.

        Raises:
            InputError: Empty, without rows, or a column is missing from the header.
        """
        if first_object(source) is not None:
            yield from _json_records(source, options)
            return
        line = first_line(source)
        header = None if "root_code" in header_cells(line) else list(_TERRIER)
        rows = csv_rows(source, options, fallback="cp1252") if header is None else tab_rows(source, options, "cp1252")
        yield from headed_rows(source, rows, _TERRIER_NEEDED, _terrier, missing=_MISSING, header=header)


class PetrarchLoader:
    """Output of the PETRARCH coders."""

    name = "petrarch"

    def sniff(self, source: Source) -> float:
        """Six to nine columns: a day, two actors, a CAMEO code."""
        cells = first_line(source).split("\t")
        fits = 6 <= len(cells) <= 9 and _is_day(cells[0]) and _CAMEO.fullmatch(cells[3])
        return 0.9 if fits else 0.0

    def load(self, source: Source, options: LoadOptions) -> Iterator[Record]:
        """An event a row; a row that cannot be used is set aside with its line."""
        for line, cells in tab_rows(source, options, fallback="cp1252"):
            if isinstance(cells, Rejection):
                yield cells
                continue
            try:
                yield _petrarch([cell.strip() for cell in cells])
            except BadCellError as error:
                yield set_aside(source, line, error, "\t".join(cells))


def _is_day(cell: str) -> bool:
    return len(cell) == 8 and cell.isdigit()


def _end(code: str, column: str, *parts: str) -> ActorRef:
    """The actor of a code, or of its parts where the row has only these.

    Raises:
        BadCellError: There is none, or nobody has the code.
    """
    whole = code or "".join(part or "---" for part in parts)
    actor = coded_actor(whole)
    if actor is None:
        named = whole.replace("---", "")
        raise BadCellError(column, f"nobody known by {whole!r}" if named else "no actor")
    return actor


def _phoenix(row: Row) -> Iterator[Event | Report]:
    date = day(row["Date"], "Date")
    key = f"{row['EventID']}:{date}"  # numbers start anew every day
    urls = [url.strip() for url in row["URLs"].split(";") if url.strip()]
    publishers = [name.strip() for name in row["NewsSources"].split(";")]
    documents = [
        document
        for place, url in enumerate(urls)
        if (document := document_at(url, date, "phoenix", publishers[place] if place < len(publishers) else None))
    ]
    yield cameo_event(
        dataset="phoenix",
        key=key,
        code=row["EventCode"],
        column="EventCode",
        source=_end(
            row["SourceActorFull"], "SourceActorFull", row["SourceActorEntity"], row["SourceActorRole"],
        ),
        target=_end(row["TargetActorFull"], "TargetActorFull", row["TargetActorEntity"], row["TargetActorRole"]),
        date=date,
        quad_class=_quad(row["QuadClass"], "QuadClass"),
        goldstein=number(row["GoldsteinScore"], "GoldsteinScore", -10, 10),
        location=_place((row["LocationName"], row["StateName"]), row["CountryCode"], row["Lat"], row["Lon"]),
        document=documents[0] if documents else None,
    )  # fmt: skip
    for document in documents[1:]:
        yield Report(dataset="phoenix", dataset_id=key, document=document, source="")


def _cline(row: Row) -> Iterator[Event]:
    date = day(row["story_date"], "story_date")
    article = row.get("aid", "")
    yield cameo_event(
        dataset="phoenix",
        key=":".join(filter(None, (row["eid"], article))),
        code=row["code"],
        column="code",
        source=_end(row["source"], "source"),
        target=_end(row["target"], "target"),
        date=date,
        quad_class=_quad(row["quad_class"], "quad_class"),
        goldstein=number(row["goldstein"], "goldstein", -10, 10),
        location=_place(
            (row.get("placename", ""), row.get("statename", "")), row.get("countryname", ""), row.get("lat", ""),
            row.get("lon", ""),
        ),
        document=_story("phoenix", article, date),
    )  # fmt: skip


def _terrier(row: Row) -> Iterator[Event]:
    date = day(row["date8"], "date8")
    story = row.get("mongo_id") or row.get("doc_id") or ""
    yield cameo_event(
        dataset="terrier",
        key=":".join(filter(None, (story, row.get("id", "")))) or ":".join(
            (date, row["source"], row["code"], row["target"])
        ),
        code=row["code"],
        column="code",
        source=_end(row["source"], "source", row.get("src_actor", ""), row.get("src_agent", "")),
        target=_end(row["target"], "target", row.get("tgt_actor", ""), row.get("tgt_agent", "")),
        date=date,
        quad_class=_quad(row["quad_class"], "quad_class"),
        goldstein=number(row["goldstein"], "goldstein", -10, 10),
        location=_place(
            (row.get("geoname", ""),), row.get("country_code", ""), row.get("latitude", ""), row.get("longitude", "")
        ),
        document=document_at(row.get("url", ""), date, "terrier") or _story("terrier", story, date),
    )  # fmt: skip


def _json_records(source: Source, options: LoadOptions) -> Iterator[Record]:
    for line, found in json_rows(source, options):
        if isinstance(found, Rejection):
            yield found
            continue
        row = {key: "" if value is None or str(value) in _MISSING else str(value) for key, value in found.items()}
        try:
            absent = next((name for name in _TERRIER_NEEDED if name not in row), None)
            if absent is not None:
                raise BadCellError(absent, "absent")
            yield from _terrier(row)
        except BadCellError as error:
            yield set_aside(source, line, error, str(found))


def _petrarch(cells: Sequence[str]) -> Event:
    if not 6 <= len(cells) <= 9:
        raise BadCellError(None, f"{len(cells)} columns; PETRARCH output has 6 to 9")
    date = day(cells[0], "date")
    source, target = (("" if cell == "---" else cell) for cell in cells[1:3])
    ids = cells[5].split(";")
    url = next((cell for cell in cells[6:] if "://" in cell), "")
    # One sentence can tell several events.
    return cameo_event(
        dataset="petrarch",
        key=":".join((cells[5], cells[1], cells[3], cells[2])),
        code=cells[3],
        column="code",
        source=_end(source, "source"),
        target=_end(target, "target"),
        date=date,
        quad_class=None,
        goldstein=None,
        document=document_at(url, date, "petrarch") or _story("petrarch", ids[0].rpartition("_")[0], date, cells[-1]),
    )


def _quad(cell: str, column: str) -> int:
    value = integer(cell.removesuffix(".0"), column)
    if value > 4:
        raise BadCellError(column, f"{value} is not 0 to 4")
    return value


def _place(names: Iterable[str], country: str, latitude: str, longitude: str) -> Location | None:
    owner = (country_actor(country, "iso3") or country_named(country)) if country else None
    near = [name for name in names if name]
    if not near and owner is None:
        return None
    whole = not near and owner is not None
    name = owner.name if whole and owner else ", ".join([*near, *([owner.name] if owner else [country])]).strip(", ")
    return place_at(
        name, owner, number(latitude, "latitude", -90, 90), number(longitude, "longitude", -180, 180), whole=whole
    )


def _story(dataset: str, story: str, date: str, publisher: str | None = None) -> DocumentRef | None:
    if not story:
        return None
    return DocumentRef(
        id=document_id(f"{dataset} story {story}"), title=f"{dataset} story {story}", published=date,
        publisher=publisher or None, loader=dataset,
    )  # fmt: skip
