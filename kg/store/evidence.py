"""What the mentions of an event say together.

The properties of an Event node are a function of the set of its mentions, whatever the order in which they came, so
that ingesting in another order, again, or from several processes, and taking a document back, all give the same graph.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

Mention = Mapping[str, Any]

#: Properties an event takes from its best mention that has them.
TAKEN = (
    "source_country",
    "source_sector",
    "target_country",
    "target_sector",
    "plover_mode",
    "plover_context",
    "cameo",
    "quad_class",
    "goldstein",
    "date_end",
    "rule",
)
#: Properties that belong together: all from the best mention that has the first.
GROUPS = (("amount", "currency"), ("magnitude", "unit"))

#: Properties that follow from the documents that report an event.
COVERAGE = ("documents", "publishers", "reported")


def _rank(mention: Mention) -> tuple[float, str, str, int]:
    """Surest first; ties are broken by what does not depend on the order of ingest."""
    return (
        -float(mention.get("confidence") or 0.0),
        str(mention.get("published") or "9999"),
        str(mention["place"]),
        int(mention.get("start") or 0),
    )


def summarise(mentions: Iterable[Mention]) -> dict[str, Any]:
    """The properties of an event that depend on its mentions.

    Args:
        mentions: Properties of the EVIDENCED_BY and REPORTED_IN edges, each with ``place`` (id of the sentence or
            document), ``document`` (id), ``published`` and ``publisher`` of the document.
    """
    ordered = sorted(mentions, key=_rank)
    found: dict[str, Any] = dict.fromkeys(TAKEN)
    for name in TAKEN:
        found[name] = next((m[name] for m in ordered if m.get(name) is not None), None)
    for first, *others in GROUPS:
        best = next((m for m in ordered if m.get(first) is not None), {})
        found.update({name: best.get(name) for name in (first, *others)})
    found["confidence"] = max(
        (float(m["confidence"]) for m in ordered if m.get("confidence") is not None), default=None
    )
    found |= coverage((m["document"], m.get("published"), m.get("publisher")) for m in ordered)
    return found


def coverage(documents: Iterable[tuple[str, str | None, str | None]]) -> dict[str, Any]:
    """Counts of documents and of different publishers, and the earliest day of publication.

    Args:
        documents: Id, publication date and publisher of each; an id may come more than once.
    """
    rows = set(documents)
    return {
        "documents": len({row[0] for row in rows}),
        "publishers": len({row[2].casefold() for row in rows if row[2]}),
        "reported": min((row[1] for row in rows if row[1]), default=None),
    }


def speakers(mentions: Sequence[Mention]) -> set[str]:
    """Ids of all who say so in any mention."""
    return {speaker for mention in mentions for speaker in mention.get("speaker_ids") or ()}


def places(mentions: Sequence[Mention]) -> set[str]:
    """Ids of all places named in any mention."""
    return {mention["location_id"] for mention in mentions if mention.get("location_id")}
