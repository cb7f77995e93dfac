"""What has been read into which graph: a small SQLite file a graph, so that a second or resumed run skips it.

An entry is made only after the database has acknowledged what it stands for, and names the run that wrote it (or the
runs, joined by commas, that had written it before). It counts only as long as the graph still knows them all: after a
graph was deleted, or a run was undone, its inputs are read anew.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# A file of another version is made anew: that costs reading again, nothing else.
_VERSION = 3
_TABLES = """
CREATE TABLE IF NOT EXISTS done (key TEXT PRIMARY KEY, rules TEXT NOT NULL, run TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS part (document TEXT NOT NULL, key TEXT NOT NULL, PRIMARY KEY (document, key)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS page (url TEXT NOT NULL, loader TEXT NOT NULL, document TEXT NOT NULL, run TEXT NOT NULL,
  PRIMARY KEY (url, loader)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS signature (document TEXT PRIMARY KEY, hashes BLOB NOT NULL, run TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS band (key BLOB NOT NULL, document TEXT NOT NULL, PRIMARY KEY (key, document)) WITHOUT ROWID;
"""


def fingerprint(*parts: Any) -> str:
    """A key of values that JSON can hold."""
    return hashlib.sha256(json.dumps(parts, sort_keys=True, ensure_ascii=True).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Signature:
    """The MinHash of a document: its values as bytes, and the keys under which like documents are found."""

    document: str
    hashes: bytes
    bands: tuple[bytes, ...]


class State:
    """The memory of one graph.

    Args:
        path: SQLite file, made where it is absent; None keeps nothing beyond the process.
        runs: Ids of the runs that the graph knows; entries of others are dropped. None keeps all.
    """

    def __init__(self, path: Path | None = None, runs: Iterable[str] | None = None) -> None:
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
        self._db = sqlite3.connect(":memory:" if path is None else str(path), timeout=60.0, isolation_level=None)
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = NORMAL")
        if self._db.execute("PRAGMA user_version").fetchone()[0] != _VERSION:
            drop = "".join(f"DROP TABLE IF EXISTS {table};" for table in ("done", "part", "page", "signature", "band"))
            self._db.executescript(f"BEGIN IMMEDIATE; {drop} {_TABLES} PRAGMA user_version = {_VERSION}; COMMIT")
        if runs is not None:
            self._forget_all_but(set(runs))

    def _forget_all_but(self, runs: set[str]) -> None:
        known = {row[0] for table in ("done", "page", "signature") for row in self._runs_of(table)}
        for run in known:
            if not set(run.split(",")) <= runs:
                self.forget(run)

    def _runs_of(self, table: str) -> list[tuple[str]]:
        return self._db.execute(f"SELECT DISTINCT run FROM {table}").fetchall()  # noqa: S608 - our own table names

    def forget(self, run: str) -> None:
        """Drop every entry of a run, so that its inputs are read again."""
        with self._db:
            self._db.execute("BEGIN IMMEDIATE")
            self._db.execute(
                "DELETE FROM band WHERE document IN (SELECT document FROM signature WHERE run = ?)", (run,)
            )
            for table in ("done", "page", "signature"):
                self._db.execute(f"DELETE FROM {table} WHERE run = ?", (run,))  # noqa: S608 - our own table names

    def forget_document(self, document: str) -> None:
        """Drop a document that was taken out of the graph, and every input that holds it: they are read again."""
        with self._db:
            self._db.execute("BEGIN IMMEDIATE")
            self._db.execute("DELETE FROM done WHERE key IN (SELECT key FROM part WHERE document = ?)", (document,))
            for table in ("part", "page", "signature", "band"):
                self._db.execute(f"DELETE FROM {table} WHERE document = ?", (document,))  # noqa: S608 - our own names

    def rules_of(self, key: str) -> str | None:
        """The rules under which an input or document was read; None where it was not."""
        row = self._db.execute("SELECT rules FROM done WHERE key = ?", (key,)).fetchone()
        return None if row is None else str(row[0])

    def readings(self, document: str) -> set[str]:
        """The rules under which a text was read, whatever its title, address or date."""
        query = "SELECT DISTINCT d.rules FROM part p JOIN done d ON d.key = p.key WHERE p.document = ?"
        return {row[0] for row in self._db.execute(query, (document,))}

    def version_of(self, url: str, loader: str) -> str | None:
        """Id of the document that was last read from that address by that loader."""
        row = self._db.execute("SELECT document FROM page WHERE url = ? AND loader = ?", (url, loader)).fetchone()
        return None if row is None else str(row[0])

    def alike(self, bands: Iterable[bytes]) -> dict[str, bytes]:
        """Documents that share a band, with their MinHash values."""
        found: dict[str, bytes] = {}
        for band in bands:
            rows = self._db.execute(
                "SELECT b.document, s.hashes FROM band b JOIN signature s ON s.document = b.document WHERE b.key = ?",
                (band,),
            )
            found.update((str(document), bytes(hashes)) for document, hashes in rows)
        return found

    def acknowledge(
        self,
        run: str,
        keys: Mapping[str, str] | None = None,
        pages: Mapping[tuple[str, str], str] | None = None,
        signatures: Iterable[Signature] = (),
        parts: Iterable[tuple[str, str]] = (),
    ) -> None:
        """Remember what the database has acknowledged.

        Args:
            run: The run that wrote it; empty where there is none, and then nothing is remembered, since nothing would
                tell when the graph has lost it.
            keys: Inputs and documents, each with the rules under which it was read.
            pages: (URL, loader) -> document id.
            signatures: Of documents.
            parts: (document id, key of what it stands in).
        """
        if not run:
            return
        signed = list(signatures)
        with self._db:
            self._db.execute("BEGIN IMMEDIATE")
            self._db.executemany(
                "INSERT INTO done VALUES (?, ?, ?) ON CONFLICT (key) DO UPDATE"
                " SET rules = excluded.rules, run = excluded.run WHERE rules <> excluded.rules",
                [(key, rules, run) for key, rules in (keys or {}).items()],
            )
            self._db.executemany("INSERT OR IGNORE INTO part VALUES (?, ?)", list(parts))
            self._db.executemany(
                "INSERT OR REPLACE INTO page VALUES (?, ?, ?, ?)",
                [(url, loader, document, run) for (url, loader), document in (pages or {}).items()],
            )
            self._db.executemany(
                "INSERT OR IGNORE INTO signature VALUES (?, ?, ?)", [(s.document, s.hashes, run) for s in signed]
            )
            self._db.executemany(
                "INSERT OR IGNORE INTO band VALUES (?, ?)", [(band, s.document) for s in signed for band in s.bands]
            )

    def close(self) -> None:
        """Close the file; its last reference does the same."""
        self._db.close()

    def __del__(self) -> None:
        if hasattr(self, "_db"):
            self._db.close()
