"""What the features of all pairs of a text share, looked up once: lemmas, lexicon classes, vectors, rules' finds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from spacy.tokens import Doc, Span, Token

from kg.arbiter.vectors import Vector, mean_vector, word_vectors
from kg.lexicon import lexicon_index
from kg.nlp.candidates import Candidate
from kg.nlp.realis import Verdict, realis_of
from kg.nlp.tree import tokens_of

# Stop words that change what a verb means or whether it is done.
SHADING = frozenset({"against", "not", "no", "on", "with", "for", "off", "out", "up", "over", "from", "to", "never"})
MODALS = frozenset({"will", "would", "may", "might", "could", "can", "must", "should", "shall", "ought"})


class Found(NamedTuple):
    """What the rules say: the class, between whom, with which realis; ``stands`` unless they reject it themselves."""

    plover: str
    relation: str
    source: str
    target: str
    realis: str
    score: float
    stands: bool


class Word(NamedTuple):
    """One word: its lemma, whether it counts as content, the classes its lemma can trigger, its vector or -1."""

    token: Token
    lemma: str
    content: bool
    classes: tuple[str, ...]
    row: int


@lru_cache(maxsize=20000)
def trigger_classes(pos: str, lemma: str) -> tuple[str, ...]:
    """PLOVER classes of the lexicon patterns that this lemma triggers without a certain object."""
    group = "VERB" if pos in ("VERB", "AUX") else "NOUN" if pos in ("NOUN", "PROPN") else "ADJ"
    entries = lexicon_index().get((group, lemma), ())
    return tuple(dict.fromkeys(relation.plover for relation, pattern, _ in entries if not pattern.object))


class View:
    """Cached knowledge about a sentence or document.

    Args:
        text: The sentence, or a whole document.
        candidates: What the rules found in it.
        verdicts: The realis of each, where it is known already.
    """

    def __init__(
        self, text: Span | Doc, candidates: Sequence[Candidate], verdicts: Sequence[Verdict] | None = None
    ) -> None:
        rows = word_vectors()[0]
        self.doc: Doc = text if isinstance(text, Doc) else text.doc
        self.words: dict[int, Word] = {}
        self.modals: list[str] = []
        start, end = (0, len(text)) if isinstance(text, Doc) else (text.start, text.end)
        for token in tokens_of(self.doc)[start:end]:
            lemma, stop = token.lemma_.lower(), token.is_stop
            if token.is_punct or token.is_space:
                self.words[token.i] = Word(token, lemma, False, (), -1)
                continue
            content = not stop or token.lower_ in SHADING
            row = -1 if stop else rows.get(lemma, -1)
            classes = trigger_classes(token.pos_, lemma)
            self.words[token.i] = Word(token, lemma, content, classes, row)
            if token.lower_ in MODALS:
                self.modals.append(token.lower_)
        self.content = [
            (place, f"word={word.lemma}" if word.content else "", f"between={word.lemma}", word.classes)
            for place, word in self.words.items()
            if word.content or word.classes
        ]
        self.judged: dict[tuple[int, int, int, int, str, str], Any] = {}
        self._means: dict[tuple[int, int], Vector] = {}
        self.found = [
            Found(
                plover=candidate.relation.plover,
                relation=candidate.relation.name,
                source=candidate.source.ref.id if candidate.source else "",
                target=candidate.target.ref.id if candidate.target else "",
                realis=str(verdict.realis),
                score=candidate.score,
                stands=candidate.rejected is None,
            )
            for candidate, verdict in zip(candidates, verdicts or self._verdicts(candidates), strict=True)
        ]

    def _verdicts(self, candidates: Sequence[Candidate]) -> list[Verdict]:
        return [realis_of(self.doc[candidate.anchor], self.doc[candidate.trigger]) for candidate in candidates]

    def word(self, token: Token) -> Word:
        """The word at a token; tokens outside the text are looked up on the spot."""
        held = self.words.get(token.i)
        if held is None:
            held = Word(token, token.lemma_.lower(), False, (), -1)
        return held

    def mean(self, span: Span) -> Vector:
        """Mean vector of the words of a span, worked out once."""
        key = (span.start, span.end)
        held = self._means.get(key)
        if held is None:
            held = self._means[key] = mean_vector(self.rows(tokens_of(self.doc)[span.start : span.end]))
        return held

    def rows(self, tokens: Iterable[Token]) -> list[int]:
        """Rows of the word vectors of these tokens, those without left out."""
        return [row for token in tokens if (row := self.word(token).row) >= 0]
