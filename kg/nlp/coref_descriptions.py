"""Definite descriptions: "the country", "the two presidents", "the strongman", "the group", "the island"."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from kg.actors.agents import Agents, plural_of
from kg.actors.knowledge import KnowledgeBase
from kg.nlp.actor_groups import country_ref
from kg.nlp.coref_antecedents import Antecedents, Entity
from kg.nlp.tree import kids
from kg.records import ActorRef

_NUMBERS = {"two": 2, "both": 2, "three": 3, "four": 4, "five": 5}
# What a description of a body may mean, where not any armed group or organisation.
_BODIES: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("newspaper", "daily", "broadcaster", "outlet", "tabloid", "magazine", "station"), ("media",)),
    "agency": ("media", "organization"),
    **dict.fromkeys(("court", "ministry", "parliament"), ()),
}
SUBJECT_RANK = 2.0
_HALVES = frozenset({"North", "South"})
_OPENERS = frozenset({"the", "both", "these", "those", "this", "that"})


class Descriptions:
    """Resolves descriptions that name nobody.

    Args:
        agents: Word lists.
        base: Known actors.
    """

    def __init__(self, agents: Agents, base: KnowledgeBase) -> None:
        self.base = base
        self._of: dict[str, tuple[str, bool]] = {}
        for kind, words in agents.data.descriptions.items():
            for word in words:
                singular, _, plural = word.partition("/")
                self._of.setdefault(singular, (kind, False))
                self._of.setdefault(plural or plural_of(singular), (kind, True))
        self._islands = frozenset(agents.data.islands)
        self._led_by_government = agents.led_by_government

    def covers(self, token: Token) -> bool:
        """Whether the token is the head of a description that this class knows."""
        return token.lower_ in self._of or token.text in _HALVES

    def counts(self, token: Token) -> bool:
        """Whether the token heads a count of those spoken of, with nothing to say whose: "the two officials"."""
        if token.lower_ not in self._of or token.i < 2:
            return False
        if token.nbor(-1).lower_ == "both":
            return True
        return token.nbor(-1).lower_ in _NUMBERS and token.nbor(-2).lower_ in _OPENERS

    def resolve(
        self, token: Token, antecedents: Antecedents, barred: frozenset[str]
    ) -> tuple[int, Entity | tuple[ActorRef, ...]] | None:
        """First token of the description and whom it means: one entity, or several actors.

        Args:
            token: The head noun.
            antecedents: Entities so far.
            barred: Ids of actors that a plural cannot mean: whoever acts on them in the same clause.
        """
        if token.text in _HALVES:
            return self._half(token, antecedents)
        kind, plural = self._of[token.lower_]
        opener, count = self._determiner(token)
        if opener is None:
            return None
        start = opener + 1 if token.doc[opener].lower_ != "both" else opener
        if token.doc[start].lower_ in _NUMBERS or not any(
            child.dep_ in ("amod", "compound", "nmod", "poss", "relcl", "acl")
            or (child.dep_ == "prep" and child.lower_ == "of")
            for child in kids(token)
        ):
            if plural or count:
                return self._several(token, start, kind, count, antecedents, barred) if count else None
            entity = self._one(token, kind, antecedents)
            return None if entity is None else (start, entity)
        return None

    def _determiner(self, token: Token) -> tuple[int | None, int]:
        count = 0
        for place in range(token.i - 1, max(-1, token.i - 5), -1):
            word = token.doc[place].lower_
            if word in _NUMBERS:
                count = _NUMBERS[word]
            if word in _OPENERS:
                return place, count
        return None, 0

    def _one(self, token: Token, kind: str, antecedents: Antecedents) -> Entity | None:
        word, place = token.lower_, token.i
        if kind == "country":
            if word in ("party", "side", "government"):
                return None
            named = antecedents.best(place, lambda e: len(e.refs) == 1 and e.kind == "country", margin=0.15)
            return self._nearer(place, named, antecedents)
        if kind == "island":
            return antecedents.best(
                place,
                lambda e: len(e.refs) == 1 and e.kind == "country" and e.refs[0].country in self._islands,
                margin=0.0,
            )
        if kind == "person":
            return antecedents.best(place, lambda e: len(e.refs) == 1 and e.kind == "person" and self._may_be(e, word))
        same = antecedents.best(
            place,
            lambda e: word in (e.mention.ref.text or "").lower() and e.mention.via not in ("pronoun",),
            margin=0.0,
        )
        if same is not None and len(same.refs) == 1 and not _nobody(same.refs[0]):
            return same
        wanted = _BODIES.get(word, ("armed_group", "organization"))
        return antecedents.best(place, lambda e: len(e.refs) == 1 and e.kind in wanted, margin=0.2) if wanted else None

    def _nearer(self, place: int, named: Entity | None, antecedents: Antecedents) -> Entity | None:
        """ "Oslo fined Chadian officers who fled the country": who acts would say "its"."""
        sentence = antecedents.numbers[place]
        if named is None or named.sentence != sentence or named.rank < SUBJECT_RANK:
            return named
        for entity in sorted(antecedents.before(place, sentence), key=lambda e: -e.mention.start):
            if entity.sentence != sentence or entity.mention.start <= named.mention.start:
                break
            code = entity.refs[0].country if len(entity.refs) == 1 else None
            if code is not None and code != named.refs[0].country and f"country:{code}" in self.base:
                return replace(entity, refs=(country_ref(self.base, code),))
        return named

    def _may_be(self, entity: Entity, word: str) -> bool:
        ref = entity.refs[0]
        if word in ("man", "strongman", "king"):
            return entity.gender != "f"
        if word == "woman":
            return entity.gender != "m"
        if word in ("president", "prime", "premier", "minister", "chancellor", "general"):
            stated = (ref.role or "").lower()
            titles = " ".join(term.title.lower() for term in self.base.offices(ref.id)) if ref.id in self.base else ""
            return word in stated or word in titles
        return True

    def _half(self, token: Token, antecedents: Antecedents) -> tuple[int, Entity] | None:
        """ "The South" of a divided nation that the text has named; "the North" may go without the word in its name."""
        after = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else token
        if token.i == 0 or token.nbor(-1).lower_ != "the" or after.pos_ == "PROPN" or after.lower_ == "of":
            return None
        countries = [e for e in antecedents.entities if e.kind == "country" and len(e.refs) == 1]
        named = {e.refs[0].name: e for e in reversed(countries) if e.mention.start < token.i}
        other = "South" if token.text == "North" else "North"
        for name, entity in named.items():
            if name.startswith(token.text + " "):
                return token.i, entity
            if name.startswith(other + " ") and (rest := named.get(name.removeprefix(other + " "))) is not None:
                return token.i, rest
        return None

    def _several(
        self, token: Token, start: int, kind: str, count: int, antecedents: Antecedents, barred: frozenset[str]
    ) -> tuple[int, tuple[ActorRef, ...]] | None:
        """So many actors: the last ones named together, else the last ones of this sentence and those before."""
        sentence = antecedents.numbers[token.i]
        wanted = {"country": ("country",), "person": ("person",), "island": ("country",)}.get(
            kind, ("armed_group", "organization")
        )
        side = token.lower_ in ("sides", "parties", "governments")
        together = antecedents.pair(token.i, count, lambda ref: ref.kind in wanted, barred)
        if together is not None:
            return start, together.refs
        found: dict[str, ActorRef] = {}
        for back in range(2 if side else 3):  # whose sides they are is said close by, or not at all
            here = [e for e in antecedents.before(token.i, sentence) if e.sentence == sentence - back]
            for entity in sorted(here, key=lambda e: e.mention.start):
                for ref in entity.refs:
                    if ref.id in barred:
                        continue
                    fits = ref.kind in wanted or (side and ref.kind in ("country", "armed_group", "organization"))
                    if fits:
                        found.setdefault(ref.id, ref)
                    elif kind == "country" and ref.kind in ("person", "group") and ref.country:
                        country = f"country:{ref.country}"
                        if country in self.base and (side or kind == "country"):
                            row = self.base.row(country)
                            found.setdefault(
                                country,
                                ActorRef(
                                    id=country,
                                    name=row["name"],
                                    kind="country",
                                    country=row.get("country"),
                                    sector="GOV",
                                ),
                            )
            if len(found) == count:
                return start, tuple(found.values())
            if len(found) > count:
                return None
        return None


def _nobody(ref: ActorRef) -> bool:
    """Whether an actor is a group or medium that nobody names and no country owns."""
    return ref.country is None and ref.kind in ("group", "media") and ref.id.startswith("group:")
