"""Results of an analysis as properties of actors."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from kg.errors import unknown_name
from kg.store import cypher
from kg.store.model import load_graph_model
from kg.store.transaction import Transaction


def write_measures(tx: Transaction, names: Collection[str], values: Mapping[str, Mapping[str, float | None]]) -> int:
    """See ``Store.write_measures``; one transaction, so that no actor keeps a value of another analysis."""
    known = load_graph_model().actor_measures
    for name in {*names, *(name for row in values.values() for name in row)}:
        if name not in known:
            raise unknown_name("measure of actors", name, known)
    tx.run(cypher.WITHOUT_MEASURES, names=sorted(names), nothing=dict.fromkeys(names))
    rows = [{"id": actor, "properties": dict(row)} for actor, row in sorted(values.items())]
    tx.run(cypher.set_nodes("Actor"), rows=rows)
    return len(tx.run(cypher.ACTOR_KINDS, ids=values))
