"""Who is party to an act and who is not: go-betweens, those who only call for it, a state and its own organs."""

from __future__ import annotations

from spacy.tokens import Token

from kg.lexicon import Pattern, Relation
from kg.nlp.fillers import Filler
from kg.nlp.frames import prep_objects
from kg.nlp.tree import kids

# What is told of dealings that are no more, or less.
DWINDLING = frozenset("fall drop plunge plummet collapse shrink decline stall cease stop end dwindle sink".split())

TELLING = frozenset({"tell", "inform", "say"})

# What a state gives or asks for, which is not for itself.
GIVING = frozenset({"AGREE", "AID", "COOPERATE", "REQUEST"})

# Who does this to talks need not take part in them.
ARRANGING = frozenset("arrange organize organise convene schedule broker mediate facilitate chair sponsor".split())

# Nouns and verbs for wanting something of others.
CALLING = frozenset("call appeal plea proposal demand push hope bid request plan urge want".split())

# Whoever stands "between" two others is neither of them: "mediation between Oslo and Accra".
GO_BETWEEN = frozenset({"MEDIATED_BETWEEN"})


def only_where(source: Filler, relation: Relation) -> bool:
    """Whether "in" tells only where it happened: "an ambush in Ghana" is nobody's there, "elections in Ghana" are."""
    return source.ref.kind == "place" or (source.ref.kind == "country" and relation.plover == "ASSAULT")


def no_party(token: Token, relation: Relation, pattern: Pattern, source: Filler, target: Filler) -> str | None:
    """Why one of two actors is no party to what a wording says, or None.

    Args:
        token: The trigger.
        relation: What it means.
        pattern: The wording.
        source: Who would act.
        target: Whom it would meet.
    """
    head = token.doc[target.mention.head]
    if source.how == "in" and only_where(source, relation):
        return "a place where it happened, not who did it"
    owned = relation.plover in GIVING and head.dep_ == "poss"
    if own_state(source, target, owned=owned or (relation.plover == "REQUEST" and source.ref.sector == "GOV")):
        return "an organ of the state it would meet"
    if relation.name == "INVADED" and source.ref.country is not None and source.ref.country == target.ref.country:
        return "troops within their own state invade nobody"
    if token.lemma_.lower() in TELLING and target.ref.kind == "media":
        return "a medium that was told it"
    if pattern.complement is False and target.how in ("poss", "of"):
        return "what is somebody's is called so, nobody is called up"
    return None


def own_state(source: Filler, target: Filler, *, owned: bool) -> bool:
    """Whether an organ or a member of a government would act upon its own state, or upon what is that state's.

    "The ministry said that this undermined Egypt's efforts", "the premier offered Israel's help" (``owned``: the target
    is only whose something is).
    """
    if target.ref.id != f"country:{source.ref.country}":
        return False
    organ = source.ref.kind == "government" and source.how == "self"
    return organ or (source.ref.kind == "person" and owned)


def called_for(noun: Token) -> bool:
    """Whether somebody only wants what the noun names: "a call for a truce"."""
    return noun.dep_ == "pobj" and noun.head.lower_ == "for" and noun.head.head.lemma_.lower() in CALLING


def arranged(verb: Token) -> bool:
    """Whether a meeting is only set up: who does that need not take part in it."""
    together = any(child.lower_ in ("together", "up") for child in kids(verb))
    return verb.lemma_.lower() in ARRANGING or (verb.lemma_.lower() in ("put", "set") and together)


def one_side(first: Filler, second: Filler) -> bool:
    """Whether two subjects do something together, with others: "the minister and other officials took part"."""
    unnamed = [f for f in (first, second) if f.mention.via == "agent" and f.ref.id.endswith("GOV")]
    others = any((f.ref.text or "").startswith("other ") for f in unnamed)
    return others or (bool(unnamed) and first.ref.country is not None and first.ref.country == second.ref.country)


def of_deeds(noun: Token, sources: list[Filler]) -> bool:
    """ "Allegations of abuses by the army": whose deeds they are about does not allege them."""
    if noun.pos_ != "NOUN":
        return False
    deeds = [deed for deed in prep_objects(noun, "of") if deed.pos_ == "NOUN"]
    return any(deed.i < source.mention.start for deed in deeds for source in sources)


def two(source: Filler, target: Filler) -> bool:
    """Whether two unnamed agents of one kind and country are two all the same: "inmates attacked a warder"."""
    unnamed = source.mention.via == target.mention.via == "agent" and source.how == target.how == "self"
    if not unnamed or source.mention is target.mention:
        return False
    return (source.ref.text or "").split()[-1:] != (target.ref.text or "").split()[-1:]
