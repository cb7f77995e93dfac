"""Killed at any point and started again, a run leaves the graph of one that was never interrupted."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from emptying import empty
from gdelt_rows import actor, event_row, mention_row, text
from graphs import graph
from killed_run import ingest

from kg.store import Store

HERE = Path(__file__).parent
POINTS = 7


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Mentions, events that they report, articles: in this order."""
    found = tmp_path / "desk"
    found.mkdir()
    ends = [actor("RUS", "RUSSIA", "RUS"), actor("UKR", "UKRAINE", "UKR"), actor("FRAGOV", "PARIS", "FRA", "GOV")]
    rows = [event_row(key=str(number), first=ends[number % 3], second=ends[number % 2]) for number in range(80)]
    (found / "a.mentions.CSV").write_bytes(text(*(mention_row(str(n), f"https://m.example/{n}") for n in range(40))))
    (found / "b.export.CSV").write_bytes(text(*rows))
    for number in range(9):
        (found / f"c{number}.txt").write_text(f"Day {number}\n\nMan{number} called Woman{number}. Putin called Xi.")
    return found


def start(store: Store, home: Path, folder: Path, fatal: int) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(HERE / "killed_run.py"), store.uri, str(home), str(folder), str(fatal)]
    path = os.pathsep.join(str(place) for place in (HERE, HERE.parent))
    return subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, "PYTHONPATH": path})


@pytest.mark.slow
def test_wherever_it_is_killed_the_next_run_completes_the_graph(
    embedded_store: Store, folder: Path, tmp_path: Path
) -> None:
    whole = start(embedded_store, tmp_path / "whole", folder, 0)
    assert whole.returncode == 0, whole.stderr
    expected, statements = graph(embedded_store), int(whole.stdout)
    assert embedded_store.counts()["Event"] == 98
    for point in range(1, POINTS + 1):
        empty(embedded_store)
        home = tmp_path / str(point)
        killed = start(embedded_store, home, folder, statements * point // POINTS - point % 3)
        assert killed.returncode == -signal.SIGKILL, killed.stderr
        assert ingest(embedded_store.uri, home, folder).rejected == 0
        assert graph(embedded_store) == expected
        assert ingest(embedded_store.uri, home, folder).unchanged == 11
