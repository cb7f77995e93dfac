"""Runs: what each ingest added.

A run that adds nothing leaves no trace, so that a second ingest changes nothing. Once it has added something, all that
it read is linked to it, also what was there before: undoing another run then keeps what this one supports.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from typing import Any

from neo4j import ManagedTransaction

from kg import __version__
from kg.errors import unknown_name
from kg.store import cypher
from kg.store.batch import Batch
from kg.store.database import Database
from kg.store.rows import Row, present
from kg.store.ties import support
from kg.store.transaction import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One ingest. ``inputs`` are what the user named; ``model`` the language model; times are UTC, ISO 8601."""

    id: str
    started: str
    finished: str | None = None
    model: str | None = None
    version: str = __version__
    inputs: tuple[str, ...] = ()


def now() -> str:
    """The time, UTC, to the microsecond: runs are listed in the order of their start."""
    return datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def new_run(*, inputs: Sequence[str] = (), model: str | None = None) -> Run:
    """A run that starts now."""
    started = now()
    stamp = started[:19].replace("-", "").replace(":", "").replace("T", "-")
    return Run(id=f"{stamp}-{secrets.token_hex(2)}", started=started, model=model, inputs=tuple(inputs))


@dataclass(slots=True)
class _Read:
    """Keys of what a batch held."""

    documents: list[str] = field(default_factory=list)
    events: list[str] = field(default_factory=list)
    evidence: list[Row] = field(default_factory=list)
    reports: list[Row] = field(default_factory=list)
    offices: list[Row] = field(default_factory=list)
    ties: dict[str, list[str]] = field(default_factory=dict)
    facts: list[str] = field(default_factory=list)
    withdrawn: list[str] = field(default_factory=list)


def _keys(batch: Batch) -> _Read:
    return _Read(
        documents=list(batch.ingested),
        events=list(batch.own),
        evidence=[{"event": event, "place": place} for event, place in batch.evidence if event in batch.events],
        reports=[{"event": event, "place": place} for event, place in batch.reports if event not in batch.own],
        offices=[{key: row[key] for key in ("document", "id", "person")} for row in batch.offices.values()],
        ties={relation: list(found) for relation, found in batch.ties.items()},
        facts=sorted({document for document, _ in batch.names} | {row["document"] for row in batch.tallies.values()}),
        withdrawn=list(batch.withdrawn),
    )


class RunLog:
    """Links what a run reads to it, from the first thing it adds.

    Args:
        database: Where.
        run: The run, or None to keep no log; what is known of it later, such as its model, may be put in its place.
    """

    def __init__(self, database: Database, run: Run | None) -> None:
        self._database = database
        self.run = run
        self._waiting: list[_Read] = []
        self._recorded = False

    @property
    def recorded(self) -> bool:
        """Whether the run has added something, so that the graph knows it."""
        return self._recorded

    def record(self, tx: Transaction, batch: Batch, *, new: bool) -> None:
        """In the transaction that writes a batch: link it if the run has added something, now or before."""
        if self.run is not None and (new or self._recorded):
            self._link(tx, _keys(batch))

    def done(self, batch: Batch, *, new: bool) -> None:
        """After that transaction: remember the batch, or link the ones that waited."""
        if self.run is None:
            return
        if new and not self._recorded:
            self._recorded = True
            self._flush()
        elif not self._recorded:
            self._waiting.append(_keys(batch))

    def finish(self) -> None:
        """The run has ended. One that added nothing is kept only if no other had its model and version."""
        run = self.run
        if run is None:
            return
        if not self._recorded and self._waiting:
            others = [row["run"] for row in self._database.read(cypher.RUNS)]
            self._recorded = not any(
                (row.get("model"), row.get("version")) == (run.model, run.version) for row in others
            )
            if self._recorded:
                self._flush()
        if self._recorded:
            properties = {**_properties(run), "finished": now()}
            self._database.write(lambda tx: Transaction(tx).run(cypher.MERGE_RUN, id=run.id, properties=properties))

    def _flush(self) -> None:
        for read in self._waiting:
            self._database.write(partial(self._link_alone, read=read))
        self._waiting = []

    def _link_alone(self, tx: ManagedTransaction, read: _Read) -> None:
        self._link(Transaction(tx), read)

    def _link(self, tx: Transaction, read: _Read) -> None:
        assert self.run is not None  # noqa: S101 - callers look
        run = self.run.id
        tx.run(cypher.MERGE_RUN, id=run, properties=_properties(self.run))
        if ties := sum(map(len, read.ties.values())):
            tx.run(cypher.COUNT_TIES, id=run, ties=ties)
        tx.run(cypher.LINK_DOCUMENTS, ids=read.documents, run=run)
        tx.run(cypher.LINK_EVENTS, ids=read.events, run=run)
        tx.run(cypher.SUPPORT_FACTS, ids=read.facts, run=run)
        tx.run(cypher.LINK_WITHDRAWN, ids=read.withdrawn, run=run)
        tx.run(cypher.SUPPORT_EVIDENCE, rows=read.evidence, run=run)
        tx.run(cypher.SUPPORT_REPORTS, rows=read.reports, run=run)
        tx.run(cypher.SUPPORT_OFFICES, rows=read.offices, run=run)
        support(tx, read.ties, run)


def _properties(run: Run) -> dict[str, Any]:
    return present(
        {
            "started": run.started,
            "finished": run.finished,
            "model": run.model,
            "version": run.version,
            "inputs": list(run.inputs),
        }
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class RunSummary:
    """A run with how many documents and rows of event data sets are linked to it, and how many ties it read."""

    run: Run
    documents: int
    rows: int
    ties: int


def list_runs(database: Database) -> list[RunSummary]:
    """All runs, oldest first."""
    return [
        RunSummary(
            run=Run(
                **{key: value for key, value in row["run"].items() if key != "ties"}
                | {"inputs": tuple(row["run"].get("inputs", ()))}
            ),
            documents=row["documents"],
            rows=row["rows"],
            ties=row["run"].get("ties", 0),
        )
        for row in database.read(cypher.RUNS)
    ]


def events_of_run(database: Database, run: str) -> dict[str, Row]:
    """What a run found: events by id with source, relation, target, date and realis.

    Raises:
        UsageError: There is no such run.
    """
    if run not in {summary.run.id for summary in list_runs(database)}:
        raise unknown_name("run", run, [summary.run.id for summary in list_runs(database)])
    return {row["id"]: row for row in database.stream(cypher.EVENTS_OF_RUN, {"run": run})}
