"""Component ``kg_arbiter``: the learned models beside the rules (``kg.arbiter``).

For each candidate of the rules it says how sure that is, drops what is hardly right and corrects the class where it is
sure of another. In sentences that the rules are silent on it proposes the likeliest event, if it is likely enough.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import permutations

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from kg.arbiter.evidence import COMPLETED, RULE, SILENT, completed_evidence, leads, rule_evidence, silent_evidence
from kg.arbiter.features import governing_verb, pair_features, path_between
from kg.arbiter.model import Arbiter, Judgement, load_arbiter
from kg.arbiter.relation_choice import relation_for
from kg.arbiter.view import View
from kg.arbiter.wording import reasons
from kg.nlp.candidates import Candidate
from kg.nlp.completion import WANTING, completions, may_act
from kg.nlp.domain import domains_of
from kg.nlp.fillers import Filler
from kg.nlp.frames import is_passive, subjects
from kg.nlp.mentions import Mention, register_extensions
from kg.nlp.realis import Verdict, realis_of
from kg.nlp.tree import sentences_of
from kg.records import Realis

# A candidate of the rules falls below this confidence; an event that the rules do not see needs this much.
ACCEPT = 0.4
COMPLETE = 0.45
PROPOSE = 0.4
# The class of a candidate is changed where another is this likely.
CORRECT = 0.6
# Proposals are made only where the topic is surely politics (a score, 0 being as likely as not), and not in a crowd.
NO_POLITICS = 2.0
CROWD = 7
LINKING = frozenset({"VERB", "NOUN"})


@dataclass(slots=True)
class Thresholds:
    """How much confidence is asked of what; see the constants of this module."""

    accept: float = ACCEPT
    complete: float = COMPLETE
    propose: float = PROPOSE
    correct: float = CORRECT


@Language.factory(
    "kg_arbiter",
    requires=["doc._.kg_mentions", "doc._.kg_candidates", "doc._.kg_realis"],
    assigns=["doc._.kg_candidates", "doc._.kg_realis"],
)
def make_arbitration(nlp: Language, name: str) -> Arbitration:
    """Factory of the component."""
    del nlp, name
    return Arbitration()


class Arbitration:
    """The component: rewrites ``doc._.kg_candidates``, and ``doc._.kg_realis`` along with it.

    Args:
        arbiter: The models, the shipped ones by default.
        thresholds: Other than the shipped ones, for measurements.
    """

    def __init__(self, arbiter: Arbiter | None = None, thresholds: Thresholds | None = None) -> None:
        register_extensions()
        self.own = arbiter
        self.thresholds = thresholds or Thresholds()

    @property
    def arbiter(self) -> Arbiter:
        """The models in use."""
        return self.own or load_arbiter()

    def __call__(self, doc: Doc) -> Doc:
        """Judge the candidates of all sentences, in the order of the text."""
        sentences = sentences_of(doc)
        starts = [sentence.start for sentence in sentences]
        held: list[list[tuple[Candidate, Verdict]]] = [[] for _ in sentences]
        for candidate, verdict in zip(doc._.kg_candidates, doc._.kg_realis, strict=True):
            held[bisect_right(starts, candidate.trigger) - 1].append((candidate, verdict))
        actors: list[list[Mention]] = [[] for _ in sentences]
        for mention in doc._.kg_mentions:
            actors[bisect_right(starts, mention.head) - 1].append(mention)
        found: list[tuple[Candidate, Verdict]] = []
        for sentence, pairs, mentions in zip(sentences, held, actors, strict=True):
            found += self._sentence(sentence, pairs, mentions)
        doc._.kg_candidates = tuple(candidate for candidate, _ in found)
        doc._.kg_realis = tuple(verdict for _, verdict in found)
        return doc

    def _sentence(
        self, sentence: Span, pairs: list[tuple[Candidate, Verdict]], actors: list[Mention]
    ) -> list[tuple[Candidate, Verdict]]:
        candidates = [candidate for candidate, _ in pairs]
        verdicts = [verdict for _, verdict in pairs]
        standing = [candidate for candidate in candidates if candidate.rejected is None]
        crowd = not 1 < len(actors) <= CROWD
        if crowd and not standing:
            return pairs
        view = View(sentence, candidates, verdicts)
        politics = self.arbiter.politics(view)
        judged = [self._judged(view, politics, *pair, standing) for pair in pairs] if standing else candidates
        if not crowd:
            judged = self._completed(sentence, view, politics, judged, actors)
        found = list(zip(judged, verdicts, strict=True))
        if crowd or any(candidate.rejected not in WANTING for candidate in judged):
            return found
        doc = sentence.doc
        proposed = self._proposed(view, politics, actors)
        return found + [(item, realis_of(doc[item.anchor], doc[item.trigger])) for item in proposed]

    def _judged(
        self, view: View, politics: float, candidate: Candidate, verdict: Verdict, standing: list[Candidate]
    ) -> Candidate:
        if candidate.rejected is not None or candidate.source is None or candidate.target is None:
            return candidate
        found = judge(self.arbiter, view, candidate.source.mention, candidate.target.mention, _ids(candidate))
        evidence = rule_evidence(candidate, found, politics, [other for other in standing if other is not candidate])
        sure = self.arbiter.sure(evidence, RULE)
        pair = self.arbiter.pair
        kind = candidate.relation.plover
        notes = (f"arbiter: {kind} {found.share(kind):.2f}, event {_percent(found.event)}",)
        if sure < self.thresholds.accept:
            against = found.best if found.best in pair.outputs else None
            words = "; ".join(reasons(pair, found.named, against)) if against else ""
            reason = f"the arbiter gives it {sure:.2f}, below {self.thresholds.accept}"
            return replace(candidate, score=sure, rejected=f"{reason}: {words}" if words else reason, evidence=notes)
        corrected = self._corrected(view, candidate, found) if _acted(view.doc, candidate, verdict, standing) else None
        if corrected is not None:
            return replace(corrected, score=sure)
        return replace(candidate, score=sure, evidence=notes)

    def _corrected(self, view: View, candidate: Candidate, found: Judgement) -> Candidate | None:
        """The candidate with the class that the pair model is sure of, where that is another."""
        kind = candidate.relation.plover
        best = found.unfold(found.best)
        if found.share(kind) >= found.shares[found.best] or found.shares[found.best] < self.thresholds.correct:
            return None
        if candidate.pattern.object:
            return None  # "imposed sanctions": the object says it all
        trigger = view.doc[candidate.trigger]
        choice = relation_for(best, trigger.pos_, trigger.lemma_.lower())
        if choice is None:
            return None
        relation, pattern, number = choice
        folded = found.best
        against = next((name for name in (kind, "YIELD") if name in self.arbiter.pair.outputs), None)
        words = "; ".join(reasons(self.arbiter.pair, found.named, folded, against))
        note = f"arbiter: {best} {found.shares[folded]:.2f} rather than {kind} {found.share(kind):.2f}: {words}"
        return replace(
            candidate,
            relation=relation,
            pattern=pattern,
            number=number,
            decided=f"arbiter:{relation.name} for {candidate.rule}",
            evidence=(note,),
        )

    def _completed(
        self, sentence: Span, view: View, politics: float, candidates: list[Candidate], actors: list[Mention]
    ) -> list[Candidate]:
        """The candidates, and where a trigger found no event the likeliest with an actor in the slot left empty."""
        taken = {candidate.trigger for candidate in candidates if candidate.rejected not in WANTING}
        if all(candidate.trigger in taken for candidate in candidates):
            return candidates
        domains = domains_of(sentence)
        others = [candidate for candidate in candidates if candidate.rejected is None]
        told = {_said(candidate) for candidate in others}
        best: dict[int, tuple[float, int, Candidate]] = {}
        for place, candidate in enumerate(candidates):
            if candidate.trigger in taken:
                continue
            ways = [
                (whole, judge(self.arbiter, view, whole.source.mention, whole.target.mention, _ids(whole)))
                for whole in completions(sentence, candidate, actors, domains)
                if whole.source is not None and whole.target is not None and _said(whole) not in told
            ]
            for (whole, found), lead in zip(ways, leads([found for _, found in ways]), strict=True):
                evidence = completed_evidence(view.doc, candidate, whole, found, lead, politics, others)
                sure = self.arbiter.sure(evidence, COMPLETED)
                if sure >= max(self.thresholds.complete, best.get(candidate.trigger, (0.0,))[0]):
                    kind = candidate.relation.plover
                    judged = f"arbiter: {kind} {found.share(kind):.2f}, event {_percent(found.event)}"
                    decided = f"arbiter:{candidate.relation.name} for {candidate.rule}"
                    chosen = replace(whole, score=sure, decided=decided, evidence=(judged, *_filled(candidate, whole)))
                    best[candidate.trigger] = (sure, place, chosen)
        made: dict[int, Candidate] = {}
        for _, place, whole in sorted(best.values(), key=lambda found: -found[0]):
            if _said(whole) not in told:
                told.add(_said(whole))
                made[place] = whole
        return [made.get(place, candidate) for place, candidate in enumerate(candidates)]

    def _proposed(self, view: View, politics: float, actors: list[Mention]) -> Iterator[Candidate]:
        """The likeliest event between two actors of a sentence that the rules are silent on."""
        if politics < NO_POLITICS:
            return
        options = []
        for first, second in permutations(actors, 2):
            trigger = _trigger(view.doc, first, second)
            if first.ref.id == second.ref.id or trigger is None:
                continue
            found = judge(self.arbiter, view, first, second, (first.ref.id, second.ref.id))
            sure = self.arbiter.sure(silent_evidence(found, politics, len(actors)), SILENT)
            options.append((sure, first, second, trigger, found))
        if not options:
            return
        sure, first, second, trigger, found = max(options, key=lambda option: option[0])
        kind = found.unfold(found.best)
        choice = relation_for(kind, trigger.pos_, trigger.lemma_.lower())
        if choice is None:
            return
        relation, pattern, number = choice
        pair = self.arbiter.pair
        because = [*reasons(pair, found.named, "event", count=2), *reasons(pair, found.named, found.best)]
        needed = self.thresholds.propose
        reason = f"no rule fits, and the arbiter gives it {sure:.2f}, below {needed}" if sure < needed else None
        yield Candidate(
            relation=relation,
            pattern=pattern,
            number=number,
            trigger=trigger.i,
            anchor=trigger.i,
            trigger_start=trigger.i,
            trigger_end=trigger.i + 1,
            source=Filler(first.ref, first, "self", first.score),
            target=Filler(second.ref, second, "self", second.score),
            score=sure,
            rejected=reason,
            decided=f"arbiter:{relation.name}",
            evidence=(f"arbiter: {kind} {found.shares[found.best]:.2f}: {'; '.join(dict.fromkeys(because))}",),
        )


def judge(arbiter: Arbiter, view: View, first: Mention, second: Mention, ids: tuple[str, str]) -> Judgement:
    """What the pair model says of two mentions; it says it once a sentence."""
    key = (first.start, first.end, second.start, second.end, *ids)
    held = view.judged.get(key)
    if held is None:
        found = pair_features(view, _words(view.doc, first), _words(view.doc, second), ids)
        held = view.judged[key] = arbiter.judge(*found)
    return held


def _acted(doc: Doc, candidate: Candidate, verdict: Verdict, standing: list[Candidate]) -> bool:
    """Whether the candidate happened and is not what another one speaks of, which would have the class of that."""
    anchor = doc[candidate.anchor]
    if verdict.realis is not Realis.ACTUAL:
        return False
    return not any(other.trigger != candidate.trigger and doc[other.anchor].is_ancestor(anchor) for other in standing)


def _filled(lacking: Candidate, whole: Candidate) -> Iterator[str]:
    for side in ("source", "target"):
        filler = getattr(whole, side)
        if getattr(lacking, side) is None and filler is not None:
            yield f"arbiter: no rule names the {side}, likeliest is {filler.ref.name}"


def _said(candidate: Candidate) -> tuple[str, str, str]:
    return candidate.relation.plover, *_ids(candidate)


def _ids(candidate: Candidate) -> tuple[str, str]:
    return (
        candidate.source.ref.id if candidate.source else "",
        candidate.target.ref.id if candidate.target else "",
    )


def _words(doc: Doc, mention: Mention) -> Span:
    return doc[mention.start : mention.end]


def _trigger(doc: Doc, first: Mention, second: Mention) -> Token | None:
    """The word that links two mentions: what governs both, else the highest on the path, else the verb above them.

    None also where the syntax forbids that the first is who acts.
    """
    if not may_act(doc, first):
        return None
    up, down, top = path_between(doc[first.head], doc[second.head])
    inside = {*range(first.start, first.end), *range(second.start, second.end)}
    if top is not None and top.i in inside:
        linking = [token for token in (*up[::-1], *down[::-1]) if token.i not in inside and token.pos_ in LINKING]
        top = linking[0] if linking else governing_verb(top)
    if top is None or top.i in inside or top.pos_ not in LINKING:
        return None
    if top.pos_ == "VERB" and is_passive(top) and any(first.start <= token.i < first.end for token in subjects(top)):
        return None  # "soldiers killed in Mali" do not kill
    return top


def _percent(score: float) -> str:
    share = 1 / (1 + 2.718281828 ** -max(-30.0, min(30.0, score)))
    return f"{share:.2f}"
