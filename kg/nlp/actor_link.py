"""From phrases to mentions: who each one is, in the light of the whole document."""

from __future__ import annotations

from dataclasses import replace

from kg.actors.agents import Head
from kg.actors.folding import fold_name
from kg.actors.resolve import Candidate, today
from kg.ids import slug
from kg.nlp.actor_groups import country_ref, group_ref
from kg.nlp.actor_identity import TOO_WEAK, Identifier, others_of
from kg.nlp.actor_phrases import Phrase
from kg.nlp.actor_pieces import EVERYDAY, PERSONS, Piece, PieceKind
from kg.nlp.actor_view import ADJ, NOUN, PROPN, VERB
from kg.nlp.mentions import Mention
from kg.nlp.names import clean_name
from kg.records import ActorRef, Office

_NAME_LIKE = frozenset({PROPN, NOUN, ADJ, VERB})
_NAMED = frozenset({"person", "organization", "armed_group", "media"})
# "The international community" is of no one country, even where only one is named.
_WORLDWIDE = frozenset({"international", "global", "world", "multinational", "foreign"})
# Of the Holy See also where nothing else says so.
_OF_ROME = frozenset({"nuncio", "pope", "pontiff"})
_ABROAD = frozenset("diplomat diplomats envoy envoys ambassador ambassadors".split())
_IN_COMPOUNDS = frozenset({"MIL", "REB", "CRM", "COP", "OPP", "GOV", "LEG", "JUD"})
_SETTLING = frozenset("peaceful political negotiated final lasting diplomatic comprehensive just amicable".split())
# "Rebels loyal to Machar", "troops led by a warlord" are of the country of whom they follow.
_FOLLOWING = frozenset({("loyal", "to"), ("led", "by"), ("headed", "by"), ("commanded", "by")})
_MISTAKEN = frozenset({PieceKind.PEOPLE, PieceKind.PLACE, PieceKind.NEW_BODY})


