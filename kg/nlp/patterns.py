"""What a pattern demands of a frame, and which tokens stand in its slots."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Token

from kg.lexicon import Pattern
from kg.nlp.fillers import Filler, Fillers
from kg.nlp.frames import Frame, children, noun_agent, object_clauses, prep_objects
from kg.nlp.syntax import SYNTAX

# Slots a clause's actor is looked for in, when the target is whoever the governed clause is about.
CLAUSE_SLOTS = (
    "dative",
    "object",
    *(f"prep:{word}" for word in "with against on from between in for into at about of".split()),
)


def replace_clauses(frame: Frame, clauses: list[Token]) -> Frame:
    """A frame that governs only these clauses."""
    return Frame(token=frame.token, clauses=clauses)


def slot_tokens(frame: Frame, slot: str) -> list[Token]:
    """Tokens in a slot of the frame."""
    if slot.startswith("prep:"):
        return frame.preps.get(slot[5:], [])
    if slot == "subject":
        return frame.subject
    if slot == "object":
        return frame.object
    if slot == "dative":
        return frame.dative
    if slot == "poss":
        return frame.poss
    return frame.modifier if slot == "modifier" else []


def object_lemmas(frame: Frame) -> dict[str, Token]:
    """Lemma -> token of the frame's objects, their conjuncts and what they count; worked out once a frame."""
    if frame.object_lemmas is None:
        frame.object_lemmas = {}
        for token in _heads(frame.object):
            frame.object_lemmas.setdefault(token.lemma_.lower(), token)
    return frame.object_lemmas


def fits(frame: Frame, pattern: Pattern, fillers: Fillers) -> tuple[bool, Token | None]:
    """Whether the frame meets everything the pattern demands, and the object that met ``pattern.object``."""
    object_token = frame.object[0] if frame.object else None
    if pattern.object:
        held_lemmas = object_lemmas(frame)
        object_token = next((token for lemma, token in held_lemmas.items() if lemma in pattern.object), None)
        if object_token is None:
            return False, None
    if pattern.voice is not None and (pattern.voice == "passive") != frame.passive:
        return False, None
    if pattern.complement is not None and pattern.complement != bool(frame.said):
        return False, None
    if pattern.particle and not frame.particles & set(pattern.particle):
        return False, None
    if pattern.not_object and any(t.lemma_.lower() in pattern.not_object for t in _with_conj(frame.object)):
        return False, None
    if pattern.modifier or pattern.not_modifier:
        bearers = [frame.token] if pattern.nouns else [] if object_token is None else [object_token]
        words = {word for bearer in bearers for word in _modifiers(bearer)}
        if (pattern.modifier and not words & set(pattern.modifier)) or words & set(pattern.not_modifier):
            return False, None
    if pattern.object_is is not None and not _object_is(frame, pattern.object_is, fillers):
        return False, None
    for word, lemmas in pattern.with_.items():
        held = frame.preps.get(word, [])
        if not held or (lemmas and not any(token.lemma_.lower() in lemmas for token in held)):
            return False, None
    for word, lemmas in pattern.without.items():
        held = frame.preps.get(word, [])
        if held and (not lemmas or any(token.lemma_.lower() in lemmas for token in held)):
            return False, None
    if pattern.predicate is not None and not _is_said(frame, pattern.predicate):
        return False, None
    if pattern.clause is not None or pattern.clause_modal:
        clauses = frame.clauses + object_clauses(frame) if pattern.clause and pattern.object else frame.clauses
        if not any(clause_fits(clause, pattern) for clause in clauses):
            return False, None
    return True, object_token


def _is_said(frame: Frame, words: tuple[str, ...]) -> bool:
    """Whether one of the words is said of the object, or of the subject of a governed "be"."""
    said = list(frame.said)
    for clause in frame.clauses:
        if clause.lemma_ == "be":
            said += children(clause, {"attr", "acomp"})
            said += [inner for child in children(clause, {"prep"}) for inner in (child, *children(child, {"pobj"}))]
    return bool(said) if not words else any(token.lemma_.lower() in words for token in said)


def _object_is(frame: Frame, wanted: str, fillers: Fillers) -> bool:
    kinds = {f.ref.kind for token in frame.object for f in fillers.of(token, owners=False) if f.how == "self"}
    if wanted == "thing":
        return bool(frame.object) and not kinds
    return bool(kinds) if wanted == "actor" else wanted in kinds


FORCES = frozenset({"MIL", "COP", "SPY"})
REBELS = frozenset({"REB", "CRM"})
SECTORS = {
    "state": frozenset({"GOV", "LEG", "IGO"}),
    "forces": FORCES,
    "rebels": REBELS,
    "armed": FORCES | REBELS,
    "people": frozenset({"CVL", "OPP", "LAB", "EDU", "REF", "REL", "NGO", "PTY", "BUS", "MED", "ELI"}),
    "court": frozenset({"JUD"}),
    "media": frozenset({"MED"}),
}
CERTAIN = frozenset({"court", "media", "forces", "rebels", "armed"})


