"""A run's way into the graph: the store as a sink, and the memory that belongs to that graph."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from kg.actors.graph_knowledge import known_of
from kg.actors.knowledge import knowledge
from kg.ingest.batch import Refusal, Rows
from kg.ingest.state import State
from kg.ingest.summary import Summary
from kg.records import Event, Extraction, Rejection, Report, Tie
from kg.settings import Settings, load_settings
from kg.store import Run, Store, WriteCounts, new_run, open_store
from kg.store.retract import Removed
from kg.store.rows import body_of


class GraphSink:
    """Writes to a store; every call is acknowledged by the database when it returns.

    Args:
        store: Where.
        run: What it is logged under.
        actors: The user's folders of actor files.
    """

    def __init__(self, store: Store, run: Run, actors: Sequence[Path] = ()) -> None:
        self.store = store
        self._log = store.log(run)
        self._id = run.id
        self._folders = tuple(map(str, actors))
        self._met: set[str] = set()
        self.changed = False

    @property
    def run(self) -> str:
        """The runs that what was just written rests on: this one, or where it added nothing all that the graph knows.

        Another process may have added one since this one began.
        """
        return self._id if self._log.recorded else ",".join(self.store.run_ids())

    @property
    def own_run(self) -> str | None:
        """The id of this run, or None as long as it has added nothing."""
        return self._id if self._log.recorded else None

    def write(self, extractions: Sequence[Extraction], rows: Rows, superseded: Sequence[str]) -> Sequence[Refusal]:
        """Write a batch; rows that were withdrawn go first, what a document stated before as it is written anew."""
        if rows.deletions:
            self._note(self.store.withdraw(((d.dataset, d.dataset_id, d.withdrawn) for d in rows.deletions), self._log))
        if extractions:
            if self._log.run is not None and self._log.run.model is None:
                self._log.run = replace(self._log.run, model=extractions[0].model)
            earlier = self.store.known_documents(superseded) if superseded else ()
            self._note(self.store.write(extractions, self._log, replacing=earlier))
        standing, refused = self._standing(rows.events)
        if standing:
            self._note(self.store.write_events(standing, self._log))
        if rows.reports:
            counts, unknown = self.store.write_reports(rows.reports, self._log)
            self._note(counts)
            refused += map(_unknown_event, unknown)
        if rows.facts:
            self._note(self.store.write_facts(rows.facts, self._log))
        if rows.ties:
            self._note(self.store.write_ties(rows.ties, self._log))
        self._introduce(_actors(extractions, standing, rows.ties))
        return refused

    def _standing(self, events: Sequence[Event]) -> tuple[list[Event], list[Refusal]]:
        """The events without those that their maker has withdrawn, and these."""
        withdrawn = self.store.withdrawn(event.id for event in events if event.dataset is not None)
        standing, refused = [], []
        for event in events:
            at = withdrawn.get(event.id)
            if at is None or (event.revised is not None and event.revised > at):
                standing.append(event)
            else:
                reason = f"{event.dataset} has withdrawn row {event.dataset_id}"
                refused.append(Refusal(record=event, rejection=Rejection(source=event.dataset or "", reason=reason)))
        return standing, refused

    def _introduce(self, actors: Iterable[str]) -> None:
        """Write what is known of listed actors that this run has not met before."""
        base = knowledge(self._folders)
        new = {actor for actor in actors if actor in base} - self._met
        if new:
            self._met |= new
            self._note(self.store.write_actors(known_of(base, new), met=True))

    def _note(self, counts: WriteCounts) -> None:
        self.changed = self.changed or not counts.nothing_new

    def finish(self) -> None:
        """The run came to its end."""
        self._log.finish()


def _unknown_event(report: Report) -> Refusal:
    reason = f"reports {report.dataset} event {report.dataset_id!r}, which the graph does not have"
    return Refusal(record=report, rejection=Rejection(source=report.source, reason=reason, line=report.line))


def _actors(extractions: Sequence[Extraction], events: Sequence[Event], ties: Sequence[Tie]) -> Iterator[str]:
    """Ids of all actors that records speak of."""
    for extraction in extractions:
        for office in extraction.offices:
            yield from (office.person.id, office.of.id)
    for event in (*events, *(event for extraction in extractions for event in extraction.events)):
        for actor in (event.source, event.target):
            yield actor.id
            if whole := body_of({"kind": actor.kind, "country": actor.country}):
                yield whole  # the body brings its country into the graph, of which it says nothing but the id
        yield from (speaker.id for speaker in event.attribution if speaker.id)
    for tie in ties:
        yield from (tie.source.id, tie.target.id)


@dataclass(frozen=True, slots=True)
class Graph:
    """An open graph and its memory."""

    sink: GraphSink
    state: State

    def sign(self, summary: Summary) -> None:
        """Say in the summary where the records went and which run, if any, added something."""
        summary.graph = self.sink.store.uri
        summary.run = self.sink.own_run
        summary.graph_changed = self.sink.changed


def state_name(where: str) -> str:
    """File name of the memory of the graph at that place."""
    return hashlib.sha256(where.encode()).hexdigest()[:24] + ".sqlite"


def _memory(store: Store, settings: Settings) -> State:
    place = "|".join((store.uri, settings.database or "", store.dialect))
    return State(settings.home / "ingest" / state_name(place), store.run_ids())


def retract(store: Store, name: str, settings: Settings | None = None) -> Removed:
    """Take out a document, named by id, address or begin of the id; what holds it can then be read again.

    Raises:
        UsageError: There is none, or more than one.
    """
    document = store.find_document(name)
    state = _memory(store, settings or load_settings())
    try:
        state.forget_document(document)
    finally:
        state.close()
    return store.retract(document)


@contextmanager
def open_graph(
    uri: str | None, inputs: Sequence[str], *, actors: Sequence[Path] = (), settings: Settings | None = None
) -> Iterator[Graph]:
    """Open the graph for one run.

    Args:
        uri: As for ``kg.store.open_store``.
        inputs: What the user named, kept with the run.
        actors: The user's folders of actor files.
        settings: Instead of those of the environment.

    Raises:
        StoreUnavailableError: The database cannot be reached; nothing was read yet.
    """
    settings = settings or load_settings()
    with open_store(uri, settings=settings) as store:
        state = _memory(store, settings)
        try:
            sink = GraphSink(store, new_run(inputs=inputs), actors)
            yield Graph(sink, state)
            sink.finish()
        finally:
            state.close()
