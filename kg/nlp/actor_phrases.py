"""From pieces to phrases: "Iranian Foreign Minister Javad Zarif" and "the army of Israel" are one mention each."""

from __future__ import annotations

from dataclasses import dataclass, replace

from kg.actors.agents import Agents
from kg.nlp.actor_craft import christen
from kg.nlp.actor_pieces import NAMES, OWNERS, PERSONS, Piece, PieceKind
from kg.nlp.actor_view import ADJ, ADV, NOUN, NUM, PROPN, VERB, View
from kg.nlp.names import extend_name

_GAP = frozenset({ADJ, NOUN, PROPN, NUM, ADV})
_MODIFIER_DEPS = frozenset({"amod", "compound", "nmod", "nummod", "poss", "advmod", "punct", "npadvmod", "quantmod"})
_LONGEST_GAP = 5
_OF_FORMS = frozenset({"people", "body", "state", "thing"})
_LEADING = frozenset({"senior", "top", "then", "former", "ex", "acting", "deputy", "vice", "chief", "several", "armed"})


@dataclass(frozen=True, slots=True)
class Phrase:
    """One mention before it is known who it is.

    Attributes:
        start, end: Tokens, article and closing 's left out.
        core: The piece that decides: a name, a country, a head.
        owner: Whose it is, None if nobody is named.
        owners: All of them for "leaders of Cuba and Venezuela".
        heads: Heads in it, in text order.
        titled: Tokens of the role before or around the core, without the owner.
    """

    start: int
    end: int
    core: Piece
    owner: Piece | None = None
    owners: tuple[Piece, ...] = ()
    heads: tuple[Piece, ...] = ()
    titled: tuple[int, ...] = ()


