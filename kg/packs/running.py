"""Asking a query of a pack: reading only, within a time, at most so many rows."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from kg.errors import StoreError, UsageError
from kg.packs.model import Query, Value
from kg.packs.params import bind
from kg.packs.reading import LoadedQuery
from kg.packs.resolve import resolve_actor

DEFAULT_TIMEOUT = 60.0
MOST_ROWS = 1_000_000

# Operators of a plan that change the graph: Neo4j's names, and the words in ArcadeDB's drawing.
_WRITING_OPERATOR = re.compile(
    r"^\W*(Create|Merge|Delete|DetachDelete|Set[A-Z]\w*|SetLabels|Remove\w*|Foreach|LoadCSV|ProcedureCall)\b",
    re.MULTILINE,
)
_WRITING_STEP = re.compile(
    r"^\W*(CREATE|MERGE|DELETE|DETACH DELETE|SET|REMOVE|FOREACH|LOAD CSV|CALL PROCEDURE)\b", re.MULTILINE
)
_WHOLE_LABEL = re.compile(r"(?:NodeByLabelScan|AllNodesScan)\W*\(?[^)\n]*?:\s*(\w+)")


class Database(Protocol):
    """What is needed of a store's connection."""

    def read(
        self,
        query: str,
        params: Mapping[str, Any] | None = None,
        *,
        timeout: float | None = None,
        limit: int | None = None,
    ) -> Any:
        """Rows of a query that only reads."""
        ...

    def explain(self, query: str, params: Mapping[str, Any] | None = None) -> tuple[str, dict[str, Any]]:
        """Kind of statement and plan."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a query returned.

    Attributes:
        query: The query.
        params: The values it was asked with.
        columns: Names, in order.
        rows: One dict a row; nodes and edges are dicts.
        truncated: There were more rows than the limit.
        seconds: Time until the last row.
    """

    query: LoadedQuery
    params: dict[str, Any]
    columns: tuple[str, ...]
    rows: list[dict[str, Any]]
    truncated: bool
    seconds: float


@dataclass(frozen=True, slots=True)
class Plan:
    """How the database would run a query: ``drawing`` for people, ``scans`` the labels it would read whole."""

    drawing: str
    scans: tuple[str, ...]


def ask(
    database: Database,
    query: LoadedQuery,
    given: Mapping[str, str | Value],
    *,
    timeout: float = DEFAULT_TIMEOUT,
    check_plan: bool = True,
) -> Answer:
    """Run a query.

    Args:
        database: Where to ask.
        query: What to ask.
        given: Values of its parameters; actors by id, name, alias or ISO code.
        timeout: Seconds until the database gives up.
        check_plan: Have the database say first that it would only read.

    Raises:
        UsageError: A parameter is unknown, missing or of the wrong type, an actor is not in the graph, or the query
            would write.
        StoreError: The database refuses the query, or it took too long.
    """
    only_reads(query)
    params = bind(query, given, lambda text: resolve_actor(database, text))
    if check_plan:
        plan_of(database, query, params)
    limit = params.get("limit")
    start = time.perf_counter()
    try:
        found = database.read(
            query.cypher, params, timeout=timeout, limit=limit if isinstance(limit, int) else MOST_ROWS
        )
    except StoreError as error:
        raise _timed_out(error, query, timeout, time.perf_counter() - start) from error
    return Answer(
        query=query,
        params=params,
        columns=tuple(found.columns) or declared_columns(query),
        rows=list(found.rows),
        truncated=bool(found.truncated) or (isinstance(limit, int) and len(found.rows) == limit),
        seconds=time.perf_counter() - start,
    )


def declared_columns(query: LoadedQuery) -> tuple[str, ...]:
    """The columns that ``pack.yml`` names; ArcadeDB names none where there are no rows."""
    return tuple(query.entry.returns) if isinstance(query.entry, Query) else ()


def only_reads(query: LoadedQuery) -> None:
    """Raise ``UsageError`` where the words of a query show that it would write."""
    if query.statement.writes:
        raise UsageError(
            f"{query.full_name} would write ({', '.join(query.statement.writes)})",
            where=query.path,
            hint="queries of packs only read",
        )
    if query.statement.statements != 1 or not query.statement.starts_well:
        raise UsageError(f"{query.full_name} is not one reading statement", where=query.path)


def plan_of(database: Database, query: LoadedQuery, params: Mapping[str, Any]) -> Plan:
    """The plan of a query, without running it.

    Raises:
        UsageError: The plan holds a step that writes.
        StoreError: The database refuses the query.
    """
    kind, plan = database.explain(query.cypher, params)
    drawing = str((plan.get("args") or {}).get("string-representation") or "")
    operators = list(_operators(plan))
    arcade = bool(operators) and operators[0].startswith("ArcadeDB")
    writing = _WRITING_STEP.search(drawing) if arcade else None
    if not arcade:
        writing = next((m for name in operators if (m := _WRITING_OPERATOR.match(name))), None)
    if writing or (not arcade and kind != "r"):
        what = writing.group(1) if writing else kind
        raise UsageError(f"the plan of {query.full_name} would write ({what})", where=query.path)
    return Plan(drawing, tuple(sorted(set(_scanned(plan, drawing, arcade)))))


def _operators(plan: Mapping[str, Any]) -> list[str]:
    found = [str(plan.get("operatorType", "")).split("@")[0]]
    for child in plan.get("children") or ():
        found += _operators(child)
    return found


def _scanned(plan: Mapping[str, Any], drawing: str, arcade: bool) -> list[str]:
    if arcade:
        return [match.group(1) for match in _WHOLE_LABEL.finditer(drawing)]
    found = []
    name = str(plan.get("operatorType", "")).split("@")[0]
    if name.endswith(("NodeByLabelScan", "AllNodesScan")):
        details = str((plan.get("args") or {}).get("Details", ""))
        found.append(details.partition(":")[2] or "everything")
    for child in plan.get("children") or ():
        found += _scanned(child, drawing, arcade)
    return found


def _timed_out(error: StoreError, query: LoadedQuery, timeout: float, seconds: float) -> StoreError:
    text = str(error).lower()
    if seconds < timeout * 0.9 and "timed out" not in text and "timeout" not in text:
        return error
    return StoreError(
        f"{query.name} took longer than {timeout:g} s and was stopped",
        hint="narrow it with its parameters, or allow more with --timeout",
    )
