"""Component ``kg_coref``: pronouns and descriptions become mentions of whom they mean.

Deterministic, by gender, number, role, country and salience; where nobody is clear there is no mention.
"""

from __future__ import annotations

from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc, Token

from kg.actors.agents import Head, load_agents
from kg.actors.folding import fold_word
from kg.actors.knowledge import knowledge
from kg.actors.resolve import Resolver
from kg.nlp.actor_groups import country_ref, group_ref
from kg.nlp.coref_antecedents import Antecedents, Entity
from kg.nlp.coref_descriptions import Descriptions
from kg.nlp.coref_pronouns import (
    FEMININE,
    MASCULINE,
    PLURAL_FIRST,
    POSSESSIVE,
    SINGULAR_FIRST,
    THIRD,
    clause_mates,
    find_antecedent,
    relative_owner,
    speaker_of,
    speaks_for,
    subject_ahead,
)
from kg.nlp.coref_roles import Roles
from kg.nlp.mentions import Mention, by_token, register_extensions
from kg.nlp.tree import tokens_of
from kg.records import ActorRef

# "his wife", "her lawyer": persons of their own, whom a country does not own.
_KIN = frozenset({"wife", "husband", "son", "daughter", "brother", "sister", "father", "mother", "sons", "daughters", "brothers", "family", "relatives", "lawyer", "lawyers", "man", "people", "counterpart", "counterparts", "own", "child", "children", "parents"})  # fmt: skip # noqa: E501

# "his country": the speaker's.
_HOMELAND = frozenset({"country", "nation", "homeland", "state"})

_PRONOUN_SCORE = 0.8
_DESCRIPTION_SCORE = 0.75


