"""What a graph is told of the actors it meets: their names, offices, memberships and what they are part of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.actors.knowledge import KnowledgeBase
from kg.actors.model import ActorEntry

_NO_FACTS = {"offices": (), "members": (), "memberships": (), "part_of": ()}


def known_of(base: KnowledgeBase, ids: Iterable[str]) -> list[ActorEntry]:
    """Entries to write for actors: each with the facts that lead away from it.

    Whom these facts lead to follow as bare entries, so that nobody in the graph is nameless. Ids that the knowledge
    does not list, and places, are left out.
    """
    found: dict[str, ActorEntry] = {}
    ends: set[str] = set()
    for actor in sorted(set(ids)):
        if actor not in base or base.row(actor)["kind"] == "place":
            continue
        entry = base.get(actor)
        offices = tuple(office for office in entry.offices if office.of in base)
        memberships = tuple(member for member in base.memberships(actor) if member.id in base)
        wholes = tuple(whole for whole in entry.part_of if whole in base)
        facts = {"offices": offices, "memberships": memberships, "part_of": wholes}
        found[actor] = entry.model_copy(update={**_NO_FACTS, **facts})
        ends |= {*wholes, *(office.of for office in offices), *(member.id for member in memberships)}
    bare = (base.get(actor).model_copy(update=_NO_FACTS) for actor in sorted(ends - set(found)))
    return [*found.values(), *bare]


def all_known(base: KnowledgeBase) -> Iterator[ActorEntry]:
    """Every entry with all memberships that lead away from it, whichever file lists them, and no list of members."""
    for entry in base:
        yield entry.model_copy(update={"memberships": tuple(base.memberships(entry.id)), "members": ()})
