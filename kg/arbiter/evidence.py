"""What the confidence of an event rests on, as a few named numbers."""

from __future__ import annotations

from kg.arbiter.features import Features
from kg.arbiter.model import Judgement
from kg.nlp.candidates import Candidate
from kg.nlp.fillers import Filler

RULE, SILENT = "rule", "silent"


def rule_evidence(candidate: Candidate, found: Judgement, politics: float, rivals: int) -> Features:
    """Evidence for a candidate of the rules.

    Args:
        candidate: With both actors.
        found: What the pair model says of its actors.
        politics: Score of the sentence's topic.
        rivals: Number of other standing candidates in the sentence.
    """
    share = found.share(candidate.relation.plover)
    named = {
        "rule": 1.0,
        "score": candidate.score,
        "specificity": min(candidate.pattern.specificity, 6) / 6,
        "class share": share,
        "other class": max(found.shares.values()) - share,
        "event": _bounded(found.event),
        "politics": _bounded(politics),
        "rivals": min(rivals, 4) / 4,
    }
    for side, filler in (("source", candidate.source), ("target", candidate.target)):
        if filler is not None:
            named |= _actor(side, filler)
    return named


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
