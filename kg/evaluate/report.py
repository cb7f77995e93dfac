"""What an evaluation yields: scores, misses with their cause, and what was predicted for every sentence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

from kg.records import Document, Event, Extraction, Office


class ReadsText(Protocol):
    """What is evaluated: ``kg.extract.Extractor``, or anything that extracts as it does."""

    def pipe(self, documents: Iterable[Document], *, rejected: bool = False) -> Iterable[Extraction]:
        """Events of documents, in their order."""
        ...


@runtime_checkable
class Classifies(Protocol):
    """An extractor that names the class of a given pair of actors."""

    def classify(self, sentence: str, source: tuple[int, int], target: tuple[int, int]) -> tuple[str, float]:
        """PLOVER class of what the source does to the target, and how sure it is; arguments are character spans."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Miss:
    """Something that went wrong in a sentence: its cause, and gold or prediction in words."""

    sentence: str
    cause: str
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Prediction:
    """What was said of one sentence: the class of its main event or None, and all events."""

    id: str
    plover: str | None
    events: tuple[Event, ...]


@dataclass(slots=True, kw_only=True)
class Report:
    """Scores by name in the order to print them; ``groups``: phenomenon -> (found, all)."""

    scores: dict[str, float | int | str] = field(default_factory=dict)
    misses: list[Miss] = field(default_factory=list)
    groups: dict[str, tuple[int, int]] = field(default_factory=dict)
    predictions: list[Prediction] = field(default_factory=list)
    offices: Sequence[Office] = ()


@dataclass(slots=True)
class Share:
    """A count of right ones among those that could be judged."""

    right: int = 0
    total: int = 0

    def add(self, right: bool | None) -> None:
        """Count one; None is not judged."""
        if right is not None:
            self.right += right
            self.total += 1

    def into(self, scores: dict[str, float | int | str], name: str) -> None:
        """Write the share and its base under ``name``, where there was anything to judge."""
        if self.total:
            scores[name] = round(self.right / self.total, 4)
            scores[f"{name}, of"] = self.total
