"""What the driver returns, as plain values that print and serialise."""

from __future__ import annotations

from typing import Any

from neo4j.graph import Node, Path, Relationship
from neo4j.spatial import Point
from neo4j.time import Date, DateTime, Duration, Time

# Nearly all values of a long stream are one of these, so they are told first.
_PLAIN = frozenset((str, int, float, bool, type(None)))


def plain(value: Any) -> Any:
    """A value of a result without driver classes.

    A node becomes its properties with ``_labels``; an edge its properties with ``_type``; a path a list of nodes and
    edges in turn; dates and times ISO 8601 text.
    """
    if type(value) in _PLAIN:
        return value
    if isinstance(value, Node):
        return {"_labels": sorted(value.labels), **{key: plain(item) for key, item in value.items()}}
    if isinstance(value, Relationship):
        return {"_type": value.type, **{key: plain(item) for key, item in value.items()}}
    if isinstance(value, Path):
        steps: list[Any] = [plain(value.start_node)]
        for edge, node in zip(value.relationships, value.nodes[1:], strict=True):
            steps += [plain(edge), plain(node)]
        return steps
    if isinstance(value, Date | DateTime | Time | Duration):
        return value.iso_format()
    if isinstance(value, Point):
        return list(value)
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    return value
