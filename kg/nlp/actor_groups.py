"""Nodes for those nobody names: group:RUS.MIL, group:un.MIL, group:MIL, gov:RUS.foreign-ministry."""

from __future__ import annotations

from kg.actors.agents import Agents, Head
from kg.actors.knowledge import KnowledgeBase
from kg.records import ActorRef

# "UN officials", "Boko Haram fighters", "Hamas negotiators" are the organisation itself; "UN peacekeepers" are not.
_SECTORS_OF_BODY = frozenset({None, "GOV", "IGO", "PTY", "REB", "OPP"})
_BODIES = frozenset({"organization", "armed_group", "government", "media"})


def country_ref(base: KnowledgeBase, code: str) -> ActorRef:
    """The country of an ISO code."""
    actor = f"country:{code}"
    name = base.row(actor)["name"] if actor in base else code
    return ActorRef(id=actor, name=name, kind="country", country=code, sector="GOV")


def group_ref(base: KnowledgeBase, agents: Agents, owner: ActorRef | None, sector: str | None, head: Head) -> ActorRef:
    """The node of a generic agent.

    Args:
        base: For the adjective of a country.
        agents: For the names of sectors.
        owner: Whose it is: a country, an organisation, a people, a place, or nobody known.
        sector: PLOVER sector.
        head: The head noun.
    """
    if head.unit is not None and owner is not None and owner.country and owner.kind == "country":
        name = f"{_adjective(base, owner)} {head.unit.replace('-', ' ')}"
        return ActorRef(
            id=f"gov:{owner.country}.{head.unit}", name=name, kind="government", country=owner.country, sector="GOV"
        )
    label = agents.data.sector_names.get(sector or "", "group")
    if owner is None:
        return ActorRef(id=f"group:{sector or 'CVL'}", name=label, kind="group", sector=sector or "CVL")
    stem = owner.id.partition(":")[2]
    if owner.kind == "country":
        name = f"{_adjective(base, owner)} {label}"
    elif owner.kind in _BODIES and (sector in _SECTORS_OF_BODY or sector == owner.sector):
        return owner
    elif owner.kind == "place" and owner.country is not None and f"country:{owner.country}" in base:
        return group_ref(base, agents, country_ref(base, owner.country), sector, head)
    else:
        name = f"{owner.name} {label}" if sector else owner.name
    return ActorRef(
        id=f"group:{stem}.{sector}" if sector else f"group:{stem}",
        name=name,
        kind="group",
        country=owner.country,
        sector=sector,
    )


def _adjective(base: KnowledgeBase, owner: ActorRef) -> str:
    adjectives = base.row(owner.id).get("adjectives", ()) if owner.id in base else ()
    return next(iter(adjectives), owner.name)
