"""All nodes and edges of a graph as comparable values, without runs."""

from __future__ import annotations

import json
from typing import Any

from kg.store import open_store


def graph_of(uri: str) -> tuple[list[str], list[str]]:
    def text(row: dict[str, Any]) -> str:
        return json.dumps({key: value for key, value in row.items() if key != "runs"}, sort_keys=True)

    with open_store(uri, read_only=True) as store:
        nodes = store.read("MATCH (n) WHERE NOT n:Run RETURN labels(n) AS labels, properties(n) AS p")
        edges = store.read(
            "MATCH (a)-[r]->(b) WHERE NOT b:Run RETURN a.id AS a, type(r) AS type, b.id AS b, properties(r) AS p"
        )
        return (
            sorted(text({"labels": sorted(row["labels"])} | row["p"]) for row in nodes),
            sorted(f"{row['a']} {row['type']} {row['b']} {text(row['p'])}" for row in edges),
        )
