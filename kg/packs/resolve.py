"""Who is meant: an actor id for a name, an alias, an id or an ISO code, as the graph knows it."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any, Protocol

from kg.errors import UsageError


class Reader(Protocol):
    """What can be asked: a store or its connection."""

    def read(
        self,
        query: str,
        params: Mapping[str, Any] | None = None,
        *,
        timeout: float | None = None,
        limit: int | None = None,
    ) -> Any:
        """Rows of a query that only reads."""
        ...


# An id is unique. For anything else the better kind of match counts, then the weightier kind of actor.
_BY_ID = "MATCH (a:Actor {id: $text}) RETURN a.id AS id, a.name AS name"
_BY_CODE = """MATCH (a:Country)
WHERE a.id = 'country:' + $upper OR a.country = $upper OR a.iso2 = $upper
RETURN a.id AS id, a.name AS name ORDER BY id"""
_BY_NAME = """MATCH (a:Actor {name: $text})
RETURN a.id AS id, a.name AS name, a.kind AS kind ORDER BY id"""
_BY_ANY_NAME = """MATCH (a:Actor)
WHERE toLower(a.name) = $lower OR any(alias IN coalesce(a.aliases, []) WHERE toLower(alias) = $lower)
RETURN a.id AS id, a.name AS name, a.kind AS kind ORDER BY id"""
_BY_PART = """MATCH (a:Actor)
WHERE toLower(a.name) CONTAINS $lower OR any(alias IN coalesce(a.aliases, []) WHERE toLower(alias) CONTAINS $lower)
RETURN a.id AS id, a.name AS name, a.kind AS kind ORDER BY size(a.name), id LIMIT 6"""
_NAMES = "MATCH (a:Actor) RETURN a.name AS name ORDER BY name LIMIT 20000"

_WEIGHT = ("country", "organization", "person", "government", "armed_group", "media", "group", "place")


def resolve_actor(reader: Reader, text: str) -> str:
    """The id of the actor that a user means.

    Tried in order: the id, an ISO code of two or three letters, the name, name or alias in any case, then a part of a
    name that only one actor has.

    Raises:
        UsageError: Nobody fits, or several do; the message names what is near.
    """
    wanted = text.strip()
    if rows := _rows(reader, _BY_ID, text=wanted):
        return str(rows[0]["id"])
    if len(wanted) in (2, 3) and wanted.isascii() and wanted.isalpha() and wanted.isupper():
        rows = _rows(reader, _BY_CODE, upper=wanted)
        if rows:
            return str(rows[0]["id"])
    for query, params in ((_BY_NAME, {"text": wanted}), (_BY_ANY_NAME, {"lower": wanted.lower()})):
        if rows := _rows(reader, query, **params):
            return _weightiest(wanted, rows)
    rows = _rows(reader, _BY_PART, lower=wanted.lower()) if len(wanted) > 2 else []
    if len(rows) == 1:
        return str(rows[0]["id"])
    if rows:
        raise UsageError(f"several actors are like {wanted!r}", hint=_listed(rows))
    names = [str(row["name"]) for row in _rows(reader, _NAMES)]
    near = get_close_matches(wanted, names, n=3)
    hint = f"did you mean {' or '.join(near)}?" if near else "kg query run find_actor --param text=... looks for one"
    raise UsageError(f"the graph has no actor {wanted!r}", hint=hint)


def _weightiest(wanted: str, rows: list[dict[str, Any]]) -> str:
    def weight(row: dict[str, Any]) -> int:
        return _WEIGHT.index(row["kind"]) if row.get("kind") in _WEIGHT else len(_WEIGHT)

    best = min(map(weight, rows))
    chosen = [row for row in rows if weight(row) == best]
    if len(chosen) > 1:
        raise UsageError(f"{len(chosen)} actors are called {wanted!r}", hint=f"give the id: {_listed(chosen)}")
    return str(chosen[0]["id"])


def _listed(rows: list[dict[str, Any]]) -> str:
    return ", ".join(f"{row['name']} ({row['id']})" for row in rows)


def _rows(reader: Reader, query: str, **params: Any) -> list[dict[str, Any]]:
    return list(reader.read(query, params))
