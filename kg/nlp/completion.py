"""Who might fill the slot that the rules leave empty: "demanded that the premier appear", "threats by X that ... Y"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import permutations

from spacy.tokens import Doc, Span

from kg.nlp.candidates import Candidate
from kg.nlp.domain import domains_of, objection
from kg.nlp.fillers import Filler
from kg.nlp.mentions import Mention
from kg.nlp.relations import NO_SOURCE, NO_TARGET

# What the rules found wanting; anything else they reject they have a reason for.
WANTING = frozenset({NO_SOURCE, NO_TARGET})


def completions(sentence: Span, candidate: Candidate, actors: Sequence[Mention]) -> Iterator[Candidate]:
    """A wanting candidate made whole in each way that its sentence allows; what the rules did find stays.

    Args:
        sentence: Where it stands.
        candidate: Rejected for want of an actor.
        actors: Mentions of the sentence.
    """
    free = [mention for mention in actors if not mention.start <= candidate.trigger < mention.end]
    source, target = candidate.source, candidate.target
    if source is not None:
        pairs = ((source, _filler(mention)) for mention in free)
    elif target is not None:
        pairs = ((_filler(mention), target) for mention in free)
    else:
        pairs = ((_filler(first), _filler(second)) for first, second in permutations(free, 2))
    domains = domains_of(sentence)
    for first, second in pairs:
        apart = first.mention.end <= second.mention.start or second.mention.end <= first.mention.start
        if apart and first.ref.id != second.ref.id and (source is not None or may_act(sentence.doc, first.mention)):
            whole = replace(candidate, source=first, target=second, rejected=None)
            if objection(whole, sentence, domains) is None:
                yield whole


def may_act(doc: Doc, mention: Mention) -> bool:
    """Whether the syntax allows that this is who acts: not somebody "in Mali" or "against the army"."""
    head = doc[mention.head]
    return head.dep_ != "pobj" or head.head.lower_ in ACTING_PREPS


# Prepositions behind which somebody who acts may stand.
ACTING_PREPS = frozenset({"by", "of", "from", "between", "among", "with"})


def _filler(mention: Mention) -> Filler:
    return Filler(mention.ref, mention, "self", mention.score)
