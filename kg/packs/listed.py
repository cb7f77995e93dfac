"""What the lists of actors know of an actor whom the graph knows from texts alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from kg.actors.knowledge import KnowledgeBase, Term
from kg.packs.profile import ActorProfile, Row

_FACTS = ("name", "kind", "country", "sector", "status", "capital", "since", "until", "aliases")

# Of those who hold office, who is named first.
_RANK = {
    role: rank
    for rank, role in enumerate(("head_of_state", "head_of_government", "head", "foreign_minister", "defence_minister"))
}


def completed(profile: ActorProfile, base: KnowledgeBase, most: int) -> ActorProfile:
    """The profile with listed names, offices and memberships; as it is where the graph has them, or nobody is listed.

    Args:
        profile: What the graph knows.
        base: The lists.
        most: Most offices, those still held first.
    """
    actor = str(profile.actor["id"])
    if profile.actor.get("known") == "listed" or actor not in base:
        return profile
    entry = base.get(actor)
    facts = {key: value for key in _FACTS if (value := getattr(entry, key))}
    return replace(
        profile,
        actor=profile.actor | facts | {"known": "listed"},
        offices=_offices(base, base.offices(actor), most) or profile.offices,
        holders=_offices(base, base.terms_of(actor), most) or profile.holders,
        memberships=_memberships(base, actor) or profile.memberships,
    )


def _offices(base: KnowledgeBase, terms: Iterable[Term], most: int) -> list[Row]:
    latest = sorted(terms, key=lambda term: term.since or "", reverse=True)
    latest.sort(
        key=lambda term: (term.until is not None, _RANK.get(term.role, len(_RANK)) if term.until is None else 0)
    )
    return [
        {
            "person": _name(base, term.person),
            "title": term.title,
            "role": term.role,
            "of": _name(base, term.of),
            "since": term.since or "",
            "until": term.until or "",
            "former": False,
        }
        for term in latest[:most]
    ]


def _memberships(base: KnowledgeBase, actor: str) -> list[Row]:
    """As members and organisations list them, full members only; an organisation once."""
    found: dict[str, dict[str, Any]] = {}
    for row in base.rows():
        for item in row.get("members", ()):
            if item["id"] == actor:
                found[row["id"]] = item
    found |= {item["id"]: item for item in base.row(actor).get("memberships", ())}
    rows = [
        {"organisation": _name(base, key), "since": item.get("since") or "", "until": item.get("until") or ""}
        for key, item in found.items()
        if item.get("status", "member") == "member"
    ]
    return sorted(rows, key=lambda row: str(row["organisation"]))


def _name(base: KnowledgeBase, actor: str) -> str:
    return str(base.row(actor)["name"]) if actor in base else actor