class Linker(Identifier):
    """Resolves the phrases of one document."""

    def link(self, phrases: list[Phrase]) -> list[Mention]:
        """A mention for each phrase that is somebody, in text order."""
        self._note_countries(phrases)
        for phrase in phrases:
            if phrase.core.kind in (PieceKind.PERSON, PieceKind.NEW_PERSON):
                self._meet(phrase)
        phrases = [self._corrected(phrase) for phrase in phrases]
        phrases = sorted([*phrases, *self._bare_surnames(phrases)], key=lambda phrase: phrase.start)
        self._phrases = phrases
        mentions = [mention for phrase in phrases if (mention := self._mention(phrase)) is not None]
        return self._appositions(mentions)

    def _corrected(self, phrase: Phrase) -> Phrase:
        """What the model took for a place or a people, but the text uses as a person's surname, is the person."""
        core = phrase.core
        if core.kind not in _MISTAKEN or core.uses or core.name or core.end - core.start > 1:
            return phrase
        if self.view.words[core.start] not in self.memory.persons:
            return phrase
        return replace(phrase, core=Piece(core.start, core.end, PieceKind.NEW_PERSON))

    def _bare_surnames(self, phrases: list[Phrase]) -> list[Phrase]:
        """Words that neither the list nor the model took for a name, but that the text uses as a person's elsewhere."""
        if not self.memory.persons:
            return []
        view, found = self.view, []
        covered = {place for phrase in phrases for place in range(phrase.start, phrase.end)}
        for place, word in enumerate(view.words):
            if word not in self.memory.persons or place in covered or not view.is_capital(place):
                continue
            beside = (place - 1, place + 1)
            if (
                view.pos[place] in _NAME_LIKE
                and word not in EVERYDAY
                and not any(
                    0 <= other < view.size and view.pos[other] == PROPN and view.is_capital(other) for other in beside
                )
            ):
                found.append(Phrase(place, place + 1, Piece(place, place + 1, PieceKind.NEW_PERSON)))
        return found

    def _mention(self, phrase: Phrase) -> Mention | None:
        core = phrase.core
        if core.kind in PERSONS:
            return self._person_mention(phrase)
        if core.kind == PieceKind.HEAD:
            return self._head_mention(phrase)
        if core.kind == PieceKind.NEW_BODY:
            if not phrase.owner:
                return self._make(phrase, self._new_body(core), 0.75, "entity", ("an organisation nobody listed",))
            owner = self.owner(phrase.owner)
            ref = replace(self._new_body(core), country=owner.country if owner else None)
            return self._make(phrase, ref, 0.75, "entity", ("an organisation nobody listed",))
        if core.kind == PieceKind.PEOPLE:
            ref = self._settled(self._people(core), core)
            return self._make(phrase, ref, 0.7, "agent", ("a people",))
        if core.kind == PieceKind.PLACE and not core.uses:
            return self._make(phrase, self._place(core), 0.6, "entity", ("a place",))
        ranked = self._rank(core)
        if not ranked or ranked[0].score < TOO_WEAK:
            return None
        best = ranked[0]
        ref = self._known_ref(best.id)
        via = {PieceKind.ADJECTIVE: "adjective", PieceKind.METONYM: "metonym"}.get(core.kind, "name")
        if ref.kind == "person":
            via = "name"
        score = best.score
        if core.kind == PieceKind.ADJECTIVE and not self._attributive(core):
            group = self.group_ref(ref, "CVL", self.agents.heads["citizens"])  # type: ignore[arg-type]
            return self._make(phrase, group, 0.75, "agent", ("citizens",), others_of(ranked))
        reasons = best.reasons
        if via == "metonym" and self._located(core):
            score, reasons = 0.45, (*reasons, "stands where a place would")
        return self._make(phrase, ref, score, via, reasons, others_of(ranked))

    def _attributive(self, piece: Piece) -> bool:
        """Whether an adjective stands before a noun; alone it is citizens ("Cubans", "a Palestinian")."""
        view, last = self.view, piece.end - 1
        if view.dep[last] in ("amod", "compound", "nmod", "poss") and view.head[last] > last:
            return True
        if view.tag[last] == "NNPS" or view.tag[last] == "NNS":
            return False
        kinds = {use.kind.name for use in piece.uses}
        return (
            "DEMONYM" not in kinds or view.pos[last] not in (NOUN, PROPN) or view.joint[min(piece.end, view.size - 1)]
        )

    def _person_mention(self, phrase: Phrase) -> Mention | None:
        found = self._person(phrase.core, phrase)
        if found is None:
            return None
        ref, score, reasons, others = found
        role, _, former, _ = self._role(phrase)
        if self._serves_body(ref, phrase):
            ref = replace(ref, country=None, sector="IGO")
        if role and phrase.heads:
            ref = replace(ref, role=role)
            self._office(phrase, ref, role, former)
        return self._make(phrase, ref, score, "name", reasons, others)

    def _serves_body(self, ref: ActorRef, phrase: Phrase) -> bool:
        """Whether the person speaks for an organisation of states, not for a country: a Secretary-General."""
        owner = self.owner(phrase.owner) if phrase.owner is not None else None
        if owner is not None:
            return owner.kind == "organization" and owner.country is None and phrase.owner is not phrase.core
        if ref.id not in self.base:
            return False
        on = self.memory.published or today()
        held = {
            term.of.partition(":")[0] for term in self.base.offices(ref.id) if term.covers(on) and term.role != "other"
        }
        return held == {"org"}

    def _office(self, phrase: Phrase, ref: ActorRef, role: str, former: bool) -> None:
        head = phrase.heads[-1].head
        if head is None or head.role == "leader":
            return  # "the Russian leader" says who governs, not by what office
        if head.role is None and head.words not in self.agents.data.body_as_office:
            return
        owner = self.owner(phrase.owner) if phrase.owner is not None else self.country_ref(ref.country)
        if owner is None or owner.kind not in ("country", "organization", "armed_group"):
            return
        self._note_office(ref, role, owner, former=former)

    def _note_office(self, ref: ActorRef, role: str, owner: ActorRef, *, former: bool) -> None:
        words = fold_name(role)
        key = self.agents.role_of(words, owner.country) or self.agents.data.body_as_office.get(words)
        plain = replace(ref, role=role, text=None, start=None, end=None)
        record = Office(
            person=plain, title=role, of=replace(owner, role=None), role=key, seen=self.memory.published, former=former
        )
        self.memory.offices.setdefault((ref.id, role.lower(), owner.id), record)

    def _head_mention(self, phrase: Phrase) -> Mention | None:
        head = phrase.core.head
        if head is None:
            return None
        owners = [ref for piece in phrase.owners if (ref := self.owner(piece)) is not None]
        owner = owners[0] if owners else self._owner_beside(phrase, head)
        if head.words == "settlement" and any(self.view.words[i] in _SETTLING for i in phrase.titled):
            return None  # "a peaceful settlement" of a dispute
        sector = self._sector(phrase)
        role_text, role_words, former, coming = self._role(phrase)
        if head.role is not None and role_words and owners:
            refs: list[tuple[ActorRef, Candidate | None]] = []
            for body in owners:
                held = (
                    self.resolver.holder(
                        _singular(role_words, head),
                        body.country or body.id,
                        self._on(phrase.start),
                        former=former,
                        coming=coming,
                    )
                    if body.kind in ("country", "organization", "armed_group")
                    else []
                )
                if held:
                    refs.append((self._known_ref(held[0].id, role_text), held[0]))
            if refs and len(refs) == len(owners):
                first, best = refs[0]
                if len(owners) > 1:
                    group = self.group_ref(owner, sector, head)
                    holders = tuple(ref for ref, _ in refs)
                    return self._make(phrase, group, 0.85, "role", ("office holders",), (), holders)
                if not head.plural and best is not None:
                    return self._make(phrase, first, best.score, "role", best.reasons)
        if head.form == "state":
            if owner is None:
                if head.words == "state" and not self._stands_alone(phrase, head):
                    return None  # "state visits"
                owner = self._governed(phrase)
                if owner is None:
                    ref = ActorRef(id="group:GOV", name="government", kind="group", sector="GOV")
                    return self._make(phrase, ref, 0.55, "agent", ("a government, not said whose",))
                return self._make(phrase, owner, 0.75, "agent", ("the government of the only country spoken of",))
            several = tuple(owners) if len(owners) > 1 else ()
            return self._make(phrase, owner, 0.93, "agent", ("the government of it",), (), several)
        home = self.agents.data.homes.get(head.words)
        if owner is None and home is not None:
            spoken = self.memory.by_sentence.get(self.view.sent[phrase.start], ())
            elsewhere = head.role is not None and self.memory.countries and home not in self.memory.countries
            known = self.view.is_capital(phrase.core.start) and not elsewhere
            if known or head.words in _OF_ROME or home in spoken:
                owner = country_ref(self.base, home)
                office = role_words if head.role is not None and not head.plural else None
                held = self.resolver.holder(office, home, self._on(phrase.start), former=former) if office else []
                if held:
                    ref = self._known_ref(held[0].id, role_text)
                    return self._make(phrase, ref, held[0].score, "role", held[0].reasons)
        named = self._named_body(phrase) if owner is None else None
        if named is not None:
            place = self._infer(phrase, "CVL")
            named = replace(named, country=place.country if place else None)
            return self._make(phrase, named, 0.7, "entity", ("an organisation nobody listed",))
        if owner is None and not self._stands_alone(phrase, head):
            return None
        # "the strongman threatened Kyiv" is not Kyiv's: whom it means is for coreference to say
        unsaid = owner is None and (head.role != "leader" or head.plural) and not self._of_others(phrase, head)
        unsaid = unsaid and not any(self.view.words[i] in _WORLDWIDE for i in phrase.titled)
        inferred = self._infer(phrase, sector or "CVL") if unsaid else None
        if owner is None and head.kind == "media":
            ref = ActorRef(id="group:MED", name="media", kind="media", sector="MED")
            return self._make(phrase, ref, 0.5, "agent", ("media",))
        if inferred is not None and head.role is not None and not head.plural and role_words:
            held = self.resolver.holder(role_words, inferred.country or "", self._on(phrase.start), former=former)
            if held:
                ref = self._known_ref(held[0].id, role_text)
                reasons = (*held[0].reasons, "the only country spoken of")
                return self._make(phrase, ref, held[0].score * 0.8, "role", reasons)
        ref = self.group_ref(owner or inferred, sector, head)
        members: tuple[ActorRef, ...] = ()
        if len(owners) > 1:
            members = tuple(self.group_ref(body, sector, head) for body in owners)
        if role_text and head.role is not None and not head.plural:
            ref = replace(ref, role=role_text)
        reasons = (f"{head.words}: {sector}", *(("of the only country spoken of",) if inferred else ()))
        return self._make(phrase, ref, 0.88 if owner else 0.6, "agent", reasons, (), members)

    def _owner_beside(self, phrase: Phrase, head: Head) -> ActorRef | None:
        """Whose a head is that names nobody itself: of whom it follows, or of the group named before."""
        view, end = self.view, phrase.end
        first = phrase.heads[0]
        if first is not phrase.core and first.head is not None and first.head.generic and view.possessive[first.end]:
            return self._body_before(phrase)
        if head.words == "others":
            sentence = view.sent[phrase.start]
            before = [
                other for other in self._phrases if other.start < phrase.start and view.sent[other.start] == sentence
            ]
            groups = [
                p for p in before if p.core.kind == PieceKind.HEAD and p.owner and view.tag[p.core.end - 1] == "NNS"
            ]
            return self.owner(groups[-1].owner) if groups else None
        if head.form == "thing" or (*view.words[end : end + 2],) not in _FOLLOWING:
            return None
        leaders = [other for other in self._phrases if view.head[other.core.end - 1] == end + 1 and other.start > end]
        if not leaders:
            return None
        leader = leaders[0]
        if leader.core.kind in PERSONS:
            person = self._person(leader.core, leader)
            return self.country_ref(person[0].country) if person else None
        return self.owner(leader.owner if leader.core.kind == PieceKind.HEAD else leader.core)

    def _body_before(self, phrase: Phrase) -> ActorRef | None:
        """The body last named in this sentence or the one before: "the group's leader" leads it."""
        sentence = self.view.sent[phrase.start]
        for other in reversed([other for other in self._phrases if other.start < phrase.start]):
            if self.view.sent[other.start] < sentence - 1:
                return None
            for piece in (other.core, other.owner):
                if piece is not None and piece.kind in (PieceKind.BODY, PieceKind.NEW_BODY):
                    return self.owner(piece)
        return None

    def _of_others(self, phrase: Phrase, head: Head) -> bool:
        """ "The diplomats of seven countries", "ambassadors in Oslo" do not serve the country that is named."""
        if phrase.end >= self.view.size or head.sector != "GOV":
            return False
        after = self.view.words[phrase.end]
        return after == "of" or (after in ("in", "at") and head.words in _ABROAD)

    def _named_body(self, phrase: Phrase) -> ActorRef | None:
        """ "Grameen Bank": a head in capitals with other names before it is a body of its own."""
        view, core = self.view, phrase.core
        if not view.is_capital(core.start) or core.head is None or core.head.form not in ("body", "state"):
            return None
        start = core.start
        while start > phrase.start and view.is_capital(start - 1) and view.pos[start - 1] == PROPN:
            start -= 1
        if start == core.start or all(view.words[i] in self.agents.sector_words for i in range(start, core.start)):
            return None
        name = clean_name(view, start, core.end)
        return ActorRef(id=f"org:{slug(name)}", name=name, kind="organization", sector=core.head.sector)

    def _stands_alone(self, phrase: Phrase, head: Head) -> bool:
        """Whether a head that nobody owns is an actor at all."""
        view, last = self.view, phrase.core.end - 1
        if view.dep[last] in ("compound", "nmod", "amod") and view.head[last] > last:
            return (
                head.sector in _IN_COMPOUNDS
                and head.words not in self.agents.needs_owner
                and not head.generic
                and head.form in ("body", "people", "state")
                and head.role is None
            )
        if head.words in self.agents.needs_owner:
            before, after = phrase.start - 1, phrase.end
            the = before >= 0 and view.words[before] == "the"
            return the and len(phrase.titled) < 2 and not (after < view.size and view.words[after] == "of")
        if head.generic and self._sector(phrase) in (None, "GOV") and len(phrase.titled) < 2:
            return head.sector == "GOV" and head.plural
        return True

    def _make(
        self,
        phrase: Phrase,
        ref: ActorRef,
        score: float,
        via: str,
        reasons: tuple[str, ...],
        alternatives: tuple[tuple[str, float], ...] = (),
        members: tuple[ActorRef, ...] = (),
    ) -> Mention:
        view = self.view
        first, last = view.tokens[phrase.start], view.tokens[phrase.end - 1]
        ref = self._judged(ref)
        start, end = first.idx, last.idx + len(last)
        text = view.content[start:end]
        placed = _at(ref, text, start, end)
        return Mention(
            start=phrase.start,
            end=phrase.end,
            head=self._syntactic_head(phrase),
            ref=placed,
            members=tuple(_at(member, text, start, end) for member in members),
            score=round(score, 4),
            reasons=reasons,
            alternatives=alternatives,
            via=via,
        )

    def _judged(self, ref: ActorRef) -> ActorRef:
        """Whom the analyst judged the actor to be."""
        kept = self.base.redirects.get(ref.id)
        if kept is None:
            return ref
        return self._known_ref(kept, ref.role) if kept in self.base else replace(ref, id=kept)

    def _syntactic_head(self, phrase: Phrase) -> int:
        """The token whose head lies outside the phrase; the last token of the core if several do."""
        view = self.view
        outside = [
            i
            for i in range(phrase.start, phrase.end)
            if not phrase.start <= view.head[i] < phrase.end or view.head[i] == i
        ]
        last = phrase.core.end - 1
        if not outside:
            return last
        return last if last in outside or len(outside) > 2 else outside[-1]

    def group_ref(self, owner: ActorRef | None, sector: str | None, head: Head) -> ActorRef:
        """The node of a generic agent."""
        return group_ref(self.base, self.agents, owner, sector, head)

    def _appositions(self, mentions: list[Mention]) -> list[Mention]:
        """ "Nigeria's top diplomat, Yusuf Tuggar": name and description beside it are one; each completes the other."""
        by_head = {mention.head: place for place, mention in enumerate(mentions)}
        view, found = self.view, list(mentions)
        for place, mention in enumerate(mentions):
            if view.dep[mention.head] != "appos":
                continue
            other = by_head.get(view.head[mention.head])
            if other is None or other == place:
                continue
            pair = (found[other], found[place])
            named = [m for m in pair if m.via in ("name", "entity") and m.ref.kind in _NAMED]
            described = [
                m for m in pair if m.via in ("agent", "role") and m.ref.kind in ("group", "person") and not m.members
            ]
            if len(named) != 1 or len(described) != 1 or view.tag[described[0].head] in ("NNS", "NNPS"):
                continue
            name, description = named[0], described[0]
            country = name.ref.country or description.ref.country
            identity = replace(name.ref, country=country) if name.ref.id not in self.base else name.ref
            if identity.id.startswith("org:") and self._one_person(description) and identity.id not in self.base:
                # the model takes many a foreign name for an organisation; its description knows better
                identity = replace(identity, id=f"person:{slug(identity.name)}", kind="person", sector=None)
            role = description.ref.role
            for index, old in ((other, pair[0]), (place, pair[1])):
                ref = replace(identity, role=role, text=old.ref.text, start=old.ref.start, end=old.ref.end)
                found[index] = replace(old, ref=ref, reasons=(*old.reasons, f"with {pair[old is pair[0]].ref.text!r}"))
            if role and identity.kind == "person" and country:
                self._note_office(identity, role, country_ref(self.base, country), former=False)
        return self._completed(found)

    def _one_person(self, mention: Mention) -> bool:
        head = self.agents.heads.get(self.view.words[mention.head])
        return head is not None and head.form == "people" and not head.plural and head.sector not in ("MIL", "BUS")

    def _completed(self, mentions: list[Mention]) -> list[Mention]:
        """What one mention tells of a person or body nobody lists holds for its other mentions as well."""
        known: dict[str, ActorRef] = {}
        for mention in mentions:
            ref = mention.ref
            if ref.kind in _NAMED and ref.id not in self.base and (ref.country or ref.sector):
                known.setdefault(ref.id, ref)
        found: list[Mention] = []
        for mention in mentions:
            full = known.get(mention.ref.id)
            if full is not None:
                ref = replace(
                    mention.ref, country=mention.ref.country or full.country, sector=mention.ref.sector or full.sector
                )
                mention = replace(mention, ref=ref)
            found.append(mention)
        return found


def _at(ref: ActorRef, text: str, start: int, end: int) -> ActorRef:
    """The actor at a place; as ``dataclasses.replace`` does, but several times as quick."""
    return ActorRef(
        id=ref.id,
        name=ref.name,
        kind=ref.kind,
        country=ref.country,
        sector=ref.sector,
        role=ref.role,
        text=text,
        start=start,
        end=end,
    )


def _singular(words: str, head: Head) -> str:
    if not head.plural:
        return words
    return words[:-1] if words.endswith("s") else words.replace("men", "man")
