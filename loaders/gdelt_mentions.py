"""GDELT 2.0 mentions: which document reports which event; evidence, not events.

One event that a hundred documents report is one event with a hundred reports.
"""

from __future__ import annotations

from collections.abc import Sequence

from kg.loaders.event_rows import BadCellError, day, document_at, integer, number

from kg.records import Report

MENTION_WIDTH = 16


def gdelt_mention(cells: Sequence[str]) -> Report:
    """The report of a row; its input and line are filled in by the loader.

    Raises:
        BadCellError: A cell is malformed.
    """
    if len(cells) != MENTION_WIDTH:
        raise BadCellError(None, f"{len(cells)} columns; a GDELT mention has {MENTION_WIDTH}")
    integer(cells[0], "GLOBALEVENTID")
    confidence = number(cells[11], "Confidence", 0, 100)
    document = document_at(
        cells[5].strip(), day(cells[2][:8], "MentionTimeDate"), "gdelt", publisher=cells[4].strip() or None
    )
    if document is None:
        raise BadCellError("MentionIdentifier", "empty")
    return Report(
        dataset="gdelt",
        dataset_id=cells[0],
        document=document,
        confidence=None if confidence is None else confidence / 100,
        source="",
    )
