"""For how much of the time the actor files say who held an office; how many bodies have dated members and heads.

    python benchmarks/actor_coverage.py [--gaps ROLE]

A month counts as known if somebody holds the office on its 15th. ``--gaps foreign_minister`` lists the states with the
most unknown months of a role.
"""

from __future__ import annotations

import argparse
import datetime
from collections.abc import Iterator, Sequence

from kg.actors.knowledge import KnowledgeBase, load_knowledge

MINISTERS = ("foreign_minister", "defence_minister")


def months(first: int, since: str | None) -> list[str]:
    """The 15th of each month from January of a year, or from when the state began, to now."""
    today = datetime.date.today().isoformat()
    days = (f"{year}-{month:02d}-15" for year in range(first, int(today[:4]) + 1) for month in range(1, 13))
    return [day for day in days if (since or "") <= day <= today]


def states(base: KnowledgeBase) -> Iterator[tuple[str, str | None]]:
    """Ids of today's states, and since when they exist."""
    for row in base.rows():
        if row["kind"] == "country" and row.get("status", "state") == "state" and not row.get("until"):
            yield row["id"], row.get("since")


def known(base: KnowledgeBase, state: str, role: str, days: Sequence[str]) -> float:
    """Share of the days on which somebody holds the office."""
    terms = [term for term in base.terms_of(state) if term.role == role]
    return sum(any(term.covers(day) for term in terms) for day in days) / len(days) if days else 1.0


def organisations(base: KnowledgeBase) -> Iterator[tuple[str, list[dict[str, object]]]]:
    """Bodies with full members, and these memberships."""
    for row in base.rows():
        members = [item for item in row.get("members", ()) if item.get("status", "member") == "member"]
        if members:
            yield row["id"], members


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gaps", metavar="ROLE", help="list the states with the most unknown months of a role")
    arguments = parser.parse_args()
    base = load_knowledge()
    now = list(states(base))
    if arguments.gaps:
        shares = sorted((known(base, state, arguments.gaps, months(2000, since)), state) for state, since in now)
        for share, state in shares[:40]:
            print(f"{share:.3f}  {state}")
        return
    heads = sum(known(base, state, "head_of_state", months(1990, since)) >= 0.97 for state, since in now)
    print(f"{heads} of {len(now)} states: head of state known for 97 % of the months since 1990")
    ministers = sum(
        min(known(base, state, role, months(2000, since)) for role in MINISTERS) >= 0.95 for state, since in now
    )
    print(f"{ministers} of {len(now)} states: foreign and defence minister known for 95 % of the months since 2000")
    bodies = list(organisations(base))
    dated = sum(sum(bool(item.get("since")) for item in members) >= 0.9 * len(members) for _, members in bodies)
    print(f"{dated} of {len(bodies)} bodies with members: dates of at least nine in ten")
    terms = [term for row in base.rows() for term in base.offices(row["id"]) if term.role == "head" and term.since]
    heads_of = {term.of for term in terms if term.of.startswith("org:")}
    print(f"{len(heads_of)} bodies: heads with dates")
    listed = [item for row in base.rows() for item in row.get("members", ()) if item.get("since") or item.get("until")]
    read = sum(item.get("verified", True) for item in listed)
    print(f"{read} of {len(listed)} dated memberships: a source that was read confirms the date")


if __name__ == "__main__":
    main()
