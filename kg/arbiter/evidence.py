"""What the confidence of an event rests on, as a few named numbers."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from kg.arbiter.features import Features, governing_verb, path_between
from kg.arbiter.model import FOLDED, UNFOLDED, Judgement
from kg.nlp.candidates import Candidate
from kg.nlp.fillers import Filler

RULE, COMPLETED, SILENT = "rule", "completed", "silent"


def rule_evidence(candidate: Candidate, found: Judgement, politics: float, others: Sequence[Candidate]) -> Features:
    """Evidence for a candidate of the rules.

    Args:
        candidate: With both actors.
        found: What the pair model says of its actors.
        politics: Score of the sentence's topic.
        others: The other standing candidates of the sentence. A class in which one of them has the same two actors is
            no rival of this one: "met him and thanked him" is both.
    """
    pair = {_id(candidate.source), _id(candidate.target)}
    told = {_folded(other) for other in others if {_id(other.source), _id(other.target)} == pair}
    shares = {name: value for name, value in found.shares.items() if name not in told or name == _folded(candidate)}
    whole = sum(shares.values()) or 1.0
    share = shares.pop(_folded(candidate), 0.0) / whole
    named = {
        "rule": 1.0,
        "score": candidate.score,
        "specificity": min(candidate.pattern.specificity, 6) / 6,
        "class share": share,
        "other class": max(shares.values(), default=0.0) / whole - share,
        "event": _bounded(found.event),
        "politics": _bounded(politics),
        "rivals": min(len(others), 4) / 4,
    }
    for side, filler in (("source", candidate.source), ("target", candidate.target)):
        if filler is not None:
            named |= _actor(side, filler)
    return named


def completed_evidence(
    doc: Doc,
    lacking: Candidate,
    whole: Candidate,
    found: Judgement,
    lead: float,
    politics: float,
    others: Sequence[Candidate],
) -> Features:
    """Evidence for an actor that might fill a slot which the rules left empty.

    Args:
        doc: The text.
        lacking: The candidate as the rules left it, without source, target or both.
        whole: With the actors that might fill its slots.
        found: What the pair model says of them.
        lead: By how much the score of their event exceeds that of every other filling.
        politics: Score of the sentence's topic.
        others: The events that the rules did find in the sentence.
    """
    share = found.share(lacking.relation.plover)
    trigger = doc[lacking.trigger]
    slots = [side for side, held in (("source", lacking.source), ("target", lacking.target)) if held is None]
    what = f"{' and '.join(slots)} of {trigger.pos_}"
    named = {
        f"no {what}": 1.0,
        "completed weight": lacking.pattern.weight,
        "completed specificity": min(lacking.pattern.specificity, 6) / 6,
        "completed class share": share,
        "completed other class": max(found.shares.values()) - share,
        "completed event": _bounded(found.event),
        "completed lead": _bounded(lead),
        "completed politics": _bounded(politics),
    }
    if others:
        named |= {"completed beside": 1.0, f"no {what} beside": 1.0}
        ids = {_id(whole.source), _id(whole.target)}
        if any({_id(other.source), _id(other.target)} == ids for other in others):
            named["completed met"] = 1.0
        if any(doc[other.trigger].is_ancestor(trigger) for other in others):
            named["completed below"] = 1.0
    for side, filler in (("source", whole.source), ("target", whole.target)):
        if side in slots and filler is not None:
            named |= {f"{side} {name}": value for name, value in _place(trigger, doc[filler.mention.head])}
            named |= _actor(side, filler)
    return named


def leads(judged: Sequence[Judgement]) -> list[float]:
    """By how much each event score exceeds all others; of one alone, by nothing."""
    scores = sorted((found.event for found in judged), reverse=True)
    if len(scores) < 2:
        return [0.0 for _ in judged]
    return [found.event - (scores[1] if found.event == scores[0] else scores[0]) for found in judged]


def _folded(candidate: Candidate) -> str:
    return FOLDED if candidate.relation.plover in UNFOLDED else candidate.relation.plover


def _id(filler: Filler | None) -> str:
    return filler.ref.id if filler is not None else ""


def _place(trigger: Token, head: Token) -> list[tuple[str, float]]:
    """Where somebody stands as seen from the trigger, in the tree and in the order of words."""
    up, down, top = path_between(trigger, head)
    steps = len(up) + len(down) - 1
    case = f"{head.dep_} {head.head.lower_}" if head.dep_ == "pobj" else head.dep_
    verb = trigger if trigger.pos_ == "VERB" else governing_verb(trigger)
    side = "after" if head.i > trigger.i else "before"
    return [
        (f"as {case}", 1.0),
        (f"as {head.dep_} {side} {trigger.pos_}", 1.0),
        (f"{'below' if top is not None and top.i == trigger.i else 'beside'} {side} {trigger.pos_}", 1.0),
        ("steps", min(steps, 8) / 8),
        ("words away", min(abs(head.i - trigger.i), 24) / 24),
        ("of the same verb", float(governing_verb(head).i == verb.i)),
    ]


def silent_evidence(found: Judgement, politics: float, actors: int) -> Features:
    """Evidence for an event that only the arbiter sees; ``actors`` is the number of mentions in the sentence."""
    return {
        "silent": 1.0,
        "best class": max(found.shares.values()),
        "silent event": _bounded(found.event),
        "silent politics": _bounded(politics),
        "actors": min(actors, 8) / 8,
    }


def _actor(side: str, filler: Filler) -> Features:
    found = {f"{side} via {filler.mention.via}": 1.0, f"{side} kind {filler.ref.kind}": 1.0}
    if filler.how != "self":
        found[f"{side} owned"] = 1.0
    if filler.ref.country is None:
        found[f"{side} of no country"] = 1.0
    return found


def _bounded(score: float) -> float:
    return max(-4.0, min(4.0, score)) / 4
