"""Testing packs against a database: the plan of every query, given graphs with expected rows, and checks.

Given graphs are written by the store, so they need an empty database; on one with a graph only the plans and the
checks can be run.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import neo4j

from kg.errors import KgError, StoreError
from kg.packs.given import records_of
from kg.packs.model import Check, Query, QueryTest
from kg.packs.params import bind
from kg.packs.reading import LoadedQuery, Pack
from kg.packs.running import Answer, ask, only_reads, plan_of
from kg.packs.static import check_pack
from kg.store import Store

Kind = Literal["static", "plan", "test", "check"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one step.

    Attributes:
        kind: ``static`` (no database), ``plan``, ``test`` (given and expected) or ``check`` (on the graph there is).
        name: Pack and query, with the number of the test.
        fault: What is wrong, None where all is well.
        warning: The fault does not fail the whole.
    """

    kind: Kind
    name: str
    fault: str | None = None
    warning: bool = False


def static_outcomes(packs: Iterable[Pack]) -> Iterator[Outcome]:
    """Check packs without a database; one outcome a pack that is well, else one a finding."""
    for pack in packs:
        findings = check_pack(pack)
        yield from (Outcome(kind="static", name=finding.where, fault=finding.what) for finding in findings)
        if not findings:
            yield Outcome(kind="static", name=pack.name)


def plan_outcomes(store: Store, packs: Iterable[Pack]) -> Iterator[Outcome]:
    """Have the database plan every query, with the values of its ``:param`` lines."""
    for query in _all(packs):
        try:
            only_reads(query)
            plan_of(store.database, query, bind(query, {name: p.shown for name, p in query.params.items()}))
        except KgError as error:
            yield Outcome(kind="plan", name=query.full_name, fault=str(error))
        else:
            yield Outcome(kind="plan", name=query.full_name)


def given_outcomes(store: Store, packs: Iterable[Pack]) -> Iterator[Outcome]:
    """Run every test on its given graph; the database is empty again afterwards.

    Raises:
        StoreError: The database is not empty.
    """
    if not is_empty(store):
        raise StoreError(
            "there is a graph in this database: the tests of packs write small graphs and need an empty one",
            where=store.uri,
            hint="leave --uri away to test in a database made for it",
        )
    for query in _all(packs):
        for number, test in enumerate(query.entry.tests, start=1):
            name = f"{query.full_name}#{number}"
            try:
                fault = run_test(store, query, test, name)
            except KgError as error:
                fault = str(error)
            finally:
                clear(store)
            yield Outcome(kind="test", name=name, fault=fault)


def check_outcomes(store: Store, packs: Iterable[Pack]) -> Iterator[Outcome]:
    """Run the checks of packs on the graph there is: each must return no row."""
    for pack in packs:
        for check in pack.checks:
            assert isinstance(check.entry, Check)  # noqa: S101 - by construction
            rows = ask(store.database, check, {}, timeout=600, check_plan=False).rows
            fault = None
            if rows:
                first = ", ".join(f"{key} {value}" for key, value in rows[0].items())
                fault = f"{len(rows)} case(s); the first: {first}. {check.entry.meaning}"
            yield Outcome(kind="check", name=check.full_name, fault=fault, warning=check.entry.severity == "warning")


def run_test(store: Store, query: LoadedQuery, test: QueryTest, name: str) -> str | None:
    """Write the given graph, ask, compare: what differs, or None. The graph stays."""
    records = records_of(test.given, name)
    store.write_actors(records.entries)
    store.write(records.extractions)
    store.write_events(records.rows)
    store.write_ties(records.ties)
    answer = ask(store.database, query, test.params, check_plan=False)
    return columns_differ(query, answer) or rows_differ(test, answer.rows)


def columns_differ(query: LoadedQuery, answer: Answer) -> str | None:
    """What is wrong with the columns of an answer, or None."""
    if not isinstance(query.entry, Query) or tuple(query.entry.returns) == answer.columns:
        return None
    return f"returns the columns {', '.join(answer.columns)}; pack.yml says {', '.join(query.entry.returns)}"


def rows_differ(test: QueryTest, rows: list[dict[str, Any]]) -> str | None:
    """What is wrong with the rows of an answer, or None; only the columns that an expected row names count."""
    if len(rows) != len(test.expect):
        return f"expected {len(test.expect)} row(s), got {len(rows)}: {_shown(rows)}"
    left = [{key: comparable(value) for key, value in row.items()} for row in rows]
    for number, wanted in enumerate(test.expect):
        candidates = left[:1] if test.ordered else left
        match = next((row for row in candidates if _fits(wanted, row)), None)
        if match is None:
            return f"no row fits expected row {number + 1} {wanted}: {_shown(rows)}"
        left.remove(match)
    return None


def _fits(wanted: Mapping[str, Any], row: Mapping[str, Any]) -> bool:
    return all(_equal(value, row.get(key)) for key, value in wanted.items())


def _equal(wanted: Any, got: Any) -> bool:
    if isinstance(wanted, float) and isinstance(got, int | float):
        return abs(wanted - got) < 0.005
    return bool(wanted == got)


def comparable(value: Any) -> Any:
    """A value as tests name it: a node by its id, an edge by its type, a list of them likewise."""
    if isinstance(value, list):
        return [comparable(item) for item in value]
    if isinstance(value, dict):
        return value.get("_type") or value.get("id") or value
    return value


def _shown(rows: list[dict[str, Any]]) -> str:
    return "; ".join(str({key: comparable(value) for key, value in row.items()}) for row in rows[:4]) or "no rows"


def is_empty(store: Store) -> bool:
    """Whether the database holds no node."""
    return not store.read("MATCH (n) RETURN 1 AS one LIMIT 1").rows


def clear(store: Store) -> None:
    """Remove everything; only ever called on a database that was empty before."""

    def work(tx: neo4j.ManagedTransaction) -> None:
        tx.run("MATCH (n) DETACH DELETE n").consume()

    store.database.write(work)


def _all(packs: Iterable[Pack]) -> Iterator[LoadedQuery]:
    for pack in packs:
        yield from pack.queries
        yield from pack.checks
