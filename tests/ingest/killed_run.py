"""A run that is killed while the database works on its N-th statement: ``killed_run.py GRAPH HOME FOLDER N``.

With N = 0 it comes to its end and prints how many statements there were. Batches are small, so that a few rows make
many transactions.
"""

from __future__ import annotations

import dataclasses
import os
import signal
import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ingest_help import CallsExtractor

import kg.ingest.batch
import kg.store.store
from kg.ingest.graph import open_graph
from kg.ingest.run import IngestOptions, run
from kg.ingest.summary import Summary
from kg.settings import load_settings
from kg.store.transaction import Transaction


def ingest(graph: str, home: Path, folder: Path) -> Summary:
    """Read the folder into the graph, remembering it under ``home``."""
    settings = dataclasses.replace(load_settings({}), home=home)
    with open_graph(graph, [str(folder)], settings=settings) as opened:
        return run([str(folder)], IngestOptions(), CallsExtractor, opened.sink, state=opened.state)


def main(graph: str, home: str, folder: str, fatal: str) -> None:
    """Count statements, and die at one."""
    kg.store.store._BATCH = 24
    kg.ingest.batch.BATCH_ROWS = 30
    kg.ingest.batch.BATCH_DOCUMENTS = 3
    count, send = 0, Transaction._run

    def counted(tx: Transaction, query: str, params: Mapping[str, Any]) -> list[dict[str, Any]]:
        nonlocal count
        count += 1
        if count == int(fatal):
            # Some die before the statement has left, others before its answer has come.
            threading.Timer(count % 5 / 400, os.kill, (os.getpid(), signal.SIGKILL)).start()
        return send(tx, query, params)

    Transaction._run = counted  # type: ignore[method-assign]
    ingest(graph, Path(home), Path(folder))
    sys.stdout.write(str(count))


if __name__ == "__main__":
    main(*sys.argv[1:])
