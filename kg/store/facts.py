"""Whom a document names and which numbers it gives, as data sets say without telling an event."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from kg.store import cypher
from kg.store.rows import Row
from kg.store.transaction import Transaction


def write_facts(tx: Transaction, names: Collection[tuple[str, str]], tallies: Mapping[str, Row]) -> int:
    """Join documents to the actors they name and the places they give numbers for; returns how many edges are new.

    Args:
        tx: The transaction; documents and actors are there already.
        names: Ids of document and actor.
        tallies: Rows of ``kg.store.rows.tally_row`` by the id of the edge.
    """
    if not names and not tallies:
        return 0
    wanted = [{"document": document, "actor": actor} for document, actor in sorted(names)]
    there = {(row["document"], row["actor"]) for row in tx.run(cypher.NAMES, rows=wanted)}
    absent = [row for row in wanted if (row["document"], row["actor"]) not in there]
    tx.run(cypher.MERGE_NAMES, rows=absent)
    given = [tallies[key] for key in sorted(tallies)]
    counted = {row["id"] for row in tx.run(cypher.TALLIES, rows=given)}
    new = [row for row in given if row["properties"]["id"] not in counted]
    tx.run(cypher.SET_TALLIES, rows=new)
    return len(absent) + len(new)
