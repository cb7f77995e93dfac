"""Steps of a transaction that more than one writer takes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

import neo4j

from kg.store import cypher
from kg.store.model import load_graph_model
from kg.store.rows import ACTOR_PROPERTIES, Row, merge_actor

_ROWS = 2000


class Transaction:
    """A managed transaction that takes rows in portions and gives them back as dicts."""

    def __init__(self, tx: neo4j.ManagedTransaction) -> None:
        self._tx = tx

    def run(self, query: str, **params: Any) -> list[dict[str, Any]]:
        """Run a statement. Its ``rows`` or ``ids`` are given in sorted portions; none at all run nothing."""
        key = "rows" if "rows" in params else "ids" if "ids" in params else None
        if key is None:
            return self._run(query, params)
        given = list(params[key]) if key == "rows" else sorted(params[key])
        found: list[dict[str, Any]] = []
        for start in range(0, len(given), _ROWS):
            found += self._run(query, {**params, key: given[start : start + _ROWS]})
        return found

    def _run(self, query: str, params: Mapping[str, Any]) -> list[dict[str, Any]]:
        return [record.data() for record in self._tx.run(query, dict(params))]

    def properties(self, query: str, **params: Any) -> dict[str, Row]:
        """Rows ``id, properties`` as a dict."""
        return {row["id"]: row["properties"] for row in self.run(query, **params)}


def upsert(
    tx: Transaction,
    label: str,
    wanted: Mapping[str, Row],
    merge: Callable[[Row, Row], Row],
    keys: Collection[str],
    labels: Callable[[Row], tuple[str, ...]] | None = None,
) -> tuple[set[str], set[str]]:
    """Bring nodes to what old and new rows say together.

    Args:
        tx: The transaction.
        label: Label that has the key.
        wanted: New rows by id.
        merge: Old row and new row to the row that holds, whatever the order.
        keys: Properties that rows are made of; others on the node are left alone.
        labels: Labels of a new node.

    Returns:
        Ids of nodes that were absent, and of nodes that were there and changed.
    """

    def own(properties: Row) -> Row:
        return {key: value for key, value in properties.items() if key in keys}

    found = {key: own(row) for key, row in tx.properties(cypher.nodes(label), ids=wanted).items()}
    absent = {key for key in wanted if key not in found}
    changed = {key for key, old in found.items() if merge(old, wanted[key]) != old}
    if not absent and not changed:
        return absent, changed
    held = tx.properties(cypher.lock_nodes(label), ids=changed)
    groups: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for key in absent:
        groups[labels(wanted[key]) if labels else (label,)].append(key)
    for names in sorted(groups):
        held |= tx.properties(cypher.merge_nodes(*names), ids=groups[names])
    updates = []
    for key, row in sorted(held.items()):
        old = own(row)
        new = merge(old, wanted[key]) if set(old) - {"id"} else wanted[key]
        updates.append({"id": key, "properties": {**dict.fromkeys(set(old) - set(new)), **new}})
    tx.run(cypher.set_nodes(label), rows=updates)
    return absent, changed


def actor_labels(row: Row) -> tuple[str, ...]:
    """Labels of an actor."""
    kind = row.get("kind")
    return ("Actor", load_graph_model().actor_labels[kind]) if kind else ("Actor",)


def write_actors(tx: Transaction, wanted: Mapping[str, Row], parts: Iterable[tuple[str, str]]) -> tuple[int, int]:
    """Bring actors up to date; returns how many were absent and how many changed."""
    kinds = {row["id"]: row.get("kind") for row in tx.run(cypher.ACTOR_KINDS, ids=wanted)}
    absent, changed = upsert(tx, "Actor", wanted, merge_actor, ACTOR_PROPERTIES, actor_labels)
    _relabel(tx, kinds, changed)
    rows = [{"part": part, "body": body} for part, body in sorted(parts)]
    there = {(row["row"]["part"], row["row"]["body"]) for row in tx.run(cypher.PARTS, rows=rows)}
    tx.run(cypher.MERGE_PARTS, rows=[row for row in rows if (row["part"], row["body"]) not in there])
    return len(absent), len(changed)


def _relabel(tx: Transaction, before: Mapping[str, str | None], changed: Collection[str]) -> None:
    now = {row["id"]: row.get("kind") for row in tx.run(cypher.ACTOR_KINDS, ids=changed)}
    groups: dict[tuple[str | None, str | None], list[str]] = defaultdict(list)
    for key, kind in now.items():
        if before.get(key) != kind:
            groups[before.get(key), kind].append(key)
    labels = load_graph_model().actor_labels
    for (old, new), keys in sorted(groups.items(), key=str):
        if old:
            tx.run(cypher.remove_label(labels[old]), ids=keys)
        if new:
            tx.run(cypher.add_label(labels[new]), ids=keys)
