"""Listed actors with their offices and memberships."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from kg.actors.model import ActorEntry
from kg.store import cypher, rows
from kg.store.batch import Batch
from kg.store.counts import WriteCounts
from kg.store.rows import Row
from kg.store.transaction import Transaction, write_actors


def write_entries(
    tx: Transaction, entries: Collection[ActorEntry], *, met: bool = False, complete: bool = False
) -> WriteCounts:
    """Write listed actors; whom they point to is there afterwards, at least by id.

    Args:
        tx: The transaction.
        entries: The actors.
        met: They are written because records speak of them, and go with these records.
        complete: The entries have all offices and memberships of their actors: what the graph has beside them was
            listed once and is taken out. What texts state stays.
    """
    batch = Batch()
    offices: list[Row] = []
    memberships: list[Row] = []
    for entry in entries:
        batch.add_actor(rows.entry_row(entry, met=met))
        offices += [rows.listed_office_row(entry.id, office) for office in entry.offices]
        memberships += [rows.membership_row(entry.id, item.id, item) for item in entry.memberships]
        memberships += [rows.membership_row(item.id, entry.id, item) for item in entry.members]
        batch.parts |= {(entry.id, body) for body in entry.part_of}
    pointed = {row["of"] for row in offices} | {row[key] for row in memberships for key in ("member", "body")}
    for actor_id in sorted(pointed | {body for _, body in batch.parts}):
        batch.add_implied(actor_id)
    actors_new, changed = write_actors(tx, batch.actors, batch.parts)
    owners = {entry.id for entry in entries} if complete else None
    offices_new, offices_changed = _write_edges(tx, offices, "person", _OFFICES, owners)
    new, memberships_changed = _write_edges(tx, memberships, "member", _MEMBERSHIPS, owners)
    return WriteCounts(
        actors=len(entries),
        actors_new=actors_new,
        offices=len(offices),
        offices_new=offices_new,
        ties=len(memberships),
        ties_new=new,
        changed=changed + offices_changed + memberships_changed,
    )


@dataclass(frozen=True, slots=True)
class _Statements:
    """How edges of a type are read, written and taken out."""

    read: str
    write: str
    delete: str


_OFFICES = _Statements(cypher.LISTED_OFFICES, cypher.SET_OFFICES, cypher.DELETE_LISTED_OFFICES)
_MEMBERSHIPS = _Statements(cypher.MEMBERSHIPS, cypher.SET_MEMBERSHIPS, cypher.DELETE_MEMBERSHIPS)


def _write_edges(
    tx: Transaction, wanted: Iterable[Row], end: str, statements: _Statements, owners: Collection[str] | None
) -> tuple[int, int]:
    by_id = {row["properties"]["id"]: row for row in wanted}
    found = tx.properties(statements.read, ids=owners or {row[end] for row in by_id.values()})
    differing = [row for key, row in sorted(by_id.items()) if found.get(key) != row["properties"]]
    tx.run(statements.write, rows=differing)
    new = sum(row["properties"]["id"] not in found for row in differing)
    gone = [key for key, held in found.items() if owners and key not in by_id and "first_seen" not in held]
    if gone:
        tx.run(statements.delete, ids=owners, gone=sorted(gone))
    return new, len(differing) - new + len(gone)
