"""FollowTheMoney and OpenSanctions: one JSON entity a line, or a delta of them; edges are entities too.

Edges between persons and bodies become ties: who is sanctioned by whom since when, who owns, directs, is related to or
paid whom. An edge may stand before what it joins, so entities and edges wait in a temporary file until the last line.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from typing import Any

from kg.loaders.event_rows import BadCellError
from kg.loaders.ftm_actors import KINDS, FtmActors, sanctioner
from kg.loaders.json_rows import first_object, json_rows
from kg.loaders.tie_rows import Standing, amount, iso_date, tie_of

from kg.loading import Deletion, LoadOptions, Record, Source, Tally
from kg.records import ActorRef, Rejection

DATASET = "ftm"
# schema of an edge -> relation, and the properties that hold its ends
_EDGES = {
    "Ownership": ("OWNS", "owner", "asset"),
    "Directorship": ("AFFILIATED_WITH", "director", "organization"),
    "Employment": ("AFFILIATED_WITH", "employee", "employer"),
    "Membership": ("AFFILIATED_WITH", "member", "organization"),
    "Representation": ("AFFILIATED_WITH", "agent", "client"),
    "Family": ("RELATED_TO", "person", "relative"),
    "Associate": ("RELATED_TO", "person", "associate"),
    "UnknownLink": ("RELATED_TO", "subject", "object"),
    "Payment": ("PAID", "payer", "beneficiary"),
}
# properties that say what kind of listing or relation it is
_DETAILS = ("authority", "program", "provisions", "role", "relationship", "purpose", "summary")
_DETAIL_LENGTH = 300

Properties = Mapping[str, Sequence[str]]


class FtmLoader:
    """FollowTheMoney entities."""

    name = "ftm"

    def sniff(self, source: Source) -> float:
        """A first object with schema and properties, or a change of one."""
        first = first_object(source) or {}
        return 0.9 if {"schema", "properties"} <= first.keys() or {"op", "entity"} <= first.keys() else 0.0

    def load(self, source: Source, options: LoadOptions) -> Iterator[Record]:
        """A tie an edge, a deletion a deleted entity; how many entities there are, and which kinds are passed over."""
        counts: Counter[str] = Counter()
        with closing(sqlite3.connect("")) as store:
            actors = FtmActors(store)
            store.execute("CREATE TABLE edge (line INTEGER, id TEXT, schema TEXT, properties TEXT)")
            for line, row in json_rows(source, options):
                if isinstance(row, Rejection):
                    yield row
                    continue
                entity = row.get("entity", row)
                if not _is_entity(entity, deleted=row.get("op") == "DEL"):
                    yield Rejection(source=source.name, reason="no FollowTheMoney entity", line=line)
                elif row.get("op") == "DEL":
                    yield Deletion(dataset=DATASET, dataset_id=entity["id"])
                elif entity["schema"] in KINDS:
                    actors.add(entity)
                    counts["entities"] += 1
                elif entity["schema"] == "Sanction" or entity["schema"] in _EDGES:
                    properties = json.dumps(entity["properties"])
                    store.execute(
                        "INSERT INTO edge VALUES (?, ?, ?, ?)", (line, entity["id"], entity["schema"], properties)
                    )
                else:
                    actors.add_other(entity["id"])
                    counts["passed_over"] += 1
            yield from _ties(store, actors, source, counts)
        yield from (Tally(what=what, number=number) for what, number in sorted(counts.items()))


def _is_entity(entity: Any, *, deleted: bool) -> bool:
    if not isinstance(entity, dict) or not isinstance(entity.get("id"), str):
        return False
    properties = entity.get("properties")
    return deleted or (
        isinstance(entity.get("schema"), str)
        and isinstance(properties, dict)
        and all(
            isinstance(values, list) and all(isinstance(one, str) for one in values) for values in properties.values()
        )
    )


def _ties(store: sqlite3.Connection, actors: FtmActors, source: Source, counts: Counter[str]) -> Iterator[Record]:
    actors.name_all()
    for line, key, schema, text in store.execute("SELECT line, id, schema, properties FROM edge ORDER BY line"):
        try:
            found = list(_standing(key, schema, json.loads(text), actors))
        except BadCellError as error:
            yield Rejection(source=source.name, reason=error.reason, line=line, column=error.column)
            continue
        counts["passed_over"] += not found
        for place, standing in enumerate(found):
            tie = tie_of(standing, DATASET)
            # A withdrawn edge takes all its ties along, which is why they keep its id.
            yield tie if place == 0 else replace(tie, id=f"{tie.id}-{place}")


def _standing(key: str, schema: str, properties: Properties, actors: FtmActors) -> Iterator[Standing]:
    """What an edge says, a pair of ends each; nothing where an end is no actor, such as a ship.

    Raises:
        BadCellError: A date or number is none, or an end is not in the input.
    """
    if schema == "Sanction":
        relation, targets = "SANCTIONED_BY", [sanctioner(properties)]
        sources = _ends(properties, "entity", actors)
    else:
        relation, first, second = _EDGES[schema]
        sources, targets = _ends(properties, first, actors), _ends(properties, second, actors)
    since = _date(properties, "startDate") or _date(properties, "listingDate") or _date(properties, "date")
    value, unit = _value(properties)
    for source in sources:
        for target in targets:
            if source.id != target.id:
                yield Standing(
                    relation=relation, source=source, target=target, row=key, since=since,
                    until=_date(properties, "endDate", last=True), value=value, unit=unit,
                    detail=_detail(schema, properties),
                ).ordered()  # fmt: skip


def _ends(properties: Properties, name: str, actors: FtmActors) -> list[ActorRef]:
    named = properties.get(name, ())
    if not named:
        raise BadCellError(name, "joins nobody")
    try:
        return [actor for entity in named if (actor := actors.get(entity)) is not None]
    except KeyError as error:
        raise BadCellError(name, f"joins {error.args[0]}, which is not in this input") from None


def _date(properties: Properties, name: str, *, last: bool = False) -> str | None:
    values = sorted(iso_date(value, name) for value in properties.get(name, ()))
    return (values[-1] if last else values[0]) if values else None


def _value(properties: Properties) -> tuple[float | None, str | None]:
    for name, unit in (("percentage", "percent"), ("amountEur", "EUR"), ("amountUsd", "USD"), ("amount", None)):
        if values := properties.get(name):
            return amount(values[0], name), unit or next(iter(properties.get("currency", ())), None)
    return None, None


def _detail(schema: str, properties: Properties) -> str | None:
    said = [value for name in _DETAILS for value in properties.get(name, ())]
    text = "; ".join(dict.fromkeys(said))[:_DETAIL_LENGTH]
    return text or (None if schema == "Sanction" else schema.lower())
