"""Roles that point back: "the German minister", "the director general", "the diplomat" after somebody was named so."""

from __future__ import annotations

from spacy.tokens import Token

from kg.actors.folding import fold_word
from kg.actors.knowledge import KnowledgeBase
from kg.nlp.coref_antecedents import Antecedents, Entity
from kg.nlp.mentions import Mention
from kg.nlp.tree import kids

_DEFINITE = frozenset({"the", "this", "that"})
# What a bearer of an office may be called as well.
_ALSO = {
    "leader": ("president", "prime minister", "premier", "chancellor", "king", "emir", "sultan", "ruler", "chairman"),
    "diplomat": ("ambassador", "envoy", "foreign minister", "foreign secretary", "secretary of state", "consul"),
    "envoy": ("ambassador", "representative", "negotiator"),
    "premier": ("prime minister",),
    "minister": ("secretary of state", "foreign secretary"),
    "secretary": ("secretary-general", "secretary general"),
    "chief": ("head", "director", "commander", "high representative", "commissioner"),
    "head": ("chief", "director", "chairman", "chairperson"),
}


class Roles:
    """Resolves roles to persons the document has named before.

    Args:
        base: Known actors, for the offices of those whose role the text leaves out.
    """

    def __init__(self, base: KnowledgeBase) -> None:
        self.base = base

    def resolve(self, token: Token, mention: Mention, antecedents: Antecedents) -> Entity | None:
        """The person named before whom a definite role means.

        Args:
            token: Head of the mention.
            mention: A role or agent that names nobody.
            antecedents: Entities so far.

        Returns:
            The entity, or None where nobody or more than one of that office was named.
        """
        words = self._words(token, mention)
        if not words:
            return None
        bare = (mention.ref.role or "").lower() == (mention.ref.text or "").lower()
        stated = None if bare else mention.ref.country
        fitting: dict[str, Entity] = {}
        for entity in antecedents.entities:
            ref = entity.refs[0]
            if len(entity.refs) > 1 or ref.kind != "person" or entity.mention.end > mention.start:
                continue
            if (stated is None or ref.country == stated) and self._bears(entity, words, antecedents):
                fitting[ref.id] = entity
        if len(fitting) == 1:
            return next(iter(fitting.values()))
        return None

    def _words(self, token: Token, mention: Mention) -> str:
        """The role in lower case, where it is singular and definite and nobody's name stands beside it."""
        start = mention.start
        definite = token.doc[start].lower_ in _DEFINITE or (start and token.doc[start - 1].lower_ in _DEFINITE)
        if not definite or token.tag_ not in ("NN", "NNP") or mention.ref.role is None:
            return ""
        if any(child.dep_ in ("appos", "poss") or child.lower_ == "of" for child in kids(token)):
            return ""
        return " ".join(fold_word(word) for word in mention.ref.role.split())

    def _bears(self, entity: Entity, words: str, antecedents: Antecedents) -> bool:
        ref = entity.refs[0]
        titles = {
            (other.mention.ref.role or "").lower()
            for other in antecedents.entities
            if other.refs[0].id == ref.id and other.mention.ref.role
        }
        if not titles and ref.id in self.base:
            published = antecedents.doc._.kg_published
            terms = self.base.offices(ref.id)
            titles = {term.title.lower() for term in terms if published is None or term.covers(published)}
        last = words.split()[-1]
        names = [words] if words != last else [last, *_ALSO.get(last, ())]
        return any(name in title for title in titles for name in names)
