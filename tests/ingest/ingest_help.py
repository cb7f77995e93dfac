"""A small extractor and a sink that remembers, for tests that need neither a language model nor a database."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from kg.ids import event_id
from kg.ingest.batch import Refusal, Rows
from kg.records import (
    ActorRef,
    Document,
    Event,
    Extraction,
    Plover,
    Rejection,
    SentenceRef,
    Span,
    document_ref,
)


class CallsExtractor:
    """Finds ``X called Y.`` and fails on a text that holds the word ``poison``."""

    model_name = "calls"
    made = 0

    def __init__(self) -> None:
        type(self).made += 1

    def pipe(self, documents: Iterable[Document], *, rejected: bool = False) -> Iterator[Extraction]:
        for document in documents:
            if "poison" in document.text:
                raise ValueError("cannot parse this")
            yield Extraction(document=document, events=tuple(self._events(document)), model=self.model_name)

    def _events(self, document: Document) -> Iterator[Event]:
        for index, match in enumerate(re.finditer(r"(\w+) (called) (\w+)\.", document.text)):
            source, target = (
                ActorRef(id=f"person:{name.lower()}", name=name, kind="person") for name in match.group(1, 3)
            )
            yield Event(
                id=event_id(source.id, "CALLED", target.id, document.published, "day", "actual", document=document.id),
                relation="CALLED",
                trigger=Span(text="called", start=match.start(2), end=match.end(2)),
                source=source,
                target=target,
                plover=Plover(type="CONSULT", mode="phone"),
                cameo="041",
                quad_class=1,
                goldstein=1.0,
                date=document.published,
                date_precision="day" if document.published else "unknown",
                realis="actual",
                confidence=0.9,
                rule="test",
                sentence=SentenceRef(index=index, text=match[0], start=match.start(), end=match.end()),
                document=document_ref(document),
            )


@dataclass
class ListSink:
    """Keeps what it is given; ``fail_at`` breaks at that write, as a database that goes away."""

    run: str = "r1"
    fail_at: int | None = None
    extractions: list[Extraction] = field(default_factory=list)
    rows: Rows = field(default_factory=Rows)
    superseded: list[str] = field(default_factory=list)
    writes: int = 0

    def write(self, extractions: Sequence[Extraction], rows: Rows, superseded: Sequence[str]) -> Sequence[Refusal]:
        self.writes += 1
        if self.writes == self.fail_at:
            raise ConnectionError("gone")
        self.extractions += extractions
        self.rows.events += rows.events
        self.rows.ties += rows.ties
        self.rows.facts += rows.facts
        self.rows.deletions += rows.deletions
        self.superseded += superseded
        told = {event.dataset_id for event in self.rows.events}
        self.rows.reports += [report for report in rows.reports if report.dataset_id in told]
        return [
            Refusal(record=report, rejection=Rejection(source=report.source, reason="nobody told", line=report.line))
            for report in rows.reports
            if report.dataset_id not in told
        ]

    @property
    def titles(self) -> list[str | None]:
        return [extraction.document.title for extraction in self.extractions]
