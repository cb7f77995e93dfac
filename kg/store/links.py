"""Edges among events: DISPUTES and POSSIBLY_SAME.

They follow from the events alone and are made after these are committed: of two processes that write two sides of a
dispute at once, the one that commits later sees both.
"""

from __future__ import annotations

from collections.abc import Collection

from kg.store import cypher
from kg.store.days import coarser_starts, days_of, overlapping_starts
from kg.store.rows import Row
from kg.store.transaction import Transaction

_AGAINST = ("denied", "negated")


def link_events(tx: Transaction, events: Collection[Row]) -> None:
    """Make the edges among events that these events call for.

    Args:
        tx: A transaction after the one that wrote the events.
        events: Rows of Event properties.
    """
    _disputes(tx, events)
    _possibly_same(tx, [row for row in events if "dataset" not in row and "first_day" in row])


def _disputes(tx: Transaction, events: Collection[Row]) -> None:
    def row_of(row: Row) -> Row:
        names = ("id", "source_id", "target_id", "plover_type", "first_day")
        return {**{name: row[name] for name in names}, "starts": overlapping_starts(row["first_day"], row["last_day"])}

    dated = [row for row in events if "first_day" in row]
    tx.run(cypher.DISPUTES_OF, rows=[row_of(row) for row in dated if row["realis"] in _AGAINST])
    tx.run(cypher.DISPUTED_BY, rows=[row_of(row) for row in dated if row["realis"] == "actual"])
    # An undated denial may stand beside a dated claim, so every contradiction of a text is looked at.
    against = {row["id"] for row in events if row["realis"] in _AGAINST}
    undated = {row["id"] for row in events if row["realis"] == "actual" and "first_day" not in row}
    tx.run(cypher.UNDATED_DISPUTES, ids=against | undated)


def _possibly_same(tx: Transaction, events: Collection[Row]) -> None:
    names = ("id", "source_id", "target_id", "relation", "realis", "first_day", "last_day")
    rows = [{name: row[name] for name in names} for row in events]
    tx.run(cypher.SAME_BUT_COARSER, rows=[{**row, "starts": coarser_starts(row["first_day"])} for row in rows])
    longer = [row for row in rows if row["first_day"] != row["last_day"]]
    tx.run(
        cypher.SAME_BUT_FINER, rows=[{**row, "starts": days_of(row["first_day"], row["last_day"])} for row in longer]
    )