class Coreference:
    """The component.

    Args:
        resolver: Known actors and word lists, the same as those of ``kg_actors``.
    """

    def __init__(self, resolver: Resolver) -> None:
        register_extensions()
        self.base = resolver.base
        self.agents = resolver.agents
        self.descriptions = Descriptions(self.agents, self.base)
        self.roles = Roles(self.base)

    def __call__(self, doc: Doc) -> Doc:
        """Add mentions to ``doc._.kg_mentions`` and give owned ones ("its troops") their owner."""
        held: dict[int, Mention] = by_token(doc)
        mentions: dict[int, Mention] = {mention.start: mention for mention in doc._.kg_mentions}
        antecedents = Antecedents(doc, self.base, doc._.kg_mentions, self.agents.genders)
        for token in tokens_of(doc):
            mention = held.get(token.i)
            word = token.lower_
            made: Mention | None = None
            if mention is not None and mention.head == token.i and mention.via in ("role", "agent"):
                made = self._role(token, mention, antecedents)
            counted = mention is not None and mention.via == "agent" and self.descriptions.counts(token)
            if made is None and mention is not None and not self._is_open(mention) and not counted:
                continue
            if made is not None:
                pass
            elif mention is None and (word in THIRD or word in SINGULAR_FIRST | PLURAL_FIRST or word == "whose"):
                made = self._pronoun(token, antecedents, held, antecedents.quoted[token.i])
            elif self.descriptions.covers(token) and (mention is None or mention.head == token.i):
                made = self._description(token, antecedents, held)
            elif mention is not None and mention.head == token.i:
                made = self._undetermined(token, mention, antecedents)
            if made is None:
                continue
            for place in range(made.start, made.end):
                other = held.pop(place, None)
                if other is not None:
                    mentions.pop(other.start, None)
                    antecedents.entities = [e for e in antecedents.entities if e.mention is not other]
            mentions[made.start] = made
            held.update(dict.fromkeys(range(made.start, made.end), made))
            antecedents.add(made)
        doc._.kg_mentions = tuple(sorted(mentions.values(), key=lambda m: m.start))
        return doc

    def _is_open(self, mention: Mention) -> bool:
        """Whether a mention names nobody in particular: a bare "government", "troops"."""
        return (
            mention.ref.kind in ("group", "media")
            and mention.ref.country is None
            and ":" in mention.ref.id
            and (mention.via == "agent" and "." not in mention.ref.id)
        )

    def _role(self, token: Token, mention: Mention, antecedents: Antecedents) -> Mention | None:
        """ "The German minister" is the one named before, whoever else holds such an office."""
        if mention.via == "role" and (mention.ref.role or "").lower() != (mention.ref.text or "").lower():
            return None
        entity = self.roles.resolve(token, mention, antecedents)
        if entity is None or entity.refs[0].id == mention.ref.id:
            return None
        ref = replace(
            entity.refs[0], text=mention.ref.text, start=mention.ref.start, end=mention.ref.end, role=mention.ref.role
        )
        reason = f"means {entity.mention.ref.text!r}"
        return replace(mention, ref=ref, score=_DESCRIPTION_SCORE, reasons=(reason,), via="description")

    def _pronoun(
        self, token: Token, antecedents: Antecedents, held: dict[int, Mention], quoted: bool
    ) -> Mention | None:
        word = token.lower_
        reason: str
        if word == "whose":
            owner = relative_owner(token, held)
            if owner is None:
                return None
            refs, reason = owner.members or (owner.ref,), f"relative to {owner.ref.text!r}"
        elif word in SINGULAR_FIRST | PLURAL_FIRST:
            if word == "us" and token.text == "US":
                return None
            speaker = speaker_of(token, held)
            if speaker is None or (not quoted and token.head.i == speaker.head):
                return None
            refs, reason = (speaker.ref,), f"spoken by {speaker.ref.text!r}"
            if word in PLURAL_FIRST:
                code = speaks_for(speaker.ref)
                if code is not None:
                    refs = (country_ref(self.base, code),)
        else:
            entity = subject_ahead(token, antecedents) or find_antecedent(token, antecedents)
            if entity is None:
                return None
            refs, reason = entity.refs, f"stands for {entity.mention.ref.text!r}"
            if word in MASCULINE | FEMININE:
                antecedents.learn_gender(refs[0], "m" if word in MASCULINE else "f")
        owned = self._owned(token, held, refs) if word in POSSESSIVE else None
        if owned is not None:
            return owned
        return _mention(token, token.i, refs, _PRONOUN_SCORE, reason, "pronoun")

    def _owned(self, token: Token, held: dict[int, Mention], refs: tuple[ActorRef, ...]) -> Mention | None:
        """ "his government", "its ambassador": the agent after a possessive gets its owner."""
        if token.dep_ != "poss" or len(refs) != 1 or not 0 < token.head.i - token.i <= 5:
            return None
        noun = token.head
        mention = held.get(noun.i)
        if mention is not None and (not self._is_open(mention) or mention.start <= token.i):
            return None
        head = self._head(token, noun.i + 1)
        owner = refs[0]
        if noun.lower_ in _HOMELAND and owner.country is not None:
            owner = country_ref(self.base, owner.country)
            span = token.doc[token.i : noun.i + 1]
            placed = replace(owner, text=span.text, start=span.start_char, end=span.end_char)
            reason = f"country of {refs[0].name!r}"
            return Mention(
                start=token.i, end=noun.i + 1, head=noun.i, ref=placed, score=0.8, reasons=(reason,), via="description"
            )
        if owner.kind == "person" and owner.country is not None:
            owner = country_ref(self.base, owner.country)
        if head is None or owner.kind in ("group", "person") or head.words in _KIN:
            return None
        sector = mention.ref.sector if mention is not None else head.sector
        ref = owner if head.form == "state" else group_ref(self.base, self.agents, owner, sector, head)
        end = mention.end if mention is not None else noun.i + 1
        span = token.doc[token.i : end]
        role = mention.ref.role if mention is not None else (noun.text if head.role and not head.plural else None)
        return Mention(
            start=token.i,
            end=end,
            head=noun.i,
            ref=replace(ref, text=span.text, start=span.start_char, end=span.end_char, role=role),
            score=0.78,
            reasons=(f"{token.text!r} is {refs[0].name}",),
            via="agent",
        )

    def _head(self, token: Token, end: int) -> Head | None:
        """The head phrase that ends at a token, the longest one."""
        words = [fold_word(other.text) for other in token.doc[max(0, end - 4) : end]]
        for start in range(len(words)):
            found = self.agents.heads.get(" ".join(filter(None, words[start:])))
            if found is not None:
                return found
        return None

    def _description(self, token: Token, antecedents: Antecedents, held: dict[int, Mention]) -> Mention | None:
        found = self.descriptions.resolve(token, antecedents, clause_mates(token, antecedents))
        if found is None:
            return None
        start, meant = found
        counted = self.descriptions.counts(token)
        if any(place in held and not self._is_open(held[place]) and not counted for place in range(start, token.i + 1)):
            return None
        refs = meant.refs if isinstance(meant, Entity) else meant
        reason = "the last ones spoken of" if not isinstance(meant, Entity) else f"means {meant.mention.ref.text!r}"
        return _mention(token, start, refs, _DESCRIPTION_SCORE, reason, "description")

    def _undetermined(self, token: Token, mention: Mention, antecedents: Antecedents) -> Mention | None:
        """ "the army", "the government": of the country that the text around speaks of, if there is only one."""
        if mention.start == 0 or token.doc[mention.start - 1].lower_ != "the":
            return None
        sentence = antecedents.numbers[token.i]
        codes = {
            ref.country
            for entity in antecedents.entities
            if 0 <= sentence - entity.sentence <= 2 and entity.mention.start < mention.start
            for ref in entity.refs
            if ref.country
        }
        head = self._head(token, mention.head + 1)
        if head is not None and head.words == "administration" and "USA" in codes:
            codes = {"USA"}
        if len(codes) != 1:
            return None
        owner = country_ref(self.base, str(next(iter(codes))))
        if head is None or head.sector in ("REB", "CRM", "BUS", "NGO", "REF", "REL", None) or head.kind == "media":
            return None
        ref = owner if head.form == "state" else group_ref(self.base, self.agents, owner, mention.ref.sector, head)
        placed = replace(
            ref, text=mention.ref.text, start=mention.ref.start, end=mention.ref.end, role=mention.ref.role
        )
        return replace(mention, ref=placed, score=0.7, reasons=(*mention.reasons, "of the only country spoken of"))


def _mention(token: Token, start: int, refs: tuple[ActorRef, ...], score: float, reason: str, via: str) -> Mention:
    span = token.doc[start : token.i + 1]
    placed = tuple(replace(ref, text=span.text, start=span.start_char, end=span.end_char, role=None) for ref in refs)
    return Mention(
        start=start,
        end=token.i + 1,
        head=token.i,
        ref=placed[0],
        members=placed if len(placed) > 1 else (),
        score=score,
        reasons=(reason,),
        via=via,
    )


@Language.factory("kg_coref", requires=["doc._.kg_mentions"], assigns=["doc._.kg_mentions"])
def make_coref(nlp: Language, name: str) -> Coreference:  # noqa: ARG001 - spaCy's signature
    """Make the component; it shares the knowledge of ``kg_actors`` where that is in the pipeline already."""
    for _, component in nlp.pipeline:
        resolver = getattr(component, "resolver", None)
        if isinstance(resolver, Resolver):
            return Coreference(resolver)
    return Coreference(Resolver(knowledge(), load_agents()))
