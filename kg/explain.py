"""Why an event was found, or none: everything the pipeline saw in a text."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc

from kg.extract import Extractor
from kg.ids import document_id
from kg.lexicon import lexicon_index
from kg.nlp.candidates import Candidate
from kg.nlp.mentions import Mention
from kg.nlp.tree import sentences_of
from kg.records import Document, Event, Extraction, RejectedEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class WordRow:
    """One word of the parse: text, lemma, part of speech, dependency and the word it hangs on."""

    text: str
    lemma: str
    pos: str
    dependency: str
    head: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EventExplanation:
    """An event with why it got its realis, and what the arbiter says of it."""

    event: Event
    realis: tuple[str, ...] = ()
    arbiter: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceExplanation:
    """What was seen in one sentence.

    Attributes:
        text: The sentence.
        words: Its parse.
        actors: Who was recognised, with reasons and alternatives.
        events: What was found, each with its reasons.
        rejected: Candidates that fell, each with its reason.
        silence: Why there is no event at all, or None.
    """

    text: str
    words: tuple[WordRow, ...]
    actors: tuple[Mention, ...]
    events: tuple[EventExplanation, ...]
    rejected: tuple[RejectedEvent, ...]
    silence: str | None


def explain(extractor: Extractor, text: str, published: str | None = None) -> list[SentenceExplanation]:
    """Explain a text, sentence by sentence."""
    document = Document(id=document_id(text), text=text, published=published)
    doc = extractor.parse(document)
    found = extractor.assemble(doc, rejected=True)
    return [_sentence(doc, number, found) for number, _ in enumerate(sentences_of(doc))]


def _sentence(doc: Doc, number: int, found: Extraction) -> SentenceExplanation:
    sentence = sentences_of(doc)[number]
    actors = tuple(m for m in doc._.kg_mentions if sentence.start <= m.start < sentence.end)
    events = tuple(_reasons(doc, event) for event in found.events if event.sentence and event.sentence.index == number)
    rejected = tuple(item for item in found.rejected if item.sentence.index == number)
    triggers = [
        t for t in sentence if any((pos, t.lemma_.lower()) in lexicon_index() for pos in ("VERB", "NOUN", "ADJ"))
    ]
    silence = None
    if not events:
        if not actors:
            silence = "no actor was recognised"
        elif not triggers:
            silence = "no word of the sentence is a trigger of the lexicon"
        elif not rejected:
            words = ", ".join(repr(token.text) for token in triggers)
            silence = f"no pattern of the triggers {words} fits the syntax"
        else:
            silence = "every candidate was rejected"
    return SentenceExplanation(
        text=sentence.text,
        words=tuple(
            WordRow(text=t.text, lemma=t.lemma_, pos=t.pos_, dependency=t.dep_, head=t.head.text) for t in sentence
        ),
        actors=actors,
        events=events,
        rejected=rejected,
        silence=silence,
    )


def _reasons(doc: Doc, event: Event) -> EventExplanation:
    """The event with the reasons of the candidate that it was made of."""
    for candidate, verdict in zip(doc._.kg_candidates, doc._.kg_realis, strict=True):
        start = doc[candidate.trigger_start].idx
        same = event.trigger is not None and event.trigger.start == start and candidate.relation.name == event.relation
        if same and candidate.rejected is None and _between(candidate, event):
            return EventExplanation(event=event, realis=verdict.reasons, arbiter=candidate.evidence)
    return EventExplanation(event=event)


def _between(candidate: Candidate, event: Event) -> bool:
    source, target = candidate.source, candidate.target
    return (
        source is not None
        and target is not None
        and (source.ref.id, target.ref.id) == (event.source.id, event.target.id)
    )
