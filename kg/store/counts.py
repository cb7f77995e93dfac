"""What a write did."""

from __future__ import annotations

from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteCounts:
    """How much was given, and how much of it the graph did not have yet.

    ``mentions`` are statements of an event in a sentence or document, ``facts`` actors and numbers that data sets say
    are in documents, ``withdrawn`` rows that the maker of a data set has taken back; ``changed`` counts nodes and edges
    that were there and got other properties. Counts of what is new can be off by what another process writes at the
    same time.
    """

    documents: int = 0
    documents_new: int = 0
    events: int = 0
    events_new: int = 0
    mentions: int = 0
    mentions_new: int = 0
    actors: int = 0
    actors_new: int = 0
    facts: int = 0
    facts_new: int = 0
    withdrawn: int = 0
    withdrawn_new: int = 0
    offices: int = 0
    offices_new: int = 0
    ties: int = 0
    ties_new: int = 0
    changed: int = 0

    def __add__(self, other: WriteCounts) -> WriteCounts:
        return WriteCounts(**{f.name: getattr(self, f.name) + getattr(other, f.name) for f in fields(self)})

    @property
    def nothing_new(self) -> bool:
        """Whether the graph is as it was before."""
        return not self.changed and not any(getattr(self, f.name) for f in fields(self) if f.name.endswith("_new"))
