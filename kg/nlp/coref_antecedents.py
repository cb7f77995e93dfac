"""Who a pronoun or description may mean: the mentions before it, with gender, number, role and salience."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from kg.actors.folding import fold_name
from kg.actors.knowledge import KnowledgeBase
from kg.actors.variants import FAMILY_FIRST
from kg.nlp.mentions import Mention
from kg.nlp.quotes import inside_quotes
from kg.nlp.tree import kids, tokens_of
from kg.records import ActorRef

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "agent"})
OBJECTS = frozenset({"dobj", "obj", "dative", "iobj"})
FARTHEST = 3  # sentences back
MARGIN = 0.6  # how much better the best must be than the next other actor

MALE = frozenset({"mr", "sir", "king", "prince", "emir", "sultan", "pope", "lord", "father", "señor", "strongman", "chairman", "spokesman", "businessman", "congressman", "ayatollah", "imam", "sheikh"})  # fmt: skip # noqa: E501
FEMALE = frozenset({"mrs", "ms", "miss", "queen", "princess", "lady", "dame", "chairwoman", "spokeswoman", "businesswoman", "congresswoman", "madam", "señora"})  # fmt: skip # noqa: E501


@dataclass(frozen=True, slots=True)
class Entity:
    """One actor as mentioned at a place, or several coordinated ones together.

    Attributes:
        refs: The actors, more than one for a plural.
        mention: Where.
        sentence: Number of its sentence.
        rank: How prominent its place in the sentence is, subject highest.
        plural: Whether "they" fits.
        gender: m, f or None.
        verb: Token index of the verb it depends on.
    """

    refs: tuple[ActorRef, ...]
    mention: Mention
    sentence: int
    rank: float
    plural: bool
    gender: str | None
    verb: int

    @property
    def kind(self) -> str:
        """Kind of the first actor."""
        return self.refs[0].kind

    @property
    def ids(self) -> tuple[str, ...]:
        """Ids of all."""
        return tuple(ref.id for ref in self.refs)


def sentence_numbers(doc: Doc) -> list[int]:
    """Number of the sentence of each token."""
    numbers: list[int] = []
    current = -1
    for token in tokens_of(doc):
        current += bool(token.is_sent_start) or current < 0
        numbers.append(current)
    return numbers


def governing_verb(token: Token) -> Token:
    """The next verb above a token, or the root."""
    current = token
    while current.head.i != current.i:
        current = current.head
        if current.pos_ in ("VERB", "AUX"):
            return current
    return current


def top_of_conjuncts(token: Token) -> Token:
    """The first of coordinated words."""
    while token.dep_ == "conj" and token.head.i != token.i and token.head.pos_ not in ("VERB", "AUX"):
        token = token.head
    return token


class Antecedents:
    """All entities of a document, grown as pronouns are resolved.

    Args:
        doc: The document.
        base: For the gender of listed persons.
        mentions: Its mentions so far.
        names: Gender of given names, folded.
    """

    def __init__(
        self, doc: Doc, base: KnowledgeBase, mentions: Iterable[Mention], names: Mapping[str, str] | None = None
    ) -> None:
        self._names = names or {}
        self.doc = doc
        self.base = base
        self.numbers = sentence_numbers(doc)
        self.quoted = inside_quotes(tokens_of(doc))
        self._genders: dict[str, str] = {}
        held = list(mentions)
        for mention in held:
            self._note_gender(mention)
        self.entities = [self.entity(mention) for mention in held]
        self.entities += self._coordinated(held)
        self.entities += self._joint()

    def entity(self, mention: Mention) -> Entity:
        """The entity of one mention."""
        head = top_of_conjuncts(self.doc[mention.head])
        refs = mention.members or (mention.ref,)
        return Entity(
            refs=refs,
            mention=mention,
            sentence=self.numbers[mention.start],
            rank=_rank(head, mention),
            plural=bool(mention.members) or _is_plural(self.doc[mention.head], mention),
            gender=self.gender(mention.ref),
            verb=governing_verb(head).i,
        )

    def add(self, mention: Mention) -> None:
        """A resolved pronoun or description is an antecedent in turn."""
        self.entities.append(self.entity(mention))

    def gender(self, ref: ActorRef) -> str | None:
        """Gender of a person, where known."""
        if ref.kind != "person":
            return None
        held = self._genders.get(ref.id)
        if held is None and ref.id in self.base:
            held = self.base.row(ref.id).get("gender")
        if held is None:
            # family names come first in some names: then the given name is the last
            words = ref.name.split()
            country = ref.country if len(words) > 1 else None
            given = words[-1] if country in FAMILY_FIRST else words[0]
            held = self._names.get(fold_name(given)) if len(words) > 1 or ref.id not in self.base else None
        return held

    def learn_gender(self, ref: ActorRef, gender: str) -> None:
        """A pronoun has shown the gender of somebody nobody lists."""
        if ref.kind == "person" and self.gender(ref) is None:
            self._genders[ref.id] = gender
            self.entities = [
                entity if entity.refs[0].id != ref.id or len(entity.refs) > 1 else self.entity(entity.mention)
                for entity in self.entities
            ]

    def _note_gender(self, mention: Mention) -> None:
        if mention.ref.kind != "person" or mention.ref.id in self.base:
            return
        before = self.doc[max(0, mention.start - 1) : mention.end]
        for token in before:
            word = token.lower_.rstrip(".")
            if word in MALE:
                self._genders.setdefault(mention.ref.id, "m")
            elif word in FEMALE:
                self._genders.setdefault(mention.ref.id, "f")

    def _coordinated(self, mentions: list[Mention]) -> list[Entity]:
        """ "Putin and Xi" together, for "they"."""
        by_head = {mention.head: mention for mention in mentions}
        found: list[Entity] = []
        for mention in mentions:
            if mention.via == "adjective":
                continue
            group, token = [mention], self.doc[mention.head]
            waiting = [child for child in kids(token) if child.dep_ == "conj"]
            while waiting:
                child = waiting.pop(0)
                other = by_head.get(child.i)
                if other is not None and other.via != "adjective":
                    group.append(other)
                    waiting += [inner for inner in kids(child) if inner.dep_ == "conj"]
            if len(group) < 2 or self.doc[mention.head].dep_ == "conj":
                continue
            first = self.entity(mention)
            refs = tuple(ref for member in group for ref in (member.members or (member.ref,)))
            persons = 0.5 if all(ref.kind == "person" for ref in refs) else 0.0
            found.append(Entity(refs, mention, first.sentence, first.rank + 0.3 + persons, True, None, first.verb))
        return found

    def _joint(self) -> list[Entity]:
        """ "Putin met Xi", "Oslo held talks with Kabul": both together, for "they" and "the two"."""
        by_head = {entity.mention.head: entity for entity in self.entities}
        found: list[Entity] = []
        for entity in list(self.entities):
            head = top_of_conjuncts(self.doc[entity.mention.head])
            if head.dep_ != "nsubj" or entity.kind not in _PARTIES:
                continue
            for token in _partners(head.head):
                other = by_head.get(token.i)
                if other is None or other.kind != entity.kind or set(other.ids) & set(entity.ids):
                    continue
                refs = (*entity.refs, *other.refs)
                found.append(Entity(refs, other.mention, entity.sentence, entity.rank + 0.2, True, None, entity.verb))
        return found

    def pair(
        self, place: int, count: int, fits: Callable[[ActorRef], bool], forbidden: frozenset[str]
    ) -> Entity | None:
        """The last so many actors named together before a token: "Serbia and Kosovo" for "the two countries"."""
        held = [
            entity
            for entity in self.entities
            if len(entity.refs) == count
            and entity.mention.start < place
            and all(fits(ref) for ref in entity.refs)
            and not forbidden.intersection(entity.ids)
        ]
        return max(held, key=lambda entity: (entity.sentence, entity.mention.end), default=None)

    def before(self, place: int, sentence: int) -> list[Entity]:
        """Entities that end before a token, not too far back."""
        return [
            entity
            for entity in self.entities
            if entity.mention.end <= place and 0 <= sentence - entity.sentence <= FARTHEST
        ]

    def best(
        self,
        place: int,
        fits: Callable[[Entity], bool],
        *,
        subject: bool = False,
        clause: int | None = None,
        forbidden: frozenset[str] = frozenset(),
        margin: float = MARGIN,
    ) -> Entity | None:
        """The most salient entity that fits, or None where two are about as good.

        Args:
            place: Token of the pronoun.
            fits: What it demands.
            clause: Verb of a possessive's clause, whose subject is the likeliest owner.
            subject: The pronoun is a subject itself: then the last subject is the likelier.
            forbidden: Ids that cannot be meant for syntactic reasons.
            margin: How much better it must be than the next actor.
        """
        sentence = self.numbers[place]
        scored: dict[tuple[str, ...], tuple[float, int, Entity]] = {}
        for entity in self.before(place, sentence):
            if not fits(entity) or forbidden.intersection(entity.ids):
                continue
            distance = sentence - entity.sentence
            if distance and self.quoted[entity.mention.head] and not self.quoted[place]:
                continue  # somebody a quotation speaks of is not whom the report goes on about
            score = entity.rank - 1.1 * distance - 0.01 * min(40, place - entity.mention.end)
            if subject and entity.rank >= 2:
                score += 0.7
            if clause is not None and entity.verb == clause and entity.rank >= 2:
                score += 1.0
            held = scored.get(entity.ids)
            # named again and again is salient
            bonus = 0.25 if held else 0.0
            if held is None or score >= held[0]:
                scored[entity.ids] = (score + bonus, entity.mention.start, entity)
            else:
                scored[entity.ids] = (held[0] + bonus, held[1], held[2])
        ranked = sorted(scored.values(), key=lambda item: (-item[0], -item[1]))
        if not ranked:
            return None
        if len(ranked) > 1 and ranked[0][0] - ranked[1][0] < margin:
            return None
        return ranked[0][2]


_PARTIES = frozenset({"person", "country", "government", "armed_group"})
_MEETING = frozenset("meet talk speak negotiate confer clash fight".split())
_TALKS = frozenset("talk meeting discussion conversation summit negotiation agreement deal accord treaty war".split())


def _partners(verb: Token) -> list[Token]:
    """With whom the subject of a verb meets, talks, fights or agrees."""
    if any(child.dep_ == "neg" for child in kids(verb)):
        return []
    found: list[Token] = []
    objects = [child for child in kids(verb) if child.dep_ in OBJECTS]
    together = verb.lemma_.lower() in _MEETING
    if together and verb.lemma_.lower() == "meet":
        found += objects
    holders = [verb] if together else []
    holders += [verb, *objects] if any(noun.lemma_.lower() in _TALKS for noun in objects) else []
    for holder in holders:
        for child in kids(holder):
            if child.dep_ == "prep" and child.lower_ in ("with", "to"):
                found += [inner for inner in kids(child) if inner.dep_ == "pobj"]
    return found


def _rank(head: Token, mention: Mention) -> float:
    dep = head.dep_
    if dep in SUBJECTS:
        main = head.head.dep_ in ("ROOT", "ccomp", "conj")
        return 2.6 if main else 2.1
    if dep in OBJECTS:
        return 1.4
    if dep == "pobj" and head.head.dep_ == "agent":
        return 1.6
    if dep in ("pobj", "attr", "appos"):
        return 0.9
    if mention.via == "adjective":
        return 0.2
    return 0.6 if dep == "poss" else 0.8


_BODY_TAGS = frozenset({"NNS", "NNPS"})
_PLURAL_WORDS = frozenset({"police", "people", "troops", "authorities", "forces", "militia", "taliban", "military"})


def _is_plural(head: Token, mention: Mention) -> bool:
    if mention.ref.kind in ("person", "country") and mention.via != "agent":
        return False
    return head.tag_ in _BODY_TAGS or head.lower_ in _PLURAL_WORDS
