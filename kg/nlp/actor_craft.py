"""Ships named after persons: "the frigate Admiral Gorshkov" and "the Charles de Gaulle carrier" are no persons."""

from __future__ import annotations

from dataclasses import replace

from kg.actors.agents import Agents
from kg.nlp.actor_pieces import PERSONS, Piece, PieceKind
from kg.nlp.actor_view import View

_QUOTES = frozenset("\"'“”‘’«»")


def christen(agents: Agents, view: View, pieces: list[Piece]) -> list[Piece]:
    """Take persons' names for those of the ships beside them.

    A name after the word is the ship's; before it only behind "the", which no person has. A ship that can act (a
    frigate stands for those who sail it) takes in the name that follows; any other name of a ship is nobody's.
    """
    found: list[Piece] = []
    for piece in pieces:
        found.append(piece)
        if piece.kind not in PERSONS:
            continue
        first = _with_titles(agents, view, found)
        start = found[first].start
        while start and (view.words[start - 1] in agents.honorifics or view.texts[start - 1] in _QUOTES):
            start -= 1
        ship = found[first - 1] if first and found[first - 1].end == start else None
        if not start:
            continue
        if view.words[start - 1] in agents.named_craft:
            if ship is not None and ship.kind == PieceKind.HEAD:
                found[first - 1 :] = [replace(ship, end=piece.end)]
            else:
                found[first:] = [Piece(start, piece.end, PieceKind.NOBODY)]
        elif view.words[start - 1] == "the" and not agents.named_craft.isdisjoint(
            view.words[piece.end : piece.end + 2]
        ):
            found[first:] = [Piece(start, piece.end, PieceKind.NOBODY)]
    return found


def _with_titles(agents: Agents, view: View, found: list[Piece]) -> int:
    """The first of the last pieces that are one name: "Admiral" of "Admiral Gorshkov", but not the ship before it."""
    place = len(found) - 1
    while place and found[place - 1].kind == PieceKind.HEAD and found[place - 1].end == found[place].start:
        if view.words[found[place].start - 1] in agents.named_craft:
            break
        place -= 1
    return place
