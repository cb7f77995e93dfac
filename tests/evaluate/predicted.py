"""Hand-made predictions, and an extractor that gives them back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kg.evaluate.metrics import QUADS
from kg.ids import event_id
from kg.records import ActorRef, Document, Event, Extraction, Office, Plover


def actor(text: str, country: str | None = None, name: str | None = None, kind: str = "country") -> ActorRef:
    return ActorRef(id=f"x:{name or text}", name=name or text, kind=kind, country=country, text=text, start=0, end=0)


def event(source: str | ActorRef, kind: str, target: str | ActorRef, realis: str = "actual", **more: Any) -> Event:
    source = actor(source) if isinstance(source, str) else source
    target = actor(target) if isinstance(target, str) else target
    date = more.pop("date", None)
    return Event(
        id=event_id(source.id, kind, target.id, date, "unknown", realis, document="d"),
        relation=more.pop("relation", kind),
        trigger=None,
        source=source,
        target=target,
        plover=Plover(type=kind),
        cameo=None,
        quad_class=QUADS[kind],
        goldstein=None,
        date=date,
        date_precision="unknown",
        realis=realis,
        confidence=0.9,
        rule="test",
        **more,
    )


@dataclass
class Fixed:
    """Says of each text what it was told to say; its class for given spans is ``kind``."""

    events: Mapping[str, Sequence[Event]]
    kind: str = "ACCUSE"
    offices: tuple[Office, ...] = ()
    published: dict[str, str | None] = field(default_factory=dict)

    def pipe(self, documents: Iterable[Document], *, rejected: bool = False) -> Iterator[Extraction]:
        for document in documents:
            self.published[document.text] = document.published
            found = tuple(self.events.get(document.text, ()))
            yield Extraction(document=document, events=found, offices=self.offices)

    def classify(self, sentence: str, source: tuple[int, int], target: tuple[int, int]) -> tuple[str, float]:
        return self.kind, 0.5
