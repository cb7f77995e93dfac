"""A candidate: a lexicon pattern that fits a trigger, with the actors in its slots."""

from __future__ import annotations

from dataclasses import dataclass

from kg.lexicon import Pattern, Relation
from kg.nlp.fillers import Filler


@dataclass(slots=True, kw_only=True)
class Candidate:
    """A possible event, before realis, date and attribution. Never changed: ``dataclasses.replace`` makes another.

    Attributes:
        relation: What the wording means.
        pattern: The pattern that fits, and ``number``, its place in the relation.
        trigger: Token index of the trigger.
        anchor: Token index that carries tense and modality: the trigger, or the light verb above it.
        trigger_end: Token index after the last word of the wording.
        source: Who acts.
        target: Whom it meets.
        score: How sure the rules are, 0 to 1.
        rejected: Why the candidate is not an event, or None.
        decided: What decided in the lexicon's stead, or None.
        evidence: What the arbiter says of it, in words.
    """

    relation: Relation
    pattern: Pattern
    number: int
    trigger: int
    anchor: int
    trigger_start: int
    trigger_end: int
    source: Filler | None
    target: Filler | None
    score: float
    object: int | None = None
    rejected: str | None = None
    decided: str | None = None
    evidence: tuple[str, ...] = ()

    @property
    def rule(self) -> str:
        """What decided: a lexicon entry (``lexicon:CONDEMNED/0``) or the arbiter (``arbiter:CONDEMNED``)."""
        return self.decided or f"lexicon:{self.relation.name}/{self.number}"
