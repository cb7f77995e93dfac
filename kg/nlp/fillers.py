"""From a slot's token to the actors it stands for: the mention there, its conjuncts, or whose thing it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from kg.nlp.cues import load_cues
from kg.nlp.frames import children, prep_objects, subjects
from kg.nlp.mentions import Mention, by_token
from kg.nlp.syntax import SYNTAX
from kg.nlp.tree import kids
from kg.records import ActorRef

# A thing is its owner's: "Israel's attack", "the raid by Israel", "the parliament of Iraq". Order counts.
OWNER_PREPS = ("by", "of", "from", "in")
OWNER_SCORE = {
    "poss": 0.95,
    "by": 0.95,
    "modifier": 0.9,
    "with": 0.9,
    "of": 0.85,
    "from": 0.75,
    "at": 0.85,
    "for": 0.75,
    "to": 0.75,
    "in": 0.7,
    "said": 0.6,
}

BORDERS = frozenset({"border", "frontier", "boundary"})
AGREEMENTS = frozenset({"treaty", "deal", "pact", "accord", "agreement", "contract"})

AIDES = frozenset({"adviser", "advisor", "aide", "assistant", "confidant"})  # "an adviser to Zelensky"

# Places that are of those they are for: "a camp for refugees".
SHELTERS = frozenset(
    {"camp", "shelter", "settlement", "home", "hospital", "school", "prison", "clinic", "centre", "center"}
)

SAID = frozenset(
    "comment remark statement claim allegation accusation threat demand proposal warning suggestion".split()
)
DEFINITE = frozenset({"the", "this", "that", "these", "those", "such"})
SAID_BEFORE = 60  # tokens

SPEAKING = frozenset({"it", "they", "he", "she", "we", "i"})

# Heads that say nothing but whose they are: "members of Russia's mission".
BELONGING = frozenset(
    """member staff employee representative official office bureau headquarters branch convoy patrol column camp base
    outpost position stronghold hideout home house""".split()
)

# Leaders are whom they lead, where that is a body: "leaders of rebel groups", not of a town.
LEADING = frozenset("leader head chief commander fighter negotiator supporter".split())
BODIES = frozenset({"armed_group", "organization", "group"})

# What a vehicle or a building does with those who are in it or own it.
BEARING = frozenset("carry transport ferry bring house hold shelter fly bear contain".split())

RECIPROCALS = frozenset({"other", "another"})


@dataclass(frozen=True, slots=True)
class Filler:
    """An actor that fills a slot.

    Attributes:
        ref: The actor, with the offsets of its mention.
        mention: The mention it comes from.
        how: "self", or by what the slot's token belongs to it: poss, by, modifier, of, from, in.
        score: How sure it is that the actor is meant.
    """

    ref: ActorRef
    mention: Mention
    how: str
    score: float


class Fillers:
    """Looks up the actors of one document's tokens.

    Args:
        doc: A document with ``kg_mentions``.
        takes_of: Tells whether the of-phrase of a noun names whom the act meets ("invasion of Ukraine"), not an owner.
    """

    def __init__(self, doc: Doc, takes_of: Callable[[Token], bool]) -> None:
        self.mentions = by_token(doc)
        self._takes_of = takes_of
        self._known: dict[tuple[int, bool], tuple[Filler, ...]] = {}

    def telling(self, sentences: Sequence[Span]) -> list[Span]:
        """The sentences that can tell an event at all: they name two actors, or "the comment" has one named before."""
        found = []
        for sentence in sentences:
            held = {m.start: m for index in range(sentence.start, sentence.end) if (m := self.mentions.get(index))}
            several = len(held) > 1 or any(len(mention.members) > 1 for mention in held.values())
            if several or any(token.lemma_.lower() in SAID for token in sentence):
                found.append(sentence)
        return found

    def mention(self, token: Token) -> Mention | None:
        """The mention that covers the token."""
        return self.mentions.get(token.i)

    def of(self, token: Token, *, owners: bool = True) -> list[Filler]:
        """Actors for a token and its conjuncts, in text order; the same actor at the same place only once."""
        known = self._known.get((token.i, owners))
        if known is not None:
            return list(known)
        found: list[Filler] = []
        seen: set[tuple[str, int | None]] = set()
        for part in _with_conjuncts(token):
            for filler in self._single(part, owners=owners):
                key = (filler.ref.id, filler.ref.start)
                if key not in seen:
                    seen.add(key)
                    found.append(filler)
        self._known[token.i, owners] = tuple(found)
        return found

    def _single(self, token: Token, *, owners: bool, depth: int = 0) -> list[Filler]:
        mention = self.mentions.get(token.i)
        if mention is not None and (token.i == mention.head or mention.start <= token.i < mention.end):
            named = self._apposed(token, mention)
            if not named and mention.via == "agent" and owners and depth == 0:
                outside = [child for child in children(token, {"poss"}) if not mention.start <= child.i < mention.end]
                named = [filler for child in outside for filler in self._possessor(child, depth)]
            if named:
                return named
            counted = prep_objects(token, "of") if token.lemma_.lower() in SYNTAX.transparent else []
            if mention.via == "agent" and counted:
                return [filler for head in counted for filler in self._single(head, owners=owners, depth=depth + 1)]
            listed = self._listed(token, mention)
            if listed and self._nobody(token):
                return listed
            if (
                self._nobody(token)
                and token.lemma_.lower() in BELONGING | LEADING
                and (whose := self._by_prep(token, "of", depth) or self._by_prep(token, "at", depth))
                and (token.lemma_.lower() in BELONGING or all(filler.ref.kind in BODIES for filler in whose))
            ):
                return whose
            others = [*self._of_conjuncts(token, mention), *self._modifier_conjuncts(token, mention)]
            return [*_expand(mention, "self", 1.0), *others, *listed, *self._headline_list(token, mention)]
        if token.pos_ == "PRON" and mention is None:
            return self._who_says(token) if depth == 0 else []
        apposed = [
            filler
            for child in children(token, {"appos"})
            for part in _with_conjuncts(child)
            for filler in _expand_if(self.mentions.get(part.i), "self", 0.95)
        ]
        if apposed:
            return apposed
        return self._owners(token, depth) if owners and depth < 3 else []

    def _who_says(self, pronoun: Token) -> list[Filler]:
        """ "The army said it had shelled": a subject pronoun that nothing else explains is whoever speaks."""
        clause = pronoun.head
        if pronoun.lower_ not in SPEAKING or pronoun.dep_ != "nsubj" or clause.dep_ != "ccomp":
            return []
        if clause.head.lemma_.lower() not in load_cues().speech:
            return []
        return [
            Filler(filler.ref, filler.mention, "said", filler.score * OWNER_SCORE["poss"])
            for subject in subjects(clause.head)
            for filler in self.of(subject, owners=False)
        ]

    def _listed(self, token: Token, mention: Mention) -> list[Filler]:
        """ "Allies including Egypt and Bahrain": those named of a group."""
        if mention.via != "agent":
            return []
        return [
            filler
            for child in children(token, {"prep"})
            if child.lower_ == "including"
            for head in children(child, {"pobj"})
            for part in _with_conjuncts(head)
            for filler in _expand_if(self.mentions.get(part.i), "self", 0.9)
        ]

    def _nobody(self, token: Token) -> bool:
        """Whether the mention is an agent of nobody knows whose: "government", "gunmen"."""
        mention = self.mentions.get(token.i)
        return mention is not None and mention.via == "agent" and mention.ref.country is None

    def _possessor(self, child: Token, depth: int) -> list[Filler]:
        """Whose it is; "whose" stands for the noun its clause hangs on."""
        if child.lower_ != "whose":
            return self.scaled(child, "poss", depth)
        clause = child
        while clause.dep_ != "relcl" and clause.head != clause:
            clause = clause.head
        return self.scaled(clause.head, "poss", depth) if clause.dep_ == "relcl" else []

    def _of_conjuncts(self, token: Token, mention: Mention) -> list[Filler]:
        """ "the leaders of France, Germany and Britain": the mention holds the first, the others are meant as well."""
        return [
            filler
            for head in prep_objects(token, "of")
            if mention.start <= head.i < mention.end
            for part in _with_conjuncts(head)
            if not mention.start <= part.i < mention.end
            for filler in _expand_if(self.mentions.get(part.i), "of", OWNER_SCORE["of"])
        ]

    def _modifier_conjuncts(self, token: Token, mention: Mention) -> list[Filler]:
        """ "Finnish and Swedish soldiers": the mention holds the second adjective, the first means others as well."""
        if mention.via == "name":
            return []
        return [
            filler
            for child in kids(token)
            if child.dep_ in ("amod", "nmod", "compound") and child.i < mention.start and children(child, {"cc"})
            for filler in _expand_if(self.mentions.get(child.i), "modifier", OWNER_SCORE["modifier"])
        ]

    def _headline_list(self, token: Token, mention: Mention) -> list[Filler]:
        """ "Ghana, Togo agree": two names with a mere comma between them are two, not one with its apposition."""
        if mention.ref.kind not in ("country", "person") or mention.via not in ("name", "metonym"):
            return []
        found = []
        for child in children(token, {"appos"}):
            other = self.mentions.get(child.i)
            if (
                other is not None
                and other.ref.kind == mention.ref.kind
                and other.via in ("name", "metonym")
                and other.start == mention.end + 1
                and other.end < len(token.doc)
                and token.doc[other.end].text not in (",", ")")
            ):
                found += _expand(other, "self", 0.9)
        return found

    def _apposed(self, token: Token, mention: Mention) -> list[Filler]:
        """ "the leaders of Cuba and Nicaragua - Díaz-Canel and Ortega": names in apposition to a description win."""
        if mention.via in ("name", "pronoun") and mention.ref.kind == "person":
            return []
        found = []
        for child in children(token, {"appos"}):
            for part in _with_conjuncts(child):
                other = self.mentions.get(part.i)
                if other is None or other is mention:
                    continue
                if other.ref.kind == "person" or (mention.via == "agent" and other.via == "name"):
                    found += _expand(other, "self", 0.95)
        return found

    def _owners(self, token: Token, depth: int) -> list[Filler]:
        if token.pos_ in ("VERB", "AUX", "PRON"):
            return []
        if token.lemma_.lower() in BORDERS:
            # "its border with Chad" is about Chad
            held = self._by_prep(token, "with", depth)
            if held:
                return held
        for child in children(token, {"poss"}):
            held = self.scaled(child, "poss", depth)
            if held:
                return held
        for word in OWNER_PREPS[:1]:
            held = self._by_prep(token, word, depth)
            if held:
                return held
        unnamed: list[Filler] = []
        for child in kids(token):
            if child.dep_ in ("compound", "amod", "nmod") and child.i < token.i:
                held = [
                    filler
                    for part in _with_conjuncts(child)
                    for filler in _expand_if(self.mentions.get(part.i), "modifier", OWNER_SCORE["modifier"])
                ]
                if held and self._nobody(child):
                    unnamed = unnamed or held  # "the government websites of Georgia": the of-phrase says more
                elif held:
                    return held
        for child in kids(token):
            if child.dep_ == "amod" and child.lower_ in SYNTAX.doing:
                held = [
                    filler
                    for doer in children(child, {"npadvmod", "nmod", "compound"})
                    for filler in _expand_if(self.mentions.get(doer.i), "modifier", OWNER_SCORE["modifier"])
                ]
                if held:
                    return held
        for child in children(token, {"acl"}):
            held = self._by_prep(child, "by", depth) or self._aboard(child, depth)
            if held:
                return held
        if token.lemma_.lower() in AIDES and (held := self._by_prep(token, "to", depth)):
            return held
        if token.lemma_.lower() in SHELTERS and (held := self._by_prep(token, "for", depth)):
            return held
        for owner in prep_objects(token, "belonging"):
            if held := self.scaled(owner, "of", depth):
                return held
        for word in OWNER_PREPS[1:]:
            if word == "in" and unnamed:
                return unnamed
            if word == "of" and self._takes_of(token):
                continue
            held = self._by_prep(token, word, depth)
            if held:
                return held
        if token.lemma_.lower() in AGREEMENTS and (held := self._by_prep(token, "with", depth)):
            return held
        return self._who_said(token) if depth == 0 else []

    def _aboard(self, participle: Token, depth: int) -> list[Filler]:
        """ "A bus carrying Chinese engineers", "a tug flying the Comorian flag": whom hitting it hits."""
        if participle.lemma_.lower() not in BEARING or participle.tag_ != "VBG":
            return []
        return [filler for held in children(participle, {"dobj"}) for filler in self.scaled(held, "with", depth)]

    def _who_said(self, token: Token) -> list[Filler]:
        """Whose "the comment" is, where nothing beside it says so: the last speaker's."""
        if token.lemma_.lower() not in SAID or not any(child.lower_ in DEFINITE for child in kids(token)):
            return []
        own = {subject.i for subject in subjects(token.head)} if token.head.pos_ == "VERB" else set()
        speech = load_cues().speech
        for index in range(token.i - 1, max(-1, token.i - SAID_BEFORE), -1):
            verb = token.doc[index]
            if verb.pos_ != "VERB" or verb.lemma_.lower() not in speech or verb == token.head:
                continue
            if any(above.pos_ == "VERB" and above.lemma_.lower() in speech for above in verb.ancestors):
                continue  # "insisted that Oslo could confirm": the one who insists speaks
            for subject in subjects(verb):
                mention = self.mentions.get(subject.i)
                if mention is not None and subject.i not in own and mention.ref.kind != "media":
                    return _expand(mention, "said", OWNER_SCORE["said"])
        return []

    def _by_prep(self, token: Token, word: str, depth: int) -> list[Filler]:
        return [filler for head in prep_objects(token, word) for filler in self.scaled(head, word, depth)]

    def scaled(self, head: Token, how: str, depth: int = 0) -> list[Filler]:
        """Actors of ``head`` as owners of something else."""
        return [
            Filler(inner.ref, inner.mention, how, inner.score * OWNER_SCORE[how])
            for part in _with_conjuncts(head)
            for inner in self._single(part, owners=True, depth=depth + 1)
        ]


def is_reciprocal(token: Token) -> bool:
    """Whether the token is "each other" or "one another", or belongs to them: "each other's envoys"."""
    if token.lower_ in RECIPROCALS and token.i > 0 and token.nbor(-1).lower_ in ("each", "one"):
        return True
    return any(is_reciprocal(child) for child in children(token, {"poss"}))


def _with_conjuncts(token: Token) -> Iterator[Token]:
    yield token
    for child in kids(token):
        if child.dep_ == "conj" and child.pos_ not in ("VERB", "AUX"):
            yield from _with_conjuncts(child)


def _expand(mention: Mention, how: str, score: float) -> list[Filler]:
    refs = mention.members or (mention.ref,)
    return [Filler(ref, mention, how, score * mention.score) for ref in refs]


def _expand_if(mention: Mention | None, how: str, score: float) -> list[Filler]:
    return [] if mention is None else _expand(mention, how, score)
