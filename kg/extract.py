"""From documents to events: the spaCy pipeline, then one ``Event`` for each candidate that stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc
from spacy.tokens import Span as TokenSpan

from kg.arbiter.model import load_arbiter
from kg.ids import event_id
from kg.nlp.amounts import amount_for, magnitude_for
from kg.nlp.candidates import Candidate
from kg.nlp.dates import dates_for
from kg.nlp.mentions import register_extensions
from kg.nlp.pipeline import build, model_label
from kg.nlp.places import location_for
from kg.nlp.realis import Verdict
from kg.nlp.tree import sentence_of, sentences_of
from kg.ontology import load_ontology
from kg.records import (
    Attribution,
    Document,
    DocumentRef,
    Event,
    Extraction,
    Plover,
    Precision,
    RejectedEvent,
    SentenceRef,
    Span,
    document_ref,
)

BATCH = 32


class Extractor:
    """Reads documents and says what happened in them. The same text gives the same events in every run.

    Args:
        model: spaCy model, the shipped small one by default (``kg.nlp.pipeline.load_model``).
        actors: Folders of the user's own actor files.
        min_confidence: Events below it are rejected, with that as the reason.
        arbiter: Let the learned arbiter judge what the rules find; False leaves the rules alone.
    """

    def __init__(
        self,
        model: str | None = None,
        actors: Sequence[Path] = (),
        min_confidence: float = 0.0,
        *,
        arbiter: bool = True,
    ) -> None:
        register_extensions()
        self.nlp: Language = build(model, actors)
        if not arbiter:
            self.nlp.disable_pipe("kg_arbiter")
        self.model_name = model_label(self.nlp)
        self.min_confidence = min_confidence

    def extract(self, document: Document, *, rejected: bool = False) -> Extraction:
        """All events of one document."""
        return next(self.pipe([document], rejected=rejected))

    def pipe(self, documents: Iterable[Document], *, rejected: bool = False) -> Iterator[Extraction]:
        """Events of many documents, in their order.

        Args:
            documents: Read as a stream; only a small batch is held.
            rejected: Also report the candidates that did not become events.
        """
        docs = (self._prepare(document, rejected=rejected) for document in documents)
        for doc in self.nlp.pipe(docs, batch_size=BATCH):
            yield self.assemble(doc, rejected=rejected)

    def parse(self, document: Document) -> Doc:
        """The annotated document, for ``kg explain`` and evaluation."""
        return self.nlp(self._prepare(document))

    def classify(self, sentence: str, source: tuple[int, int], target: tuple[int, int]) -> tuple[str, float]:
        """The PLOVER class in which one given actor stands to another, by the learned arbiter.

        Args:
            sentence: The sentence.
            source: Characters of the source, start and end.
            target: Characters of the target.

        Returns:
            One of the 16 classes, and its probability.
        """
        with self.nlp.select_pipes(disable=[name for name in self.nlp.pipe_names if name.startswith("kg_")]):
            doc = self.nlp(sentence)
        return load_arbiter().classify(doc, source, target)

    def _prepare(self, document: Document, *, rejected: bool = True) -> Doc:
        doc = self.nlp.make_doc(document.text)
        doc._.kg_rejected = rejected
        doc._.kg_published = document.published
        doc._.kg_document = document
        return doc

    def assemble(self, doc: Doc, *, rejected: bool = False) -> Extraction:
        """Events of an annotated document."""
        document: Document = doc._.kg_document
        reference = document_ref(document)
        sentences = {
            sentence.start: SentenceRef(
                index=index, text=sentence.text, start=sentence.start_char, end=sentence.end_char
            )
            for index, sentence in enumerate(sentences_of(doc))
        }
        events: dict[tuple[str, int], Event] = {}
        dropped: list[RejectedEvent] = []
        verdicts, speakers = doc._.kg_realis, doc._.kg_attributions
        for candidate, verdict, said in zip(doc._.kg_candidates, verdicts, speakers, strict=True):
            sentence = sentences[sentence_of(doc[candidate.trigger]).start]
            reason = candidate.rejected
            if reason is None and candidate.score < self.min_confidence:
                reason = f"confidence {candidate.score:.2f} is below {self.min_confidence}"
            if reason is not None:
                if rejected:
                    dropped.append(_rejected(doc, candidate, reason, sentence, reference))
                continue
            event = make_event(doc, candidate, verdict, said, sentence, reference)
            key = (event.id, sentence.index)
            if key not in events or events[key].confidence < event.confidence:
                events[key] = event
        return Extraction(
            document=document,
            events=tuple(sorted(events.values(), key=_place)),
            offices=tuple(doc._.kg_offices),
            rejected=tuple(dropped),
            model=self.model_name,
        )


def _place(event: Event) -> tuple[int, str, str]:
    return (event.trigger.start if event.trigger else 0, event.relation, event.id)


def trigger_span(doc: Doc, candidate: Candidate) -> Span:
    """The words of the document that state the relation."""
    span: TokenSpan = doc[candidate.trigger_start : candidate.trigger_end]
    return Span(text=span.text, start=span.start_char, end=span.end_char)


def make_event(
    doc: Doc,
    candidate: Candidate,
    verdict: Verdict,
    said: tuple[Attribution, ...],
    sentence: SentenceRef,
    document: DocumentRef,
) -> Event:
    """The event of a candidate that stands."""
    if candidate.source is None or candidate.target is None:
        raise ValueError("a candidate that stands has both actors")
    relation, pattern = candidate.relation, candidate.pattern
    ontology = load_ontology()
    source, target = candidate.source.ref, candidate.target.ref
    cameo = pattern.cameo or relation.cameo
    kind = ontology.types[relation.plover]
    when = dates_for(doc, candidate.anchor)
    if when is None and candidate.trigger != candidate.anchor:
        when = dates_for(doc, candidate.trigger)
    date = when.date if when else None
    precision = when.precision if when and date else Precision.UNKNOWN
    own_word = {source.id, target.id} if relation.plover in ("ACCUSE", "REJECT", "REQUEST", "THREATEN") else set()
    subject = candidate.object
    return Event(
        id=event_id(
            source.id,
            relation.name,
            target.id,
            f"{date}/{when.date_end}" if when and when.date_end else date,
            precision,
            verdict.realis,
            symmetric=relation.symmetric,
            document=document.id,
        ),
        relation=relation.name,
        trigger=trigger_span(doc, candidate),
        source=source,
        target=target,
        plover=Plover(
            type=relation.plover,
            mode=pattern.mode or relation.mode,
            context=pattern.context if pattern.context is not None else relation.context,
        ),
        cameo=cameo,
        quad_class=kind.quad_class,
        goldstein=ontology.goldstein(cameo),
        date=date,
        date_precision=str(precision),
        date_end=when.date_end if when else None,
        realis=str(verdict.realis),
        attribution=tuple(speaker for speaker in said if not (speaker.id and speaker.id in own_word)),
        amount=amount_for(doc, candidate.trigger) or amount_for(doc, candidate.anchor),
        magnitude=magnitude_for(doc, candidate.trigger),
        object=None if subject is None else _token_span(doc, subject),
        location=location_for(doc, candidate.anchor),
        confidence=round(candidate.score, 4),
        rule=candidate.rule,
        sentence=sentence,
        document=document,
    )


def _token_span(doc: Doc, index: int) -> Span:
    token = doc[index]
    return Span(text=token.text, start=token.idx, end=token.idx + len(token.text))


def _rejected(
    doc: Doc, candidate: Candidate, reason: str, sentence: SentenceRef, document: DocumentRef
) -> RejectedEvent:
    return RejectedEvent(
        relation=candidate.relation.name,
        plover=candidate.relation.plover,
        trigger=trigger_span(doc, candidate),
        source=candidate.source.ref if candidate.source else None,
        target=candidate.target.ref if candidate.target else None,
        confidence=round(candidate.score, 4),
        rule=candidate.rule,
        reason=reason,
        sentence=sentence,
        document=document,
    )
