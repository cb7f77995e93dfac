"""The records that cross module boundaries, and their JSON lines form.

All are frozen. ``start`` and ``end`` are character offsets into ``Document.text``, so ``text[start:end] == span.text``
for every span; a record that comes from a row of an event data set has no spans (``None``).
Dates are ISO 8601 strings cut to their precision: ``2022``, ``2022-01``, ``2022-W04``, ``2022-01-26``.
"""

from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Realis(StrEnum):
    """Whether the text says that an event happened."""

    ACTUAL = "actual"
    PLANNED = "planned"
    HYPOTHETICAL = "hypothetical"
    DENIED = "denied"
    NEGATED = "negated"


class ActorKind(StrEnum):
    """What sort of actor it is; one graph label each."""

    COUNTRY = "country"
    PERSON = "person"
    ORGANIZATION = "organization"
    GOVERNMENT = "government"
    ARMED_GROUP = "armed_group"
    GROUP = "group"
    MEDIA = "media"
    PLACE = "place"


class Precision(StrEnum):
    """How exactly a date is known."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A text as loaded. ``id`` is the SHA-256 of the normalised text (``kg.ids.document_id``).

    ``near_duplicates`` are the ids of documents read before that say nearly the same (syndicated copies).
    """

    id: str
    text: str
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    published: str | None = None
    language: str | None = None
    loader: str = "text"
    near_duplicates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of the document's text."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorRef:
    """An actor as it is mentioned: who it is (``id`` .. ``sector``) and where it stands in the text.

    ``country`` is ISO 3166 alpha-3 (plus XKX) or None; ``sector`` a PLOVER sector; ``role`` the office as stated.
    """

    id: str
    name: str
    kind: str
    country: str | None = None
    sector: str | None = None
    role: str | None = None
    text: str | None = None
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plover:
    """PLOVER coding: one of 16 types, a mode of that type or None, and contexts."""

    type: str
    mode: str | None = None
    context: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Who says so; ``id`` is None for a speaker nobody could resolve."""

    name: str
    id: str | None = None
    text: str | None = None
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """Money: ``currency`` is ISO 4217."""

    value: float
    currency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Magnitude:
    """A count of something other than money: 8 diplomats, 200 buses."""

    value: float
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """Where an event took place; ``id`` is ``place:...`` or the id of a country."""

    id: str
    name: str
    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    text: str | None = None
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceRef:
    """The sentence that states an event; ``index`` counts from 0 in its document."""

    index: int
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRef:
    """A document without its text."""

    id: str
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    published: str | None = None
    loader: str = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Who did what to whom, when, according to whom.

    ``id`` comes from ``kg.ids.event_id``: it names what happened, not its mention. ``quad_class`` 1 to 4 (verbal and
    material cooperation, verbal and material conflict), ``goldstein`` -10 to 10, ``confidence`` 0 to 1. ``date_end``
    is set only for a range. ``rule`` names the lexicon entry or model that decided. For a row of an event data set
    ``sentence`` and ``trigger`` are None, and ``dataset`` and ``dataset_id`` are set; ``revised`` is when its maker
    last changed it (ISO 8601, UTC), where the data set says so: of two versions the later one holds. ``location`` is
    where it happened, ``source_location`` and ``target_location`` where a data set places its actors.
    """

    id: str
    relation: str
    trigger: Span | None
    source: ActorRef
    target: ActorRef
    plover: Plover
    cameo: str | None
    quad_class: int
    goldstein: float | None
    date: str | None
    date_precision: str
    date_end: str | None = None
    realis: str
    attribution: tuple[Attribution, ...] = ()
    amount: Amount | None = None
    magnitude: Magnitude | None = None
    object: Span | None = None
    location: Location | None = None
    source_location: Location | None = None
    target_location: Location | None = None
    confidence: float
    rule: str
    sentence: SentenceRef | None = None
    document: DocumentRef | None = None
    dataset: str | None = None
    dataset_id: str | None = None
    revised: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A document reports an event of a data set, as a row of its own says; the event is told by another row.

    ``confidence`` is 0 to 1. ``source`` and ``line`` are where the row stands.
    """

    dataset: str
    dataset_id: str
    document: DocumentRef
    confidence: float | None = None
    source: str
    line: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """A number that a document gives: 400 (political) arrests in Orenburg."""

    kind: str
    number: float
    what: str | None = None
    location: Location


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentFacts:
    """Whom documents name and which numbers they give, without who did what to whom."""

    documents: tuple[DocumentRef, ...]
    actors: tuple[ActorRef, ...] = ()
    tallies: tuple[Tally, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """A standing relation with dates of validity: an alliance, a membership, votes alike, trade in a year.

    ``relation`` is an edge type of ``schema/graph.yaml``; ``value`` its strength in ``unit``; ``since`` and ``until``
    are ISO dates cut to their precision, None where open.
    """

    id: str
    relation: str
    source: ActorRef
    target: ActorRef
    since: str | None = None
    until: str | None = None
    value: float | None = None
    unit: str | None = None
    detail: str | None = None
    dataset: str
    dataset_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """A person holds an office, as a text states or a source lists it.

    ``title`` is the office as written (``Foreign Minister``), ``of`` the country or organisation. ``seen`` is the date
    of the text that states it; ``since`` and ``until`` come from listed knowledge. ``former`` is True where the text
    says that it is over (``former``, ``then-``).
    """

    person: ActorRef
    title: str
    of: ActorRef
    role: str | None = None
    seen: str | None = None
    since: str | None = None
    until: str | None = None
    former: bool = False
    source: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """All that was found in one document. ``rejected`` is filled only where asked for: candidates with a reason."""

    document: Document
    events: tuple[Event, ...]
    offices: tuple[Office, ...] = ()
    rejected: tuple[RejectedEvent, ...] = ()
    model: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RejectedEvent:
    """A candidate that did not become an event, and why; source or target may be what was missing."""

    relation: str
    plover: str
    trigger: Span
    source: ActorRef | None
    target: ActorRef | None
    confidence: float
    rule: str
    reason: str
    sentence: SentenceRef
    document: DocumentRef


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejection:
    """An input, or a row of one, that was set aside: where it stood and why."""

    source: str
    reason: str
    line: int | None = None
    column: str | None = None
    content: str | None = None


def document_ref(document: Document) -> DocumentRef:
    """The document without its text."""
    return DocumentRef(
        id=document.id,
        title=document.title,
        url=document.url,
        publisher=document.publisher,
        published=document.published,
        loader=document.loader,
    )


def to_dict(record: Any) -> dict[str, Any]:
    """A record as plain dicts and lists, in the field order of its class."""
    return dataclasses.asdict(record)


def to_json(record: Any) -> str:
    """A record as one line of JSON."""
    return json.dumps(to_dict(record), ensure_ascii=False, separators=(", ", ": "))


def event_from_dict(data: dict[str, Any]) -> Event:
    """Read an event back from its JSON form; unknown keys raise ``TypeError``.

    ``event_from_dict(to_dict(event)) == event``.
    """

    def part(key: str, kind: type[Any]) -> Any:
        value = data.get(key)
        return None if value is None else kind(**value)

    plover = dict(data["plover"])
    plover["context"] = tuple(plover.get("context") or ())
    return Event(
        **{
            **data,
            "trigger": part("trigger", Span),
            "source": part("source", ActorRef),
            "target": part("target", ActorRef),
            "plover": Plover(**plover),
            "attribution": tuple(Attribution(**item) for item in data.get("attribution") or ()),
            "amount": part("amount", Amount),
            "magnitude": part("magnitude", Magnitude),
            "object": part("object", Span),
            "location": part("location", Location),
            "source_location": part("source_location", Location),
            "target_location": part("target_location", Location),
            "sentence": part("sentence", SentenceRef),
            "document": part("document", DocumentRef),
        }
    )
