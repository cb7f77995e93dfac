"""Published tables of dyads and what their rows say: Correlates of War, ATOP, strategic rivalries.

Rows are given by plain column names (lower case). None says that the row states no relation.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from kg.loaders.event_rows import BadCellError
from kg.loaders.tie_rows import Standing, cow_country, day_of_parts, plain, year

from kg.records import ActorRef

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Layout:
    """A table: the data set's name in the graph, columns that tell it from others, and its reader."""

    dataset: str
    columns: frozenset[str]
    read: Callable[[Row], Standing | None]


def layout_of(columns: Sequence[str]) -> Layout | None:
    """The layout of a header of plain names, or None."""
    return next((layout for layout in LAYOUTS if layout.columns <= set(columns)), None)


def _yes(row: Row, column: str) -> bool:
    return plain(row.get(column, "")) not in ("", "0")


def _pair(row: Row, first: str = "ccode1", second: str = "ccode2") -> tuple[ActorRef, ActorRef, str]:
    one, other = cow_country(row, first), cow_country(row, second)
    if one.id == other.id:
        raise BadCellError(second, f"both are {one.name}")
    return one, other, "-".join(sorted((plain(row[first]), plain(row[second])), key=int))


def _terms(row: Row, columns: Mapping[str, str]) -> str | None:
    return ", ".join(term for column, term in columns.items() if _yes(row, column)) or None


_COW_TERMS = {
    "defense": "defence", "neutrality": "neutrality", "nonaggression": "non-aggression", "entente": "entente",
}  # fmt: skip


def _cow_alliance(row: Row) -> Standing:
    """Also the yearly forms, whose rows repeat the dates of the alliance."""
    one, other, pair = _pair(row)
    since = day_of_parts(row, "dyad_st_year", "dyad_st_month", "dyad_st_day")
    # Where the data end before the alliance, version 4.1 leaves its end empty or says that it is cut.
    until = None if _yes(row, "right_censor") else day_of_parts(row, "dyad_end_year", "dyad_end_month", "dyad_end_day")
    return Standing(
        relation="ALLIED_WITH", source=one, target=other, since=since, until=until, detail=_terms(row, _COW_TERMS),
        row=f"{plain(row['version4id'])}:{pair}:{since}",
    )  # fmt: skip


def _cow_member(row: Row) -> Standing:
    number = plain(row["version4id"])
    since = day_of_parts(row, "mem_st_year", "mem_st_month", "mem_st_day")
    until = None if _yes(row, "right_censor") else day_of_parts(row, "mem_end_year", "mem_end_month", "mem_end_day")
    return Standing(
        relation="PARTY_TO", source=cow_country(row, "ccode"), target=_treaty("COW alliance", number),
        since=since, until=until, detail=plain(row.get("ss_type", "")) or _terms(row, _COW_TERMS),
        row=f"{number}:{plain(row['ccode'])}:{since}",
    )  # fmt: skip


def _treaty(name: str, number: str) -> ActorRef:
    return ActorRef(
        id=f"org:{name.lower().replace(' ', '-')}-{number}", name=f"{name} {number}", kind="organization", sector="IGO"
    )


_ATOP_TERMS = {
    "defense": "defence", "offense": "offence", "neutral": "neutrality", "nonagg": "non-aggression",
    "consul": "consultation",
}  # fmt: skip


def _atop_reader(first: str, second: str, prefix: str) -> Callable[[Row], Standing | None]:
    terms = {prefix + column: term for column, term in _ATOP_TERMS.items()}

    def read(row: Row) -> Standing | None:
        one, other, pair = _pair(row, first, second)
        detail = _terms(row, terms)
        if detail is None:
            return None
        return Standing(
            relation="ALLIED_WITH", source=one, target=other, since=str(year(row, "year")), detail=detail,
            row=f"{pair}:{detail}", yearly=True,
        )  # fmt: skip

    return read


def _atop_member(row: Row) -> Standing:
    number = plain(row["atopid"])
    since = day_of_parts(row, "yrent", "moent", "dayent")
    return Standing(
        relation="PARTY_TO", source=cow_country(row, "member"), target=_treaty("ATOP alliance", number), since=since,
        # 0 stands for an alliance that is in force
        until=day_of_parts(row, "yrexit", "moexit", "dayexit"), detail=_terms(row, _ATOP_TERMS),
        row=f"{number}:{plain(row['member'])}:{since}",
    )  # fmt: skip


def _rivalry(row: Row) -> Standing:
    one, other, pair = _pair(row)
    kinds = [plain(row.get(column, "")) for column in ("type1", "type2", "type3")]
    return Standing(
        relation="RIVAL_OF", source=one, target=other, since=str(year(row, "styear")), until=str(year(row, "endyear")),
        detail=", ".join(kind for kind in kinds if kind) or None, row=f"{plain(row['rivalryno'])}:{pair}",
    )  # fmt: skip


def _conflict_reader(number: str, what: str, going_on: str) -> Callable[[Row], Standing | None]:
    """Dyad-years of militarized disputes and of wars; both directions of a dyad are listed."""

    def read(row: Row) -> Standing | None:
        one, other, pair = _pair(row)
        if not _yes(row, going_on):
            return None
        case = plain(row[number])
        return Standing(
            relation="RIVAL_OF", source=one, target=other, since=str(year(row, "year")), detail=f"{what} {case}",
            row=f"{case}:{pair}", yearly=True,
        )  # fmt: skip

    return read


def _atop(first: str, second: str, prefix: str) -> Layout:
    columns = {first, second, "year", *(prefix + column for column in _ATOP_TERMS)}
    return Layout("atop", frozenset(columns), _atop_reader(first, second, prefix))


LAYOUTS = (
    Layout("cow-alliances", frozenset({"version4id", "ccode1", "ccode2", "dyad_st_year"}), _cow_alliance),
    Layout("cow-alliances", frozenset({"version4id", "ccode", "mem_st_year"}), _cow_member),
    _atop("statea", "stateb", ""),
    _atop("ccode1", "ccode2", ""),
    _atop("ccode1", "ccode2", "atop_"),
    Layout("atop", frozenset({"atopid", "member", "yrent", "yrexit"}), _atop_member),
    Layout("rivalries", frozenset({"rivalryno", "ccode1", "ccode2", "styear", "endyear"}), _rivalry),
    Layout(
        "cow-disputes",
        frozenset({"dispnum", "ccode1", "ccode2", "year", "dispongoing"}),
        _conflict_reader("dispnum", "militarized dispute", "dispongoing"),
    ),
    Layout(
        "cow-wars",
        frozenset({"warnum", "ccode1", "ccode2", "year", "cowinterongoing"}),
        _conflict_reader("warnum", "inter-state war", "cowinterongoing"),
    ),
)
