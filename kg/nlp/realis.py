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
from kg.nlp.realis_clause import CONDITIONALS, conditional, has_to, noun_signals, verb_signals
from kg.nlp.tree import kids
from kg.records import Realis

MEANS = frozenset({"through", "via"})
NEGATIVE_PREPS = frozenset({"without"})
# Words of a preposition of two that put its object aside: "instead of condemning", "rather than send".
ASIDE = frozenset({"instead", "rather"})

# Nouns for what somebody says of another: who rejects it denies what it says.
CLAIMS = frozenset("accusation allegation assertion assumption charge claim contention insinuation report rumor rumour suggestion suspicion".split())  # fmt: skip # noqa: E501

TRUE = frozenset({"true", "correct", "accurate", "right"})
PAST = frozenset({"VBD", "VBN"})
NOUNS = frozenset({"NOUN", "PROPN"})
GOVERNORS = frozenset({"NOUN", "PROPN", "VERB", "AUX", "ADJ", "ADV"})
COMPLEMENTS = frozenset(
    {"xcomp", "ccomp", "acl", "relcl", "dobj", "nsubj", "nsubjpass", "csubj", "acomp", "attr", "oprd"}
)

# "Is trying to persuade them": to try is to do it already.
TRYING = frozenset({"try", "seek", "attempt", "work", "strive"})
EFFORTS = frozenset({"persuade", "convince", "coax", "woo", "mediate", "lobby", "negotiate", "pressure", "press"})

# "Agreed to a request", "bowed to demands".
HEEDING = frozenset({"agree", "accede", "respond", "bow", "yield", "reply", "assent", "consent", "submit", "cave"})

# Verbs that only say that their subject comes about: "talks will take place".
OCCURRING = frozenset(
    {"take", "happen", "occur", "begin", "start", "open", "resume", "continue", "proceed", "go", "come"}
)

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


def realis_of(anchor: Token, trigger: Token, *, ahead: bool = False, lasting: bool = False) -> Verdict:
    """Realis of the event that ``trigger`` names.

    Args:
        anchor: The verb that carries tense: the light verb, or the trigger itself.
        trigger: The word that names what happens.
        lasting: Whether it can go on for a while, so that who stops it did it before.
        ahead: Whether its date lies after the day of publication: "meets him on Thursday" is still to come.
    """
    if trigger != anchor and anchor.lemma_.lower() in load_cues().terminate:
        return Verdict(Realis.ACTUAL, (f"{anchor.text} is not done: what it would end goes on",))
    gerund = anchor.dep_ == "xcomp" and anchor.tag_ == "VBG"
    if lasting and gerund and anchor.head.lemma_.lower() in load_cues().ongoing:
        return Verdict(Realis.ACTUAL, (f"{anchor.head.text} ends it: it was going on",))
    result, reasons = Realis.ACTUAL, []
    for effect, reason in _signals(anchor, trigger):
        if RANK[effect] > RANK[result]:
            result = effect
        reasons.append(f"{reason}: {effect}")
    if result is Realis.NEGATED and any(reason.split(":")[0].lower() in CONDITIONALS for reason in reasons):
        result = Realis.HYPOTHETICAL  # "if Oslo fails to pay"
    if ahead and result is Realis.ACTUAL and anchor.tag_ not in PAST:
        return Verdict(Realis.PLANNED, (*reasons, f"dated ahead: {Realis.PLANNED}"))
    return Verdict(result, tuple(reasons))


def _signals(anchor: Token, trigger: Token) -> Iterator[tuple[Realis, str]]:
    if trigger != anchor or trigger.pos_ in NOUNS:
        yield from noun_signals(trigger)
    if anchor.pos_ in ("VERB", "AUX"):
        yield from verb_signals(anchor)
        effect = _effect(anchor) if trigger != anchor else None
        if effect is not None and (anchor.lemma_.lower() in load_cues().aspect or effect is Realis.PLANNED):
            yield effect, anchor.text  # "proposed talks", "approved a loan"
    elif anchor.lemma_.lower() in load_cues().spoken and (anchor.dep_ in ("dobj", "nsubjpass") or _answered(anchor)):
        return  # "rejected the demand", "agreed to the request": it was made
    yield from _governors(anchor if anchor.pos_ in ("VERB", "AUX") else trigger)


def _answered(noun: Token) -> bool:
    return noun.dep_ == "pobj" and noun.head.lower_ == "to" and noun.head.head.lemma_.lower() in HEEDING


