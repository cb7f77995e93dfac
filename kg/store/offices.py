"""Offices as texts state them: one statement a document, one HOLDS_OFFICE edge for all that say the same."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from kg.store import cypher
from kg.store.rows import Row, present
from kg.store.transaction import Transaction


def write_stated_offices(tx: Transaction, stated: Sequence[Row]) -> tuple[int, int]:
    """Write statements of offices; returns how many are new and how many changed."""
    if not stated:
        return 0, 0
    keys = [{key: row[key] for key in ("document", "id", "person")} for row in stated]
    found = {(row["document"], row["id"]): row["properties"] for row in tx.run(cypher.OFFICE_STATEMENTS, rows=keys)}
    differing = [row for row in stated if _said(found.get((row["document"], row["id"]), {})) != _statement(row)]
    if not differing:
        return 0, 0
    tx.run(cypher.lock_nodes("Actor"), ids={row["person"] for row in differing})
    rows = []
    for row in differing:
        runs = found.get((row["document"], row["id"]), {}).get("runs")
        properties = present({**_statement(row), "runs": runs})
        rows.append({**{key: row[key] for key in ("document", "id", "person", "of")}, "properties": properties})
    tx.run(cypher.SET_OFFICE_STATEMENTS, rows=rows)
    refresh_offices(tx, {row["id"]: row for row in rows}.values())
    new = sum((row["document"], row["id"]) not in found for row in differing)
    return new, len(differing) - new


def _statement(row: Row) -> Row:
    return present({key: row.get(key) for key in ("id", "title", "role", "former", "seen", "of")})


def _said(properties: Row) -> Row:
    return {key: value for key, value in properties.items() if key != "runs"}


def refresh_offices(tx: Transaction, offices: Collection[Row]) -> None:
    """Bring HOLDS_OFFICE edges to what their statements say now; one without a statement goes.

    Args:
        tx: The transaction, which holds the persons.
        offices: Rows with ``id``, ``person`` and ``of``.
    """
    wanted = [{key: row[key] for key in ("id", "person", "of")} for row in sorted(offices, key=lambda row: row["id"])]
    summed = {row["id"]: row for row in tx.run(cypher.SUM_OFFICES, rows=wanted)}
    tx.run(
        cypher.SET_OFFICES,
        rows=[
            {**row, "properties": present({key: value for key, value in summed[row["id"]].items() if key != "count"})}
            for row in wanted
            if row["id"] in summed
        ],
    )
    tx.run(cypher.DELETE_OFFICES, rows=[row for row in wanted if row["id"] not in summed])
