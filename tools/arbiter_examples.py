"""What the arbiter learns from: pairs of actors, sentences and the rules' candidates, each with its label.

Used by ``train_arbiter.py``. A data set is a file of annotated JSON lines (all events of each sentence) or a PLV table
(one marked pair a sentence; what else the sentence states is unknown).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import permutations
from pathlib import Path

from spacy.tokens import Doc, Span

from kg.arbiter.features import Features, pair_features
from kg.arbiter.model import given_features, topic_features
from kg.arbiter.vectors import Vector
from kg.arbiter.view import View
from kg.evaluate.gold import GoldEvent, GoldSentence, read_lines, read_table
from kg.evaluate.matching import EITHER_WAY, same_actor
from kg.evaluate.metrics import FOLDED
from kg.nlp.arbitration import CROWD
from kg.nlp.candidates import Candidate
from kg.nlp.completion import WANTING, completions
from kg.nlp.domain import domains_of
from kg.nlp.mentions import Mention
from kg.nlp.pipeline import build
from kg.records import ActorRef

OWN = Path(__file__).resolve().parent.parent / "data" / "sentences" / "sentences.jsonl"
# In PLV tables an act of these classes that is only planned is an agreement.
PLANNED_IS_AGREE = frozenset({"CONSULT", "SUPPORT", "YIELD", "COOPERATE", "AID"})


@dataclass(frozen=True, slots=True)
class Source:
    """A data set: its name, sentences, and whether it tells one pair a sentence only (``table``)."""

    name: str
    sentences: Sequence[GoldSentence]
    table: bool


@dataclass(frozen=True, slots=True)
class Pair:
    """An ordered pair of actors: features, the classes it stands in, and whether any event holds."""

    named: Features
    vector: Vector
    types: frozenset[str]


@dataclass(frozen=True, slots=True)
class Completion:
    """A candidate that lacks an actor, and all ways to make it whole.

    Attributes:
        doc: The text.
        lacking: The candidate as the rules left it.
        ways: Each whole candidate with the features of its pair, and whether it is annotated.
        topic: Entry of the sentence in ``Example.topics``.
        others: Events that the rules find in the sentence.
    """

    doc: Doc
    lacking: Candidate
    ways: list[tuple[Candidate, Pair, bool]]
    topic: int
    others: Sequence[Candidate]


@dataclass(slots=True)
class Example:
    """A sentence with what is known of it.

    Attributes:
        id: Of the sentence in its data set.
        source: Name of the data set.
        given: Marked pairs: features, class (YIELD folded), weight.
        pairs: All ordered pairs of mentions.
        topics: One entry a sentence of the text: features and whether it is about politics.
        candidates: Standing candidates with the features of their pair, the others of the sentence, their entry in
            ``topics``, and whether right.
        wanting: Candidates without source or target, and what would make them whole.
        silent: Sentences the rules are silent on: their pairs and their entry in ``topics``.
    """

    id: str
    source: str
    table: bool
    given: list[tuple[Features, Vector, str, float]] = field(default_factory=list)
    pairs: list[Pair] = field(default_factory=list)
    topics: list[tuple[Features, Vector, bool]] = field(default_factory=list)
    candidates: list[tuple[Candidate, Pair, Sequence[Candidate], int, bool]] = field(default_factory=list)
    wanting: list[Completion] = field(default_factory=list)
    silent: list[tuple[list[Pair], int, int]] = field(default_factory=list)


def read_source(path: Path) -> Source:
    """A data set from its file; of our own sentences only the training split."""
    table = path.suffix in (".tsv", ".txt")
    sentences = read_table(path) if table else read_lines(path)
    if path == OWN:
        lines = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
        train = {row["sentence_id"] for row in lines if row["split"] == "train"}
        sentences = [item for item in sentences if item.id in train]
    return Source(path.stem, sentences, table)


def examples(sources: Iterable[Source]) -> Iterator[Example]:
    """Examples of all data sets; a sentence that a later one annotates fully is left out of a table."""
    sources = list(sources)
    full = {item.id for source in sources if not source.table for item in source.sentences}
    nlp = build()
    nlp.remove_pipe("kg_arbiter")
    bare = build()
    for name in [name for name in bare.pipe_names if name.startswith("kg_")]:
        bare.remove_pipe(name)
    for source in sources:
        texts = [item.text for item in source.sentences]
        for item, doc, plain in zip(source.sentences, nlp.pipe(texts), bare.pipe(texts), strict=True):
            example = Example(item.id, source.name, source.table)
            example.given = list(_given(item, plain, source)) if source.table or source.name == OWN.stem else []
            if not (source.table and item.id in full):
                _annotated(example, item, doc)
            yield example


def _given(item: GoldSentence, doc: Doc, source: Source) -> Iterator[tuple[Features, Vector, str, float]]:
    """Marked pairs of a table; of full annotations the pairs that stand in exactly one sure event."""
    if source.table:
        gold = item.events[0]
        spans = item.spans or (_place(item.text, gold.source), _place(item.text, gold.target))
        yield (*given_features(doc, *spans), gold.types[0], 1.0)
        return
    pairs: dict[tuple[str, str], list[GoldEvent]] = {}
    for event in item.events:
        if event.sure:
            pairs.setdefault((event.source, event.target), []).append(event)
    for (first, second), events in pairs.items():
        if len(events) == 1:
            kind, weight = _as_in_tables(events[0])
            yield (*given_features(doc, _place(item.text, first), _place(item.text, second)), kind, weight)


def _as_in_tables(event: GoldEvent) -> tuple[str, float]:
    """The class that a PLV table would give the event, and how far to trust that."""
    kind = FOLDED.get(event.types[0], event.types[0])
    if event.realis == "planned" and kind in PLANNED_IS_AGREE:
        return "AGREE", 0.6
    return kind, {"negated": 0.3, "denied": 0.3, "hypothetical": 0.5}.get(event.realis, 1.0)


def _place(text: str, part: str) -> tuple[int, int]:
    start = max(text.find(part), 0)
    return start, start + len(part)


def _annotated(example: Example, item: GoldSentence, doc: Doc) -> None:
    for sentence in doc.sents:
        held = [c for c in doc._.kg_candidates if sentence.start <= c.trigger < sentence.end]
        actors = [m for m in doc._.kg_mentions if sentence.start <= m.head < sentence.end]
        view = View(sentence, held)
        topic = len(example.topics)
        example.topics.append((*topic_features(view), bool(item.events)))
        pairs = [] if len(actors) > CROWD else [_pair(view, item, a, b) for a, b in permutations(actors, 2)]
        example.pairs += [pair for pair in pairs if pair is not None]
        standing = [candidate for candidate in held if candidate.rejected is None]
        for candidate in standing:
            if candidate.source is not None and candidate.target is not None:
                source, target = candidate.source, candidate.target
                pair = _features(view, source.mention, target.mention, source.ref, target.ref, item)
                right = candidate.relation.plover in pair.types
                others = [other for other in standing if other is not candidate]
                example.candidates.append((candidate, pair, others, topic, right))
        if 1 < len(actors) <= CROWD:
            example.wanting += _completions(example, sentence, view, item, held, standing, actors)
        if not standing and pairs and all(candidate.rejected in WANTING for candidate in held):
            example.silent.append(([pair for pair in pairs if pair is not None], topic, len(actors)))


def _completions(
    example: Example,
    sentence: Span,
    view: View,
    item: GoldSentence,
    held: Sequence[Candidate],
    standing: Sequence[Candidate],
    actors: Sequence[Mention],
) -> Iterator[Completion]:
    taken = {candidate.trigger for candidate in standing}
    domains = domains_of(sentence)
    for candidate in held:
        if candidate.rejected not in WANTING or candidate.trigger in taken:
            continue
        kind = candidate.relation.plover
        ways: list[tuple[Candidate, Pair, bool]] = []
        for whole in completions(sentence, candidate, actors, domains):
            source, target = whole.source, whole.target
            if source is not None and target is not None:
                pair = _features(view, source.mention, target.mention, source.ref, target.ref, item)
                ways.append((whole, pair, kind in pair.types))
        if ways:
            yield Completion(view.doc, candidate, ways, len(example.topics) - 1, standing)


def _pair(view: View, item: GoldSentence, first: Mention, second: Mention) -> Pair | None:
    if first.ref.id == second.ref.id:
        return None
    return _features(view, first, second, first.ref, second.ref, item)


def _features(
    view: View, first: Mention, second: Mention, source: ActorRef, target: ActorRef, item: GoldSentence
) -> Pair:
    spans = view.doc[first.start : first.end], view.doc[second.start : second.end]
    named, vector = pair_features(view, *spans, (source.id, target.id))
    return Pair(named, vector, frozenset(_types(item.events, source, target)))


def _types(events: Iterable[GoldEvent], source: ActorRef, target: ActorRef) -> Iterator[str]:
    """Classes in which the annotation has this pair; friendly talks either way round."""
    for gold in events:
        if _names(gold, source, target):
            yield from gold.types
            yield from (kind for kind in ("CONCEDE", "RETREAT") if "YIELD" in gold.types)
        elif _names(gold, target, source):
            yield from (kind for kind in gold.types if kind in EITHER_WAY)


def _names(gold: GoldEvent, source: ActorRef, target: ActorRef) -> bool:
    return same_actor(gold.source, source, gold.source_country, gold.source_also) and same_actor(
        gold.target, target, gold.target_country, gold.target_also
    )
