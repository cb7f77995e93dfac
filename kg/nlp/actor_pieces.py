"""Pieces of mentions: names from the gazetteer, names only the model saw, heads such as "troops" or "president"."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kg.actors.agents import Agents, Head
from kg.actors.folding import fold_name, fold_word
from kg.actors.index import Hit, NameKind, NameUse
from kg.actors.knowledge import KnowledgeBase
from kg.actors.resolve import PROMINENT
from kg.actors.variants import PARTICLES
from kg.nlp.actor_view import ADJ, DET, NOMINAL, NOUN, NUM, PROPN, VERB, View
from kg.nlp.names import MONTHS, extend_name


class PieceKind(StrEnum):
    """What a piece of a mention is."""

    COUNTRY = "country"
    ADJECTIVE = "adjective"
    METONYM = "metonym"
    BODY = "body"  # organisation, armed group, medium, listed government
    PERSON = "person"
    SURNAME = "surname"
    PEOPLE = "people"
    PLACE = "place"
    NEW_PERSON = "new_person"
    NEW_BODY = "new_body"
    HEAD = "head"
    NOBODY = "nobody"


OWNERS = frozenset({PieceKind.COUNTRY, PieceKind.ADJECTIVE, PieceKind.METONYM, PieceKind.BODY, PieceKind.PEOPLE, PieceKind.PLACE, PieceKind.NEW_BODY, PieceKind.PERSON, PieceKind.SURNAME, PieceKind.NEW_PERSON})  # fmt: skip # noqa: E501
NAMES = frozenset({PieceKind.PERSON, PieceKind.SURNAME, PieceKind.NEW_PERSON, PieceKind.BODY, PieceKind.NEW_BODY})
PERSONS = frozenset({PieceKind.PERSON, PieceKind.SURNAME, PieceKind.NEW_PERSON})


@dataclass(frozen=True, slots=True)
class Piece:
    """Tokens ``start`` to ``end`` with what they may be."""

    start: int
    end: int
    kind: PieceKind
    uses: tuple[NameUse, ...] = ()
    head: Head | None = None
    name: str = ""


# Surnames that are everyday words: taken for a name only where the tagger or the context says so.
_COMMON = frozenset("may brown bush rice power key hague straw english short swan king long young park song ban day sun hope love white black green stone church state major case little banks price cook hunt fox barber moon chance rudd power bond marine marina li le an do so in no he you an ho ma mori abe bild rich bell paz santos castro silva costa martin thomas johnson grant lee ross cruz blair wolf wade".split())  # fmt: skip # noqa: E501
EVERYDAY = frozenset("may bush rice power key straw english short swan long young song ban day sun hope love white black green stone church state major case little banks price cook hunt fox moon chance bond marine rich bell grant wolf wade king will mark bill an do so in no he ho ma le".split())  # fmt: skip # noqa: E501

_LOCATING = frozenset(
    "in at near from to of around outside across throughout into over against toward towards on".split()
)

# Where towns have names that persons have as well.
_TOWNS_AS_NAMES = frozenset("USA GBR CAN AUS NZL IRL ZAF JAM BHS ESP PRT ITA FRA DEU BEL NLD CHE BRA ARG CHL MEX COL VEN PER ECU BOL CUB DOM CRI PAN NIC HND SLV GTM URY PRY PHL".split())  # fmt: skip # noqa: E501

# Behind these a name nobody knows is rather a person's than a place's.
_TOWARDS_PERSONS = frozenset({"against", "by", "with", "to"})

# Entities of the model that are never actors.
_NOT_ACTORS = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "ORDINAL", "CARDINAL", "LAW", "EVENT", "WORK_OF_ART", "LANGUAGE", "PRODUCT"})  # fmt: skip # noqa: E501


class PieceFinder:
    """Finds pieces in a document.

    Args:
        base: Known actors.
        agents: Heads and word lists.
    """

    def __init__(self, base: KnowledgeBase, agents: Agents) -> None:
        self.base = base
        self.agents = agents
        self._kinds: dict[int, str] = {}
        self._nobody = {fold_name(name): len(fold_name(name).split(" ")) for name in agents.data.nobody}
        self._nobody_first = {key.split(" ")[0] for key in self._nobody}
        self._given = {fold_word(name) for names in agents.data.given_names.values() for name in names}
        self._regions = {fold_name(name): name for name in agents.data.regions}
        self._region_first = {key.split(" ")[0] for key in self._regions}
        self._people_adjectives = {fold_name(a): k for k, p in agents.data.peoples.items() for a in p.adjectives}
        self._people_nouns = {fold_name(n): k for k, p in agents.data.peoples.items() for n in p.nouns}
        self._people_first = {key.split(" ")[0] for key in (*self._people_adjectives, *self._people_nouns)}

    def find(self, view: View) -> list[Piece]:
        """All pieces, sorted, none overlapping."""
        taken = [False] * view.size
        hits = self.base.index.match(view.words, view.texts)
        pieces = self._listed_phrases(view, taken, {place: hit for hit in hits for place in range(hit.start, hit.end)})
        for hit in hits:
            if any(taken[hit.start : hit.end]):
                continue
            piece = self._known(view, hit)
            if piece is not None:
                pieces.append(piece)
                taken[piece.start : piece.end] = [True] * (piece.end - piece.start)
        pieces = self._entities(view, pieces, taken)
        self._heads(view, pieces, taken)
        self._unseen(view, pieces, taken)
        pieces.sort(key=lambda piece: piece.start)
        return pieces

    def _listed_phrases(self, view: View, taken: list[bool], around: dict[int, Hit]) -> list[Piece]:
        """Names that swallow a country's, regions, peoples; a longer name of the gazetteer wins over the last two.

        ``around`` has the gazetteer's name at each token that is part of one.
        """
        found: list[Piece] = []
        for index, word in enumerate(view.words):
            if not word or taken[index]:
                continue
            # "the prophet Muhammad": a name that is nobody's may begin with a small word
            named = index + 1 < view.size and word in self._nobody_first and view.is_capital(index + 1)
            if not view.is_capital(index) and not named:
                continue
            for table, first, kind in (
                (self._nobody, self._nobody_first, PieceKind.NOBODY),
                (self._regions, self._region_first, PieceKind.PLACE),
                (self._people_nouns, self._people_first, PieceKind.PEOPLE),
                (self._people_adjectives, self._people_first, PieceKind.PEOPLE),
            ):
                if word not in first:
                    continue
                for size in (3, 2, 1):
                    key = " ".join(filter(None, view.words[index : index + size]))
                    hit = around.get(index)
                    if kind != PieceKind.NOBODY and hit and hit.end >= index + size and hit.end - hit.start > size:
                        continue
                    if index + size <= view.size and key in table and len(key.split(" ")) == size:
                        end = index + size
                        found.append(Piece(index, end, kind, name=str(table[key]) if kind != PieceKind.NOBODY else ""))
                        taken[index:end] = [True] * size
                        break
                if taken[index]:
                    break
        return found

    def _known(self, view: View, hit: Hit) -> Piece | None:
        kinds = {use.kind for use in hit.uses}
        start, end = hit.start, hit.end
        person_uses = tuple(use for use in hit.uses if self._kind(use.actor) == "person")
        other_uses = tuple(use for use in hit.uses if self._kind(use.actor) != "person")
        if other_uses and all(self._kind(use.actor) == "place" for use in other_uses):
            if self._placed(view, start, end, other_uses):
                person_uses = ()
            elif person_uses:
                other_uses = ()
        if person_uses and not other_uses:
            return self._known_person(view, hit, person_uses)
        if end - start == 1 and (person := self._namesake(view, start)) is not None:
            return person
        if person_uses and end - start == 1 and view.ent[start] == "PERSON" and view.pos[start] == PROPN:
            # "Jordan", "Chad": both; the words around decide when it is resolved
            other_uses = (*other_uses, *person_uses)
        following = view.words[end] if end < view.size else ""
        if following in self.agents.not_government and view.is_capital(end):
            after = end + 1
            return Piece(start, after, PieceKind.NOBODY)
        if kinds & {NameKind.ADJECTIVE, NameKind.DEMONYM} and not self._noun_name(view, hit, kinds):
            uses = tuple(use for use in other_uses if use.kind in (NameKind.ADJECTIVE, NameKind.DEMONYM))
            return Piece(start, end, PieceKind.ADJECTIVE, uses or other_uses)
        first = self._kind(other_uses[0].actor)
        if any(
            use.kind in (NameKind.NAME, NameKind.ALIAS) and self._kind(use.actor) == "country" for use in other_uses
        ):
            return Piece(start, end, PieceKind.COUNTRY, other_uses)
        if kinds & {NameKind.METONYM, NameKind.CAPITAL} and first == "country":
            return Piece(start, end, PieceKind.METONYM, other_uses)
        if first == "place":
            return (
                Piece(start, end, PieceKind.PLACE, other_uses) if self._placed(view, start, end, other_uses) else None
            )
        return Piece(start, end, PieceKind.BODY, other_uses)

    def _namesake(self, view: View, place: int) -> Piece | None:
        """A person named like a country or a town: "Jack London", "Georgia O'Keeffe", "Victoria Beckham"."""
        if view.pos[place] != PROPN:
            return None
        before, after = place - 1, place + 1
        if (
            before >= 0
            and view.words[before] in self._given
            and view.is_capital(before)
            and view.dep[before] == "compound"
            and view.head[before] == place
            and view.words[before] not in self.base.index.table
        ):
            return Piece(before, after, PieceKind.NEW_PERSON)
        if view.ent[place] == "PERSON" and view.dep[place] == "compound" and view.head[place] > place:
            end = extend_name(view, place)
            if (
                end > after
                and end == view.head[place] + 1
                and not any(self._is_other(view, i) for i in range(after, end))
            ):
                return Piece(place, end, PieceKind.NEW_PERSON)
        return None

    def _placed(self, view: View, start: int, end: int, uses: tuple[NameUse, ...]) -> bool:
        """Whether the name of a town stands for one here; many are names of persons or words as well."""
        if end - start > 1 or view.ent[start] in ("GPE", "LOC", "FAC"):
            return True
        if view.ent[start] == "PERSON" and self._lone(view, start):
            # the model takes many a town far away for a person
            return not any(self.base.country(self.base.id_of(use.actor)) in _TOWNS_AS_NAMES for use in uses)
        before = view.words[start - 1] if start else ""
        if before in ("in", "of") and view.pos[start] == PROPN and view.head[start] == start - 1:
            return True
        head = self.agents.heads.get(view.words[end]) if end < view.size else None
        if head is not None and head.form == "thing" and view.dep[start] == "compound":
            return True
        if view.pos[start] != PROPN or view.ent[start] in ("PERSON", "DATE"):
            return False
        return before in _LOCATING or (end < view.size and view.words[end] in self.agents.heads)

    def _lone(self, view: View, place: int) -> bool:
        """Whether no other name stands beside the word."""
        beside = (i for i in (place - 1, place + 1) if 0 <= i < view.size)
        return view.pos[place] == PROPN and not any(view.pos[i] == PROPN and view.is_capital(i) for i in beside)

    def _noun_name(self, view: View, hit: Hit, kinds: set[NameKind]) -> bool:
        """Of a word that is adjective and name ("US", "Kosovo"): whether it stands as a name here."""
        if not kinds & {NameKind.NAME, NameKind.ALIAS, NameKind.METONYM}:
            return False
        last = hit.end - 1
        return not (view.dep[last] in ("amod", "compound", "nmod") and view.head[last] > last)

    def _known_person(self, view: View, hit: Hit, uses: tuple[NameUse, ...]) -> Piece | None:
        start, end = hit.start, hit.end
        surname = view.words[start] in PARTICLES and end - start == 2  # "da Costa" may end another's name
        if any(use.kind != NameKind.SURNAME for use in uses) and end - start > 1 and not surname:
            return Piece(start, end, PieceKind.PERSON, uses)
        word = view.words[start]
        if end - start == 1:
            if start and view.words[start - 1] == "the" and self.agents.heads.get(word) is not None:
                return None  # "the Pope" is an office, though some are called Pope
            if view.pos[start] not in (PROPN, NOUN, ADJ, VERB) or view.ent[start] == "DATE":
                return None
            if view.pos[start] != PROPN and view.ent[start] != "PERSON":
                first = start == 0 or view.sent[start - 1] != view.sent[start]
                if word in _COMMON or (view.pos[start] == VERB and first and not self._prominent(uses)):
                    return None
            if word in MONTHS and not self._titled(view, start):
                if view.ent[start] != "PERSON" or not view.dep[start].startswith("nsubj"):
                    return None
            elif word in EVERYDAY and view.ent[start] != "PERSON" and not self._titled(view, start):
                return None
        return self._run(view, Piece(start, end, PieceKind.SURNAME, uses))

    def _run(self, view: View, piece: Piece) -> Piece:
        """A surname with other names beside it is another person: "Ali Akbar Velayati", "Ivanka Trump"."""
        start, end = piece.start, piece.end
        after = extend_name(view, end) if end < view.size and view.pos[end] == PROPN else end
        if end < view.size and view.joint[end] and after == end:
            after = extend_name(view, start)
        other = end < view.size and self._is_other(view, end) and not self._given_name(view, end)
        if after > end and (view.dep[end - 1] == "compound" or view.joint[end]) and not other:
            return Piece(start, after, PieceKind.NEW_PERSON)
        before = start
        while before > 0 and start - before < 3 and self._first_name(view, before - 1, start):
            before -= 1
        if before < start:
            return Piece(before, end, PieceKind.NEW_PERSON, piece.uses)
        return piece

    def _first_name(self, view: View, place: int, surname: int) -> bool:
        word = view.words[place]
        if not word or view.pos[place] != PROPN or not view.is_capital(place) or word in MONTHS:
            return False
        if (
            view.dep[place] != "compound"
            or not place < view.head[place] <= surname
            or view.sent[place] != view.sent[surname]
        ):
            return False
        return not self._is_other(view, place) and word not in self.agents.honorifics

    def _is_other(self, view: View, place: int) -> bool:
        """Whether the word is a title, a country or another listed name, not part of a person's."""
        word = view.words[place]
        if word in self.agents.heads or word in self.agents.sector_words or word in self.agents.former:
            return True
        rows = self.base.index.table.get(word)
        return any(self._kind(row[0]) != "person" for row in rows or ())

    def _given_name(self, view: View, place: int) -> bool:
        """ "Wu Dawei": the name of a town that the model takes for the end of a person's."""
        rows = self.base.index.table.get(view.words[place]) or ()
        towns = bool(rows) and all(self._kind(row[0]) in ("place", "person") for row in rows)
        whole = view.ent[place] == view.ent[place - 1] == "PERSON" and view.head[place - 1] == place
        return towns and whole and view.words[place] not in self.agents.heads

    def _prominent(self, uses: tuple[NameUse, ...]) -> bool:
        """Whether one of them has led a state."""
        return any(term.role in PROMINENT for use in uses for term in self.base.offices(self.base.id_of(use.actor)))

    def _titled(self, view: View, index: int) -> bool:
        return index > 0 and (
            view.words[index - 1] in self.agents.honorifics or view.words[index - 1] in ("president", "minister")
        )

    def _kind(self, actor: int) -> str:
        kind = self._kinds.get(actor)
        if kind is None:
            kind = self._kinds[actor] = str(self.base.row(self.base.id_of(actor))["kind"])
        return kind

    def _entities(self, view: View, pieces: list[Piece], taken: list[bool]) -> list[Piece]:
        """Names only the model saw, and longer ones around a known word ("Ivanka Trump", "Bank of Israel")."""
        for ent in view.doc.ents:
            label = ent.label_
            if label in _NOT_ACTORS:
                continue
            start, end = ent.start, ent.end
            if label == "PERSON":
                start, end = self._trim_person(view, start, end)
            else:
                while start < end and (view.words[start] in ("the", "a", "an") or not view.words[start]):
                    start += 1
                while end > start and (view.possessive[end - 1] or not view.words[end - 1]):
                    end -= 1
            if start >= end or not any(view.is_capital(i) for i in range(start, end)):
                continue
            inside = [piece for piece in pieces if piece.start < end and start < piece.end]
            made = self._from_entity(view, label, start, end, inside)
            if made is None:
                continue
            for piece in inside:
                pieces.remove(piece)
                taken[piece.start : piece.end] = [False] * (piece.end - piece.start)
            pieces.append(made)
            taken[made.start : made.end] = [True] * (made.end - made.start)
        return pieces

    def _unseen(self, view: View, pieces: list[Piece], taken: list[bool]) -> None:
        """Names that neither the gazetteer nor the model knows, where somebody must stand: "found Barbarin guilty"."""
        index = 0
        while index < view.size:
            end = extend_name(view, index) if self._strange(view, index, taken) else index
            if end == index:
                index += 1
                continue
            if not any(taken[index:end]) and self._party(view, index, end):
                pieces.append(Piece(index, end, PieceKind.NEW_PERSON))
                taken[index:end] = [True] * (end - index)
            index = end

    def _strange(self, view: View, place: int, taken: list[bool]) -> bool:
        return (
            view.pos[place] == PROPN
            and not taken[place]
            and not view.ent[place]
            and view.is_capital(place)
            and view.words[place] not in MONTHS
            and view.tag[place] == "NNP"
        )

    def _party(self, view: View, start: int, end: int) -> bool:
        """Whether a noun phrase that is nothing but this name stands where an actor does."""
        last = end - 1
        first = start == 0 or view.sent[start - 1] != view.sent[start]
        beside = end < view.size and (view.joint[end] or view.pos[end] in NOMINAL)
        joined = start > 0 and (view.joint[start - 1] or view.pos[start - 1] in (*NOMINAL, NUM, ADJ, DET))
        if beside or joined or (first and end - start == 1) or view.texts[start].isupper():
            return False
        if view.dep[last] == "pobj":
            return view.words[view.head[last]] in _TOWARDS_PERSONS
        return view.dep[last] in ("nsubj", "nsubjpass", "dobj", "dative")

    def _trim_person(self, view: View, start: int, end: int) -> tuple[int, int]:
        while end > start and (view.possessive[end - 1] or not view.words[end - 1]):
            end -= 1
        for place in range(start, end):
            if not view.words[place] and not view.joint[place] and view.texts[place] not in ("'", "’", "."):
                end = place
                break
        while start < end:
            found = self.agents.match(view.words, start, view.joint)
            if found and found[0] < end:
                start = found[0]
            elif (view.words[start] in self.agents.honorifics and start + 1 < end) or (
                view.words[start] in ("the", "then", "former")
                or view.words[start] in self.agents.sector_words
                or (not view.words[start] and start + 1 < end)
            ):
                start += 1
            else:
                break
        return start, end

    def _from_entity(self, view: View, label: str, start: int, end: int, inside: list[Piece]) -> Piece | None:
        size = end - start
        if label == "PERSON":
            if inside:
                longer = (
                    len(inside) == 1 and inside[0].kind in PERSONS and inside[0].start >= start and inside[0].end <= end
                )
                if not longer or inside[0].kind == PieceKind.PERSON or size == inside[0].end - inside[0].start:
                    return None
                before = range(start, inside[0].start)
                # "Ivanka Trump" is not the Trump of the gazetteer, "Mr Trump" is
                if not before or not all(view.pos[i] == PROPN or not view.words[i] for i in before):
                    return None
                if inside[0].end != end:
                    return None
            elif size == 1 and (view.pos[start] not in (PROPN, NOUN) or view.words[start] in self.agents.heads):
                return None
            if size > 6 or any(view.pos[i] == VERB for i in range(start, end)):
                return None
            return Piece(start, end, PieceKind.NEW_PERSON, inside[0].uses if inside else ())
        if label in ("ORG", "FAC"):
            if label == "FAC" and not inside:
                return None
            if inside:
                strong = [p for p in inside if p.kind in NAMES or p.kind in (PieceKind.NOBODY, PieceKind.PLACE)]
                if strong or any(p.start < start or p.end > end for p in inside):
                    return None
                if size == sum(p.end - p.start for p in inside) or label == "FAC":
                    return None
                last = inside[-1]
                rest = [i for i in range(start, end) if not any(p.start <= i < p.end for p in inside)]
                if not all(
                    view.is_capital(i)
                    or not view.words[i]
                    or view.possessive[i]
                    or view.words[i] in ("of", "for", "and", "the")
                    for i in rest
                ):
                    return None
                # "Russian Foreign Ministry" is better understood through its head than as an unknown name
                if self._has_head(view, start, end) or view.joint[last.end - 1]:
                    return None
            elif self._has_head(view, start, end) and size <= 3:
                return None
            if size == 1 and (view.pos[start] not in NOMINAL or view.words[start] in self.agents.heads):
                return None
            if not all(
                view.words[i] or view.joint[i] or view.texts[i] in ("'", "’", "&", ".") for i in range(start, end)
            ):
                return None
            owner = inside[0].uses if inside and inside[0].kind != PieceKind.HEAD else ()
            return Piece(start, end, PieceKind.NEW_BODY, owner)
        if inside:
            return None
        if label == "GPE":
            return Piece(start, end, PieceKind.PLACE) if view.pos[start] == PROPN else None
        if label == "NORP" and size == 1 and view.pos[start] != NOUN and view.words[start] not in self.agents.heads:
            return Piece(start, end, PieceKind.PEOPLE)
        return None

    def _has_head(self, view: View, start: int, end: int) -> bool:
        for place in range(start, end):
            found = self.agents.match(view.words, place, view.joint) if view.words[place] else None
            if found and found[0] == end and found[1].form != "thing":
                return True
        return False

    def _heads(self, view: View, pieces: list[Piece], taken: list[bool]) -> None:
        index, heads = 0, self.agents.heads
        while index < view.size:
            word = view.words[index]
            if not word or taken[index] or word not in heads:
                index += 1
                continue
            found = self.agents.match(view.words, index, view.joint)
            if found is None or any(taken[index : found[0]]) or view.pos[found[0] - 1] not in NOMINAL:
                index += 1
                continue
            end, head = found
            pieces.append(Piece(index, end, PieceKind.HEAD, head=head))
            taken[index:end] = [True] * (end - index)
            index = end
