"""The store: what the rest of kg sees of a database."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from neo4j import ManagedTransaction

from kg.actors.model import ActorEntry
from kg.errors import StoreError, StoreUnavailableError
from kg.ids import dataset_event_id
from kg.records import DocumentFacts, Event, Extraction, Report, Tie
from kg.settings import Settings, load_settings
from kg.store import cypher
from kg.store.batch import Batch
from kg.store.counts import WriteCounts
from kg.store.database import Database, Parameters, Rows
from kg.store.embedded import Address, EmbeddedDatabase, exists
from kg.store.knowledge import write_entries
from kg.store.links import link_events
from kg.store.measures import write_measures
from kg.store.model import load_graph_model
from kg.store.retract import (
    Removed,
    find_document,
    replace_statements,
    retract_documents,
    retract_events,
    retract_ties,
    undo_run,
)
from kg.store.rows import Row
from kg.store.runs import Run, RunLog, RunSummary, list_runs
from kg.store.transaction import Transaction
from kg.store.writer import write_batch

T = TypeVar("T")

_BATCH = 2000
_ATTACH_ATTEMPTS = 3


class Store:
    """A graph that can be written and asked. Use it as a context manager, or call ``close``.

    Args:
        database: The connection; closed with the store.
        embedded: The place at an embedded database, left with the store.
        read_only: Refuse to write.
    """

    def __init__(
        self, database: Database, *, embedded: EmbeddedDatabase | None = None, read_only: bool = False
    ) -> None:
        self.database = database
        self.read_only = read_only
        self._embedded = embedded
        if not read_only:
            _define(database)

    @property
    def uri(self) -> str:
        """Where the graph is, for messages; holds no password."""
        return self.database.shown

    @property
    def dialect(self) -> str:
        """``neo4j`` or ``arcadedb``."""
        return self.database.dialect

    def close(self) -> None:
        """Close the connection."""
        self.database.close()
        if self._embedded is not None:
            self._embedded.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_exc: object) -> None:
        self.close()

    # -- write --------------------------------------------------------------------------------------------------------

    def log(self, run: Run) -> RunLog:
        """A log of a run for several calls of ``write`` and ``write_events``; call its ``finish`` after the last."""
        return RunLog(self.database, run)

    def write(
        self,
        extractions: Iterable[Extraction],
        run: Run | RunLog | None = None,
        *,
        replacing: Collection[str] = (),
    ) -> WriteCounts:
        """Write documents with their events and offices, in batches that are each there whole or not at all.

        Args:
            extractions: What was found, one document each; may be a generator.
            run: The ingest to log it under: a run of this one call, or the log of a longer one.
            replacing: Ids of documents in the graph. What they stated before goes in the transaction that writes all
                of the extractions, unless it is stated again; those without an extraction go altogether.

        Raises:
            StoreError: The database refuses; batches before are kept.
        """
        return self._write_all(extractions, Batch.add_extraction, run, replacing)

    def write_events(self, events: Iterable[Event], run: Run | RunLog | None = None) -> WriteCounts:
        """Write events one by one, such as the rows of a data set; otherwise like ``write``."""
        return self._write_all(events, Batch.add_event, run)

    def write_ties(self, ties: Iterable[Tie], run: Run | RunLog | None = None) -> WriteCounts:
        """Write standing relations between actors; otherwise like ``write``."""
        return self._write_all(ties, Batch.add_tie, run)

    def write_reports(
        self, reports: Iterable[Report], run: Run | RunLog | None = None
    ) -> tuple[WriteCounts, list[Report]]:
        """Write documents that report events of data sets; also gives back the reports of events nobody has told."""
        given = [(dataset_event_id(report.dataset, report.dataset_id), report) for report in reports]
        there = {row["id"] for row in self.read(cypher.IDS_OF_EVENTS, {"ids": sorted({key for key, _ in given})})}
        known = [report for key, report in given if key in there]
        return self._write_all(known, Batch.add_report, run), [report for key, report in given if key not in there]

    def write_facts(self, facts: Iterable[DocumentFacts], run: Run | RunLog | None = None) -> WriteCounts:
        """Write whom documents name and which numbers they give."""
        return self._write_all(facts, Batch.add_facts, run)

    def write_actors(self, entries: Iterable[ActorEntry], *, met: bool = False, complete: bool = False) -> WriteCounts:
        """Write listed actors with their offices, memberships and what they are part of.

        Args:
            entries: The actors.
            met: They are written because records speak of them: taking these records back takes them back too.
            complete: The entries have all offices and memberships of their actors: others that were listed once go.
        """
        return self._in_portions(entries, partial(write_entries, met=met, complete=complete))

    def write_measures(self, names: Collection[str], values: Mapping[str, Mapping[str, float | None]]) -> int:
        """Put results of an analysis on actors, and take older ones of the same names off all others.

        Args:
            names: Properties, out of ``actor_measures`` of the graph model.
            values: Actor id -> property -> value; None and what is absent leave the property away.

        Returns:
            How many of these actors the graph has.

        Raises:
            UsageError: A property is not among those of the graph model.
        """
        self._check_writable()
        return self.database.write(lambda raw: write_measures(Transaction(raw), names, values))

    def find_document(self, name: str) -> str:
        """The id of the document that an id, an address or the begin of an id names."""
        return find_document(self.database, name)

    def retract(self, name: str) -> Removed:
        """Take out a document, named by id, address or begin of the id, with all that only it supported."""
        self._check_writable()
        return retract_documents(self.database, [self.find_document(name)])

    def withdraw(self, rows: Iterable[tuple[str, str, str | None]], run: Run | RunLog | None = None) -> WriteCounts:
        """Take out rows of data sets that their makers have withdrawn, events and ties; remember it of events.

        Args:
            rows: Data set, the row's own id there, and when it was withdrawn (ISO 8601, UTC; None where nobody says:
                then every version of it is withdrawn).
            run: As for ``write``.
        """
        self._check_writable()
        withdrawals = list(rows)
        gone = retract_events(self.database, {dataset_event_id(*row[:2]): row[2] for row in withdrawals})
        for dataset in sorted({row[0] for row in withdrawals}):
            gone += retract_ties(self.database, dataset, [row[1] for row in withdrawals if row[0] == dataset])
        return self._write_all(withdrawals, Batch.add_withdrawal, run) + WriteCounts(changed=gone.events + gone.ties)

    def withdrawn(self, ids: Iterable[str]) -> dict[str, str | None]:
        """Which of these events were withdrawn, and when."""
        return {row["id"]: row["withdrawn"] for row in self.read(cypher.WITHDRAWN, {"ids": sorted(ids)})}

    def undo(self, run: str) -> Removed:
        """Take out what only this run supported, and the run."""
        self._check_writable()
        return undo_run(self.database, run)

    def runs(self) -> list[RunSummary]:
        """All runs, oldest first."""
        return list_runs(self.database)

    def run_ids(self) -> list[str]:
        """Ids of all runs, sorted."""
        return sorted(row["id"] for row in self.read(cypher.RUN_IDS))

    def _write_all(
        self,
        items: Iterable[T],
        add: Callable[[Batch, T], None],
        run: Run | RunLog | None,
        replacing: Collection[str] = (),
    ) -> WriteCounts:
        self._check_writable()
        log = run if isinstance(run, RunLog) else RunLog(self.database, run)
        counts = WriteCounts()
        for batch in _batches(items, add, math.inf if replacing else _BATCH):
            counts += self._write_batch(batch, log, replacing)
        if log is not run:
            log.finish()
        return counts

    def _write_batch(self, batch: Batch, log: RunLog, replacing: Collection[str]) -> WriteCounts:
        def work(raw: ManagedTransaction) -> tuple[WriteCounts, list[Row]]:
            tx = Transaction(raw)
            counts = write_batch(tx, batch)
            removed, relink = replace_statements(tx, batch, replacing) if replacing else (Removed(), [])
            counts += WriteCounts(changed=removed.documents + removed.mentions + removed.offices)
            log.record(tx, batch, new=not counts.nothing_new)
            return counts, relink

        counts, relink = self.database.write(work)
        log.done(batch, new=not counts.nothing_new)
        events = [*batch.events.values(), *batch.own.values(), *relink]
        self.database.write(lambda raw: link_events(Transaction(raw), events))
        return counts

    def _in_portions(self, items: Iterable[T], write: Callable[[Transaction, list[T]], WriteCounts]) -> WriteCounts:
        self._check_writable()
        counts = WriteCounts()
        source = iter(items)
        while portion := list(islice(source, _BATCH)):
            counts += self.database.write(partial(_write_portion, write, portion))
        return counts

    def _check_writable(self) -> None:
        if self.read_only:
            raise StoreError("the graph was opened for reading only", where=self.uri)

    # -- read ---------------------------------------------------------------------------------------------------------

    def read(
        self, query: str, params: Parameters | None = None, *, timeout: float | None = None, limit: int | None = None
    ) -> Rows:
        """Run a query that only reads; see ``Database.read``."""
        return self.database.read(query, params, timeout=timeout, limit=limit)

    def stream(self, query: str, params: Parameters | None = None) -> Iterator[dict[str, Any]]:
        """Rows of a query that only reads, in bounded memory."""
        return self.database.stream(query, params)

    def counts(self) -> dict[str, int]:
        """How many nodes carry each label."""
        labels = sorted(load_graph_model().nodes)
        return {label: self.read(cypher.count(label)).rows[0]["count"] for label in labels}

    def known_documents(self, ids: Iterable[str]) -> set[str]:
        """Which of these documents are in the graph."""
        return {row["id"] for row in self.read(cypher.KNOWN_DOCUMENTS, {"ids": list(ids)})}


def _define(database: Database) -> None:
    wanted = cypher.constraints_and_indexes(load_graph_model(), full_text=database.dialect == "neo4j")
    there = {row["name"] for query in (cypher.SHOW_INDEXES, cypher.SHOW_CONSTRAINTS) for row in database.read(query)}
    database.define([statement for name, statement in wanted.items() if name not in there])


def _write_portion(
    write: Callable[[Transaction, list[T]], WriteCounts], portion: list[T], raw: ManagedTransaction
) -> WriteCounts:
    return write(Transaction(raw), portion)


def _batches(items: Iterable[T], add: Callable[[Batch, T], None], size: float) -> Iterator[Batch]:
    batch = Batch()
    for item in items:
        add(batch, item)
        if batch.size >= size:
            yield batch
            batch = Batch()
    if batch.size:
        yield batch


def open_store(uri: str | None = None, *, read_only: bool = False, settings: Settings | None = None) -> Store:
    """Open the graph.

    Args:
        uri: ``bolt://``, ``neo4j://`` and their ``+s``, ``+ssc`` forms name a server (user and password come from the
            settings); ``neo4j`` the one that ``kg neo4j start`` runs; ``embedded`` the embedded database in its usual
            folder; anything else a folder for an embedded database. None means NEO4J_URI if set, else ``embedded``.
        read_only: Change nothing; an embedded database that does not exist yet is an error then.
        settings: Instead of those of the environment.

    Raises:
        StoreUnavailableError: The database cannot be reached or refuses the password.
        StoreError: There is no graph yet, or the folder holds something else.
    """
    settings = settings or load_settings()
    where = uri or settings.uri or "embedded"
    if where == "neo4j":
        from kg.store.server import running_address

        address = running_address(settings)
        return Store(Database(address, shown=address.uri), read_only=read_only)
    if "://" in where:
        return Store(Database(_server_address(where, settings), shown=_without_password(where)), read_only=read_only)
    folder = settings.database_folder if where == "embedded" else Path(where).expanduser()
    if read_only and not exists(folder):
        raise StoreError("there is no graph yet", where=str(folder), hint="kg ingest INPUT... makes one")
    for _ in range(_ATTACH_ATTEMPTS - 1):
        with suppress(StoreUnavailableError):
            return _attach(folder, settings, read_only)
        # The process that holds the folder was just going: let it go, then start another.
        time.sleep(1)
    return _attach(folder, settings, read_only)


def _attach(folder: Path, settings: Settings, read_only: bool) -> Store:
    embedded = EmbeddedDatabase(folder, heap=settings.heap, linger=settings.linger)
    try:
        database = Database(embedded.address, shown=str(folder), turns=embedded.turns)
        return Store(database, embedded=embedded, read_only=read_only)
    except BaseException:
        embedded.close()
        raise


def _server_address(uri: str, settings: Settings) -> Address:
    if "@" in uri.partition("://")[2]:
        raise StoreUnavailableError(
            "an address must not hold a user or password",
            where=_without_password(uri),
            hint="set NEO4J_USERNAME and NEO4J_PASSWORD",
        )
    return Address(uri=uri, username=settings.username, password=settings.password, database=settings.database)


def _without_password(uri: str) -> str:
    scheme, _, rest = uri.partition("://")
    return f"{scheme}://{rest.rpartition('@')[2]}"
