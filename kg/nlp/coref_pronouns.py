"""Pronouns: third person by salience, first person by who speaks, possessives as owners of what follows."""

from __future__ import annotations

from spacy.tokens import Token

from kg.nlp.coref_antecedents import OBJECTS, SUBJECTS, Antecedents, Entity, governing_verb, top_of_conjuncts
from kg.nlp.mentions import Mention
from kg.nlp.tree import kids
from kg.records import ActorRef

MASCULINE = frozenset({"he", "him", "his", "himself"})
FEMININE = frozenset({"she", "her", "hers", "herself"})
NEUTER = frozenset({"it", "its", "itself"})
PLURAL = frozenset({"they", "them", "their", "theirs", "themselves"})
SINGULAR_FIRST = frozenset({"i", "me", "my", "mine", "myself"})
PLURAL_FIRST = frozenset({"we", "us", "our", "ours", "ourselves"})
REFLEXIVE = frozenset({"himself", "herself", "itself", "themselves"})
POSSESSIVE = frozenset({"his", "her", "its", "their", "my", "our", "whose"})
THIRD = MASCULINE | FEMININE | NEUTER | PLURAL

SPEECH = frozenset({"say", "tell", "insist", "add", "announce", "warn", "declare", "claim", "argue", "state", "note", "explain", "write", "reply", "promise", "vow", "admit", "urge", "demand", "stress", "complain", "quote", "think", "acknowledge", "maintain", "tweet", "remark", "comment", "respond", "pledge", "ask", "shout", "reiterate", "emphasize", "emphasise"})  # fmt: skip # noqa: E501
_WEATHER = frozenset({"seem", "appear", "turn", "rain", "snow", "happen", "matter", "remain", "take"})
_THINGS = frozenset({"country", "organization", "government", "armed_group", "media"})


def find_antecedent(token: Token, antecedents: Antecedents) -> Entity | None:
    """Whom a third-person pronoun means, None if nobody is clear."""
    word = token.lower_
    verb = governing_verb(token)
    if word in NEUTER and _is_empty(token):
        return None
    possessive = token.dep_ == "poss" or word in ("his", "its", "their")
    subject = token.dep_ in SUBJECTS
    clause = verb.i if possessive else None
    barred = frozenset() if possessive or subject else clause_mates(token, antecedents)
    if word in REFLEXIVE:
        held = [
            e for e in antecedents.before(token.i, antecedents.numbers[token.i]) if e.verb == verb.i and e.rank >= 2
        ]
        return held[-1] if held else None
    if word in MASCULINE | FEMININE:
        gender = "m" if word in MASCULINE else "f"
        known = antecedents.best(
            token.i,
            lambda e: _person(e) and e.gender == gender,
            subject=subject,
            clause=clause,
            forbidden=barred,
            margin=0.35,
        )
        open_ = antecedents.best(
            token.i,
            lambda e: _person(e) and e.gender in (gender, None),
            subject=subject,
            clause=clause,
            forbidden=barred,
            margin=0.35,
        )
        return open_ or known
    if word in NEUTER:
        return antecedents.best(
            token.i,
            lambda e: len(e.refs) == 1 and _thing(e),
            subject=subject,
            clause=clause,
            forbidden=barred,
            margin=0.3,
        )
    plural = antecedents.best(token.i, lambda e: e.plural, subject=subject, clause=clause, forbidden=barred, margin=0.3)
    if plural is not None:
        return plural
    if not subject or any(e.plural for e in antecedents.before(token.i, antecedents.numbers[token.i])):
        return None
    return antecedents.best(
        token.i,
        lambda e: len(e.refs) == 1 and _thing(e) and e.kind != "country",
        subject=subject,
        clause=clause,
        forbidden=barred,
    )


def _person(entity: Entity) -> bool:
    if len(entity.refs) > 1:
        return False
    if entity.kind == "person":
        return True
    return entity.kind == "group" and entity.mention.ref.role is not None and not entity.plural


def _thing(entity: Entity) -> bool:
    if entity.mention.via == "adjective" and entity.rank < 0.5:
        return entity.kind == "country"
    return entity.kind in _THINGS or (entity.kind == "group" and not entity.plural and entity.mention.ref.role is None)


def _is_empty(token: Token) -> bool:
    """The "it" of "it is clear that", "it seems"."""
    if token.lower_ != "it" or token.dep_ == "expl":
        return token.dep_ == "expl"
    verb = token.head
    if verb.lemma_ in _WEATHER:
        return True
    if token.dep_ in SUBJECTS and verb.lemma_ == "be":
        deps = {child.dep_ for child in kids(verb)}
        return bool(deps & {"acomp", "attr"}) and bool(deps & {"ccomp", "xcomp", "advcl", "relcl"})
    return (
        token.dep_ in SUBJECTS
        and any(child.dep_ == "auxpass" for child in kids(verb))
        and any(child.dep_ == "ccomp" for child in kids(verb))
    )


