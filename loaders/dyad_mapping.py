"""Tables of dyads that no data set is known for: ``--map`` says which column holds what."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from kg.loaders.columns import nearest, plain_name
from kg.loaders.event_rows import BadCellError
from kg.loaders.tie_rows import SYSTEMS, Standing, actor_of, amount, iso_date, plain, standing_relations, year

from kg.errors import InputError

#: Fields of ``--map``.
FIELDS = (
    "source",
    "target",
    "relation",
    "year",
    "since",
    "until",
    "value",
    "unit",
    "detail",
    "row",
    "codes",
    "dataset",
)
#: Of these a word that is no column holds for every row.
CONSTANTS = frozenset({"relation", "unit", "detail", "codes", "dataset"})

# Pairs of column names that say what they mean.
_NAMED = {
    ("exporter", "importer"): "EXPORTED_TO",
    ("donor", "recipient"): "GAVE_AID_TO",
    ("supplier", "recipient"): "TRANSFERRED_ARMS_TO",
}
_USUAL = {
    "year": ("year",),
    "since": ("since", "start", "start_date"),
    "until": ("until", "end", "end_date"),
    "value": ("value", "amount", "flow", "trade"),
    "unit": ("unit", "currency"),
}


def named_relation(columns: Sequence[str]) -> str | None:
    """The relation that plain column names tell, such as exporter and importer; None where they tell none."""
    return next((relation for pair, relation in _NAMED.items() if set(pair) <= set(columns)), None)


def mapped_reader(
    header: Sequence[str], mapping: Mapping[str, str], where: str
) -> tuple[str, Callable[[Mapping[str, str]], Standing | None]]:
    """The name of the data set, and what reads a row.

    Args:
        header: Column names.
        mapping: Field of ``FIELDS`` -> column, or a constant.
        where: Name of the table.

    Raises:
        InputError: A field, column, relation or code system is unknown; the message names the nearest match.
    """
    columns, fixed = _resolve(header, mapping, where)
    if relation := fixed.get("relation"):
        _check(relation, standing_relations(), "standing relation", where)
    elif "relation" not in columns:
        hint = f"such as --map relation={next(iter(standing_relations()))}; known: {', '.join(standing_relations())}"
        raise InputError("no column or --map says which relation it is", where=where, hint=hint)
    if codes := fixed.get("codes"):
        _check(codes, SYSTEMS, "system of country codes", where)

    def cell(row: Mapping[str, str], field: str) -> str:
        return plain(row[columns[field]]) if field in columns else fixed.get(field, "")

    def read(row: Mapping[str, str]) -> Standing:
        source, target = (
            actor_of(row[columns[end]], columns[end], cell(row, "codes") or None) for end in ("source", "target")
        )
        if source.id == target.id:
            raise BadCellError(columns["target"], f"both are {source.name}")
        name = cell(row, "relation").upper().replace(" ", "_")
        if name not in standing_relations():
            raise BadCellError(columns.get("relation"), f"{name!r} is no standing relation")
        since, until = _dates(row, columns)
        unit, detail = cell(row, "unit") or None, cell(row, "detail") or None
        ends = (source.id, target.id)
        first, second = sorted(ends) if standing_relations()[name] else ends
        own = "|".join(map(str, (first, name, second, since, until, unit, detail)))
        return Standing(
            relation=name, source=source, target=target, since=since, until=until, unit=unit, detail=detail,
            value=amount(row[columns["value"]], columns["value"]) if "value" in columns else None,
            row=cell(row, "row") or own,
        )  # fmt: skip

    return fixed.get("dataset") or plain_name(where.rpartition("/")[2].partition(".")[0]) or "table", read


def _dates(row: Mapping[str, str], columns: Mapping[str, str]) -> tuple[str | None, str | None]:
    if "year" in columns:
        stated = str(year(row, columns["year"]))
        return stated, stated
    since, until = (
        iso_date(row[columns[end]], columns[end]) if end in columns and plain(row[columns[end]]) else None
        for end in ("since", "until")
    )
    if since and until and until < since[: len(until)]:
        raise BadCellError(columns["until"], f"{until} lies before {since}")
    return since, until


def _resolve(header: Sequence[str], mapping: Mapping[str, str], where: str) -> tuple[dict[str, str], dict[str, str]]:
    """Fields to columns, and fields to constants."""
    plain_names = {plain_name(name): name for name in reversed(header)}
    columns: dict[str, str] = {}
    fixed: dict[str, str] = {}
    for field, given in mapping.items():
        if field not in FIELDS:
            raise InputError(f"--map: no field {field!r}{nearest(field, FIELDS)}", where=where)
        if given in header:
            columns[field] = given
        elif field in CONSTANTS:
            fixed[field] = given
        elif (column := plain_names.get(plain_name(given))) is not None:
            columns[field] = column
        else:
            raise InputError(f"line 1: no column {given!r} for {field}{nearest(given, header)}", where=where)
    for pair, relation in _NAMED.items():
        if set(pair) <= set(plain_names) and not {"source", "target"} & set(columns):
            columns |= {"source": plain_names[pair[0]], "target": plain_names[pair[1]]}
            if "relation" not in columns:
                fixed.setdefault("relation", relation)
    for field, usual in _USUAL.items():
        found = next((plain_names[name] for name in usual if name in plain_names), None)
        if found is not None and field not in columns and field not in fixed and found not in columns.values():
            columns[field] = found
    if "year" in columns and {"since", "until"} & set(columns) and "year" not in mapping:
        del columns["year"]
    for end in ("source", "target"):
        if end not in columns:
            shown = ", ".join(header[:12]) + (", …" if len(header) > 12 else "")
            hint = "name it: --map source=COLUMN,target=COLUMN,relation=ALLIED_WITH"
            raise InputError(f"line 1: no column is said to hold the {end}; columns: {shown}", where=where, hint=hint)
    return columns, fixed


def _check(name: str, known: Mapping[str, bool] | Sequence[str], what: str, where: str) -> None:
    if name not in known:
        raise InputError(f"--map: no {what} {name!r}{nearest(name, known)}", where=where)
