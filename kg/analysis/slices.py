"""A slice of the graph in memory, and the forms in which it is handed out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from kg.analysis import frames, graphs
from kg.analysis.records import SliceActor, SliceEvent
from kg.analysis.selection import Selection

if TYPE_CHECKING:
    import networkx as nx

Unit = Literal["year", "month", "all"]


@dataclass(frozen=True, slots=True)
class EventSlice:
    """Events with their actors.

    Attributes:
        selection: What was asked for.
        actors: By id, in the order of ids.
        events: In the order of their first day, then id.
    """

    selection: Selection
    actors: dict[str, SliceActor]
    events: list[SliceEvent]

    def __len__(self) -> int:
        return len(self.events)

    def name(self, actor: str) -> str:
        """The name of an actor of the slice."""
        return self.actors[actor].name

    def pair(self, a: str, b: str) -> tuple[str, str, str, str]:
        """Two actors, each by id and name."""
        return a, self.name(a), b, self.name(b)

    def multigraph(self) -> nx.MultiDiGraph:
        """One edge an event; see ``kg.analysis.graphs.multigraph``."""
        return graphs.multigraph(self)

    def graph(self) -> nx.DiGraph:
        """One edge a directed dyad; see ``kg.analysis.graphs.digraph``."""
        return graphs.digraph(self)

    def dyads(self) -> nx.Graph:
        """One edge a pair of actors; see ``kg.analysis.graphs.dyad_graph``."""
        return graphs.dyad_graph(self)

    def frame(self) -> Any:
        """pandas.DataFrame, one row an event; see ``kg.analysis.frames.events_frame``."""
        return frames.events_frame(self)

    def actors_frame(self) -> Any:
        """pandas.DataFrame, one row an actor; see ``kg.analysis.frames.actors_frame``."""
        return frames.actors_frame(self)

    def where(self, events: list[SliceEvent]) -> EventSlice:
        """The same with these events only, and with the actors they name."""
        named = {actor for event in events for actor in (event.source, event.target)}
        return replace(self, events=events, actors={key: self.actors[key] for key in self.actors if key in named})

    def periods(self, unit: Unit) -> dict[str, EventSlice]:
        """The slice cut by year or month, in order of time; events of which the period is uncertain are left out."""
        parts: dict[str, list[SliceEvent]] = {}
        for event in self.events:
            if (period := event.period(unit)) is not None:
                parts.setdefault(period, []).append(event)
        return {period: self.where(parts[period]) for period in sorted(parts)}
