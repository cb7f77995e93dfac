"""Take back documents and runs with everything that only they supported.

What is left is as if they had never been ingested: events without evidence go with their direct edges, counts and
properties of the others are computed again, actors nobody speaks of any more go unless they are listed ones.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from functools import partial, reduce
from itertools import islice
from typing import TypeVar

from neo4j import ManagedTransaction

from kg.errors import UsageError
from kg.store import cypher, cypher_retract
from kg.store.batch import Batch
from kg.store.database import Database
from kg.store.links import link_events
from kg.store.model import load_graph_model
from kg.store.offices import refresh_offices
from kg.store.rows import MENTIONED, SPEAKING, Row, implied_row, merge_actor, present
from kg.store.ties import TieIds, delete, of_rows, unsupport
from kg.store.transaction import Transaction
from kg.store.writer import delete_direct, read_mentions, recount, refresh

T = TypeVar("T")
_PORTION = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Removed:
    """How much was taken out."""

    documents: int = 0
    events: int = 0
    mentions: int = 0
    offices: int = 0
    actors: int = 0
    ties: int = 0

    def __add__(self, other: Removed) -> Removed:
        return Removed(**{f.name: getattr(self, f.name) + getattr(other, f.name) for f in fields(self)})


@dataclass(slots=True)
class _Doomed:
    """What a transaction takes out; ``actors`` are those who were named in what is gone already."""

    documents: list[str] = field(default_factory=list)
    own: list[str] = field(default_factory=list)
    evidence: list[Row] = field(default_factory=list)
    reports: list[Row] = field(default_factory=list)
    statements: list[Row] = field(default_factory=list)
    ties: TieIds = field(default_factory=dict)
    actors: set[str] = field(default_factory=set)


def find_document(database: Database, name: str) -> str:
    """The id of the document that an id, an address or the begin of an id names.

    Raises:
        UsageError: There is none, or more than one.
    """
    found = database.read(cypher_retract.FIND_DOCUMENTS, {"name": name}).rows
    if not found and len(name) >= 6:
        found = database.read(cypher_retract.FIND_DOCUMENTS_BY_PREFIX, {"name": name, "end": name + "\uffff"}).rows
    if not found:
        raise UsageError(f"no document {name!r} in the graph", hint="give its id, the begin of it, or its address")
    if len(found) > 1:
        listed = ", ".join(row["id"][:12] for row in found)
        raise UsageError(f"{name!r} names more than one document", hint=f"give one of their ids: {listed}")
    return str(found[0]["id"])


def retract_documents(database: Database, ids: Collection[str]) -> Removed:
    """Take documents out. Rows of event data sets that point to one stay, without it."""
    removed = Removed()
    for portion in _portions(sorted(ids)):
        removed += _take_back(database, partial(_of_documents, ids=portion))
    return removed


def retract_events(database: Database, withdrawn: Mapping[str, str | None]) -> Removed:
    """Take rows of event data sets out that their makers have withdrawn; ids nobody has are passed over.

    Args:
        database: Where.
        withdrawn: Event id -> when it was withdrawn; a row that was revised after that stays.
    """
    removed = Removed()
    for portion in _portions(sorted(withdrawn)):
        removed += _take_back(database, partial(_of_withdrawn, withdrawn={key: withdrawn[key] for key in portion}))
    return removed


def retract_ties(database: Database, dataset: str, rows: Collection[str]) -> Removed:
    """Take standing relations of rows of a data set out; rows nobody has are passed over."""
    removed = Removed()
    for portion in _portions(sorted(set(rows))):
        removed += _take_back(database, partial(_of_withdrawn_ties, dataset=dataset, rows=portion))
    return removed


def undo_run(database: Database, run: str) -> Removed:
    """Take out what only this run supported, and the run.

    Raises:
        UsageError: There is no such run.
        StoreError: The database refuses; doing it again goes on where it stopped.
    """
    if not any(row["run"]["id"] == run for row in database.read(cypher.RUNS)):
        raise UsageError(f"no run {run!r}", hint="kg runs list")
    removed = Removed()
    events = {row["id"]: row["runs"] for row in database.stream(cypher_retract.RUN_EVENTS, {"run": run})}
    for portion in _portions(sorted(events)):
        own = [key for key in portion if events[key] == 1]
        removed += _take_back(database, partial(_of_rows, own=own, read=portion, run=run))
    documents = {row["id"]: row["runs"] for row in database.stream(cypher_retract.RUN_DOCUMENTS, {"run": run})}
    for portion in _portions(sorted(documents)):
        only = [key for key in portion if documents[key] == 1]
        removed += _take_back(database, partial(_of_run, read=portion, only=only, run=run))
    for relation in sorted(load_graph_model().ties):
        ties = {row["id"]: row["runs"] for row in database.stream(cypher_retract.ties_of_run(relation), {"run": run})}
        for portion in _portions(sorted(ties)):
            removed += _take_back(database, partial(_of_ties, relation=relation, read=portion, runs=ties, run=run))
    deletions = [row["id"] for row in database.read(cypher_retract.RUN_WITHDRAWN, {"run": run}) if row["runs"] == 1]
    database.write(lambda tx: Transaction(tx).run(cypher_retract.DELETE_WITHDRAWN, ids=deletions))
    database.write(lambda tx: Transaction(tx).run(cypher_retract.DELETE_RUN, id=run))
    return removed


def replace_statements(tx: Transaction, batch: Batch, documents: Collection[str]) -> tuple[Removed, list[Row]]:
    """After a batch was written: take out what these documents stated before and the batch does not state again.

    Documents that the batch does not hold go altogether.

    Returns:
        What went, and the events whose links to others must be made again.
    """
    said = _of_documents(tx, sorted(documents))
    return _remove(
        tx,
        _Doomed(
            documents=[key for key in said.documents if key not in batch.documents],
            evidence=[row for row in said.evidence if (row["event"], row["place"]) not in batch.evidence],
            reports=[row for row in said.reports if row["place"] not in batch.documents],
            statements=[row for row in said.statements if (row["document"], row["id"]) not in batch.offices],
        ),
    )


# -- what goes --------------------------------------------------------------------------------------------------------


def _of_documents(tx: Transaction, ids: Sequence[str]) -> _Doomed:
    doomed = _Doomed(documents=list(ids))
    events = {row["id"] for row in tx.run(cypher.EVENTS_OF_DOCUMENTS, ids=ids)}
    for (event, place), row in read_mentions(tx, events).items():
        if row["document"] in ids:
            kind = doomed.evidence if row["edge"] == "EVIDENCED_BY" else doomed.reports
            kind.append({"event": event, "place": place})
    doomed.statements = tx.run(cypher_retract.STATEMENTS_IN, ids=ids)
    return doomed


def _of_withdrawn(tx: Transaction, withdrawn: Mapping[str, str | None]) -> _Doomed:
    found = tx.run(cypher.REVISIONS, ids=withdrawn)
    return _Doomed(own=[row["id"] for row in found if not stands(row["revised"], withdrawn[row["id"]])])


def stands(revised: str | None, withdrawn: str | None) -> bool:
    """Whether a version of a row, revised then, is later than its withdrawal."""
    return revised is not None and withdrawn is not None and revised > withdrawn


def _of_withdrawn_ties(tx: Transaction, dataset: str, rows: Sequence[str]) -> _Doomed:
    return _Doomed(ties=of_rows(tx, dataset, rows))


def _of_rows(tx: Transaction, own: Sequence[str], read: Sequence[str], run: str) -> _Doomed:
    tx.run(cypher_retract.UNLINK_RUN_FROM_EVENTS, ids=read, run=run)
    return _Doomed(own=list(own))


def _of_run(tx: Transaction, read: Sequence[str], only: Sequence[str], run: str) -> _Doomed:
    """Statements that only this run found go; the others forget it."""
    reporting = {row["id"] for row in tx.run(cypher_retract.REPORTING_OTHERWISE, ids=only, run=run)}
    doomed = _Doomed(documents=[key for key in only if key not in reporting])
    evidence = tx.run(cypher_retract.RUN_EVIDENCE, ids=read, run=run)
    reports = tx.run(cypher_retract.RUN_REPORTS, ids=read, run=run)
    statements = [row for row in tx.run(cypher_retract.STATEMENTS_IN, ids=read) if run in (row["runs"] or [])]
    for rows, goes, keep in (
        (evidence, doomed.evidence, cypher_retract.SET_EVIDENCE_RUNS),
        (reports, doomed.reports, cypher_retract.SET_REPORT_RUNS),
        (statements, doomed.statements, cypher_retract.SET_STATEMENT_RUNS),
    ):
        goes += [row for row in rows if row["runs"] == [run] and not row.get("own")]
        tx.run(
            keep, rows=[{**row, "runs": [one for one in row["runs"] if one != run]} for row in rows if row not in goes]
        )
    doomed.actors = {row["actor"] for row in tx.run(cypher_retract.LONE_FACTS, ids=read, run=run)}
    tx.run(cypher_retract.DELETE_LONE_FACTS, ids=read, run=run)
    tx.run(cypher_retract.UNLINK_FACTS, ids=read, run=run)
    tx.run(cypher_retract.UNLINK_RUN, ids=read, run=run)
    return doomed


def _of_ties(tx: Transaction, relation: str, read: Sequence[str], runs: Mapping[str, int], run: str) -> _Doomed:
    unsupport(tx, {relation: [key for key in read if runs[key] > 1]}, run)
    return _Doomed(ties={relation: [key for key in read if runs[key] == 1]})


# -- how it goes ------------------------------------------------------------------------------------------------------


def _take_back(database: Database, choose: Callable[[Transaction], _Doomed]) -> Removed:
    def work(raw: ManagedTransaction) -> tuple[Removed, list[Row]]:
        tx = Transaction(raw)
        return _remove(tx, choose(tx))

    removed, relink = database.write(work)
    database.write(lambda raw: link_events(Transaction(raw), relink))
    return removed


def _remove(tx: Transaction, doomed: _Doomed) -> tuple[Removed, list[Row]]:
    """Returns what went, and the events whose links to others must be made again."""
    touched = {row["event"] for row in (*doomed.evidence, *doomed.reports)} | set(doomed.own)
    nodes = tx.properties(cypher.lock_nodes("Event"), ids=touched)
    actors = {row["id"] for row in tx.run(cypher_retract.ACTORS_OF_EVENTS, ids=touched)}
    actors |= {row[key] for row in doomed.statements for key in ("person", "of")}
    actors |= delete(tx, doomed.ties)
    actors |= {row["id"] for row in tx.run(cypher_retract.ACTORS_OF_DOCUMENTS, ids=doomed.documents)} | doomed.actors
    pages = {row["id"] for row in tx.run(cypher_retract.DOCUMENTS_OF_EVENTS, ids=doomed.own)}
    sentences = {row["place"] for row in doomed.evidence}
    sentences |= {row["id"] for row in tx.run(cypher_retract.SENTENCES_OF, ids=doomed.documents)}

    tx.run(cypher_retract.DELETE_EVIDENCE, rows=doomed.evidence)
    tx.run(cypher_retract.DELETE_REPORTS, rows=doomed.reports)
    tx.run(cypher_retract.DELETE_STATEMENTS, rows=doomed.statements)
    tx.run(cypher.lock_nodes("Actor"), ids={row["person"] for row in doomed.statements})
    refresh_offices(tx, {row["id"]: row for row in doomed.statements}.values())
    tx.run(cypher_retract.DELETE_LONE_SENTENCES, ids=sentences)
    tx.run(cypher_retract.DELETE_DOCUMENTS, ids=doomed.documents)

    left = {event for event, _ in read_mentions(tx, touched)}
    gone = {key for key in touched if "dataset" not in nodes[key] and key not in left} | set(doomed.own)
    delete_direct(tx, [nodes[key] for key in sorted(gone)])
    tx.run(cypher_retract.DELETE_EVENTS, ids=gone)
    tx.run(cypher_retract.DELETE_LONE_DOCUMENTS, ids=pages)
    stay = touched - gone
    refresh(tx, {key for key in stay if "dataset" not in nodes[key]})
    recount(tx, {key for key in stay if "dataset" in nodes[key]})
    undated = {key for key in stay if "first_day" not in nodes[key]}
    tx.run(cypher_retract.DELETE_LINKS, ids=undated)
    removed = Removed(
        documents=len(doomed.documents),
        events=len(gone),
        mentions=len(doomed.evidence) + len(doomed.reports),
        offices=len(doomed.statements),
        actors=_remove_lone(tx, actors),
        ties=sum(map(len, doomed.ties.values())),
    )
    _describe_again(tx, actors)
    return removed, [nodes[key] for key in sorted(undated)]


def _remove_lone(tx: Transaction, candidates: set[str]) -> int:
    count = 0
    while candidates:
        lone = tx.run(cypher_retract.LONE_ACTORS, ids=candidates)
        tx.run(cypher_retract.DELETE_ACTORS, ids={row["id"] for row in lone})
        count += len(lone)
        candidates = {whole for row in lone for whole in row["wholes"]}
    return count


def _describe_again(tx: Transaction, actors: Collection[str]) -> None:
    """Actors that only texts describe get the description that the remaining texts give."""
    said: dict[str, list[Row]] = defaultdict(list)
    for row in tx.run(cypher_retract.ROLES_IN_EVIDENCE, ids=actors):
        side = row["side"].lower()
        names = ("name", "kind", "country", "sector")
        described = {name: row["said"].get(f"{side}_{name}") for name in names}
        said[row["id"]].append(present({"id": row["id"], "known": MENTIONED, **described}))
    otherwise = {row["id"] for row in tx.run(cypher_retract.described_otherwise(load_graph_model()), ids=actors)}
    speaking = {row["id"] for row in tx.run(cypher_retract.SPEAKING, ids=actors)}
    rows = []
    for key, old in sorted(tx.properties(cypher.lock_nodes("Actor"), ids=set(actors) - otherwise).items()):
        if old.get("known") != MENTIONED:
            continue
        if key in said:
            new = reduce(merge_actor, said[key])
        else:
            new = {**implied_row(key), **({"name": old["name"], "known": SPEAKING} if key in speaking else {})}
        wanted = {name: new.get(name) for name in ("name", "country", "sector", "known")}
        if any(old.get(name) != value for name, value in wanted.items()):
            rows.append({"id": key, "properties": wanted})
    tx.run(cypher.set_nodes("Actor"), rows=rows)


def _portions(items: Iterable[T]) -> Iterator[list[T]]:
    source = iter(items)
    while portion := list(islice(source, _PORTION)):
        yield portion
