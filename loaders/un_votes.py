"""Roll-call votes of the UN General Assembly to ties of states that voted alike, one a pair and year.

Two layouts: the roll-call file of Voeten, Strezhnev and Bailey (COW numbers, votes 1 to 3), and the voting data of the
UN Digital Library (ISO alpha-3, votes Y, A, N). The agreement of two states in a year is the share of those roll calls
in which both voted yes, no or abstained that they voted the same in. A file must hold its years whole.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from kg.loaders.columns import plain_name
from kg.loaders.country_codes import country_actor
from kg.loaders.event_rows import BadCellError, headed_rows
from kg.loaders.table_rows import csv_rows, first_line, header_cells
from kg.loaders.tie_rows import MISSING, Standing, cow_country, iso_date, plain, tie_of

from kg.loading import LoadOptions, Record, Source, Tally
from kg.records import ActorRef


@dataclass(frozen=True, slots=True)
class _Layout:
    """Columns of roll call, country, vote and date, and the marks of yes, abstention and no."""

    call: str
    country: str
    vote: str
    date: str
    marks: tuple[str, str, str]
    silent: frozenset[str]


_LAYOUTS = (
    _Layout("rcid", "ccode", "vote", "date", ("1", "2", "3"), frozenset({"8", "9"})),
    _Layout("undl_id", "ms_code", "ms_vote", "date", ("Y", "A", "N"), frozenset({"X", ""})),
)


def _layout(header: Sequence[str]) -> _Layout | None:
    names = {plain_name(name) for name in header}
    return next((one for one in _LAYOUTS if {one.call, one.country, one.vote, one.date} <= names), None)


class UnVotesLoader:
    """Votes of the UN General Assembly."""

    name = "un_votes"

    def sniff(self, source: Source) -> float:
        """A header with roll call, country, vote and date."""
        return 0.95 if _layout(header_cells(first_line(source))) is not None else 0.0

    def load(self, source: Source, options: LoadOptions) -> Iterator[Record]:
        """A tie a pair of states and year, after the last row; how many votes were counted and passed over.

        Raises:
            InputError: Empty, or a column is missing from the header.
        """
        layout = _layout(header_cells(first_line(source))) or _LAYOUTS[0]
        needed = (layout.call, layout.country, layout.vote, layout.date)
        votes = _Votes()
        passed_over = 0

        def records(row: Mapping[str, str]) -> Iterator[Record]:
            nonlocal passed_over
            row = {plain_name(name): cell for name, cell in row.items()}
            cast = plain(row[layout.vote])
            if cast in layout.silent:
                passed_over += 1
            elif cast not in layout.marks:
                raise BadCellError(layout.vote, f"{cast!r} is no vote")
            else:
                day = iso_date(row[layout.date], layout.date)
                votes.add(int(day[:4]), row[layout.call], _country(row, layout), layout.marks.index(cast) + 1)
            return iter(())

        yield from headed_rows(source, csv_rows(source, options), needed, records, missing=MISSING)
        for standing in votes.agreements():
            yield tie_of(standing, "un-votes")
        yield Tally(what="counted", number=votes.count)
        if passed_over:
            yield Tally(what="passed_over", number=passed_over)


def _country(row: Mapping[str, str], layout: _Layout) -> ActorRef:
    if layout.country == "ccode":
        return cow_country(row, layout.country)
    code = row[layout.country]
    found = country_actor(code, "iso3")
    if found is None:
        raise BadCellError(layout.country, f"no listed country has the ISO code {code!r}")
    return found


class _Votes:
    """All votes of a file at eight bytes each, by year: the whole history of the Assembly is a million."""

    def __init__(self) -> None:
        self.count = 0
        self._calls: dict[str, int] = {}
        self._countries: dict[ActorRef, int] = {}
        self._years: dict[int, array[int]] = defaultdict(lambda: array("Q"))

    def add(self, year: int, call: str, country: ActorRef, vote: int) -> None:
        """A vote: 1 yes, 2 abstention, 3 no."""
        row = self._calls.setdefault(call, len(self._calls))
        column = self._countries.setdefault(country, len(self._countries))
        self._years[year].append(row << 20 | column << 4 | vote)
        self.count += 1

    def agreements(self) -> Iterator[Standing]:
        """By year, for each two states that voted in the same roll calls."""
        countries = list(self._countries)
        for year, packed in sorted(self._years.items()):
            codes = np.frombuffer(packed, dtype=np.uint64).astype(np.int64)
            rows, calls = np.unique(codes >> 20, return_inverse=True)
            columns, voters = np.unique(codes >> 4 & 0xFFFF, return_inverse=True)
            table = np.zeros((len(rows), len(columns)), dtype=np.int8)
            table[calls, voters] = codes & 0xF
            same = _together(table == 1) + _together(table == 2) + _together(table == 3)
            common = _together(table > 0)
            for one, other in zip(*np.nonzero(np.triu(common, k=1)), strict=True):
                yield _agreement(
                    year, countries[columns[one]], countries[columns[other]],
                    int(same[one, other]), int(common[one, other]),
                )  # fmt: skip


def _together(cast: np.typing.NDArray[np.bool_]) -> np.typing.NDArray[np.float32]:
    """In how many rows both columns of a pair are set; exact up to 2^24."""
    numbers = cast.astype(np.float32)
    return numbers.T @ numbers


def _agreement(year: int, one: ActorRef, other: ActorRef, same: int, common: int) -> Standing:
    pair = "-".join(sorted(actor.id.partition(":")[2] for actor in (one, other)))
    return Standing(
        relation="VOTED_WITH", source=one, target=other, since=str(year), until=str(year), value=same / common,
        unit="share of common votes", detail=f"{same} of {common} votes", row=f"{year}:{pair}",
    ).ordered()  # fmt: skip