def subject_ahead(token: Token, antecedents: Antecedents) -> Entity | None:
    """The subject that a pronoun in a fronted phrase looks ahead to: "ahead of his visit to India, Putin ..."."""
    current = token
    while current.head.i != current.i:
        above = current.head
        if (
            above.pos_ in ("VERB", "AUX")
            and current.dep_ in ("prep", "advcl", "advmod")
            and above.dep_ in ("ROOT", "conj")
        ):
            ahead = [child for child in kids(above) if child.dep_ in SUBJECTS and child.i > current.right_edge.i]
            return _fitting(token, ahead[0], antecedents) if ahead else None
        current = above
    return None


def _fitting(token: Token, subject: Token, antecedents: Antecedents) -> Entity | None:
    word = token.lower_
    for entity in antecedents.entities:
        if entity.mention.head != subject.i:
            continue
        if word in PLURAL:
            fits = entity.plural
        elif word in NEUTER:
            fits = len(entity.refs) == 1 and _thing(entity)
        else:
            fits = _person(entity) and entity.gender in ("m" if word in MASCULINE else "f", None)
        if fits:
            return entity
    return None


def clause_mates(token: Token, antecedents: Antecedents) -> frozenset[str]:
    """Actors that an object pronoun cannot mean: the subject of its own verb, and whoever is its other object."""
    verb = governing_verb(token)
    barred: set[str] = set()
    for entity in antecedents.entities:
        head = top_of_conjuncts(antecedents.doc[entity.mention.head])
        if head.head.i == verb.i and head.i != token.i and head.dep_ in SUBJECTS | OBJECTS:
            barred.update(entity.ids)
    controller = verb
    while not any(child.dep_ in SUBJECTS for child in kids(controller)) and (
        controller.dep_ in ("xcomp", "conj", "pcomp")
        or (controller.dep_ in ("advcl", "acl") and controller.tag_ == "VBG")
    ):
        above = governing_verb(controller)
        if above.i == controller.i:
            break
        if controller.dep_ == "acl" and any(c.lower_ == "by" for c in kids(controller.head)):
            break  # "a decision by the government inviting him" is the government's
        owned = controller.dep_ in ("xcomp", "pcomp")
        objects = [child for child in kids(above) if child.dep_ in OBJECTS] if owned else []
        wanted = objects or [child for child in kids(above) if child.dep_ in SUBJECTS]
        if wanted:
            for entity in antecedents.entities:
                if top_of_conjuncts(antecedents.doc[entity.mention.head]) in wanted:
                    barred.update(entity.ids)
            break
        controller = above
    return frozenset(barred)


def relative_owner(token: Token, by_token: dict[int, Mention]) -> Mention | None:
    """Whom "whose" means: what its relative clause hangs on."""
    current = token
    while current.head.i != current.i:
        if current.dep_ == "relcl":
            return by_token.get(current.head.i)
        current = current.head
    return None


def speaker_of(token: Token, by_token: dict[int, Mention]) -> Mention | None:
    """Who says the words a first-person pronoun stands in: the subject of the verb of saying above it."""
    current = token
    while current.head.i != current.i:
        current = current.head
        if current.lemma_.lower() in SPEECH and current.pos_ == "VERB":
            for child in kids(current):
                if child.dep_ in ("nsubj", "nsubjpass") and child.i != token.i and not _holds(child, token):
                    mention = by_token.get(child.i)
                    if mention is not None and child.lower_ not in SINGULAR_FIRST | PLURAL_FIRST:
                        return mention
    # "Release our sailors now," Manila told Hanoi: the quotation may govern the verb of saying
    for child in current.subtree:
        if child.dep_ in ("ccomp", "parataxis", "ROOT") and child.lemma_.lower() in SPEECH and child.pos_ == "VERB":
            for inner in kids(child):
                if inner.dep_ == "nsubj" and not _holds(inner, token):
                    mention = by_token.get(inner.i)
                    if mention is not None and inner.lower_ not in SINGULAR_FIRST | PLURAL_FIRST:
                        return mention
    return None


def _holds(ancestor: Token, token: Token) -> bool:
    return ancestor == token or ancestor.is_ancestor(token)


def speaks_for(ref: ActorRef) -> str | None:
    """Country that a speaker's "we" means, None if it means the speaker."""
    return ref.country if ref.sector in ("GOV", "MIL", "LEG") and ref.country else None
