"""The knowledge base as CSV, which ``import --format csv`` reads: a row an actor, or an office for those with any."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import Any, TextIO

from kg.actors.importers.table import COLUMNS
from kg.actors.knowledge import KnowledgeBase


def export_csv(base: KnowledgeBase, stream: TextIO, *, kind: str | None = None) -> int:
    """Write the actors to a text stream; returns the number of rows.

    Args:
        base: What to write.
        stream: Open for text with ``newline=""``.
        kind: Only actors of this kind.
    """
    writer = csv.DictWriter(stream, COLUMNS)
    writer.writeheader()
    count = 0
    for row in _rows(base, kind):
        writer.writerow(row)
        count += 1
    return count


def _rows(base: KnowledgeBase, kind: str | None) -> Iterator[dict[str, Any]]:
    for entry in base:
        if kind is not None and entry.kind != kind:
            continue
        plain = {
            "id": entry.id,
            "name": entry.name,
            "kind": entry.kind,
            "country": entry.country or "",
            "sector": entry.sector or "",
            "gender": entry.gender or "",
            "aliases": ";".join(entry.aliases),
            "wikidata": entry.codes.get("wikidata", ""),
        }
        if not entry.offices:
            yield plain
        for office in entry.offices:
            yield {
                **plain,
                "role": office.role,
                "title": office.title,
                "of": office.of,
                "since": office.since or "",
                "until": office.until or "",
            }
