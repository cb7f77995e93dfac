"""The small graphs of tests: compact facts as records, written by the same store as real ones.

    [RUS, CALLED, VEN, "2022-01-20", {by: Tass, goldstein: 1.9}]

Three capital letters stand for a country, everything else is an actor id. What a fact leaves out comes from the
lexicon and the ontology; each fact has a document of its own unless ``doc`` names one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from kg.actors.model import ActorEntry, MembershipEntry, OfficeEntry
from kg.errors import PackError
from kg.ids import dataset_event_id, document_id, event_id
from kg.lexicon import load_lexicon
from kg.ontology import load_ontology
from kg.packs.model import Fact, Given
from kg.records import (
    ActorRef,
    Amount,
    Attribution,
    Document,
    Event,
    Extraction,
    Location,
    Plover,
    Precision,
    Realis,
    SentenceRef,
    Span,
    Tie,
    document_ref,
)
from kg.store.model import load_graph_model

_DATE = re.compile(r"\d{4}(-W\d{2}|-\d{2}(-\d{2})?)?")
_PRECISIONS = {4: Precision.YEAR, 7: Precision.MONTH, 8: Precision.WEEK, 10: Precision.DAY}


class Detail(BaseModel):
    """What a fact may say beyond who, what, whom and when.

    Attributes:
        id: Event id, where a test has to name it.
        by: Publisher of the document.
        published: Its date; the event's own where that is a day.
        doc: Facts with the same value stand in one document.
        text: The sentence.
        says: Ids of those who say so.
        at: Actor id of the place.
        amount, currency: Money.
        dataset: The event is a row of this data set, without a sentence.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str | None = None
    by: str | None = None
    published: str | None = None
    doc: str | None = None
    text: str | None = None
    says: tuple[str, ...] = ()
    at: str | None = None
    realis: Realis = Realis.ACTUAL
    confidence: float = 0.8
    goldstein: float | None = None
    quad_class: int | None = None
    context: tuple[str, ...] = ()
    amount: float | None = None
    currency: str = "USD"
    dataset: str | None = None


