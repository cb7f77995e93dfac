"""Who fills the source and target slots of a pattern in a frame, and where else to look if nobody does."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from spacy.tokens import Token

from kg.lexicon import Pattern, Relation, lexicon_index
from kg.nlp.domain import acts_for_itself
from kg.nlp.fillers import AGREEMENTS, Filler, Fillers, is_reciprocal
from kg.nlp.frames import Frame, object_clauses, verb_frame
from kg.nlp.patterns import CLAUSE_SLOTS, low_preps, pattern_tokens, replace_clauses, slot_tokens
from kg.nlp.tree import kids

# What is left of a filler's score where the attachment had to be guessed.
LOOSE = 0.75


class Slots:
    """Looks up the actors in the slots of frames of one document."""

    def __init__(self, fillers: Fillers) -> None:
        self.fillers = fillers

    def targets(
        self, frame: Frame, relation: Relation, pattern: Pattern, sources: list[Filler]
    ) -> tuple[list[Filler], str | None, bool]:
        """Whom the act meets, the slot that told it, and whether the parties meet each other."""
        for slot in pattern.target_slots:
            if slot == "clause" and relation.symmetric:
                held = self._met_in_clause(frame)
            elif slot == "clause":
                held = self._clause_actors(frame, sources)
            elif slot in TELLING:
                held = self._beside(frame, sources, TELLING[slot])
            else:
                tokens = list(slot_tokens(frame, slot))
                if any(is_reciprocal(token) for token in tokens):
                    return [], slot, True
                held = self._actors(frame, slot, pattern)
                if not held and slot == "prep:against":
                    held = [f for token in low_preps(frame, "against") for f in self.fillers.of(token)]
            held = [filler for filler in held if not any(_same_mention(filler, source) for source in sources)]
            if held:
                return held, slot, False
        held = self._loosely_attached(frame, pattern, sources) or self._from_matrix(frame, relation, sources)
        return held, None, False

    def _from_matrix(self, frame: Frame, relation: Relation, sources: list[Filler]) -> list[Filler]:
        """The other party of a promise or request above: "promised Havana to supply", "asked Oslo for talks"."""
        if relation.plover not in MUTUAL:
            return []
        matrix = _matrix(frame.support or frame.token)
        if matrix is None or matrix.lemma_.lower() not in ADDRESSING:
            return []
        outer = verb_frame(matrix)
        parties = [
            filler
            for token in (*outer.subject, *outer.object, *outer.dative, *outer.preps.get("with", ()))
            for filler in self.fillers.of(token, owners=False)
        ]
        own = {source.ref.id for source in sources}
        if not own & {party.ref.id for party in parties}:
            return []
        others = [party for party in parties if party.ref.id not in own]
        return [replace(party, how="loose", score=party.score * LOOSE) for party in others]

    def _loosely_attached(self, frame: Frame, pattern: Pattern, sources: list[Filler]) -> list[Filler]:
        """The target behind a preposition that the parser hung too low: "returned a ring with a seal to Rome"."""
        own = {source.ref.id for source in sources}
        words = [slot[5:] for slot in pattern.target_slots if slot.startswith("prep:")]
        words += ["to"] if "dative" in pattern.target_slots else []
        words.append("including")
        for word in words:
            for token in low_preps(frame, word):
                held = [filler for filler in self.fillers.of(token) if filler.ref.id not in own]
                if held:
                    return [replace(filler, how="loose", score=filler.score * LOOSE) for filler in held]
        return []

    def first(self, frame: Frame, slots: Iterable[str], pattern: Pattern) -> tuple[list[Filler], str | None]:
        """Who acts: the actors of the first slot that holds any."""
        for slot in slots:
            held = self._actors(frame, slot, pattern, acting=True)
            if held:
                return held, slot
        return [], None

    def _actors(self, frame: Frame, slot: str, pattern: Pattern, *, acting: bool = False) -> list[Filler]:
        found: list[Filler] = []
        for token in pattern_tokens(frame, slot, pattern):
            if acting and not _meant(token, slot, pattern):
                continue
            if found and token not in slot_tokens(frame, slot):
                break  # "vessels encircling it" are not whose the picture of them is
            if acting and (acts_for_itself(token) or (slot == "subject" and token.lemma_.lower() in AGREEMENTS)):
                continue  # "the Oslo accord calls for" is no city's call
            for filler in self.fillers.of(token, owners=slot != "modifier"):
                if all(filler.mention is not other.mention or filler.ref.id != other.ref.id for other in found):
                    found.append(filler)
        return found

    def _beside(self, frame: Frame, sources: list[Filler], openers: frozenset[str]) -> list[Filler]:
        """Who acts in a clause that tells when or why, or what is waited for: "went on alert when Kabul shelled".

        "Blocked the road, demanding that Kabul resign" tells against whom.
        """
        own = {source.ref.id for source in sources}
        for clause in (frame.support or frame.token).children:
            if clause.dep_ != "advcl":
                continue
            if clause.tag_ == "VBG" and clause.lemma_.lower() in DEMANDING:
                if met := self._clause_actors(replace_clauses(frame, [clause]), sources):
                    return [replace(filler, how="loose", score=filler.score * LOOSE) for filler in met]
                continue
            words = {child.lower_ for child in clause.children if child.dep_ in ("mark", "advmod")}
            if not words & openers:
                continue
            inner = verb_frame(clause)
            acting = inner.subject or inner.preps.get("by", [])
            held = [filler for token in acting for filler in self.fillers.of(token, owners=False)]
            if held and not own & {filler.ref.id for filler in held}:
                return [replace(filler, how="loose", score=filler.score * LOOSE) for filler in held]
        return []

    def _owned_by(self, token: Token, own: set[str]) -> bool:
        """Whether it is the source's own: "willing to withdraw its troops from the zone" is about the zone."""
        owners = (child for child in kids(token) if child.tag_ == "PRP$")
        held = (self.fillers.mentions.get(owner.i) for owner in owners)
        return any(m is not None and (m.ref.id in own or f"country:{m.ref.country}" in own) for m in held)

    def _met_in_clause(self, frame: Frame) -> list[Filler]:
        """ "Failed to sign a deal with Oslo": the other party, not who stands elsewhere in the clause."""
        tokens = [
            token
            for head in frame.clauses
            for inner in (verb_frame(head),)
            for token in (*slot_tokens(inner, "prep:with"), *low_preps(inner, "with"))
        ]
        return [filler for token in dict.fromkeys(tokens) for filler in self.fillers.of(token)]

    def _clause_actors(self, frame: Frame, sources: list[Filler], depth: int = 0) -> list[Filler]:
        """Whom a governed clause is about: its subject if another than the source, else its other actor."""
        if depth > 2:
            return []
        own = {source.ref.id for source in sources}
        for head in frame.clauses:
            inner = verb_frame(head)
            for slot in ("subject", *CLAUSE_SLOTS) if not inner.passive else ("object", "subject", *CLAUSE_SLOTS):
                held = [
                    filler
                    for token in slot_tokens(inner, slot)
                    if not self._owned_by(token, own)
                    for filler in self.fillers.of(token)
                    if filler.ref.id not in own and not _goods(head, token, filler, sources)
                ]
                if held:
                    return held
            held = self._clause_actors(inner, sources, depth + 1)
            if held:
                return held
        below = object_clauses(frame)
        return self._clause_actors(replace_clauses(frame, below), sources, depth + 1) if below else []


