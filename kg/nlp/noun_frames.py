"""Frames of nouns and adjectives: whose talks, loans and threats they are, and whom they meet."""

from __future__ import annotations

from spacy.tokens import Token

from kg.nlp.frames import (
    OBJECT_DEPS,
    Frame,
    all_preps,
    children,
    clause_heads,
    is_passive,
    noun_agent,
    objects,
    own_subjects,
    prep_objects,
    subjects,
)
from kg.nlp.syntax import SYNTAX
from kg.nlp.tree import kids


def noun_frame(noun: Token, support: Token | None) -> Frame:
    """The frame of a noun trigger; ``support`` is the light verb that governs it, if any."""
    frame = Frame(token=noun, support=support)
    frame.poss = children(noun, {"poss"})
    frame.modifier = [child for child in kids(noun) if child.dep_ in ("compound", "amod", "nmod")]
    frame.modifier += [
        doer
        for part in frame.modifier
        for child in (part, *children(part, {"amod"}))
        if child.lower_ in SYNTAX.doing
        for doer in children(child, {"npadvmod", "nmod", "compound"})
    ]
    for word, held in all_preps(noun).items():
        for token in held:
            frame.add_prep(word, token)
    if support is not None:
        frame.passive = is_passive(support)
        if frame.passive:
            frame.subject = prep_objects(support, "by")
        else:
            frame.subject = subjects(support)
        for word, held in all_preps(support).items():
            for token in held:
                frame.add_prep(word, token)
        for child in children(support, {"dative"}):
            frame.dative += children(child, {"pobj"}) if child.pos_ == "ADP" else [child]
        if frame.passive:
            # "Cuba was given a loan": the receiver is the surface subject
            frame.dative += subjects(support)
        elif support.lemma_.lower() in SYNTAX.receiving and (givers := frame.preps.get("from")):
            frame.dative += frame.subject  # "Haftar has support from Cairo": Cairo gives it
            frame.subject = givers
    else:
        frame.subject = _circumstantial_subject(noun)
        _threatened(frame, noun)
    frame.dative += [token for token in frame.preps.get("to", []) if token not in frame.dative]
    frame.clauses = clause_heads(noun)
    return frame


def _circumstantial_subject(noun: Token) -> list[Token]:
    """Whom the subject of the clause is to a noun that the verb does not carry.

    "In talks with Putin, Maduro said": he takes part. "refused a request from Putin": it was put to the subject.
    """
    if noun.dep_ in OBJECT_DEPS and noun.head.pos_ == "VERB":
        return [] if noun.head.lemma_.lower() in SYNTAX.discussing else subjects(noun.head)
    if noun.dep_ != "pobj" or noun.head.dep_ != "prep" or noun.head.lower_ in SYNTAX.topic_preps:
        return []
    governor = noun.head.head
    if answers_for(noun):
        return objects(governor)
    if governor.pos_ in ("VERB", "AUX"):
        return subjects(governor)
    if governor.dep_ in OBJECT_DEPS and governor.head.pos_ == "VERB":
        return subjects(governor.head)  # "made time for calls with Havana"
    return []


def threat_above(noun: Token) -> Token | None:
    """The threat that names what a noun is: "threatened Oslo with war", "the threat of war against Oslo"."""
    if noun.dep_ != "pobj" or noun.head.lower_ not in ("with", "of"):
        return None
    threat = noun.head.head
    if threat.dep_ in OBJECT_DEPS and threat.head.lemma_.lower() == "threaten":
        return threat.head  # hung too low
    return threat if threat.lemma_.lower() in ("threaten", "threat") else None


def _threatened(frame: Frame, noun: Token) -> None:
    """Who would do what a threat names, and to whom."""
    threat = threat_above(noun)
    if threat is None:
        return
    if threat.lemma_.lower() == "threat":
        preps = all_preps(threat)
        frame.subject = noun_agent(threat)
        met = preps.get("against") or preps.get("to") or preps.get("on") or []
    else:
        frame.subject = prep_objects(threat, "by") if is_passive(threat) else subjects(threat)
        met = objects(threat)
    for token in met:
        frame.add_prep("against", token)
        frame.add_prep("on", token)


def answers_for(noun: Token) -> bool:
    """Whether the object of the verb above did what the noun names: "thanked Oslo for its help"."""
    preposition = noun.head
    return (
        noun.dep_ == "pobj"
        and preposition.lower_ in SYNTAX.answering_preps
        and preposition.head.pos_ == "VERB"
        and preposition.head.lemma_.lower() in SYNTAX.answering
    )


def carrier_above(noun: Token) -> Token | None:
    """The noun whose place in the clause this one shares: its first conjunct, or "round" in "a round of talks"."""
    if noun.dep_ == "conj" and noun.head.pos_ in ("NOUN", "PROPN"):
        return noun.head
    if noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.lemma_.lower() in SYNTAX.transparent:
        return noun.head.head
    return None


def adjective_frame(adjective: Token) -> Frame:
    """The frame of a predicative adjective: "Iran was critical of Iraq"."""
    frame = Frame(token=adjective)
    head = adjective.head
    if adjective.dep_ in ("ccomp", "oprd") and head.pos_ == "VERB":
        # "found Kabul guilty": who judges, and whom; parsers make "guilty" a clause or a predicate of the object
        frame.object = own_subjects(adjective) or objects(head)
    if adjective.dep_ in ("acomp", "oprd", "attr", "conj", "ccomp") and head.pos_ in ("VERB", "AUX"):
        frame.subject = subjects(head)
    elif adjective.dep_ in ("amod", "acl", "relcl", "advcl", "appos"):
        frame.subject = [head]
    for word, held in all_preps(adjective).items():
        for token in held:
            frame.add_prep(word, token)
    frame.dative = frame.preps.get("to", [])
    frame.clauses = clause_heads(adjective)
    return frame
