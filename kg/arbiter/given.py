"""What the rules find where source and target are given: the two spans, and pronouns that continue them."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Span

from kg.nlp.candidates import Candidate
from kg.nlp.mentions import Mention
from kg.nlp.relations import Matcher
from kg.nlp.tree import kids, sentences_of
from kg.records import ActorRef

SOURCE, TARGET = "source", "target"
PRONOUNS = frozenset("it he she they its his her their him them".split())
SUBJECTS = frozenset({"nsubj", "nsubjpass"})


def given_span(doc: Doc, place: tuple[int, int]) -> Span:
    """The tokens of a character span, the first token where it lies outside."""
    span = doc.char_span(*place, alignment_mode="expand")
    return span if span is not None and len(span) else doc[0:1]


def candidates_between(doc: Doc, first: Span, second: Span) -> list[Candidate]:
    """What the relation rules find when ``first`` (id "source") and ``second`` ("target") are the only actors."""
    mentions = [_mention(first, SOURCE, "given"), _mention(second, TARGET, "given")]
    mentions += [_mention(doc[place : place + 1], name, "pronoun") for place, name in _continued(doc, first, second)]
    kept = doc._.kg_mentions
    doc._.kg_mentions = tuple(sorted(mentions, key=lambda mention: mention.start))
    matcher = Matcher(doc)
    found = [candidate for sentence in sentences_of(doc) for candidate in matcher.candidates(sentence)]
    doc._.kg_mentions = kept
    return found


def _mention(span: Span, name: str, via: str) -> Mention:
    ref = ActorRef(id=name, name=span.text, kind="group", text=span.text, start=span.start_char, end=span.end_char)
    return Mention(start=span.start, end=span.end, head=span.root.i, ref=ref, via=via)


def _continued(doc: Doc, first: Span, second: Span) -> Iterator[tuple[int, str]]:
    """Pronouns that take up one of the spans, the subject of a verb above: "Oslo said it would ..." """
    names = {place: name for name, span in ((SOURCE, first), (TARGET, second)) for place in range(span.start, span.end)}
    for token in doc:
        if token.lower_ not in PRONOUNS or token.i in names or token.pos_ not in ("PRON", "DET"):
            continue
        for above in token.ancestors:
            subject = next((c for c in kids(above) if c.dep_ in SUBJECTS and c.i < token.i), None)
            if above.pos_ in ("VERB", "AUX") and subject is not None:
                if subject.i in names:
                    yield token.i, names[subject.i]
                break