def is_of(filler: Filler, wanted: str) -> bool:
    """Whether an actor is of a class of ``kg.lexicon.ActorClass``, as far as anybody knows."""
    ref = filler.ref
    if filler.how not in ("self", "said"):
        return wanted not in ("state", *CERTAIN)  # "Ethiopian guides" are not Ethiopia
    if ref.kind in ("country", "government"):
        return wanted == "state"
    if ref.kind == "armed_group":
        return wanted in ("armed", "rebels")
    if ref.kind == "media":
        return wanted in ("media", "people")
    if ref.sector is None:
        return wanted not in CERTAIN
    return ref.sector in SECTORS[wanted]


def clause_fits(clause: Token, pattern: Pattern) -> bool:
    """Whether a governed clause is headed and modified as the pattern asks."""
    if pattern.clause and clause.lemma_.lower() not in pattern.clause:
        return False
    modals = {child.lower_ for child in children(clause, {"aux"})}
    if not pattern.clause_modal or modals & set(pattern.clause_modal):
        return True
    return "" in pattern.clause_modal and not modals and clause.tag_ == "VB"


def pattern_tokens(frame: Frame, slot: str, pattern: Pattern) -> list[Token]:
    """Tokens in a slot, those included that hang on a prepositional object the pattern asks for.

    "agreed to a truce with Kabul" has "with" at the truce; the subject of "a report accusing Kabul" is the report, and
    behind it whoever issued it.
    """
    tokens = list(slot_tokens(frame, slot))
    if slot.startswith("prep:"):
        for word, lemmas in pattern.with_.items():
            for held in frame.preps.get(word, ()):
                if held.lemma_.lower() in lemmas:
                    tokens += [token for token in prep_objects(held, slot[5:]) if token not in tokens]
        if slot == "prep:by" and pattern.nouns and not tokens:
            tokens = list(low_preps(frame, "by"))  # "the torture of detainees by soldiers"
    elif slot == "subject" and frame.token.dep_ == "acl" and not frame.passive and frame.token.tag_ == "VBG":
        tokens += [token for token in noun_agent(frame.token.head) if token not in tokens]
    return tokens


def low_preps(frame: Frame, word: str) -> Iterable[Token]:
    """Objects of a preposition below the frame's object or prepositional objects, not inside another clause."""
    if frame.low is None:
        frame.low = {}
        held = [*frame.object, *(token for tokens in frame.preps.values() for token in tokens)]
        for start in held if frame.token.pos_ in ("VERB", "AUX") else [frame.token]:
            if start.i >= frame.token.i:
                for preposition, token in _below(frame, start):
                    frame.low.setdefault(preposition, []).append(token)
    return frame.low.get(word, ())


def _below(frame: Frame, start: Token) -> Iterator[tuple[str, Token]]:
    for token in start.subtree:
        dep = token.dep_
        if dep not in ("prep", "acl") or token.i <= frame.token.i or not _same_clause(token, start):
            continue
        if dep == "prep":
            yield from ((token.lower_, inner) for inner in children(token, {"pobj"}))
        elif token.lower_ in SYNTAX.participle_preps:
            word = SYNTAX.participle_preps[token.lower_]
            yield from ((word, inner) for inner in children(token, {"dobj"}))  # "the defences facing Kabul"


def _same_clause(token: Token, top: Token) -> bool:
    current = token
    while current.i != top.i and current.head != current:
        if current.dep_ in ("relcl", "ccomp", "advcl", "csubj", "parataxis"):
            return False
        if current.dep_ == "acl" and children(current, {"nsubj", "nsubjpass"}):
            return False  # "suggestions that it had met"
        current = current.head
    return True


def _heads(tokens: list[Token]) -> list[Token]:
    """Objects with their conjuncts, and what they count: "90 per cent of its debt"."""
    found = _with_conj(tokens)
    for token in list(found):
        if token.lemma_.lower() in SYNTAX.transparent or token.pos_ == "NUM":
            found += _with_conj(prep_objects(token, "of"))
    return found


def _modifiers(noun: Token) -> Iterable[str]:
    """Lemmas before a noun that describe it, and theirs: "a military cooperation agreement"."""
    for child in noun.lefts:
        if child.dep_ in ("amod", "compound", "nmod", "npadvmod", "advmod"):
            yield child.lemma_.lower()
            yield from _modifiers(child)
            yield from (word.lemma_.lower() for word in children(child, {"conj"}))


def _with_conj(tokens: list[Token]) -> list[Token]:
    return tokens + [child for token in tokens for child in children(token, {"conj"})]
