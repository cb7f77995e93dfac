"""Persons and bodies of FollowTheMoney files as actors of the graph.

A listed actor is recognised by its Wikidata item, or by name and country. Others go by their name; where several of one
input share it, each gets its FollowTheMoney id behind the name: namesakes are never taken for one.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from kg.loaders.country_codes import country_actor
from kg.loaders.event_actors import listed_actor
from kg.loaders.event_rows import BadCellError

from kg.actors.knowledge import knowledge
from kg.ids import slug
from kg.records import ActorRef

#: schema -> kind of the actor
KINDS = {
    "Person": "person", "Organization": "organization", "Company": "organization", "PublicBody": "government",
    "LegalEntity": "organization",
}  # fmt: skip
_PREFIX = {"person": "person", "organization": "org", "government": "gov"}


class FtmActors:
    """The actors of one input, kept in a database file: there may be millions.

    Args:
        store: Where.
    """

    def __init__(self, store: sqlite3.Connection) -> None:
        self._store = store
        store.execute(
            "CREATE TABLE actor (entity TEXT PRIMARY KEY, id TEXT, listed INTEGER, name TEXT, kind TEXT, country TEXT)"
        )

    def add(self, entity: Mapping[str, Any]) -> None:
        """Take in an entity of one of ``KINDS``."""
        properties = entity["properties"]
        kind = KINDS[entity["schema"]]
        name = str(entity.get("caption") or next(iter(properties.get("name", ())), entity["id"]))
        country = _country(properties)
        listed = _listed(properties, name, country, kind)
        row = (entity["id"], listed or f"{_PREFIX[kind]}:{slug(name)}", listed is not None, name, kind, country)
        self._store.execute("INSERT OR REPLACE INTO actor VALUES (?, ?, ?, ?, ?, ?)", row)

    def add_other(self, entity: str) -> None:
        """Take in the id of an entity that is no actor, such as a ship or an address."""
        self._store.execute("INSERT OR REPLACE INTO actor (entity) VALUES (?)", (entity,))

    def name_all(self) -> None:
        """After the last entity: namesakes get names of their own."""
        self._store.execute("CREATE INDEX by_id ON actor (id)")
        own = self._store.execute("SELECT DISTINCT id FROM actor WHERE NOT listed")
        # Somebody listed who goes by that name lives elsewhere, or was meant by another entity.
        self._rename([name for (name,) in own if name in knowledge()])
        shared = self._store.execute("SELECT id FROM actor WHERE id IS NOT NULL GROUP BY id HAVING count(*) > 1")
        self._rename([name for (name,) in shared])

    def _rename(self, shared: Sequence[str]) -> None:
        renamed = "UPDATE actor SET id = id || '-' || lower(entity) WHERE NOT listed AND id = ?"
        self._store.executemany(renamed, [(name,) for name in shared])

    def get(self, entity: str) -> ActorRef | None:
        """The actor of an entity id; None for one that is no actor.

        Raises:
            KeyError: There is no such entity in this input.
        """
        row = self._store.execute("SELECT id, name, kind, country FROM actor WHERE entity = ?", (entity,)).fetchone()
        if row is None:
            raise KeyError(entity)
        actor, name, kind, country = row
        if actor is None:
            return None
        return _known(actor) or ActorRef(id=actor, name=name, kind=kind, country=country)


def _country(properties: Mapping[str, Sequence[str]]) -> str | None:
    """ISO alpha-3 of the first country that is stated and known."""
    codes = [code for name in ("country", "jurisdiction", "nationality") for code in properties.get(name, ())]
    found = (country_actor(code.upper(), "iso2") for code in codes)
    return next((actor.country for actor in found if actor is not None), None)


def _listed(properties: Mapping[str, Sequence[str]], name: str, country: str | None, kind: str) -> str | None:
    for item in properties.get("wikidataId", ()):
        if item in _by_wikidata():
            return _by_wikidata()[item]
    found = listed_actor(name, country) if country else None
    return found.id if found is not None and found.kind == kind and found.country == country else None


@lru_cache(maxsize=1)
def _by_wikidata() -> Mapping[str, str]:
    rows = ((row.get("codes", {}).get("wikidata"), row["id"]) for row in knowledge().rows())
    return {item: actor for item, actor in rows if item}


@lru_cache(maxsize=4096)
def _known(actor: str) -> ActorRef | None:
    base = knowledge()
    if actor not in base:
        return None
    row = base.row(actor)
    return ActorRef(id=actor, name=row["name"], kind=row["kind"], country=base.country(actor), sector=row.get("sector"))


def sanctioner(properties: Mapping[str, Sequence[str]]) -> ActorRef:
    """Who has put somebody on a list: the country of the authority, the European Union, else the authority itself.

    Raises:
        BadCellError: The listing says neither.
    """
    for code in properties.get("country", ()):
        found = _known("org:eu") if code.lower() == "eu" else country_actor(code.upper(), "iso2")
        if found is not None:
            return found
    for name in properties.get("authority", ()):
        return listed_actor(name) or ActorRef(id=f"org:{slug(name)}", name=name, kind="organization")
    raise BadCellError("authority", "does not say who has listed them")
