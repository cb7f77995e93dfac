"""Who is party to an act and who is not: go-betweens, those who only call for it, a state and its own organs."""

from __future__ import annotations

from spacy.tokens import Token

from kg.lexicon import Relation
from kg.nlp.fillers import Filler
from kg.nlp.tree import kids

# What is told of dealings that are no more, or less.
DWINDLING = frozenset("fall drop plunge plummet collapse shrink decline stall cease stop end dwindle sink".split())

# Who does this to talks need not take part in them.
ARRANGING = frozenset("arrange organize organise convene schedule broker mediate facilitate chair sponsor".split())

# Nouns and verbs for wanting something of others.
CALLING = frozenset("call appeal plea proposal demand push hope bid request plan urge want".split())

# Whoever stands "between" two others is neither of them: "mediation between Oslo and Accra".
GO_BETWEEN = frozenset({"MEDIATED_BETWEEN"})


def only_where(source: Filler, relation: Relation) -> bool:
    """Whether "in" tells only where it happened: "an ambush in Ghana" is nobody's there, "elections in Ghana" are."""
    return source.ref.kind == "place" or (source.ref.kind == "country" and relation.plover == "ASSAULT")


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


def two(source: Filler, target: Filler) -> bool:
    """Whether two unnamed agents of one kind and country are two all the same: "inmates attacked a warder"."""
    unnamed = source.mention.via == target.mention.via == "agent" and source.how == target.how == "self"
    if not unnamed or source.mention is target.mention:
        return False
    return (source.ref.text or "").split()[-1:] != (target.ref.text or "").split()[-1:]
