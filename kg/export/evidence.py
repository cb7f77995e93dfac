"""Events with their evidence as they stream from the graph, and the actors they name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from kg.progress import watched
from kg.store import Store
from kg.store.dump import read_actor_nodes, stream_evidence
from kg.store.slices import EventFilter

Row = dict[str, Any]

_PORTION = 500


@dataclass(slots=True)
class Evidence:
    """A stream of events; ``actors`` holds the properties of all actors that were named so far, by id."""

    store: Store
    wanted: EventFilter
    actors: dict[str, Row] = field(default_factory=dict)

    def portions(self) -> Iterator[list[Row]]:
        """Events as ``kg.store.dump.stream_evidence`` gives them, some hundred at a time; their actors are known."""
        source = watched(stream_evidence(self.store, self.wanted), "events read")
        while portion := list(islice(source, _PORTION)):
            unknown = {actor for row in portion for actor in _named(row)} - self.actors.keys()
            self.actors.update((actor["id"], actor) for actor in read_actor_nodes(self.store, unknown))
            yield portion


def _named(row: Row) -> Iterator[str]:
    yield from (row["event"]["source_id"], row["event"]["target_id"])
    yield from row["speakers"]
    yield from row["places"]
    for mention in row["mentions"]:
        yield from mention["said"].get("speaker_ids", ())
        if "location_id" in mention["said"]:
            yield mention["said"]["location_id"]
