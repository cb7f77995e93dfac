"""Mentions: the places in a text where somebody is named, and who that is.

The components ``kg_actors`` and ``kg_coref`` write them to ``doc._.kg_mentions``; everything after reads them there.
"""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc

from kg.records import ActorRef


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One mention of an actor. Mentions of a document never overlap and are sorted by place.

    Attributes:
        start: First token.
        end: Token after the last.
        head: Token that the syntax hangs on; for a title with a name the head of the whole noun phrase.
        ref: Who it is, with character offsets of this mention.
        members: For a plural ("the two countries", "they") each actor meant, else empty; each with the offsets of
            this mention.
        score: How sure the resolution is, 0 to 1.
        reasons: Why it is this actor, for ``kg explain``.
        alternatives: Other candidates with their scores, best first.
        via: How it was found: name, adjective, metonym, role, agent, entity, pronoun, description.
    """

    start: int
    end: int
    head: int
    ref: ActorRef
    members: tuple[ActorRef, ...] = ()
    score: float = 1.0
    reasons: tuple[str, ...] = ()
    alternatives: tuple[tuple[str, float], ...] = ()
    via: str = "name"


def register_extensions() -> None:
    """Declare what kg's components keep on a document; safe to call again.

    ``kg_mentions`` (tuple of Mention), ``kg_offices`` (tuple of Office), ``kg_published`` (ISO date or None: relative
    dates and offices count from it), ``kg_document`` (kg.records.Document or None), ``kg_rejected`` (False where
    nobody asks why there is no event: then sentences that cannot tell any are passed over).
    """
    for name in (
        "kg_mentions",
        "kg_offices",
        "kg_dates",
        "kg_amounts",
        "kg_magnitudes",
        "kg_candidates",
        "kg_realis",
        "kg_attributions",
    ):
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=())
    if not Doc.has_extension("kg_rejected"):
        Doc.set_extension("kg_rejected", default=True)
    for name in ("kg_published", "kg_document"):
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=None)


def by_token(doc: Doc) -> dict[int, Mention]:
    """Token index -> the mention it belongs to."""
    return {index: mention for mention in doc._.kg_mentions for index in range(mention.start, mention.end)}
