"""What is handed to a sink at once, and what a sink gives back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from typing import Protocol

from kg.ingest.state import Signature
from kg.loading import Deletion
from kg.records import Document, DocumentFacts, Event, Extraction, Rejection, Report, Tie

# A batch is what one acknowledged write holds: small enough to lose little, large enough for the database.
BATCH_DOCUMENTS = 16
BATCH_CHARACTERS = 150_000
BATCH_ROWS = 5_000


@dataclass(slots=True)
class Rows:
    """Records of data sets, in the order of reading."""

    events: list[Event] = field(default_factory=list)
    reports: list[Report] = field(default_factory=list)
    facts: list[DocumentFacts] = field(default_factory=list)
    ties: list[Tie] = field(default_factory=list)
    deletions: list[Deletion] = field(default_factory=list)

    def __len__(self) -> int:
        return sum(len(getattr(self, part.name)) for part in fields(self))


@dataclass(slots=True)
class Batch:
    """Records in the order of reading, and what may be remembered once they are written.

    ``origins`` are for each document its own key and that of its input; ``parts`` say which documents, also such as
    were read before, stand in what (document id, key of the text or the input); ``superseded`` says which document a
    newer one replaces (id of the newer -> id of the older, or its own where newer rules read it); ``finished`` are keys
    of inputs that are read to the end.
    """

    documents: list[Document] = field(default_factory=list)
    origins: list[tuple[str, str]] = field(default_factory=list)
    parts: list[tuple[str, str]] = field(default_factory=list)
    rows: Rows = field(default_factory=Rows)
    superseded: dict[str, str] = field(default_factory=dict)
    finished: list[str] = field(default_factory=list)
    pages: dict[tuple[str, str], str] = field(default_factory=dict)
    signatures: list[Signature] = field(default_factory=list)
    characters: int = 0
    position: int = 0

    def full(self) -> bool:
        """Whether it should be handed over now."""
        return (
            len(self.documents) >= BATCH_DOCUMENTS
            or self.characters >= BATCH_CHARACTERS
            or len(self.rows) >= BATCH_ROWS
            or len(self.parts) >= BATCH_ROWS
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A record that has no place where it was to go: a report of an unknown event, a row that was withdrawn."""

    record: Event | Report
    rejection: Rejection


class Sink(Protocol):
    """Where records go. A call returns when what it was given is safe."""

    @property
    def run(self) -> str:
        """Under which run it is remembered."""
        ...

    def write(self, extractions: Sequence[Extraction], rows: Rows, superseded: Sequence[str]) -> Sequence[Refusal]:
        """Take a batch and tell what has no place; ``superseded`` are ids of documents whose earlier statements go."""
        ...
