"""A whole graph as plain values, to compare graphs with ``==``."""

from __future__ import annotations

import json
from typing import Any

from kg.store import Store

_IGNORED = {"runs"}


def graph(store: Store) -> tuple[list[str], list[str]]:
    """Every node and every edge with every property, as sorted text; what only says which run it was is left out."""

    def line(*parts: Any) -> str:
        return json.dumps(parts, sort_keys=True, ensure_ascii=False)

    def kept(properties: dict[str, Any]) -> dict[str, Any]:
        return {key: value for key, value in properties.items() if key not in _IGNORED}

    nodes = store.read("MATCH (n) WHERE NOT n:Run RETURN labels(n) AS labels, properties(n) AS properties")
    edges = store.read(
        "MATCH (a)-[r]->(b) WHERE NOT b:Run "
        "RETURN labels(a) AS la, a.id AS a, type(r) AS type, properties(r) AS properties, labels(b) AS lb, b.id AS b"
    )
    return (
        sorted(line(sorted(row["labels"]), kept(row["properties"])) for row in nodes),
        sorted(
            line(sorted(row["la"]), row["a"], row["type"], kept(row["properties"]), sorted(row["lb"]), row["b"])
            for row in edges
        ),
    )
