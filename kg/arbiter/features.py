"""Features of an ordered pair of actors: what the rules say, the words on the path between them, and around.

Names of features are stable: weights refer to them, and ``kg.arbiter.wording`` puts them into words.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from spacy.tokens import Span, Token

from kg.arbiter.vectors import Vector, mean_vector
from kg.arbiter.view import MODALS, View
from kg.nlp.tree import kids

ARGUMENTS = frozenset("dobj prt prep neg aux xcomp ccomp acomp attr advmod nsubjpass dative agent oprd pcomp".split())
VERBS = frozenset({"VERB", "AUX"})
FRIENDLY = frozenset({"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "RETREAT", "COOPERATE", "AID"})
PREPOSITIONS = frozenset({"prep", "agent", "dative"})
Features = dict[str, float]


def pair_features(view: View, first: Span, second: Span, ids: tuple[str, str]) -> tuple[Features, Vector]:
    """Sparse and dense features of the pair.

    Args:
        view: Of the sentence or document.
        first: Words of the source.
        second: Words of the target.
        ids: Ids under which the rules know source and target.

    Returns:
        Feature name -> value, and seven word-vector means one after another: path, its top, arguments of the path,
        text, source, target, verbs above source and target.
    """
    inside = {*range(first.start, first.end), *range(second.start, second.end)}
    found: Features = {}
    _rules(view, ids, found)
    up, down, top = path_between(first.root, second.root)
    core = [token for token in (*up[1:], *down[1:]) if token.i not in inside]
    tops = [] if top is None else [top]
    _words(view, first, second, inside, found)
    for token in core:
        found[f"path={view.word(token).lemma}"] = 1.5
    arguments: list[Token] = []
    if top is not None:
        found[f"top={view.word(top).lemma}"] = 1.5
        found[f"shape={'>'.join(t.dep_ for t in up[:-1])}|{'>'.join(t.dep_ for t in down)}"] = 0.5
        _mood(view, top, "top", found)
        for token in dict.fromkeys((*core, top)):
            arguments += _arguments(view, token, top, inside, found)
            for kind in view.word(token).classes:
                found[f"near:{kind}"] = 1.0
    for token in core:
        if top is None or token.i != top.i:
            _mood(view, token, "core", found)
    carrier = next((token for token in down[1:] if token.dep_ in PREPOSITIONS), None)
    if carrier is not None:
        found[f"via={carrier.lower_}"] = 0.5
        found[f"hung={view.word(carrier.head).lemma}_{carrier.lower_}"] = 1.0
    for name, span in (("s", first), ("t", second)):
        _actor(view, name, span, found)
    verbs = [governing_verb(first.root), governing_verb(second.root)]
    _below(view, verbs[0], found)
    dense = (
        mean_vector(view.rows(t for t in core + tops if t.i not in inside)),
        mean_vector(view.rows(t for t in tops if t.i not in inside)),
        mean_vector(view.rows(arguments)),
        mean_vector([word.row for i, word in view.words.items() if word.row >= 0 and i not in inside]),
        view.mean(first),
        view.mean(second),
        mean_vector(view.rows(verbs)),
    )
    return found, np.concatenate(dense)


def path_between(first: Token, second: Token) -> tuple[list[Token], list[Token], Token | None]:
    """The dependency path: from the first up to the common word, from the second up to below it, and that word."""
    ups = [first, *first.ancestors]
    downs = [second, *second.ancestors]
    places = {token.i: number for number, token in enumerate(downs)}
    for number, token in enumerate(ups):
        if token.i in places:
            return ups[: number + 1], downs[: places[token.i]], token
    return ups, downs, None


def governing_verb(token: Token) -> Token:
    """The nearest verb above, or what stands there after six steps."""
    current = token
    for _ in range(6):
        if current.head.i == current.i or (current.pos_ in VERBS and current.i != token.i):
            break
        current = current.head
    return current


def _rules(view: View, ids: tuple[str, str], found: Features) -> None:
    source, target = ids
    for item in view.found:
        kind, realis = item.plover, item.realis
        side = "friendly" if kind in FRIENDLY else "hostile"
        if item.stands and (item.source, item.target) == ids:
            found[f"rule={kind}"] = max(found.get(f"rule={kind}", 0.0), 2.0 * item.score)
            found[f"relation={item.relation}"] = 1.0
            found[f"rule={kind},{realis}"] = 1.0
            found[f"ruleside={side},{realis}"] = 1.0
        elif item.stands and (item.target, item.source) == ids:
            found[f"turned={kind}"] = 1.0
            found[f"turned={kind},{realis}"] = 0.5
        elif source in (item.source, item.target):
            found[f"from={kind}"] = 1.0
            found[f"from={kind},{realis}"] = 0.7
            found[f"fromside={side},{realis}"] = 0.7
        elif target in (item.source, item.target):
            found[f"to={kind}"] = 0.7
            found[f"to={kind},{realis}"] = 0.7
            found[f"toside={side},{realis}"] = 0.7


def _words(view: View, first: Span, second: Span, inside: set[int], found: Features) -> None:
    low, high = (first.end, second.start) if first.start < second.start else (second.end, first.start)
    for place, name, between, classes in view.content:
        if place in inside:
            continue
        if name:
            found[name] = 1.0
            if low <= place < high:
                found[between] = 1.0
        for kind in classes:
            found[f"any:{kind}"] = 0.5
    for modal in view.modals:
        found[f"anymod={modal}"] = 0.5
    found["forward"] = float(first.start < second.start)


def _mood(view: View, token: Token, name: str, found: Features) -> None:
    for child in kids(token):
        word = child.lower_
        if child.dep_ == "neg" or word in ("never", "no"):
            found[f"{name}neg"] = 1.0
        elif child.dep_ == "aux" and (word in MODALS or word in ("to", "'ll")):
            found[f"{name}mod={word}"] = 1.0
        elif child.dep_ == "mark":
            found[f"{name}mark={word}"] = 0.5
        elif child.dep_ == "auxpass":
            found[f"{name}pass"] = 0.5
        elif child.dep_ == "prt":
            found[f"{name}prt={view.word(token).lemma}_{word}"] = 1.0


def _arguments(view: View, token: Token, top: Token, inside: set[int], found: Features) -> list[Token]:
    kept = []
    for child in kids(token):
        if child.dep_ not in ARGUMENTS or child.i in inside:
            continue
        kept.append(child)
        lemma = view.word(child).lemma
        found[f"arg={child.dep_}={lemma}"] = 1.0
        if token.i == top.i:
            found[f"pair={view.word(top).lemma}_{lemma}"] = 1.0
        if child.dep_ == "prep":
            for inner in kids(child):
                if inner.i not in inside:
                    found[f"in={lemma}={view.word(inner).lemma}"] = 1.0
                    kept.append(inner)
    return kept


def _actor(view: View, name: str, span: Span, found: Features) -> None:
    root = span.root
    verb = root if root.pos_ in VERBS else governing_verb(root)
    found[f"{name}verb={view.word(verb).lemma}"] = 1.5
    found[f"{name}dep={root.dep_}"] = 0.5
    if root.head.i != root.i:
        found[f"{name}head={view.word(root.head).lemma}"] = 1.0
    found[f"{name}root={view.word(root).lemma}"] = 1.0
    for token in span:
        word = view.word(token)
        if not token.is_stop and not token.is_punct:
            found[f"{name}in={word.lemma}"] = 0.5
        if token.ent_type_:
            found[f"{name}ent={token.ent_type_}"] = 0.3


def _below(view: View, verb: Token, found: Features) -> None:
    """Verbs that the source's verb governs: "said it will boycott"."""
    for governed in _governed(verb):
        word = view.word(governed)
        found[f"below={word.lemma}"] = 1.0
        _mood(view, governed, "below", found)
        for kind in word.classes:
            found[f"below:{kind}"] = 1.0


def _governed(verb: Token) -> Iterable[Token]:
    for child in kids(verb):
        if child.dep_ in ("xcomp", "ccomp", "advcl", "conj") and child.pos_ in VERBS:
            yield child
        elif child.dep_ == "prep":
            yield from (inner for inner in kids(child) if inner.dep_ == "pcomp" and inner.pos_ in VERBS)