def _governors(start: Token) -> Iterator[tuple[Realis, str]]:
    """Effects of everything that governs the predicate as its complement, innermost first."""
    current = start
    for _ in range(12):
        head, dep = current.head, current.dep_
        if head == current:
            return
        if dep == "conj":
            if any(child.dep_ == "cc" and child.lower_ == "than" for child in kids(head)):
                yield Realis.NEGATED, "than"  # "talks rather than sanctions"
            current = head
        elif dep in ("pcomp", "pobj"):
            governor = head.head
            if dep == "pcomp" and head.lower_ == "for" and governor.dep_ == "dobj":
                governor = governor.head  # "is investigating the bank for laundering", hung too low
            about = dep == "pcomp" or governor.pos_ in ("NOUN", "PROPN") or _about(head, governor)
            stranded = [child for child in children(governor, {"prep"}) if not children(child, {"pobj", "pcomp"})]
            about = about and not (stranded and head not in stranded)  # "as called for in the pact"
            effect = _effect(governor) if about else None
            if head.dep_ not in ("prep", "agent", "dative"):
                return
            if dep == "pcomp" and effect is None and head.lower_ == "for":
                return  # "cannot forgive Oslo for shelling": that it did is presupposed
            if dep == "pobj" and head.lower_ in ("toward", "towards"):
                yield Realis.HYPOTHETICAL, head.text  # "steps towards a deal"
            if head.lower_ in MEANS and governor.pos_ in ("VERB", "AUX"):
                current = governor  # "to be settled through talks": as real as the settling
                yield from _outer(current, None)
                continue
            if head.lower_ in NEGATIVE_PREPS or any(child.lower_ in ASIDE for child in kids(head)):
                yield Realis.NEGATED, head.text
            if effect is not None:
                yield effect, governor.text
            if governor.pos_ not in GOVERNORS or (dep == "pobj" and effect is None and governor.pos_ not in NOUNS):
                return
            current = governor
            yield from _outer(current, effect)
        elif dep == "advcl":
            if not has_to(current) or any(c.dep_ == "mark" and c.lower_ in CONDITIONALS for c in kids(current)):
                return  # an adverbial clause stands on its own word
            current = head
            yield from _outer(current, None, purpose=True)
        elif dep in COMPLEMENTS:
            if current.i < head.i and any(token.text == ":" for token in current.doc[current.i : head.i]):
                return  # "Egypt accuses Turkey: the minister called for" is two sentences
            told = dep == "acl" and any(c.dep_ == "mark" and c.lower_ == "that" for c in kids(current))
            if dep == "relcl" or (dep == "acl" and not has_to(current) and not told):
                return  # what a relative clause says is presupposed; "the charge that it hired gangs" only tells it
            effect = _untrue(head) or _periphrasis(current)
            if head.lemma_.lower() not in TRYING or start.lemma_.lower() not in EFFORTS:
                effect = effect or _effect(head, noun=current if current.pos_ in NOUNS else None)
            if any(child.dep_ == "mark" and child.lower_ in ("if", "whether") for child in kids(current)):
                return  # "it was not clear whether": open, whatever is said of it
            if dep in ("nsubj", "nsubjpass") and (effect is None or not (is_passive(head) or effect is Realis.DENIED)):
                if head.lemma_.lower() in OCCURRING:
                    yield from verb_signals(head)
                elif current.pos_ in NOUNS and _indefinite(current) and children(head, {"aux"}):
                    yield from ((s, w) for s, w in verb_signals(head) if s is Realis.HYPOTHETICAL)
                return
            if effect is not None:
                yield effect, head.text
            if dep in ("dobj", "nsubjpass") and current.pos_ in NOUNS and effect is None:
                if current.lemma_.lower() in CLAIMS and children(head, {"neg"}):
                    yield Realis.HYPOTHETICAL, f"not {head.text}"  # "has not confirmed reports that"
                return
            current = head
            yield from _outer(current, effect)
        else:
            return


def _indefinite(noun: Token) -> bool:
    """ "An attack would mean war" speaks of none that happened, "the attack" does."""
    return not any(child.dep_ == "poss" or child.lower_ in ("the", "this", "that", "these") for child in noun.lefts)


def _untrue(verb: Token) -> Realis | None:
    """ "Reports of an attack are false", "it is not true that", "called the report invented": what is called untrue."""
    known = load_cues()
    refused = any(child.dep_ == "neg" for child in kids(verb))
    words = [verb] if verb.pos_ == "ADJ" or verb.tag_ == "VBN" else children(verb, {"acomp", "attr", "oprd"})
    for word in words:
        lemma = word.lemma_.lower()
        table = known.nouns if word.pos_ in NOUNS else known.adjectives
        if lemma in TRUE and refused:
            return Realis.DENIED
        if "denied" in (table.get(lemma), table.get(word.lower_)) and not refused:
            return Realis.DENIED
    return None


def _periphrasis(verb: Token) -> Realis | None:
    """ "is going to meet", "has yet to meet"."""
    head = verb.head
    if verb.dep_ != "xcomp" or not has_to(verb):
        return None
    if head.lower_ == "going" and children(head, {"aux"}):
        return Realis.PLANNED
    yet = any(child.lower_ == "yet" for child in (*kids(head), *kids(verb)))
    return Realis.NEGATED if yet and head.lemma_ in ("have", "remain") else None


def _outer(governor: Token, effect: Realis | None, *, purpose: bool = False) -> Iterator[tuple[Realis, str]]:
    """Negation and modality of a governing word reach what it governs: "did not agree to send", "may decide to"."""
    if governor.pos_ not in ("VERB", "AUX"):
        yield from noun_signals(governor)
        return
    if purpose:
        return
    if effect is Realis.PLANNED and any(conditional(clause) for clause in children(governor, {"advcl"})):
        yield Realis.HYPOTHETICAL, "under a condition"
    for signal, word in verb_signals(governor):
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
        words = (child.lower_ for child in kids(governor) if child.dep_ in ("prt", "prep", "advmod"))
        phrase = next((f"{lemma} {word}" for word in words if f"{lemma} {word}" in known.verbs), lemma)
        found = known.verbs.get(phrase)
    elif governor.pos_ in NOUNS:
        found = known.nouns.get(lemma)
    elif governor.pos_ == "ADV":
        found = known.adverbs.get(lemma)
    else:
        found = known.adjectives.get(lemma)
    return Realis(found) if found and found != "actual" else None


def _about(preposition: Token, governor: Token) -> bool:
    if preposition.lower_ == "with" and governor.lemma_.lower() == "threaten":
        return True
    return preposition.lower_ in ("of", "for", "to", "about", "against", "on", "from", "in")
