"""Cells of tables of standing relations, and what a row says as a tie."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from importlib.resources import files

import yaml
from kg.loaders.country_codes import country_actor, country_named
from kg.loaders.event_actors import listed_actor
from kg.loaders.event_rows import BadCellError, number

from kg.ids import dataset_event_id, slug
from kg.records import ActorRef, Tie

#: What stands for nothing in the data sets of the field; Correlates of War writes -9 and -8.
MISSING = frozenset({"", "NA", "N/A", "NULL", "None", "nan", ".", "-9", "-8", "-9.0", "-8.0"})
SYSTEMS = ("cow", "gw", "iso3", "iso2", "iso_numeric", "fips", "cameo", "name")


@lru_cache(maxsize=1)
def standing_relations() -> Mapping[str, bool]:
    """Edge types of standing relations in the graph model, and whether their two actors may be exchanged."""
    model = yaml.safe_load(files("kg.schema").joinpath("graph.yaml").read_text(encoding="utf-8"))
    return {name: bool(tie["symmetric"]) for name, tie in model["ties"].items()}


def plain(cell: str) -> str:
    """A cell without blanks; empty where it stands for nothing; a whole number without decimals (``2.0``)."""
    cell = cell.strip()
    if cell in MISSING:
        return ""
    return re.sub(r"^(-?\d+)\.0+$", r"\1", cell)


def year(row: Mapping[str, str], column: str) -> int:
    """A year.

    Raises:
        BadCellError: It is none.
    """
    cell = plain(row[column])
    if not re.fullmatch(r"[12]\d{3}", cell):
        raise BadCellError(column, f"{row[column]!r} is not a year")
    return int(cell)


def day_of_parts(row: Mapping[str, str], year_column: str, month_column: str, day_column: str) -> str | None:
    """An ISO date of three cells, cut where month or day is missing; None without a year.

    Raises:
        BadCellError: There is no such day.
    """
    if plain(row[year_column]) in ("", "0"):
        return None
    text = f"{year(row, year_column):04d}"
    for column in (month_column, day_column):
        cell = plain(row.get(column, ""))
        if not cell or cell == "0":
            break
        if not cell.isdigit():
            raise BadCellError(column, f"{row[column]!r} is not a number")
        text += f"-{int(cell):02d}"
    return iso_date(text, year_column)


def iso_date(text: str, column: str) -> str:
    """A date cut to its precision, checked; a time after it is dropped.

    Raises:
        BadCellError: There is no such day.
    """
    text = re.split(r"[T ]", plain(text))[0]
    if found := re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", text):
        month, of_month, of_year = found.groups()
        text = f"{of_year}-{int(month):02d}-{int(of_month):02d}"
    try:
        date.fromisoformat(text + {4: "-01-01", 7: "-01"}.get(len(text), ""))
    except ValueError:
        raise BadCellError(column, f"{text!r} is no date") from None
    return text


def amount(text: str, column: str) -> float | None:
    """A number, with or without commas between thousands and a per cent sign; None for an empty cell.

    Raises:
        BadCellError: It is none.
    """
    return number(plain(text).replace(",", "").removesuffix("%").strip(), column, -1e18, 1e18)


def cow_country(row: Mapping[str, str], column: str) -> ActorRef:
    """The country of a Correlates of War number, else of a Gleditsch-Ward number (West Germany is 260 in both).

    Raises:
        BadCellError: No listed country has it.
    """
    code = plain(row[column])
    found = country_actor(code, "cow") or country_actor(code, "gw") if code else None
    if found is None:
        raise BadCellError(column, f"no listed country has the COW number {row[column]!r}")
    return found


def actor_of(text: str, column: str, system: str | None = None) -> ActorRef:
    """The actor of a cell: a country by code or name, else a listed actor by name, else an organization of that name.

    Args:
        text: The cell.
        column: Its name, for errors.
        system: One of ``SYSTEMS``; None judges by the look: numbers are COW, two and three letters ISO codes.

    Raises:
        BadCellError: Empty, or nobody has the code.
    """
    cell = plain(text)
    if not cell:
        raise BadCellError(column, "no actor")
    if system == "cow" or (system is None and cell.isdigit()):
        return cow_country({column: cell}, column)
    if system is None and re.fullmatch(r"[A-Z]{2,3}", cell):
        found = country_actor(cell, "iso2" if len(cell) == 2 else "cameo")
        if found is not None:
            return found
    elif system not in (None, "name"):
        found = country_actor(cell.zfill(3) if system == "iso_numeric" else cell, system)
        if found is None:
            raise BadCellError(column, f"no listed country has the {system} code {cell!r}")
        return found
    listed = country_named(cell) or listed_actor(cell)
    return listed or ActorRef(id=f"org:{slug(cell)}", name=cell, kind="organization")


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What a row says. ``row`` tells it from other rows of its data set; ``yearly`` rows say it for one year."""

    relation: str
    source: ActorRef
    target: ActorRef
    row: str
    since: str | None = None
    until: str | None = None
    value: float | None = None
    unit: str | None = None
    detail: str | None = None
    yearly: bool = False

    def ordered(self) -> Standing:
        """A symmetric relation with its actors in a fixed order."""
        if standing_relations()[self.relation] and self.target.id < self.source.id:
            return replace(self, source=self.target, target=self.source)
        return self


def tie_of(standing: Standing, dataset: str) -> Tie:
    """The tie of a row."""
    row = f"{standing.row}:{standing.since}" if standing.yearly else standing.row
    return Tie(
        id=dataset_event_id(dataset, row),
        relation=standing.relation,
        source=standing.source,
        target=standing.target,
        since=standing.since,
        until=standing.until,
        value=standing.value,
        unit=standing.unit,
        detail=standing.detail,
        dataset=dataset,
        dataset_id=row,
    )


class YearJoiner:
    """Joins rows that say the same of consecutive years; bounded by the number of relations that run at once."""

    def __init__(self) -> None:
        self._open: dict[Standing, tuple[int, int]] = {}

    def add(self, standing: Standing) -> Standing | None:
        """Take the row of a year; gives back an earlier stretch of years that it does not continue."""
        assert standing.since is not None  # noqa: S101 - yearly rows state their year
        now = int(standing.since)
        key = replace(standing, since=None, until=None)
        first, last = self._open.get(key, (now, now))
        if first - 1 <= now <= last + 1:
            self._open[key] = (min(first, now), max(last, now))
            return None
        self._open[key] = (now, now)
        return _stretch(key, first, last)

    def rest(self) -> Iterator[Standing]:
        """All that is still open."""
        for key, (first, last) in self._open.items():
            yield _stretch(key, first, last)
        self._open.clear()


def _stretch(key: Standing, first: int, last: int) -> Standing:
    return replace(key, since=str(first), until=str(last))
