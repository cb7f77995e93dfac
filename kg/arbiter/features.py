"""Features of a pair of actors in a sentence: what the rules say, the words on the path between them, and around.

Names of features are stable: weights refer to them.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc, Span, Token

from kg.nlp.candidates import Candidate
from kg.nlp.mentions import Mention
from kg.nlp.realis import realis_of
from kg.nlp.relations import Matcher, lexicon_index
from kg.records import ActorRef

Vector = NDArray[np.float32]

SHADING = frozenset({"against", "not", "no", "on", "with", "for", "off", "out", "up", "over", "from", "to", "never"})
ARGUMENTS = frozenset("dobj prt prep neg aux xcomp ccomp acomp attr advmod nsubjpass dative agent oprd pcomp".split())
DENSE_GROUPS = 4


def features(doc: Doc, source: tuple[int, int], target: tuple[int, int]) -> tuple[dict[str, float], Vector]:
    """Sparse and dense features of the pair.

    Args:
        doc: The parsed sentence; its mentions are replaced by the two spans.
        source: Character span.
        target: Character span.

    Returns:
        Feature name -> value, and a vector of ``DENSE_GROUPS`` word-vector means: path, its top, arguments, sentence.
    """
    first = _span(doc, source)
    second = _span(doc, target)
    inside = {*range(first.start, first.end), *range(second.start, second.end)}
    found: dict[str, float] = {}
    _rules(doc, first, second, found)
    up, down, top = _path(first.root, second.root)
    core = [token for token in (*up[1:], *down[1:]) if token.i not in inside]
    _words(doc, first, second, inside, found)
    for token in core:
        found[f"path={_lemma(token)}"] = 1.5
    arguments: list[Token] = []
    if top is not None:
        found[f"top={_lemma(top)}"] = 1.5
        found[f"shape={'>'.join(t.dep_ for t in up[:-1])}|{'>'.join(t.dep_ for t in down)}"] = 0.5
        for token in dict.fromkeys((*core, top)):
            arguments += _arguments(token, top, inside, found)
    _lexicon((*core, *([top] if top is not None else [])), "near", found)
    _lexicon([token for token in doc if token.i not in inside], "any", found, 0.5)
    for name, span in (("s", first), ("t", second)):
        _anchors(name, span.root, found)
    tops = [top] if top is not None else []
    dense = [_mean(core + tops, inside), _mean(tops, inside), _mean(arguments, inside), _mean(doc, inside)]
    return found, np.concatenate(dense)


def _span(doc: Doc, place: tuple[int, int]) -> Span:
    span = doc.char_span(*place, alignment_mode="expand")
    return span if span is not None and len(span) else doc[0:1]


def _lemma(token: Token) -> str:
    return token.lemma_.lower()


def _mention(span: Span, name: str) -> Mention:
    ref = ActorRef(id=name, name=span.text, kind="group", text=span.text, start=span.start_char, end=span.end_char)
    return Mention(start=span.start, end=span.end, head=span.root.i, ref=ref, via="given")


def candidates_between(doc: Doc, first: Span, second: Span) -> list[Candidate]:
    """What the relation rules find when these two are the only actors."""
    if first.start > second.start:
        mentions = (_mention(second, "target"), _mention(first, "source"))
    else:
        mentions = (_mention(first, "source"), _mention(second, "target"))
    kept = doc._.kg_mentions
    doc._.kg_mentions = mentions
    matcher = Matcher(doc)
    found = [candidate for sentence in doc.sents for candidate in matcher.candidates(sentence)]
    doc._.kg_mentions = kept
    return found


def _rules(doc: Doc, first: Span, second: Span, found: dict[str, float]) -> None:
    for candidate in candidates_between(doc, first, second):
        kind = candidate.relation.plover
        ids = (candidate.source.ref.id if candidate.source else "", candidate.target.ref.id if candidate.target else "")
        if candidate.rejected is None and ids == ("source", "target"):
            found[f"rule={kind}"] = max(found.get(f"rule={kind}", 0.0), 2.0 * candidate.score)
            found[f"relation={candidate.relation.name}"] = 1.0
            realis = realis_of(doc[candidate.anchor], doc[candidate.trigger]).realis
            found[f"rule={kind},{realis}"] = 1.0
        elif candidate.rejected is None:
            found[f"turned={kind}"] = 1.0
        elif "source" in ids:
            found[f"from={kind}"] = 1.0
        elif "target" in ids:
            found[f"to={kind}"] = 0.7


def _words(doc: Doc, first: Span, second: Span, inside: set[int], found: dict[str, float]) -> None:
    low, high = (first.end, second.start) if first.start < second.start else (second.end, first.start)
    for token in doc:
        if token.i in inside or token.is_punct or token.is_space or (token.is_stop and token.lower_ not in SHADING):
            continue
        found[f"word={_lemma(token)}"] = 1.0
        if low <= token.i < high:
            found[f"between={_lemma(token)}"] = 1.0
    found["forward"] = float(first.start < second.start)


def _path(first: Token, second: Token) -> tuple[list[Token], list[Token], Token | None]:
    ups = [first, *first.ancestors]
    downs = [second, *second.ancestors]
    places = {token.i: number for number, token in enumerate(downs)}
    for number, token in enumerate(ups):
        if token.i in places:
            return ups[: number + 1], downs[: places[token.i]], token
    return ups, downs, None


def _arguments(token: Token, top: Token, inside: set[int], found: dict[str, float]) -> list[Token]:
    kept = []
    for child in token.children:
        if child.dep_ not in ARGUMENTS or child.i in inside:
            continue
        kept.append(child)
        found[f"arg={child.dep_}={_lemma(child)}"] = 1.0
        if token.i == top.i:
            found[f"pair={_lemma(top)}_{_lemma(child)}"] = 1.0
        if child.dep_ == "prep":
            for inner in child.children:
                if inner.i not in inside:
                    found[f"in={_lemma(child)}={_lemma(inner)}"] = 1.0
                    kept.append(inner)
    return kept


def _lexicon(tokens: Iterable[Token], name: str, found: dict[str, float], value: float = 1.0) -> None:
    index = lexicon_index()
    for token in tokens:
        pos = "VERB" if token.pos_ in ("VERB", "AUX") else "NOUN" if token.pos_ in ("NOUN", "PROPN") else "ADJ"
        for relation, pattern, _ in index.get((pos, _lemma(token)), ()):
            if not pattern.object:
                found[f"{name}:{relation.plover}"] = value


def _anchors(name: str, root: Token, found: dict[str, float]) -> None:
    current, steps = root, 0
    while current.head.i != current.i and current.pos_ not in ("VERB", "AUX") and steps < 6:
        current, steps = current.head, steps + 1
    found[f"{name}verb={_lemma(current)}"] = 1.5
    found[f"{name}dep={root.dep_}"] = 0.5
    if root.head.i != root.i:
        found[f"{name}head={_lemma(root.head)}"] = 1.0


@lru_cache(maxsize=1)
def _vectors() -> tuple[dict[str, int], Vector]:
    with files("kg.arbiter").joinpath("vectors.npz").open("rb") as stream, np.load(stream) as data:
        words, vectors = data["words"], data["vectors"].astype(np.float32)
    return {str(word): place for place, word in enumerate(words)}, vectors


def _mean(tokens: Iterable[Token], inside: set[int]) -> Vector:
    places, vectors = _vectors()
    rows = [
        places[_lemma(token)]
        for token in tokens
        if token.i not in inside and not token.is_stop and _lemma(token) in places
    ]
    total: Vector = vectors[rows].sum(0) if rows else np.zeros(vectors.shape[1], np.float32)
    norm = float(np.linalg.norm(total))
    return total / norm if norm else total