class NamedActor(BaseModel):
    """What a test says of an actor; the rest follows from the id."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str | None = None
    kind: str | None = None
    country: str | None = None
    sector: str | None = None
    aliases: tuple[str, ...] = ()
    listed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenRecords:
    """A given graph as records: texts with events, rows of data sets, ties, and what is known of actors."""

    extractions: tuple[Extraction, ...]
    rows: tuple[Event, ...]
    ties: tuple[Tie, ...]
    entries: tuple[ActorEntry, ...]


class _Builder:
    def __init__(self, given: Given, where: str) -> None:
        self.where = where
        self.given = given
        self.named = {full_id(key): _checked(NamedActor, value, where) for key, value in given.actors.items()}

    def actor(self, text: str) -> ActorRef:
        actor = full_id(text)
        prefix, _, rest = actor.partition(":")
        kind = load_graph_model().kind_of(actor)
        if kind is None or not rest:
            raise PackError(f"given: {text!r} is no actor id", where=self.where, hint="like RUS, person:vladimir-putin")
        known = self.named.get(actor, NamedActor())
        name = rest if prefix in ("country", "group", "gov") else rest.replace("-", " ").title()
        return ActorRef(
            id=actor,
            name=known.name or name,
            kind=known.kind or kind,
            country=known.country or (rest if kind == "country" else None),
            sector=known.sector,
        )

    def event(self, number: int, fact: Fact) -> tuple[Event, Document]:
        source, relation, target, date, detail = self._parts(fact)
        plover, cameo, symmetric = _coding(relation, self.where)
        ontology = load_ontology()
        quad_class = detail.quad_class or ontology.types[plover].quad_class
        goldstein = ontology.goldstein(cameo or plover) if detail.goldstein is None else detail.goldstein
        precision = _PRECISIONS[len(date)] if date else Precision.UNKNOWN
        text = detail.text or f"{source.name} {relation} {target.name} {date or ''}".strip() + "."
        published = detail.published or (date if precision is Precision.DAY else None)
        body = f"{detail.doc or number} {detail.by or ''}: {text}"
        document = Document(
            id=document_id(detail.doc or body),
            text=body,
            title=detail.doc or f"Dispatch {number}",
            publisher=detail.by,
            published=published,
        )
        identity = event_id(
            source.id,
            relation,
            target.id,
            date,
            precision,
            detail.realis,
            symmetric=symmetric,
            document=document.id,
        )
        if detail.dataset:
            identity = dataset_event_id(detail.dataset, str(number))
        start = body.index(text)
        from_text = detail.dataset is None
        event = Event(
            id=detail.id or identity,
            relation=relation,
            trigger=Span(text=relation, start=start, end=start + len(relation)) if from_text else None,
            source=source,
            target=target,
            plover=Plover(type=plover, context=detail.context),
            cameo=cameo,
            quad_class=quad_class,
            goldstein=goldstein,
            date=date,
            date_precision=str(precision),
            realis=str(detail.realis),
            attribution=tuple(Attribution(name=self.actor(who).name, id=full_id(who)) for who in detail.says),
            amount=None if detail.amount is None else Amount(value=detail.amount, currency=detail.currency),
            location=self._location(detail.at),
            confidence=detail.confidence,
            rule=f"given.{number}",
            sentence=SentenceRef(index=0, text=text, start=start, end=start + len(text)) if from_text else None,
            document=document_ref(document) if from_text else None,
            dataset=detail.dataset,
            dataset_id=None if from_text else str(number),
        )
        return event, document

    def _location(self, at: str | None) -> Location | None:
        if at is None:
            return None
        place = self.actor(at)
        return Location(id=place.id, name=place.name, country=place.country)

    def _parts(self, fact: Fact) -> tuple[ActorRef, str, ActorRef, str | None, Detail]:
        if not 3 <= len(fact) <= 5 or not all(isinstance(part, str) for part in fact[:3]):
            raise PackError(
                f"given: {fact!r} is no fact", where=self.where, hint="[source, relation, target, date, {...}]"
            )
        date = fact[3] if len(fact) > 3 else None
        if date is not None and not (isinstance(date, str) and _DATE.fullmatch(date)):
            raise PackError(f"given: {date!r} is no date; quote it", where=self.where)
        detail = _checked(Detail, fact[4] if len(fact) > 4 else {}, self.where)
        return self.actor(fact[0]), fact[1], self.actor(fact[2]), date, detail

    def entries(self) -> Iterable[ActorEntry]:
        offices: dict[str, list[OfficeEntry]] = {}
        members: dict[str, list[MembershipEntry]] = {}
        for row in self.given.offices:
            person, title, of, since, until = (*row, None, None)[:5]
            entry = OfficeEntry(role="other", title=title, of=full_id(of), since=since, until=until)
            offices.setdefault(full_id(person), []).append(entry)
        for row in self.given.members:
            member, body, since, until = (*row, None, None)[:4]
            members.setdefault(full_id(member), []).append(MembershipEntry(id=full_id(body), since=since, until=until))
        listed = {key for key, value in self.named.items() if value.listed or value.aliases}
        # A member or office that points to an actor nobody lists would leave it implied: list both ends.
        ends = {entry.of for row in offices.values() for entry in row} | {e.id for row in members.values() for e in row}
        for actor in sorted({*offices, *members, *listed, *ends}):
            ref = self.actor(actor)
            yield ActorEntry(
                id=ref.id,
                name=ref.name,
                kind=ref.kind,  # type: ignore[arg-type]
                country=ref.country,
                sector=ref.sector,
                aliases=self.named.get(actor, NamedActor()).aliases,
                offices=tuple(offices.get(actor, ())),
                memberships=tuple(members.get(actor, ())),
            )

    def ties(self) -> Iterable[Tie]:
        for number, row in enumerate(self.given.ties):
            source, relation, target, since, until, value = (*row, None, None, None)[:6]
            yield Tie(
                id=f"given-{number}",
                relation=load_graph_model().tie(relation),
                source=self.actor(source),
                target=self.actor(target),
                since=since,
                until=until,
                value=value,
                dataset="given",
                dataset_id=str(number),
            )


def records_of(given: Given, where: str) -> GivenRecords:
    """The records of a given graph.

    Args:
        given: Compact facts.
        where: What errors call the test.

    Raises:
        PackError: A fact is malformed, or names a relation or an actor that cannot be.
    """
    builder = _Builder(given, where)
    documents: dict[str, Document] = {}
    events: dict[str, list[Event]] = {}
    rows: list[Event] = []
    for number, fact in enumerate(given.facts):
        event, document = builder.event(number, fact)
        if event.dataset:
            rows.append(event)
            continue
        documents.setdefault(document.id, document)
        events.setdefault(document.id, []).append(event)
    return GivenRecords(
        extractions=tuple(
            Extraction(document=document, events=tuple(events[key])) for key, document in documents.items()
        ),
        rows=tuple(rows),
        ties=tuple(builder.ties()),
        entries=tuple(builder.entries()),
    )


def full_id(text: str) -> str:
    """An actor id: three capital letters are a country."""
    return f"country:{text}" if len(text) == 3 and text.isalpha() and text.isupper() else text


def _coding(relation: str, where: str) -> tuple[str, str | None, bool]:
    entry = load_lexicon().relations.get(relation)
    if entry is not None:
        return entry.plover, entry.cameo, entry.symmetric
    if relation in load_ontology().types:
        return relation, None, False
    raise PackError(f"given: no relation is called {relation}", where=where)


def _checked(kind: type[Any], value: object, where: str) -> Any:
    try:
        return kind.model_validate(value)
    except ValidationError as error:
        first = error.errors()[0]
        raise PackError(f"given: {'.'.join(map(str, first['loc']))}: {first['msg']}", where=where) from error
