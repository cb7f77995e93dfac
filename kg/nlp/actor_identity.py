"""Who a piece of a mention is: listed, met in the document, or somebody nobody listed."""

from __future__ import annotations

from dataclasses import replace

from kg.actors.folding import fold_word
from kg.actors.index import NameKind
from kg.actors.resolve import Candidate, Context
from kg.actors.variants import FAMILY_FIRST, surnames
from kg.ids import slug
from kg.nlp.actor_groups import country_ref
from kg.nlp.actor_phrases import Phrase
from kg.nlp.actor_pieces import NAMES, PERSONS, Piece, PieceKind
from kg.nlp.actor_scene import Known, Scene
from kg.nlp.cues import load_cues
from kg.nlp.names import clean_name
from kg.records import ActorRef

UNSURE = 0.42
TOO_WEAK = 0.35


# Who deals with "the government" deals with that of the own state.
OPPOSED = frozenset({"REB", "OPP"})


class Identifier(Scene):
    """Says who pieces are."""

    def owner(self, piece: Piece | None) -> ActorRef | None:
        """Whose something is: a country, an organisation, a people, or the country of a person."""
        if piece is None:
            return None
        if piece.kind in PERSONS:
            person = self._person(piece, None)
            if person is None:
                return None
            return self.country_ref(person[0].country) if person[0].country else None
        if piece.kind == PieceKind.NEW_BODY:
            return self._new_body(piece)
        if piece.kind == PieceKind.PEOPLE:
            return self._settled(self._people(piece), piece)
        if piece.kind == PieceKind.PLACE and not piece.uses:
            return self._place(piece)
        ranked = self._rank(piece)
        if not ranked or ranked[0].score < TOO_WEAK:
            return None
        ref = self._known_ref(ranked[0].id)
        return self.country_ref(ref.country) if ref.kind == "place" and f"country:{ref.country}" in self.base else ref

    def _governed(self, phrase: Phrase) -> ActorRef | None:
        """Whose "the government" is: of the only country whose people or places the sentence speaks of."""
        sentence = self.view.sent[phrase.start]
        named = set(self.memory.by_sentence.get(sentence, ()))
        inside = self.memory.places.get(sentence, set()) | self.memory.domestic.get(sentence, set())
        if len(named) == 1 and named == inside:
            return country_ref(self.base, next(iter(named)))
        speaking = self._speaks_for(phrase) or self._dealt_with(phrase)
        if speaking is not None:
            return speaking
        home = self.memory.home
        return country_ref(self.base, home) if home is not None and named <= {home} else None

    def _before(self, phrase: Phrase) -> list[Phrase]:
        """Phrases of its sentence that stand before it, the nearest first."""
        sentence = self.view.sent[phrase.start]
        return [p for p in reversed(self._phrases) if p.end <= phrase.start and self.view.sent[p.start] == sentence]

    def _speaks_for(self, phrase: Phrase) -> ActorRef | None:
        """ "Norway's foreign ministry said that the government had": its own."""
        view, here = self.view, self.view.doc[phrase.core.start]
        for other in self._before(phrase):
            verb = view.doc[view.head[other.core.end - 1]]
            organ = other.core.kind == PieceKind.HEAD and self._sector(other) == "GOV"
            if organ and verb.lemma_.lower() in load_cues().speech and verb.is_ancestor(here):
                return self.owner(other.owner)
        return None

    def _dealt_with(self, phrase: Phrase) -> ActorRef | None:
        """ "The Malian rebels signed a deal with the government": that of those who oppose it."""
        for other in self._before(phrase):
            ref = self.owner(other.owner) if other.core.kind == PieceKind.HEAD else None
            if ref is not None and self._sector(other) in OPPOSED and ref.country is not None:
                return country_ref(self.base, ref.country)
            for use in other.core.uses[:1] if other.core.kind in NAMES else ():
                row = self.base.row(self.base.id_of(use.actor))
                if row.get("sector") in OPPOSED and row.get("country"):
                    return country_ref(self.base, row["country"])
        return None

    def country_ref(self, code: str | None) -> ActorRef | None:
        """The country of a code."""
        return None if code is None else country_ref(self.base, code)

    def _known_ref(self, actor: str, role: str | None = None) -> ActorRef:
        row = self.base.row(actor)
        sector = row.get("sector") or ("GOV" if row["kind"] in ("country", "government") else None)
        country = self.base.country(actor)
        if sector is None and row["kind"] == "person" and self.base.offices(actor):
            sector = "GOV"
        return ActorRef(id=actor, name=row["name"], kind=row["kind"], country=country, sector=sector, role=role)

    def _people(self, piece: Piece) -> ActorRef:
        entry = self.agents.data.peoples.get(piece.name)
        if entry is None:
            name = clean_name(self.view, piece.start, piece.end)
            return ActorRef(id=f"group:{slug(name)}", name=name, kind="group", sector="CVL")
        return ActorRef(id=f"group:{piece.name}", name=entry.name, kind="group", sector="CVL")

    def _settled(self, people: ActorRef, piece: Piece) -> ActorRef:
        """A people in the one country whose places the sentence names: the Kurds of Syria."""
        places = self.memory.places.get(self.view.sent[piece.start], set())
        entry = self.agents.data.peoples.get(piece.name)
        if len(places) != 1 or entry is None or entry.wide:
            return people
        code = next(iter(places))
        name = f"{people.name} of {country_ref(self.base, code).name}"
        return replace(people, id=f"{people.id}-{code.lower()}", name=name, country=code)

    def _place(self, piece: Piece) -> ActorRef:
        name = piece.name or clean_name(self.view, piece.start, piece.end)
        country = "USA" if self._in_county(piece.start, piece.end) else None
        return ActorRef(id=f"place:{slug(name)}", name=name, kind="place", country=country)

    def _new_body(self, piece: Piece) -> ActorRef:
        name = clean_name(self.view, piece.start, piece.end)
        held = self.memory.bodies.get(fold_word(name))
        if held is not None:
            return held
        country = None
        if piece.uses:
            ranked = self._rank(piece)
            country = self.base.row(ranked[0].id).get("country") if ranked else None
        ref = ActorRef(id=f"org:{slug(name)}", name=name, kind="organization", country=country)
        self.memory.bodies[fold_word(name)] = ref
        self._note_acronym(piece, ref)
        return ref

    def _note_acronym(self, piece: Piece, ref: ActorRef) -> None:
        view, place = self.view, piece.end
        if place + 2 < view.size and view.texts[place] == "(" and view.texts[place + 1].isupper():
            self.memory.bodies[fold_word(view.texts[place + 1])] = ref

    def _meet(self, phrase: Phrase) -> None:
        found = self._person(phrase.core, phrase)
        if found is None:
            return
        ref = found[0]
        names = {ref.name, clean_name(self.view, phrase.core.start, phrase.core.end)}
        for name in names:
            for surname in (*surnames(name, ref.country), *self._family_first(name, ref)):
                held = self.memory.persons.setdefault(fold_word(surname), [])
                if not any(known.ref.id == ref.id for known in held):
                    held.append(Known(ref, fold_word(name.split()[0])))

    def _family_first(self, name: str, ref: ActorRef) -> list[str]:
        """Of somebody of no known country also the first word, where that is a family name that stands first."""
        first = name.split()[0]
        if ref.country is not None or first == name:
            return []
        uses = [use for use in self.base.index.uses(first) if use.kind == NameKind.SURNAME]
        return [first] if any(self.base.country(self.base.id_of(u.actor)) in FAMILY_FIRST for u in uses) else []

    def _person(
        self, piece: Piece, phrase: Phrase | None
    ) -> tuple[ActorRef, float, tuple[str, ...], tuple[tuple[str, float], ...]] | None:
        view = self.view
        _, role_words, former, _ = self._role(phrase) if phrase else ("", None, False, False)
        owner = None
        if phrase is not None and phrase.owner is not None and phrase.owner is not piece:
            owner = self.owner(phrase.owner)
        country = owner.country if owner else None
        key = self.agents.role_of(role_words, country) if role_words else None
        context = replace(self._context(piece, country, key), former=former)
        name = clean_name(view, piece.start, piece.end)
        folded = fold_word(name)
        if piece.kind != PieceKind.PERSON:
            known = self._met(folded, name, country)
            if known is not None and (piece.kind == PieceKind.SURNAME or known.ref.name == name or not piece.uses):
                return known.ref, 0.93, (f"named {known.ref.name} in the same text",), ()
        if piece.kind == PieceKind.NEW_PERSON:
            if piece.uses and " " not in name:
                ranked = self.resolver.rank(piece.uses, self._on(piece.start), context)
            else:
                ranked = self._by_initials(name, piece, context)
            if ranked and ranked[0].score >= 0.7:
                best = ranked[0]
                return self._known_ref(best.id), best.score, best.reasons, others_of(ranked)
            sector = self._sector(phrase) if phrase and phrase.heads else None
            if country is None and phrase is not None and phrase.owner is None:
                inferred = self._infer(phrase, "GOV")
                country = inferred.country if inferred else None
            ref = ActorRef(id=f"person:{slug(name)}", name=name, kind="person", country=country, sector=sector)
            held = next((k for ks in self.memory.persons.values() for k in ks if k.ref.id == ref.id), None)
            if held is not None:
                return held.ref, 0.85, ("named in full before",), ()
            return ref, 0.8 if " " in name or "-" in name else 0.6, ("a name nobody listed",), ()
        ranked = self.resolver.rank(piece.uses, self._on(piece.start), context)
        if not ranked:
            return None
        best = ranked[0]
        if piece.kind == PieceKind.SURNAME and best.score < UNSURE:
            if view.ent[piece.start] == "PERSON" or role_words:
                ref = ActorRef(id=f"person:{slug(name)}", name=name, kind="person", country=country)
                return ref, 0.45, ("a surname that fits nobody listed then",), others_of(ranked)
            return None
        return self._known_ref(best.id), best.score, best.reasons, others_of(ranked)

    def _by_initials(self, name: str, piece: Piece, context: Context) -> list[Candidate]:
        """ "V. Putin", "President Jair Bolsonaro" with a name the list spells otherwise."""
        uses = piece.uses or tuple(self.base.index.uses(name)) or tuple(self.base.index.uses(name.split()[-1]))
        uses = tuple(use for use in uses if self.base.row(self.base.id_of(use.actor))["kind"] == "person")
        if not uses:
            return []
        return self.resolver.rank(uses, self._on(piece.start), replace(context, first=name.split()[0].rstrip(".")))

    def _met(self, folded: str, name: str, country: str | None) -> Known | None:
        held = self.memory.persons.get(folded) or self.memory.persons.get(fold_word(name.split()[-1]))
        if not held:
            return None
        words = name.split()
        if len(words) > 1:
            first = fold_word(words[0])
            held = [k for k in held if k.first == first or folded == fold_word(k.ref.name)]
        if country is not None:
            held = [k for k in held if k.ref.country in (country, None)] or held
        return held[-1] if held else None


def others_of(ranked: list[Candidate]) -> tuple[tuple[str, float], ...]:
    """The candidates that were not taken."""
    return tuple((candidate.id, candidate.score) for candidate in ranked[1:6])
