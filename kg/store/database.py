"""One code path to every database: the neo4j driver over Bolt, its errors turned into ours."""

from __future__ import annotations

import logging
import random
import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import neo4j
from neo4j.exceptions import (
    AuthError,
    ClientError,
    ConfigurationError,
    DriverError,
    Neo4jError,
    ServiceUnavailable,
    TransientError,
)

from kg.errors import StoreError, StoreUnavailableError, UsageError
from kg.store.embedded import Address
from kg.store.locks import FileLock
from kg.store.values import plain

T = TypeVar("T")

# Without a handler Python prints the driver's warnings about each new try, in the midst of the user's output.
logging.getLogger("neo4j").addHandler(logging.NullHandler())
Parameters = Mapping[str, Any]

# Two writers met, and the database (ArcadeDB only at commit) refuses the later one: it reads again and tries again.
_CONFLICT = re.compile(
    r"ConstraintValidationFailed|EntityNotFound|Duplicated ?Key|Concurrent ?Modification|Need ?Retry|Lock ?Exception|"
    r"lock(ing)? .*time ?out|time ?out .*lock|"
    # ArcadeDB says no more than this where two writers make the same type at once.
    r"Error executing Cypher command",
    re.IGNORECASE,
)
_ATTEMPTS = 12
_TURN_SECONDS = 600.0
_ADDRESS = re.compile(r"(bolt|neo4j)(\+s|\+ssc)?://[^/?#\s]+", re.IGNORECASE)