class PhraseBuilder:
    """Joins pieces.

    Args:
        agents: Word lists.
    """

    def __init__(self, agents: Agents) -> None:
        self.agents = agents

    def build(self, view: View, pieces: list[Piece]) -> list[Phrase]:
        """Phrases in text order, none overlapping."""
        pieces = christen(self.agents, view, self._named_after_title(view, pieces))
        phrases: list[Phrase] = []
        index = 0
        while index < len(pieces):
            chain = [pieces[index]]
            if pieces[index].kind != PieceKind.NOBODY:
                while index + len(chain) < len(pieces) and self._joins(view, chain, pieces[index + len(chain)]):
                    chain.append(pieces[index + len(chain)])
            index += len(chain)
            phrase = self._phrase(view, chain)
            if phrase is None:
                continue
            if phrase.core.kind == PieceKind.HEAD:
                phrase, used = self._of(view, phrase, pieces[index:])
                index += used
            phrases.append(self._widen(view, phrase, phrases[-1].end if phrases else 0))
        return self._shared(view, phrases)

    def _shared(self, view: View, phrases: list[Phrase]) -> list[Phrase]:
        """ "The Russian and Ukrainian presidents": one head, an owner for each adjective."""
        found = list(phrases)
        for place in range(len(found) - 2, -1, -1):
            first, second = found[place], found[place + 1]
            if first.core.kind != PieceKind.ADJECTIVE or first.owner is not None or second.core.kind != PieceKind.HEAD:
                continue
            owner = second.owners[0] if second.owners else None
            if owner is None or owner.kind != PieceKind.ADJECTIVE or second.start != owner.start:
                continue
            between = range(first.end, second.start)
            if between and all(view.words[i] in ("and", "or") or view.texts[i] == "," for i in between):
                found[place : place + 2] = [
                    replace(second, start=first.start, owner=first.core, owners=(first.core, *second.owners))
                ]
        return found

    def _named_after_title(self, view: View, pieces: list[Piece]) -> list[Piece]:
        """ "Foreign Minister Jorge Arreaza" names a person, also where the model saw none."""
        starts = {piece.start: piece for piece in pieces}
        found: list[Piece] = []
        blocked = 0
        for piece in pieces:
            if piece.start < blocked:
                continue
            found.append(piece)
            head = piece.head
            if head is None or head.plural or piece.end >= view.size:
                continue
            title = head.role is not None or head.form == "people" or head.words in self.agents.data.body_as_office
            follower = starts.get(piece.end)
            if not title or (follower is not None and follower.kind not in (PieceKind.SURNAME, PieceKind.NEW_PERSON)):
                continue
            begin = piece.end
            while begin < view.size and view.words[begin] in self.agents.honorifics:
                begin += 1
            end = extend_name(view, begin)
            if follower is not None:
                end = max(end, follower.end)
                if end == follower.end and begin == follower.start:
                    continue
            inner = [other for other in pieces if other.start < end and begin < other.end]
            if end == begin or any(o.kind not in (PieceKind.SURNAME, PieceKind.NEW_PERSON) for o in inner):
                continue
            if view.head[piece.end - 1] > end or (not view.is_capital(piece.end - 1) and view.pos[begin] != PROPN):
                continue
            found.append(
                Piece(begin, end, PieceKind.NEW_PERSON, inner[-1].uses if inner and inner[-1].end == end else ())
            )
            blocked = end
        return found

    def _joins(self, view: View, chain: list[Piece], right: Piece) -> bool:
        left = chain[-1]
        if view.sent[left.start] != view.sent[right.start] or right.kind == PieceKind.NOBODY:
            return False
        gap = range(_past_acronym(view, left.end), right.start)
        if len(gap) > _LONGEST_GAP:
            return False
        owned = left.end < view.size and view.possessive[left.end]
        if left.kind != PieceKind.HEAD and left.kind not in OWNERS:
            return False
        if right.kind not in (PieceKind.HEAD, *NAMES) and not (
            right.kind in (PieceKind.ADJECTIVE, PieceKind.PEOPLE) and left.kind == PieceKind.ADJECTIVE and not gap
        ):
            return False
        reach = right.end - 1
        while reach + 1 < view.size and view.dep[reach] in ("compound", "nmod", "amod") and view.head[reach] > reach:
            reach = view.head[reach]
        for place in gap:
            if view.possessive[place]:
                if place != left.end or (left.kind == PieceKind.HEAD and right.kind in PERSONS):
                    return False
                continue
            if view.words[place] in self.agents.not_owner and not owned:
                return False
            if view.words[place] in self.agents.led and place > left.end and view.joint[place - 1]:
                continue
            if view.joint[place]:
                if right.kind != PieceKind.HEAD or place + 1 >= right.start:
                    return False
                continue
            if view.words[place] in self.agents.honorifics:
                continue
            if not self._modifies(view, place, reach):
                return False
        if owned:
            return right.kind != PieceKind.NEW_BODY or not gap or len(gap) <= 2
        return self._adjacent(view, left, right, reach, bool(gap))

    def _adjacent(self, view: View, left: Piece, right: Piece, reach: int, gap: bool) -> bool:
        """Whether two pieces that no 's joins are one noun phrase."""
        last = left.end - 1
        attached = last < view.head[last] <= reach and view.dep[last] in (*_MODIFIER_DEPS, "nsubj", "dep", "appos")
        capital = view.is_capital(right.start)
        if left.kind == PieceKind.ADJECTIVE or left.kind == PieceKind.PEOPLE:
            if right.kind in PERSONS:
                return not gap and attached
            return attached or right.kind == PieceKind.HEAD
        if left.kind == PieceKind.HEAD:
            if right.kind in PERSONS:
                plain_title = (
                    left.head is not None and not left.head.plural and left.head.form in ("people", "body", "state")
                )
                title_like = left.head is not None and (left.head.form == "people" or view.is_capital(left.start))
                return not gap and plain_title and title_like and (attached or capital)
            if right.kind == PieceKind.HEAD:
                return attached and (left.head is None or not left.head.plural or left.end - left.start > 1 or True)
            return not gap and attached and left.head is not None and left.head.form == "body" and not left.head.plural
        if right.kind == PieceKind.HEAD:
            if left.kind in PERSONS:
                form = right.head.form if right.head else ""
                return attached or (form == "state" and not gap) or (capital and not gap and attached)
            return (
                attached
                or (left.kind == PieceKind.BODY and not gap and view.dep[last] in ("conj", "nmod", "compound"))
                or (capital and view.is_capital(left.start) and not gap and not _verb_between(view, left, right))
            )
        if right.kind in PERSONS:
            return False
        return not gap and attached and left.kind != PieceKind.NEW_PERSON and left.kind not in PERSONS

    def _modifies(self, view: View, place: int, reach: int) -> bool:
        pos, word = view.pos[place], view.words[place]
        if not word:
            return view.texts[place] in ("“", "”", '"', "‘", "’", "'") and view.head[place] <= reach
        if pos == VERB:
            return (
                view.tag[place] in ("VBN", "VBG")
                and view.dep[place] in ("amod", "compound")
                and view.head[place] <= reach
            )
        if pos not in _GAP or view.ent[place] in ("DATE", "TIME"):
            return False
        return (place < view.head[place] <= reach and view.dep[place] in _MODIFIER_DEPS) or (
            view.is_capital(place) and place < view.head[place] <= reach
        )

    def _phrase(self, view: View, chain: list[Piece]) -> Phrase | None:
        core = chain[-1]
        if core.kind == PieceKind.NOBODY:
            return None
        heads = tuple(piece for piece in chain if piece.kind == PieceKind.HEAD)
        owner = next((piece for piece in chain[:-1] if piece.kind in OWNERS), None)
        nearest = next((piece for piece in reversed(chain[:-1]) if piece.kind != PieceKind.HEAD), None)
        if nearest is not None and nearest.kind == PieceKind.BODY and core.kind == PieceKind.HEAD:
            owner = nearest  # "Russia's Tass news agency" is Tass
        start, end = chain[0].start, core.end
        covered = {place for piece in chain if piece.kind != PieceKind.HEAD for place in range(piece.start, piece.end)}
        titled = tuple(
            place
            for place in range(start, core.end if core.kind == PieceKind.HEAD else core.start)
            if place not in covered and not view.possessive[place] and view.words[place]
        )
        return Phrase(start, end, core, owner, (owner,) if owner else (), heads, titled)

    def _of(self, view: View, phrase: Phrase, following: list[Piece]) -> tuple[Phrase, int]:
        """Take in "of Iran", "in Britain", "from the NDC-R" after a head; how many pieces that used."""
        head, place = phrase.core.head, phrase.end
        if head is None or place >= view.size or not following or head.form not in _OF_FORMS:
            return phrase, 0
        word = view.words[place]
        if word == "of":
            allowed = True
        elif word in ("in", "from"):
            owned = self._owned(view, phrase.start)
            allowed = phrase.owner is None and not owned and (head.local or (word == "from" and head.form == "people"))
        else:
            allowed = (
                word == "for" and phrase.owner is None and head.words in ("inspectors", "spokesman", "spokeswoman")
            )
        if not allowed:
            return phrase, 0
        owners, used, cursor = self._owners(view, place + 1, following)
        if not owners or (phrase.owner is not None and owners[0].kind not in NAMES and word == "of" and not owners):
            return phrase, 0
        if phrase.owner is not None:
            # "US envoy of Iran"? the first owner stays
            return phrase, 0
        if word in ("in", "from") and owners[0].kind in (*PERSONS, PieceKind.ADJECTIVE):
            return phrase, 0
        return replace(phrase, end=cursor, owner=owners[0], owners=tuple(owners)), used

    def _describes(self, view: View, place: int, end: int) -> bool:
        """Whether the word, or the one it is joined to, stands before the noun it belongs to."""
        while view.dep[place] == "conj" and view.head[place] != place:
            place = view.head[place]
        return view.head[place] >= end and view.sent[view.head[place]] == view.sent[place]

    def _owned(self, view: View, start: int) -> bool:
        """Whether a possessive before the phrase says whose it is: "its army", "the country's military government"."""
        while start > 0 and view.head[start - 1] >= start and view.pos[start - 1] in (ADJ, NOUN, NUM, PROPN):
            start -= 1
        return start > 0 and (view.tag[start - 1] == "PRP$" or view.possessive[start - 1])

    def _owners(self, view: View, place: int, following: list[Piece]) -> tuple[list[Piece], int, int]:
        """Names right after a preposition, coordinated ones together."""
        owners: list[Piece] = []
        used, cursor = 0, place
        titled = len(following) > 1 and following[0].kind == PieceKind.HEAD and following[1].kind in PERSONS
        if titled and following[0].start == place and following[0].end == following[1].start:
            return [following[1]], 2, following[1].end  # "the government of President Lula"
        for piece in following:
            at = cursor
            while at < piece.start and (
                view.words[at] in ("the", "both", "former", "and")
                or (owners and view.texts[at] == ",")
                or (owners and view.words[at] in ("as", "well"))
            ):
                at += 1
            if at != piece.start or piece.kind not in OWNERS:
                break
            if (
                piece.kind == PieceKind.ADJECTIVE
                and used + 1 < len(following)
                and following[used + 1].start == piece.end
            ):
                break
            if owners and (
                piece.kind not in (PieceKind.COUNTRY, PieceKind.METONYM, PieceKind.BODY)
                or view.texts[cursor] not in (",", "and", "&")
                or owners[0].kind in PERSONS
            ):
                break
            owners.append(piece)
            used, cursor = used + 1, piece.end
        if len(owners) > 1:
            joined = any(view.words[i] == "and" for i in range(owners[-2].end, owners[-1].start))
            if not joined:
                return owners[:1], 1, owners[0].end
        if owners and cursor < view.size and view.possessive[cursor]:
            return [], 0, place
        last = owners[-1].end - 1 if owners else place
        if owners and view.dep[last] in ("amod", "compound", "nmod", "conj") and self._describes(view, last, cursor):
            return [], 0, place  # "hundreds of Kenyan drivers", "force of Korean and US jets"
        return owners, used, cursor

    def _widen(self, view: View, phrase: Phrase, floor: int) -> Phrase:
        """Take in the adjectives and titles before the first piece: "senior", "then-", "Deputy", "Mr"."""
        start, titled = phrase.start, list(phrase.titled)
        reach = phrase.core.end - 1
        while reach + 1 < view.size and view.dep[reach] in ("compound", "nmod") and reach < view.head[reach]:
            reach = view.head[reach]
        modified = phrase.core.kind in (PieceKind.HEAD, *NAMES) and (phrase.heads or phrase.core.kind in PERSONS)
        while start > floor and modified:
            before = start - 1
            word = view.words[before]
            if view.sent[before] != view.sent[start]:
                break
            if view.joint[before] and before > floor and view.words[before - 1] in self.agents.former:
                start = before - 1
                titled.append(start)
            elif word in self.agents.honorifics or (word in _LEADING and view.texts[before] not in (",",)):
                start = before
                titled.append(start)
            elif not view.texts[before].strip(".") or not word:
                if view.texts[before] == "." and before > floor and view.words[before - 1] in self.agents.honorifics:
                    start = before - 1
                    continue
                break
            elif (
                phrase.heads and phrase.heads[0].start >= phrase.start and view.pos[before] in (ADJ, NOUN, PROPN, VERB)
            ):
                if view.pos[before] == NUM or not self._modifies(view, before, reach) or view.dep[before] == "advmod":
                    break
                if before > 0 and view.joint[before - 1] and before - 1 >= floor:
                    break
                start = before
                titled.append(start)
            else:
                break
        return replace(phrase, start=start, titled=tuple(sorted(titled)))


def _past_acronym(view: View, place: int) -> int:
    """Past an abbreviation in brackets: "the Cambodia National Rescue Party (CNRP) leader"."""
    if place + 3 < view.size and view.texts[place] == "(" and view.texts[place + 2] == ")":
        return place + 3 if view.texts[place + 1].isupper() else place
    return place


def _verb_between(view: View, left: Piece, right: Piece) -> bool:
    return any(view.pos[place] == VERB for place in range(left.end, right.start))
