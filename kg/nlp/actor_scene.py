"""A document as a scene: which countries it speaks of, where, and whom it has named."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace

from kg.actors.agents import NARROWING
from kg.actors.resolve import Candidate, Context, Resolver
from kg.loaders.dating import dateline
from kg.nlp.actor_groups import country_ref
from kg.nlp.actor_phrases import Phrase
from kg.nlp.actor_pieces import PERSONS, Piece, PieceKind
from kg.nlp.actor_view import View
from kg.records import ActorRef, Office

# Who is taken for the only country the sentence speaks of; the armed ones only if that country's own forces or courts
# are in it as well, since states also arm and bomb rebels elsewhere.
_DOMESTIC = frozenset({"CVL", "OPP", "JUD", "LEG", "COP", "LAB", "EDU", "GOV", "PTY"})
_ARMED = frozenset({"MIL", "REB", "CRM"})
# Of a state; whom they fight are rebels of that state, whom rebels hold or kill may be from anywhere.
_FORCES = frozenset({"MIL", "COP", "GOV", "JUD", "LEG"})
# Whose they are says nothing of where they stand.
_POSTS = frozenset("embassy embassies consulate consulates mission ambassador envoy diplomats envoys".split())
_MONTHS = {name: number for number, name in enumerate("january february march april may june july august september october november december".split(), 1)}  # fmt: skip # noqa: E501
# How often a report must name a country to be about it.
HOME_MENTIONS = 3
# "flew to Honduras to help villagers": where one goes is where what follows happens.
_GOING = frozenset("came come comes coming went go goes going flew fly flies flying travelled traveled travels".split())
_LOCATING = frozenset({"in", "at", "near", "outside", "around", "across", "inside", "throughout"})


@dataclass(slots=True)
class Known:
    """A person met in the document by full name."""

    ref: ActorRef
    first: str


@dataclass(slots=True)
class Memory:
    """What the document has said so far, and as a whole."""

    published: str | None
    persons: dict[str, list[Known]] = field(default_factory=dict)
    bodies: dict[str, ActorRef] = field(default_factory=dict)
    countries: Counter[str] = field(default_factory=Counter)
    by_sentence: dict[int, list[str]] = field(default_factory=dict)
    places: dict[int, set[str]] = field(default_factory=dict)
    hooks: dict[int, set[int]] = field(default_factory=dict)
    domestic: dict[int, set[str]] = field(default_factory=dict)
    forces: dict[int, set[str]] = field(default_factory=dict)
    abroad: dict[int, set[str]] = field(default_factory=dict)
    home: str | None = None
    offices: dict[tuple[str, str, str], Office] = field(default_factory=dict)


class Scene:
    """What is known of one document before its mentions are.

    Args:
        resolver: Looks names up.
        view: The document.
        published: ISO date of the document or None.
    """

    def __init__(self, resolver: Resolver, view: View, published: str | None) -> None:
        self.resolver = resolver
        self.base = resolver.base
        self.agents = resolver.agents
        self.view = view
        self.memory = Memory(published)
        self._ranked: dict[Piece, list[Candidate]] = {}
        self._spoken: dict[int, tuple[str, ...]] = {}
        self._settled_countries = False
        self._phrases: list[Phrase] = []
        self._years: dict[int, str | None] | None = None

    def _on(self, place: int) -> str | None:
        """The date that counts at a token: the one year its sentence names, with its month, else the document's."""
        sentence = self.view.sent[place]
        if self._years is None:
            self._years = self._stated_years()
        return self._years.get(sentence) or self.memory.published

    def _stated_years(self) -> dict[int, str | None]:
        view, found = self.view, dict[int, str | None]()
        for index, word in enumerate(view.words):
            if len(word) != 4 or not word.isdigit() or not "1945" <= word <= "2035":
                continue
            sentence = view.sent[index]
            month = _MONTHS.get(view.words[index - 1]) or _MONTHS.get(view.words[index - 2]) if index > 1 else None
            date = f"{word}-{month:02d}" if month else word
            later = self.memory.published is not None and date > self.memory.published
            if view.ent[index] not in ("DATE", "") or later:
                continue
            if view.dep[index] in ("nummod", "compound", "amod") and view.head[index] > index:
                continue  # "the 2003 cease-fire" says nothing of when it is broken
            # two years in a sentence leave open which one is meant
            found[sentence] = None if sentence in found else date
        return found

    def _note_countries(self, phrases: list[Phrase]) -> None:
        for phrase in phrases:
            for piece in dict.fromkeys((phrase.core, *phrase.owners)):
                code = self._country_of(piece)
                if code is None:
                    continue
                sentence = self.view.sent[piece.start]
                self.memory.countries[code] += 1
                self.memory.by_sentence.setdefault(sentence, []).append(code)
                if piece.kind == PieceKind.PLACE or (piece.kind != PieceKind.ADJECTIVE and self._located(piece)):
                    self.memory.places.setdefault(sentence, set()).add(code)
                    self.memory.hooks.setdefault(sentence, set()).update(self._said_of(piece))
                led = any(self.view.words[i] in self.agents.led for i in phrase.titled)
                sector = self._sector(phrase) if phrase.core.kind == PieceKind.HEAD and not led else None
                if sector in _DOMESTIC | _ARMED:
                    self.memory.domestic.setdefault(sentence, set()).add(code)
                if phrase.core.head is not None and phrase.core.head.words in _POSTS:
                    self.memory.abroad.setdefault(sentence, set()).add(code)
                if sector in _FORCES:
                    self.memory.forces.setdefault(sentence, set()).add(code)
        self.memory.home = self._home()
        self._ranked.clear()  # what was ranked before all countries were known
        self._settled_countries = True

    def _said_of(self, piece: Piece) -> set[int]:
        """What a place is said of: the word that "in" hangs on, also by way of "the town of"."""
        view, place, found = self.view, self.view.head[piece.end - 1], set[int]()
        for _ in range(6):
            found.add(view.head[place])
            if view.dep[place] not in ("prep", "pobj", "compound", "nmod", "appos") or view.head[place] == place:
                break
            place = view.head[place]
        return found

    def _home(self) -> str | None:
        """The country a report is about: most of what it names, or what it names most and is filed from."""
        ranked = self.memory.countries.most_common(2)
        if not ranked or ranked[0][1] < HOME_MENTIONS:
            return None
        (first, count), filed = ranked[0], self._filed_from()
        if filed is not None and self.memory.countries[filed] == count:
            return filed
        total = self.memory.countries.total()
        return first if count * 2 > total else None

    def _filed_from(self) -> str | None:
        opening = next((found for line in self.view.content.splitlines()[:6] if (found := dateline(line))), None)
        if opening is None:
            return None
        uses = self.base.index.uses(opening.place.split(",")[0])
        codes = {self.base.country(self.base.id_of(use.actor)) for use in uses}
        return codes.pop() if len(codes) == 1 else None

    def _country_of(self, piece: Piece) -> str | None:
        if piece.kind in (PieceKind.COUNTRY, PieceKind.ADJECTIVE, PieceKind.METONYM) or (
            piece.kind in (PieceKind.PLACE, PieceKind.BODY, PieceKind.PERSON) and piece.uses
        ):
            if len(piece.uses) == 1 and piece.kind != PieceKind.COUNTRY:
                return self.base.country(self.base.id_of(piece.uses[0].actor))
            ranked = self._rank(piece)
            return self.base.country(ranked[0].id) if ranked else None
        return None

    def _infer(self, phrase: Phrase, sector: str | None) -> ActorRef | None:
        """The country of somebody whose country nobody states, where sentence or report leave only one to think of."""
        sentence = self.view.sent[phrase.start]
        if self._in_county(phrase.start, phrase.end):
            return country_ref(self.base, "USA")
        if sector not in _DOMESTIC | _ARMED or self._spread(phrase.start):
            return None
        places = self.memory.places.get(sentence, set())
        named = set(self.memory.by_sentence.get(sentence, ()))
        domestic = self.memory.domestic.get(sentence, set())
        if sector in ("REB", "CRM"):
            return self._fought(phrase, sentence, named, sector)
        if sector in _ARMED:
            only = named == (domestic or places)
            return country_ref(self.base, next(iter(named))) if only and len(named) == 1 else None
        if len(places) == 1 and (named == places or places == domestic or self._hangs_together(phrase, sentence)):
            return country_ref(self.base, next(iter(places)))
        if len(named) == 1 and not places and not named & self.memory.abroad.get(sentence, set()):
            return country_ref(self.base, next(iter(named)))
        home = self.memory.home
        return country_ref(self.base, home) if home is not None and named <= {home} else None

    def _spread(self, start: int) -> bool:
        """Whether the sentence spreads over a part of the world: "followers across Europe" are of no one country."""
        view, sentence = self.view, self.view.sent[start]
        return any(
            view.words[i] in ("across", "throughout")
            and view.sent[i] == sentence
            and bool({view.texts[i + 1], " ".join(view.texts[i + 1 : i + 3])} & set(self.agents.data.regions))
            for i in range(view.size - 1)
        )

    def _in_county(self, start: int, end: int) -> bool:
        """Whether the words name a county, such as "Broome County", and no other state with counties is spoken of."""
        view = self.view
        named = any(view.texts[i] == "County" and view.is_capital(i - 1) for i in range(start + 1, end))
        return named and not self.memory.countries.keys() & set(self.agents.data.counties)

    def _fought(self, phrase: Phrase, sentence: int, named: set[str], sector: str) -> ActorRef | None:
        """Whose rebels or gangs: of the place they are said to be in, else of the state whose forces stand beside."""
        places = self.memory.places.get(sentence, set())
        domestic = self.memory.domestic.get(sentence, set())
        if len(places) == 1 and (not domestic or self._hangs_together(phrase, sentence)):
            return country_ref(self.base, next(iter(places)))
        forces = self.memory.forces.get(sentence, set())
        if len(forces) == 1 and (named == forces or places):
            return country_ref(self.base, next(iter(forces)))
        if sector == "CRM" and len(named) == 1:
            return country_ref(self.base, next(iter(named)))
        return None

    def _hangs_together(self, phrase: Phrase, sentence: int) -> bool:
        """Whether the sentence's place is said of the phrase, or of what that depends on: "went to help them"."""
        view, hooks = self.view, self.memory.hooks.get(sentence, set())
        place = phrase.core.end - 1
        while place not in hooks:
            verb = view.head[place]
            if verb == place or verb in hooks:
                return verb in hooks
            purpose = view.dep[verb] in ("advcl", "xcomp") and verb > 0 and view.words[verb - 1] == "to"
            if not purpose and view.dep[place] not in ("appos", "compound", "nmod"):
                return False
            place = verb
        return True

    def _context(self, piece: Piece, country: str | None = None, role: str | None = None) -> Context:
        sentence = self.view.sent[piece.start]
        spoken = self._spoken.get(sentence)
        if spoken is None:
            near = self.memory.by_sentence.get(sentence, [])
            others = [code for code, _ in self.memory.countries.most_common(6)]
            spoken = tuple(dict.fromkeys((*near, *others)))
            if self._settled_countries:
                self._spoken[sentence] = spoken
        return Context(countries=spoken, country=country, role=role)

    def _rank(self, piece: Piece) -> list[Candidate]:
        held = self._ranked.get(piece)
        if held is None:
            words: frozenset[str] = frozenset()
            if any(self.base.id_of(use.actor) in self.agents.data.ambiguous for use in piece.uses):
                sentence = self.view.sent[piece.start]
                words = frozenset(t for t, s in zip(self.view.texts, self.view.sent, strict=True) if s == sentence)
            context = self._context(piece)
            if words:
                context = replace(context, words=words)
            held = self._ranked[piece] = self.resolver.rank(piece.uses, self._on(piece.start), context)
        return held

    def _located(self, piece: Piece) -> bool:
        view, before = self.view, piece.start - 1
        if before >= 0 and view.words[before] == "the":
            before -= 1
        if before >= 0 and view.words[before] == "to":
            return view.words[view.head[before]] in _GOING
        return before >= 0 and view.words[before] in _LOCATING

    def _sector(self, phrase: Phrase) -> str | None:
        """Sector of the last head, given way to the words before it."""
        head = phrase.heads[-1].head if phrase.heads else None
        if head is None:
            return None
        if head.generic or head.role is not None or phrase.core.kind in PERSONS or head.sector in ("CVL", "PTY"):
            for place in reversed(phrase.titled):
                if place < phrase.heads[-1].start:
                    sector = self.agents.sector_words.get(self.view.words[place])
                    if sector is not None:
                        return sector
            for piece in reversed(phrase.heads[:-1] if head.generic or phrase.core.kind in PERSONS else ()):
                if piece.head is not None and piece.head.sector is not None and piece.head.words not in NARROWING:
                    return piece.head.sector
        return head.sector

    def _role(self, phrase: Phrase) -> tuple[str, str | None, bool, bool]:
        """Role as stated, its key, and whether it is over or yet to come."""
        view, agents = self.view, self.agents
        words = [view.words[i] for i in phrase.titled]
        former = any(word in agents.former for word in words)
        coming = any(word in agents.coming for word in words)
        kept = [
            i
            for i in phrase.titled
            if view.words[i] not in agents.former
            and view.words[i] not in agents.coming
            and view.words[i] not in ("mr", "mrs", "ms", "dr", "sir", "miss")
        ]
        if not kept:
            return "", None, former, coming
        text = " ".join(view.texts[i] for i in kept)
        return text, " ".join(view.words[i] for i in kept), former, coming
