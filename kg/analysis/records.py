"""An event and an actor as analysis sees them."""

from __future__ import annotations

from typing import NamedTuple


class SliceActor(NamedTuple):
    """An actor; ``kind``, ``country`` (ISO 3166 alpha-3), ``sector`` (PLOVER) and ``cow`` code as in the graph."""

    id: str
    name: str
    kind: str | None = None
    country: str | None = None
    sector: str | None = None
    cow: str | None = None


class SliceEvent(NamedTuple):
    """An event between two actors.

    ``source`` and ``target`` are actor ids, of countries where the slice is by country. ``first_day`` and ``last_day``
    bound the day it happened; where no date is stated both are the day it was first reported, and None where that is
    unknown too. ``date`` is what is stated, cut to its precision. ``documents`` and ``publishers`` count reports.
    """

    id: str
    source: str
    target: str
    relation: str
    plover_type: str
    quad_class: int
    goldstein: float | None = None
    first_day: str | None = None
    last_day: str | None = None
    date: str | None = None
    date_precision: str = "unknown"
    realis: str = "actual"
    confidence: float = 1.0
    symmetric: bool = False
    documents: int = 0
    publishers: int = 0
    dataset: str | None = None

    @property
    def year(self) -> str | None:
        """The year it happened in, where that is certain."""
        return self._common(4)

    @property
    def month(self) -> str | None:
        """The month it happened in (``2022-01``), where that is certain."""
        return self._common(7)

    @property
    def cooperative(self) -> bool:
        """Quad class 1 or 2."""
        return self.quad_class <= 2

    def period(self, unit: str) -> str | None:
        """The ``year`` or ``month`` it happened in; ``all`` puts every event into one period of that name."""
        return "all" if unit == "all" else self.year if unit == "year" else self.month

    def _common(self, length: int) -> str | None:
        if self.first_day is None or self.last_day is None or self.first_day[:length] != self.last_day[:length]:
            return None
        return self.first_day[:length]
