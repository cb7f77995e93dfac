"""Names and codes of event data sets to actors of the graph: listed ones by name, others by country and sector."""

from __future__ import annotations

from functools import lru_cache

from kg.loaders.country_codes import country_named

from kg.actors.index import NameKind
from kg.actors.knowledge import knowledge
from kg.ids import slug
from kg.records import ActorRef

_LISTED_KINDS = frozenset({"person", "organization", "government", "armed_group", "group", "media"})


@lru_cache(maxsize=65536)
def listed_actor(name: str, country: str | None = None, sector: str | None = None) -> ActorRef | None:
    """The one listed person, organisation or group of exactly that name; None where there is none, or several.

    Args:
        name: As in the data set.
        country: ISO alpha-3 that the row says; a listed actor of another country is not meant.
        sector: PLOVER sector that the row says.
    """
    base = knowledge()
    uses = {base.id_of(use.actor) for use in base.index.uses(name) if use.kind in (NameKind.NAME, NameKind.ALIAS)}
    fitting = [
        actor
        for actor in uses
        if base.row(actor)["kind"] in _LISTED_KINDS and (country is None or base.country(actor) in (None, country))
    ]
    if len(fitting) != 1:
        return None
    row = base.row(fitting[0])
    return ActorRef(
        id=row["id"],
        name=row["name"],
        kind=row["kind"],
        country=base.country(row["id"]),
        sector=sector or row.get("sector"),
    )


def named_actor(name: str, owner: ActorRef | None = None, sector: str | None = None) -> ActorRef:
    """The actor of a name: a country, a listed actor, else a group that is known by its name alone.

    Args:
        name: As in the data set.
        owner: The country that the row says it belongs to.
        sector: PLOVER sector that the row says.
    """
    if (state := country_named(name)) is not None and (owner is None or owner.id == state.id):
        return state
    country = owner.country if owner is not None else None
    return listed_actor(name, country, sector) or named_group(name, country, sector)


def named_group(name: str, country: str | None = None, sector: str | None = None) -> ActorRef:
    """An actor of which a row tells only the name."""
    return ActorRef(id=f"group:{slug(name)}", name=name, kind="group", country=country, sector=sector)