# Words that begin a clause which writes. They are looked for outside strings, comments and quoted names.
_QUOTED = re.compile(r"'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\"|`[^`]*`|//[^\n]*|/\*.*?\*/", re.DOTALL)
_WRITES = re.compile(
    r"(?<![.:$\w])(CREATE|MERGE|SET|DELETE|REMOVE|DROP|ALTER|LOAD\s+CSV|FOREACH|GRANT|DENY|REVOKE|IN\s+(?:CONCURRENT\s+)?"
    r"TRANSACTIONS)(?![\w:])",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Rows:
    """What a query returned: plain values only (nodes and edges as dicts, times as ISO text)."""

    columns: tuple[str, ...]
    rows: list[dict[str, Any]]
    truncated: bool = False

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


def writing_clause(query: str) -> str | None:
    """The first word of a query that would write, or None."""
    match = _WRITES.search(_QUOTED.sub(" ", query))
    return match.group(1).upper() if match else None


class Database:
    """A connection to one database.

    Args:
        address: Where it answers.
        shown: What messages call it; never holds a password.
        turns: A file by which writers take turns. ArcadeDB needs it: it lets a transaction see half of what another
            one does to the same nodes, and refuses most of what meets.

    Raises:
        StoreUnavailableError: It cannot be reached, refuses the credentials, or is too old.
    """

    def __init__(self, address: Address, *, shown: str, turns: Path | None = None) -> None:
        self.shown = shown
        self._name = address.database
        self._turns = turns
        if not _ADDRESS.match(address.uri):
            raise _no_address(shown)
        auth = None if address.password is None else (address.username, address.password)
        try:
            self._driver = neo4j.GraphDatabase.driver(
                address.uri,
                auth=auth,
                connection_timeout=10.0,
                max_transaction_retry_time=15.0,
                notifications_min_severity="OFF",
            )
        except (ConfigurationError, ValueError) as error:
            raise _no_address(shown) from error
        try:
            with self._errors(), self._driver.session(database=self._name) as session:
                summary = session.run("RETURN 1 AS one").consume()
                self._check_version(summary.server.agent)
        except BaseException:
            self.close()
            raise

    def _check_version(self, agent: str) -> None:
        self.agent = agent
        self.dialect = "arcadedb" if "arcadedb" in agent.lower() else "neo4j"
        version = re.search(r"/(\d+)\.", agent)
        if version and int(version.group(1)) < 5:
            raise StoreUnavailableError(f"{agent} is too old", where=self.shown, hint="Neo4j 5 or later is needed")

    def close(self) -> None:
        """Close all connections."""
        self._driver.close()

    def define(self, statements: Sequence[str]) -> None:
        """Run statements that change the schema, each in a transaction of its own."""
        with self._turn(), self._errors(), self._driver.session(database=self._name) as session:
            for statement in statements:
                self._retried(partial(_run_alone, session, statement))

    def write(self, work: Callable[[neo4j.ManagedTransaction], T]) -> T:
        """Run ``work`` in one transaction, again where another writer was in the way; it must be repeatable."""
        with self._turn(), self._errors():
            return self._retried(lambda: self._write_once(work))

    @contextmanager
    def _turn(self) -> Iterator[None]:
        if self._turns is None:
            yield
        else:
            with FileLock(self._turns) as turn:
                turn.acquire(_TURN_SECONDS)
                yield

    def _write_once(self, work: Callable[[neo4j.ManagedTransaction], T]) -> T:
        with self._driver.session(database=self._name) as session:
            return session.execute_write(work)

    def read(
        self, query: str, params: Parameters | None = None, *, timeout: float | None = None, limit: int | None = None
    ) -> Rows:
        """Run a query that only reads.

        Args:
            query: Cypher.
            params: Its parameters.
            timeout: Seconds after which the database gives up.
            limit: Return at most so many rows.

        Raises:
            UsageError: The query would write.
            StoreError: The database refuses it.
        """
        with self._reading(query, params, timeout) as result:
            columns = tuple(result.keys())
            rows: list[dict[str, Any]] = []
            truncated = False
            for record in result:
                if limit is not None and len(rows) >= limit:
                    truncated = True
                    break
                rows.append(_plain_row(record))
            return Rows(columns, rows, truncated)

    def stream(self, query: str, params: Parameters | None = None) -> Iterator[dict[str, Any]]:
        """Rows of a query that only reads, one after the other, in bounded memory; errors as for ``read``."""
        with self._reading(query, params, None) as result:
            for record in result:
                yield _plain_row(record)

    def explain(self, query: str, params: Parameters | None = None) -> tuple[str, dict[str, Any]]:
        """How the database would run a query, without running it.

        Returns:
            The kind of statement as the database sees it (``r`` only reads; ArcadeDB always says ``w``), and the plan:
            ``operatorType``, ``args`` with the drawing under ``string-representation``, ``children``.

        Raises:
            UsageError: The query would write.
            StoreError: The database refuses it.
        """
        with self._reading(f"EXPLAIN {query}", params, None) as result:
            summary = result.consume()
            return str(summary.query_type), dict(summary.plan or {})

    @contextmanager
    def _reading(self, query: str, params: Parameters | None, timeout: float | None) -> Iterator[neo4j.Result]:
        # ArcadeDB takes writes in a read transaction: so look at the words first, and never commit.
        if (clause := writing_clause(query)) is not None:
            raise UsageError(f"the query would write ({clause}); only reading is allowed here")
        with (
            self._errors(),
            self._driver.session(database=self._name, default_access_mode=neo4j.READ_ACCESS) as session,
            session.begin_transaction(timeout=timeout) as tx,
        ):
            yield tx.run(query, dict(params or {}))

    def _retried(self, act: Callable[[], T]) -> T:
        for attempt in range(_ATTEMPTS):
            try:
                return act()
            except Neo4jError as error:
                conflict = isinstance(error, TransientError) or _CONFLICT.search(f"{error.code} {error.message}")
                if not conflict or attempt + 1 == _ATTEMPTS:
                    raise
                time.sleep(random.uniform(0.01, 0.05) * 2 ** min(attempt, 6))  # noqa: S311 - spreads writers out
        raise AssertionError("unreachable")

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except AuthError as error:
            raise StoreUnavailableError(
                "the database refuses the user or password",
                where=self.shown,
                hint="set NEO4J_USERNAME and NEO4J_PASSWORD",
            ) from error
        except ServiceUnavailable as error:
            raise StoreUnavailableError(
                "nothing answers there", where=self.shown, hint="is it started, and is the address right?"
            ) from error
        except ClientError as error:
            if "Database" in str(error.code) and "NotFound" in str(error.code):
                raise StoreUnavailableError(
                    f"no database is called {self._name!r}", where=self.shown, hint="set NEO4J_DATABASE"
                ) from error
            raise StoreError(_first_line(error.message or str(error)), where=self.shown) from error
        except Neo4jError as error:
            raise StoreError(_first_line(error.message or str(error)), where=self.shown) from error
        except (DriverError, OSError) as error:
            raise StoreUnavailableError(_first_line(str(error)), where=self.shown) from error


def _first_line(message: str) -> str:
    return message.strip().splitlines()[0] if message.strip() else "the database refused the statement"


def _no_address(shown: str) -> StoreUnavailableError:
    return StoreUnavailableError(
        "not an address of a database", where=shown, hint="like neo4j://localhost:7687 or bolt://host:port"
    )


def _run_alone(session: neo4j.Session, statement: str) -> None:
    session.run(statement).consume()


def _plain_row(record: neo4j.Record) -> dict[str, Any]:
    return {key: plain(value) for key, value in zip(record.keys(), record, strict=True)}  # a record iterates its values
