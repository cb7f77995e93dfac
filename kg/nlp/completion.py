"""Who might fill the slot that the rules leave empty: "demanded that the premier appear", "threats by X that ... Y"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import permutations

from spacy.tokens import Doc, Span, Token

from kg.nlp.candidates import Candidate
from kg.nlp.cues import load_cues
from kg.nlp.domain import Domain, acts_for_itself, objection
from kg.nlp.fillers import Filler
from kg.nlp.frames import is_passive, own_subjects
from kg.nlp.mentions import Mention
from kg.nlp.relations import NO_SOURCE, NO_TARGET

VERBS = frozenset({"VERB", "AUX"})
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
# Prepositions behind which somebody who acts may stand.
ACTING_PREPS = frozenset({"by", "of", "from", "between", "among", "with"})
# What the rules found wanting; anything else they reject they have a reason for.
WANTING = frozenset({NO_SOURCE, NO_TARGET})


def completions(
    sentence: Span, candidate: Candidate, actors: Sequence[Mention], domains: dict[str, tuple[Domain, str]]
) -> Iterator[Candidate]:
    """A wanting candidate made whole in each way that its sentence allows; what the rules did find stays.

    Args:
        sentence: Where it stands.
        candidate: Rejected for want of an actor.
        actors: Mentions of the sentence.
        domains: Of the sentence, see ``kg.nlp.domain.domains_of``.
    """
    if candidate.relation.plover == "ASSAULT":
        return  # who is near an attack is as often its witness
    free = [m for m in actors if not m.start <= candidate.trigger < m.end and not _of_others(sentence.doc[m.head])]
    source, target = candidate.source, candidate.target
    if source is not None:
        pairs = ((source, _filler(mention)) for mention in free)
    elif target is not None:
        pairs = ((_filler(mention), target) for mention in free)
    else:
        pairs = ((_filler(first), _filler(second)) for first, second in permutations(free, 2))
    for first, second in pairs:
        if not _apart(first, second):
            continue
        if source is None and not _may_have_done(sentence.doc[candidate.trigger], first.mention):
            continue
        if target is None and _says(sentence.doc[candidate.trigger], sentence.doc[second.mention.head]):
            continue
        whole = replace(candidate, source=first, target=second, rejected=None)
        if objection(whole, sentence, domains) is None:
            yield whole


def _apart(first: Filler, second: Filler) -> bool:
    """Whether two mentions are two actors, and not a state and an organ of it."""
    if first.mention.start < second.mention.end and second.mention.start < first.mention.end:
        return False
    organs = {first.ref.kind, second.ref.kind} & {"country", "government"}
    return first.ref.id != second.ref.id and not (organs and first.ref.country == second.ref.country)


def _of_others(head: Token) -> bool:
    """ "Indian" in "an Indian actress", who acts for herself; "its" in "its ports"."""
    return head.dep_ == "poss" or (head.dep_ in ("amod", "compound", "nmod") and acts_for_itself(head.head))


def _may_have_done(trigger: Token, mention: Mention) -> bool:
    """Whether a mention may be who acts: the subject of the clause that the trigger stands in.

    Who is behind a passive or a noun ("two were killed", "after the raid") is not told by who else is named.
    """
    if trigger.pos_ not in VERBS or is_passive(trigger):
        return False
    for verb in (trigger, *trigger.ancestors):
        above = own_subjects(verb) if verb.pos_ in VERBS else []
        if above:
            return any(mention.start <= token.i < mention.end for token in above) and not is_passive(verb)
    return may_act(trigger.doc, mention)


def _says(trigger: Token, head: Token) -> bool:
    """Whether somebody only says what the trigger tells: "..., a spokesman said"."""
    verb = head.head
    return head.dep_ in SUBJECTS and verb.lemma_.lower() in load_cues().speech and verb.is_ancestor(trigger)


def may_act(doc: Doc, mention: Mention) -> bool:
    """Whether the syntax allows that this is who acts: not somebody "in Mali" or "against the army"."""
    head = doc[mention.head]
    return head.dep_ != "pobj" or head.head.lower_ in ACTING_PREPS


def _filler(mention: Mention) -> Filler:
    return Filler(mention.ref, mention, "self", mention.score)
