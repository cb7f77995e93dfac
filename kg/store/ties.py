"""Standing relations: edges between actors that a row of a data set tells completely."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from kg.store import cypher, cypher_retract
from kg.store.model import load_graph_model
from kg.store.rows import Row
from kg.store.transaction import Transaction

# ArcadeDB finds edges by index, then compares each with the whole list.
_PORTION = 500

TieIds = Mapping[str, Collection[str]]  # edge type -> ids


def write_ties(tx: Transaction, ties: Mapping[str, Mapping[str, Row]]) -> tuple[int, int]:
    """Bring ties to what rows say; returns how many were absent and how many changed.

    Args:
        tx: The transaction; the actors are there.
        ties: Rows by edge type and id.
    """
    new = changed = 0
    for relation, wanted in sorted(ties.items()):
        found = _read(tx, relation, wanted)
        if absent := wanted.keys() - found.keys():
            # Two processes that write the same row wait here for each other.
            tx.run(cypher.lock_nodes("Actor"), ids={wanted[key]["source"] for key in absent})
            found |= _read(tx, relation, absent)
        stale = {key for key, row in found.items() if not _same(row, wanted[key])}
        for ids in _portions(stale):
            tx.run(cypher.delete_ties(relation), ids=ids)
        create = [
            _with_runs(row, found.get(key)) for key, row in sorted(wanted.items()) if key not in found.keys() - stale
        ]
        tx.run(cypher.create_ties(relation), rows=create)
        new += len(wanted) - len(found)
        changed += len(stale)
    return new, changed


def _read(tx: Transaction, relation: str, ids: Collection[str]) -> dict[str, Row]:
    return {row["id"]: row for portion in _portions(ids) for row in tx.run(cypher.ties(relation), ids=portion)}


def _same(found: Row, wanted: Row) -> bool:
    ends = all(found[name] == wanted[name] for name in ("source", "target"))
    return ends and {**found["properties"], "runs": None} == {**wanted["properties"], "runs": None}


def _with_runs(row: Row, found: Row | None) -> Row:
    runs = found["properties"].get("runs") if found else None
    return row if runs is None else {**row, "properties": {**row["properties"], "runs": runs}}


def support(tx: Transaction, ties: TieIds, run: str) -> None:
    """A run has read these ties."""
    for relation, ids in sorted(ties.items()):
        for portion in _portions(ids):
            tx.run(cypher.support_ties(relation), ids=portion, run=run)


def unsupport(tx: Transaction, ties: TieIds, run: str) -> None:
    """A run that is taken back no longer counts as having read these ties."""
    for relation, ids in sorted(ties.items()):
        for portion in _portions(ids):
            tx.run(cypher_retract.unsupport_ties(relation), ids=portion, run=run)


def of_rows(tx: Transaction, dataset: str, rows: Collection[str]) -> dict[str, list[str]]:
    """Ids of the ties of rows of a data set, by edge type."""
    found = {
        relation: [row["id"] for row in tx.run(cypher_retract.ties_of_rows(relation), ids=rows, dataset=dataset)]
        for relation in sorted(load_graph_model().ties)
    }
    return {relation: ids for relation, ids in found.items() if ids}


def delete(tx: Transaction, ties: TieIds) -> set[str]:
    """Take ties away; returns the ids of the actors they joined."""
    actors: set[str] = set()
    for relation, ids in sorted(ties.items()):
        for portion in _portions(ids):
            for row in tx.run(cypher.ties(relation), ids=portion):
                actors |= {row["source"], row["target"]}
            tx.run(cypher.delete_ties(relation), ids=portion)
    return actors


def _portions(ids: Collection[str]) -> Iterator[Sequence[str]]:
    ordered = sorted(ids)
    for start in range(0, len(ordered), _PORTION):
        yield ordered[start : start + _PORTION]
