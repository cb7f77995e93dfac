"""Who in a graph is not known, or known by a doubtful name: the ones that touch most events first, with candidates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from kg.actors.folding import fold_name
from kg.actors.judgements import Judgements
from kg.actors.knowledge import KnowledgeBase
from kg.actors.resolve import Candidate, Context, Resolver
from kg.store.database import Database

_UNKNOWN = """
MATCH (a:Actor)
WHERE a.kind IN $kinds AND (a.known IS NULL OR a.known <> 'listed')
MATCH (e:Event)-[:SOURCE|TARGET]->(a)
RETURN a.id AS id, a.name AS name, a.kind AS kind, a.country AS country, count(DISTINCT e) AS events
ORDER BY events DESC, id
LIMIT $limit
"""

# Below it a bearer of the surname has another first name.
_WORTH_A_LOOK = 0.3

KINDS = ("person", "organization", "armed_group", "media")


@dataclass(frozen=True, slots=True)
class Doubt:
    """An actor to look at: how many events it touches and whom it may be."""

    id: str
    name: str
    kind: str
    country: str | None
    events: int
    candidates: tuple[Candidate, ...]


def review(
    database: Database, base: KnowledgeBase, judgements: Judgements, *, limit: int = 50, on: str | None = None
) -> list[Doubt]:
    """Actors of a graph that no file lists, by how much they matter.

    Args:
        database: The graph.
        base: Where candidates come from.
        judgements: Pairs judged to be two are not proposed.
        limit: At most so many.
        on: Date that candidates are ranked on; today if None.
    """
    resolver = Resolver(base)
    apart = {frozenset(pair) for pair in judgements.apart}
    listed = {fold_name(entry["name"]): entry["id"] for entry in base.rows() if entry["kind"] in KINDS}
    found = []
    for row in database.read(_UNKNOWN, {"kinds": list(KINDS), "limit": limit}):
        candidates = _candidates(resolver, listed, str(row["name"]), on)
        kept = tuple(c for c in candidates if c.id != row["id"] and frozenset((c.id, row["id"])) not in apart)
        found.append(Doubt(row["id"], row["name"], row["kind"], row["country"], row["events"], kept[:3]))
    return found


def _candidates(resolver: Resolver, listed: dict[str, str], name: str, on: str | None) -> Sequence[Candidate]:
    words = name.split()
    context = Context(first=words[0].rstrip(".")) if len(words) > 1 else Context()
    found = {candidate.id: candidate for candidate in resolver.rank(resolver.base.index.uses(name), on, Context())}
    for near in get_close_matches(fold_name(name), listed, n=3, cutoff=0.84):
        actor = listed[near]
        row = resolver.base.row(actor)
        found.setdefault(actor, Candidate(actor, row["name"], 0.5, (f"spelt like {row['name']!r}",)))
    for candidate in resolver.rank(resolver.base.index.uses(words[-1]), on, context)[:3]:
        if candidate.score >= _WORTH_A_LOOK:
            found.setdefault(candidate.id, candidate)
    return sorted(found.values(), key=lambda candidate: (-candidate.score, candidate.id))