def _meant(token: Token, slot: str, pattern: Pattern) -> bool:
    """Whether a prepositional object is the one asked for: "killed in a strike in Beirut" is no Beirut strike."""
    lemmas = pattern.with_.get(slot.removeprefix("prep:"), ()) if slot.startswith("prep:") else ()
    return not lemmas or token.lemma_.lower() in lemmas


# What is done for or with whoever was promised it or asked for it.
MUTUAL = frozenset({"AID", "COOPERATE", "CONSULT"})
ADDRESSING = frozenset(
    {"ask", "request", "promise", "pledge", "offer", "urge", "persuade", "beg", "invite", "press", "assure"}
)


def _matrix(token: Token) -> Token | None:
    """The verb that governs an infinitive, or the noun behind its "for"."""
    if token.pos_ in ("VERB", "AUX"):
        infinitive = token.dep_ in ("xcomp", "ccomp", "advcl") and any(c.tag_ == "TO" for c in kids(token))
        return token.head if infinitive and token.head.pos_ == "VERB" else None
    if token.dep_ == "pobj" and token.head.lower_ == "for" and token.head.head.pos_ == "VERB":
        return token.head.head
    return None


# Participles that tell whom a protest is about.
DEMANDING = frozenset({"demand", "call", "urge", "accuse", "denounce", "protest", "condemn", "press", "ask", "blame"})

# Conjunctions that open a clause which tells when or why, and one of what is waited for.
TELLING = {
    "occasion": frozenset("when whenever as after because since while before if once lest".split()),
    "until": frozenset({"until", "till", "unless"}),
}

GOODS_TYPES = frozenset({"AID", "COOPERATE", "MOBILIZE", "RETREAT"})


def _goods(verb: Token, token: Token, filler: Filler, sources: list[Filler]) -> bool:
    """Whether an agent in a clause is only what the source is to send: "refused to send tanks", "its police"."""
    others = filler.ref.country is not None and filler.ref.country not in {source.ref.country for source in sources}
    if filler.mention.via != "agent" or others:
        return False
    entries = lexicon_index().get(("VERB", verb.lemma_.lower()), ())
    return any(r.plover in GOODS_TYPES and token.lemma_.lower() in pattern.object for r, pattern, _ in entries)


def _same_mention(first: Filler, second: Filler) -> bool:
    return first.mention is second.mention and first.ref.id == second.ref.id
