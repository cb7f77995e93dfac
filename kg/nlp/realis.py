"""Realis: does the text say that it happened, will happen, might happen, is denied, or did not happen.

Signals are read from the predicate outwards: its own negation and auxiliaries first, then every verb, noun or
adjective that governs it as a complement, up to the main clause. The governing words and their effects are knowledge
(``schema/cues.yaml``); what is fixed here is how effects combine.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from kg.nlp.cues import load_cues
from kg.nlp.frames import children, is_passive
from kg.records import Realis

NEGATIONS = frozenset({"not", "n't", "never", "n’t", "neither", "nor", "no", "hardly"})
CONDITIONALS = frozenset({"if", "unless", "whether", "lest", "should", "provided", "otherwise"})
NEGATIVE_PREPS = frozenset({"without"})
HYPOTHETICAL_PREPS = frozenset({"against"})
UNLIKE = frozenset(
    {"allegedly", "reportedly", "supposedly", "purportedly", "possibly", "perhaps", "maybe", "potentially"}
)
HYPOTHETICAL_ADVERBS = UNLIKE - {"reportedly"}

# Nouns for what somebody says of another: who rejects it denies what it says.
CLAIMS = frozenset("accusation allegation assertion assumption charge claim contention insinuation report rumor rumour suggestion suspicion".split())  # fmt: skip # noqa: E501
# Past verbs of speech under which "would" is the "will" of what was said.
ASSERTING = frozenset("add affirm announce assert confirm declare disclose inform insist note reiterate repeat reply respond reveal say state stress tell write".split())  # fmt: skip # noqa: E501

# A complement keeps its own word unless what governs it says more: weaker effects never undo stronger ones.
RANK = {
    Realis.ACTUAL: 0,
    Realis.PLANNED: 1,
    Realis.HYPOTHETICAL: 2,
    Realis.NEGATED: 3,
    Realis.DENIED: 4,
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """Realis of one predicate and the words that decided it."""

    realis: Realis
    reasons: tuple[str, ...]


def realis_of(anchor: Token, trigger: Token) -> Verdict:
    """Realis of the event that ``trigger`` names; ``anchor`` is the verb that carries tense (light verb or trigger)."""
    if trigger != anchor and anchor.lemma_.lower() in load_cues().terminate:
        return Verdict(Realis.ACTUAL, (f"{anchor.text} is not done: what it would end goes on",))
    result, reasons = Realis.ACTUAL, []
    for effect, reason in _signals(anchor, trigger):
        if RANK[effect] > RANK[result]:
            result = effect
        reasons.append(f"{reason}: {effect}")
    return Verdict(result, tuple(reasons))


def _signals(anchor: Token, trigger: Token) -> Iterator[tuple[Realis, str]]:
    if trigger != anchor or trigger.pos_ in ("NOUN", "PROPN"):
        yield from _noun_signals(trigger)
    if anchor.pos_ in ("VERB", "AUX"):
        yield from _verb_signals(anchor)
        effect = _effect(anchor) if trigger != anchor and anchor.lemma_.lower() in load_cues().aspect else None
        if effect is not None:
            yield effect, anchor.text  # "proposed talks"
    elif anchor.lemma_.lower() in load_cues().spoken and anchor.dep_ in ("dobj", "nsubjpass"):
        return  # "rejected the demand": the demand was made
    yield from _governors(anchor if anchor.pos_ in ("VERB", "AUX") else trigger)


def _noun_signals(noun: Token) -> Iterator[tuple[Realis, str]]:
    cues = load_cues()
    for child in noun.children:
        word = child.lower_
        if child.dep_ == "det" and word in ("no", "neither"):
            yield Realis.NEGATED, child.text
        elif child.dep_ in ("amod", "compound", "nmod", "advmod") and child.lemma_.lower() in cues.adjectives:
            yield Realis(cues.adjectives[child.lemma_.lower()]), child.text


def _verb_signals(verb: Token) -> Iterator[tuple[Realis, str]]:
    cues = load_cues()
    carriers = [verb]
    if verb.dep_ == "conj" and verb.head.pos_ in ("VERB", "AUX") and not children(verb, {"aux", "nsubj", "nsubjpass"}):
        carriers.append(verb.head)  # "will meet Putin and sign": the auxiliary serves both
    for carrier in carriers:
        perfect = any(child.dep_ == "aux" and child.lemma_ == "have" for child in carrier.children)
        for child in carrier.children:
            word = child.lower_
            if child.dep_ == "neg" or (child.dep_ in ("advmod", "preconj", "cc") and word in NEGATIONS):
                if carrier == verb or child.dep_ != "neg":
                    yield Realis.NEGATED, child.text
            elif child.dep_ == "aux" and word in cues.modals:
                effect = Realis(cues.modals[word])
                if word in ("would", "'d", "’d") and _backshifted(carrier):
                    effect = Realis.PLANNED
                if effect is Realis.PLANNED and perfect:
                    effect = Realis.HYPOTHETICAL  # "would have", "will have"
                yield effect, child.text
            elif (child.dep_ == "advmod" and word in HYPOTHETICAL_ADVERBS) or (
                child.dep_ == "mark" and word in CONDITIONALS
            ):
                yield Realis.HYPOTHETICAL, child.text
    if any(_conditional(clause) for clause in children(verb, {"advcl"})) and children(verb, {"aux"}):
        yield Realis.HYPOTHETICAL, "under a condition"
    if _imperative(verb):
        yield Realis.HYPOTHETICAL, "imperative"
    for child in children(verb, {"nsubj", "nsubjpass", "dobj"}):
        if any(left.dep_ == "det" and left.lower_ == "no" for left in child.lefts) or child.lower_ in (
            "nobody",
            "none",
            "nothing",
        ):
            yield Realis.NEGATED, "no"
    yield from _infinitive_signals(verb)


def _conditional(clause: Token) -> bool:
    return any(child.dep_ == "mark" and child.lower_ in ("if", "unless") for child in clause.children)


def _backshifted(verb: Token) -> bool:
    """ "Said that Moscow would supply": will, told in the past, and not what depends on something."""
    clause = verb
    while clause.dep_ == "conj" and clause.head != clause:
        clause = clause.head
    speech = clause.head
    if clause.dep_ != "ccomp" or speech.tag_ not in ("VBD", "VBN") or speech.lemma_.lower() not in ASSERTING:
        return False
    return not any(_conditional(inner) for part in (verb, clause, speech) for inner in children(part, {"advcl"}))


def _imperative(verb: Token) -> bool:
    """ "Release our sailors now", as somebody is quoted."""
    if verb.tag_ != "VB" or verb.dep_ not in ("ROOT", "ccomp") or not verb.text[:1].isupper():
        return False
    return not children(verb, {"nsubj", "nsubjpass", "aux", "auxpass", "expl"}) and not children(verb, {"mark"})


def _has_to(verb: Token) -> bool:
    return any(child.tag_ == "TO" for child in verb.children)


def _infinitive_signals(verb: Token) -> Iterator[tuple[Realis, str]]:
    """ "is to meet", headline "to meet", purpose "to help"."""
    if not _has_to(verb):
        return
    if verb.dep_ == "xcomp" and verb.head.lemma_ == "be":
        yield Realis.PLANNED, "is to"
    elif verb.dep_ == "ROOT":
        yield Realis.PLANNED, "headline infinitive"
    elif verb.dep_ == "advcl":
        yield Realis.PLANNED, "purpose"
    elif verb.dep_ in ("relcl", "acl") and verb.head.lemma_.lower() not in load_cues().nouns:
        yield Realis.PLANNED, "infinitive"


def _governors(start: Token) -> Iterator[tuple[Realis, str]]:
    """Effects of everything that governs the predicate as its complement, innermost first."""
    current = start
    for _ in range(12):
        head, dep = current.head, current.dep_
        if head == current:
            return
        if dep == "conj":
            current = head
            continue
        if dep in ("pcomp", "pobj"):
            preposition = head
            if preposition.dep_ not in ("prep", "agent", "dative"):
                return
            if preposition.lower_ in NEGATIVE_PREPS:
                yield Realis.NEGATED, preposition.text
            governor = preposition.head
            effect = _effect(governor)
            if effect is not None and (dep == "pcomp" or governor.pos_ in ("NOUN", "PROPN") or _about(preposition)):
                yield effect, governor.text
            if governor.pos_ in ("NOUN", "PROPN", "VERB", "AUX", "ADJ") and (
                dep == "pcomp" or effect is not None or governor.pos_ in ("NOUN", "PROPN")
            ):
                current = governor
                yield from _outer(current, effect)
                continue
            return
        if dep in ("xcomp", "ccomp", "acl", "relcl", "advcl", "dobj", "nsubj", "nsubjpass", "acomp", "attr", "oprd"):
            if dep == "advcl":
                if any(c.dep_ == "mark" and c.lower_ in CONDITIONALS for c in current.children):
                    return
                if not _has_to(current):
                    return  # an adverbial clause stands on its own word
                current = head
                yield from _outer(current, None, purpose=True)
                continue
            told = dep == "acl" and any(c.dep_ == "mark" and c.lower_ == "that" for c in current.children)
            if dep == "relcl" or (dep == "acl" and not _has_to(current) and not told):
                return  # what a relative clause says is presupposed; "the charge that it hired gangs" only tells it
            effect = _effect(head, noun=current if current.pos_ in ("NOUN", "PROPN") else None)
            if dep in ("nsubj", "nsubjpass") and (effect is None or not is_passive(head)):
                return
            if effect is not None:
                yield effect, head.text
            if dep in ("dobj", "nsubjpass") and current.pos_ in ("NOUN", "PROPN") and effect is None:
                return
            current = head
            yield from _outer(current, effect)
            continue
        if dep in ("compound", "amod", "nmod", "poss", "appos"):
            return
        return


def _outer(governor: Token, effect: Realis | None, *, purpose: bool = False) -> Iterator[tuple[Realis, str]]:
    """Negation and modality of a governing word reach what it governs: "did not agree to send", "may decide to"."""
    if governor.pos_ not in ("VERB", "AUX"):
        yield from _noun_signals(governor)
        return
    if purpose:
        return
    for signal, word in _verb_signals(governor):
        if signal is Realis.NEGATED:
            if effect in (Realis.NEGATED, Realis.DENIED):
                continue  # "did not refuse", "never denied": left to what the clause says itself
            yield (Realis.NEGATED if effect in (None, Realis.PLANNED) else Realis.HYPOTHETICAL), word
        elif governor.lemma_.lower() not in load_cues().speech:
            yield signal, word


def _effect(governor: Token, noun: Token | None = None) -> Realis | None:
    """What a governing word does to its complement, by the cue tables."""
    known = load_cues()
    lemma = governor.lemma_.lower()
    if governor.pos_ in ("VERB", "AUX"):
        if noun is not None and lemma in known.speech:
            return None
        found = known.verbs.get(lemma)
    elif governor.pos_ in ("NOUN", "PROPN"):
        found = known.nouns.get(lemma)
    else:
        found = known.adjectives.get(lemma)
    return Realis(found) if found and found != "actual" else None


def _about(preposition: Token) -> bool:
    return preposition.lower_ in ("of", "for", "to", "about", "against", "on", "from", "in")
