"""Judgements in a graph that exists already, and back again.

The edges of the other actor move to the kept one and remember where they came from (``judged_from``); the other node
stays, without edges, and says whom it is (``same_as``). Taking the judgement back moves exactly those edges back.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import neo4j

from kg.actors.judgements import Judgements
from kg.errors import StoreError
from kg.store.database import Database
from kg.store.transaction import Transaction

_TYPE = re.compile(r"[A-Z][A-Z0-9_]*")
_TYPES = "MATCH (a:Actor {id: $id})-[r]-() RETURN DISTINCT type(r) AS type"
_MERGED = "MATCH (a:Actor) WHERE a.same_as IS NOT NULL RETURN a.id AS other, a.same_as AS kept ORDER BY other"
_EXIST = "MATCH (a:Actor) WHERE a.id IN $ids RETURN a.id AS id"


@dataclass(frozen=True, slots=True)
class Applied:
    """What changed: pairs merged and pairs parted, and how many edges moved."""

    merged: tuple[tuple[str, str], ...]
    parted: tuple[tuple[str, str], ...]
    edges: int


def apply_to_graph(database: Database, judgements: Judgements) -> Applied:
    """Bring a graph to the judgements: merge what is the same, part what is not judged the same any more.

    Args:
        database: The graph, open for writing.
        judgements: All that hold; an empty one undoes every merge.
    """
    wanted = judgements.redirects()
    present = {row["other"]: row["kept"] for row in database.read(_MERGED)}
    ids = sorted({*wanted, *wanted.values()})
    nodes = {row["id"] for row in database.read(_EXIST, {"ids": ids})}
    parted = [(kept, other) for other, kept in sorted(present.items()) if wanted.get(other) != kept]
    merged = [
        (kept, other)
        for other, kept in sorted(wanted.items())
        if present.get(other) != kept and other in nodes and kept in nodes
    ]

    def work(tx: neo4j.ManagedTransaction) -> int:
        transaction = Transaction(tx)
        moved = sum(_part(transaction, kept, other) for kept, other in parted)
        return moved + sum(_merge(transaction, kept, other) for kept, other in merged)

    edges = database.write(work) if merged or parted else 0
    return Applied(tuple(merged), tuple(parted), edges)


def _merge(tx: Transaction, kept: str, other: str) -> int:
    moved = _move(tx, other, kept, "", "SET n.judged_from = coalesce(n.judged_from, $from)")
    tx.run("MATCH (a:Actor {id: $other}) SET a.same_as = $kept", other=other, kept=kept)
    return moved


def _part(tx: Transaction, kept: str, other: str) -> int:
    moved = _move(tx, kept, other, "WHERE r.judged_from = $to", "REMOVE n.judged_from")
    tx.run("MATCH (a:Actor {id: $other}) REMOVE a.same_as", other=other)
    return moved


def _move(tx: Transaction, start: str, end: str, where: str, after: str) -> int:
    """Move an actor's edges, type by type, in both directions; only names of types are put into the text."""
    count = 0
    for row in tx.run(_TYPES, id=start):
        kind = str(row["type"])
        if not _TYPE.fullmatch(kind):
            raise StoreError(f"an edge type {kind!r} that kg did not make")
        for old, new in (
            (f"(a)-[r:{kind}]->(x)", f"(b)-[n:{kind}]->(x)"),
            (f"(x)-[r:{kind}]->(a)", f"(x)-[n:{kind}]->(b)"),
        ):
            query = (
                f"MATCH (a:Actor {{id: $from}}), (b:Actor {{id: $to}}) MATCH {old} {where} "
                f"CREATE {new} SET n = properties(r) {after} DELETE r RETURN count(*) AS moved"
            )
            count += sum(found["moved"] for found in tx.run(query, **{"from": start, "to": end}))
    return count
