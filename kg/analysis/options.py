"""What can be set for measures; each uses what concerns it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Groups = Literal["country", "kind", "sector", "community"]
Method = Literal["louvain", "leiden"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """Settings of measures.

    Attributes:
        seed: Of everything that draws lots (communities, random networks): the same seed, the same result.
        method: How communities are found.
        resolution: Of communities; above 1 smaller ones, below 1 larger ones.
        groups: What groups brokers stand between; None are countries, or communities where the actors are countries.
        split: First day of the time that links are predicted for; None takes the last fifth of the events.
        min_events: Fewest events of a dyad that change points and escalation look at.
        gap: Months without a hostile act that end an episode of escalation.
    """

    seed: int = 0
    method: Method = "louvain"
    resolution: float = 1.0
    groups: Groups | None = None
    split: str | None = None
    min_events: int = 10
    gap: int = 3
