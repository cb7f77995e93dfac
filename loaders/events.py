"""Events as ``kg extract`` and ``kg export jsonl`` write them: one JSON object a line, in kg's own contract."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from kg.loaders.event_rows import BadCellError, set_aside
from kg.loaders.json_rows import first_object, json_rows
from pydantic import TypeAdapter, ValidationError

from kg.lexicon import load_lexicon
from kg.loading import LoadOptions, Record, Source
from kg.ontology import load_ontology
from kg.records import Event, Precision, Realis, Rejection, event_from_dict

# What every line has and no other format does.
_MARKS = frozenset(("relation", "plover", "realis", "date_precision", "source", "target"))


class EventsLoader:
    """Lines of the JSON contract."""

    name = "events"

    def sniff(self, source: Source) -> float:
        """An object with the keys of the contract, or a candidate that ``kg extract --all`` rejected."""
        row = first_object(source) or {}
        return 0.97 if row.keys() >= _MARKS or row.keys() == {"rejected"} else 0.0

    def load(self, source: Source, options: LoadOptions) -> Iterator[Record]:
        """An event a line; one that does not fit the contract is set aside, rejected candidates are passed over.

        Raises:
            InputError: The input is one value, and that is not JSON.
        """
        for line, row in json_rows(source, options):
            if isinstance(row, Rejection):
                yield row
            elif row.keys() != {"rejected"}:
                try:
                    yield _event(row)
                except BadCellError as error:
                    yield set_aside(source, line, error, str(row))


def _event(row: dict[str, Any]) -> Event:
    if unknown := sorted(row.keys() - Event.__dataclass_fields__.keys()):
        raise BadCellError(unknown[0], "is no key of the contract")
    try:
        _contract().validate_python(row)
    except ValidationError as error:
        first = error.errors()[0]
        raise BadCellError(".".join(map(str, first["loc"])), first["msg"]) from error
    try:
        event = event_from_dict(row)
    except TypeError as error:
        raise BadCellError(None, f"does not fit the contract: {error}") from error
    ontology = load_ontology()
    for column, value, known in (
        ("relation", event.relation, load_lexicon().relations.keys() | ontology.types.keys()),
        ("plover.type", event.plover.type, ontology.types.keys()),
        ("realis", event.realis, set(Realis)),
        ("date_precision", event.date_precision, set(Precision)),
        ("quad_class", event.quad_class, set(ontology.quad_classes)),
    ):
        if value not in known:
            raise BadCellError(column, f"{value!r} is unknown")
    if not 0 <= event.confidence <= 1:
        raise BadCellError("confidence", f"{event.confidence} is not from 0 to 1")
    return event


@lru_cache(maxsize=1)
def _contract() -> TypeAdapter[Event]:
    return TypeAdapter(Event)
