"""The embedded database: shared by processes, safe against being killed, and nothing else's folder."""

from __future__ import annotations

import dataclasses
import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest
import story
from graphs import graph

from kg.errors import StoreError, StoreUnavailableError
from kg.settings import Settings, load_settings
from kg.store import open_store
from kg.store.embedded import running

WRITER = """
import sys
sys.path.insert(0, {folder!r})
import story
from kg.store import open_store
with open_store({database!r}) as store:
    for number in range(10_000):
        store.write_events(story.dataset_rows(20 * (number + 1))[-20:])
        print(20 * (number + 1), flush=True)
"""


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return dataclasses.replace(load_settings({}), home=tmp_path, linger=0.5, heap="512m")


def _writer(database: Path) -> subprocess.Popen[str]:
    code = WRITER.format(folder=str(Path(__file__).parents[1]), database=str(database))
    return subprocess.Popen(
        [sys.executable, "-c", code],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "KG_HEAP": "512m", "KG_LINGER": "0.5", "NEO4J_URI": ""},
    )


@pytest.mark.slow
@pytest.mark.parametrize("whom", ["client", "host"])
def test_a_kill_loses_nothing_that_was_acknowledged(tmp_path: Path, settings: Settings, whom: str) -> None:
    folder = tmp_path / "graph"
    with _writer(folder) as writer:
        assert writer.stdout is not None
        acknowledged = [int(writer.stdout.readline()) for _ in range(3)][-1]
        address = running(folder)
        assert address is not None
        assert address.pid is not None
        os.kill(writer.pid if whom == "client" else address.pid, signal.SIGKILL)
        if whom == "host":
            os.kill(writer.pid, signal.SIGTERM)
        acknowledged = max([acknowledged, *(int(line) for line in writer.stdout if line.strip())])
    with open_store(str(folder), settings=settings) as store:
        events = store.read("MATCH (e:Event) RETURN e.dataset_id AS id").rows
        assert {str(number) for number in range(acknowledged)} <= {row["id"] for row in events}
        store.write_events(story.dataset_rows(len(events)))
        whole = graph(store)
    with open_store(str(tmp_path / "other"), settings=settings) as store:
        store.write_events(story.dataset_rows(len(events)))
        assert graph(store) == whole


def test_a_second_process_attaches(tmp_path: Path, settings: Settings) -> None:
    folder = tmp_path / "graph"
    with open_store(str(folder), settings=settings) as store, open_store(str(folder), settings=settings) as other:
        store.write(story.extractions())
        assert other.counts()["Event"] == 6
        done = subprocess.run(
            [sys.executable, "-m", "kg", "runs", "list", "--uri", str(folder)],
            capture_output=True,
            text=True,
            check=True,
        )
        assert (done.stdout, done.stderr) == ("", "no runs yet\n")


def test_the_database_ends_after_its_last_user(tmp_path: Path, settings: Settings) -> None:
    folder = tmp_path / "graph"
    with open_store(str(folder), settings=settings):
        assert running(folder) is not None
    end = time.monotonic() + 20
    while running(folder) is not None:
        assert time.monotonic() < end
        time.sleep(0.1)
    assert not (folder / "server.json").exists()


def test_the_password_is_private(tmp_path: Path, settings: Settings) -> None:
    folder = tmp_path / "graph"
    with open_store(str(folder), settings=settings) as store:
        address = running(folder)
        assert address is not None
        assert address.password
        assert stat.S_IMODE((folder / "server.json").stat().st_mode) == 0o600
        assert address.password not in repr(address)
        assert address.password not in (folder / "host.log").read_text()
        assert address.password not in store.uri
        wrong = dataclasses.replace(settings, username="root", password="wrong-password")
        with pytest.raises(StoreUnavailableError, match="refuses the user or password") as caught:
            open_store(address.uri, settings=wrong)
        assert "wrong-password" not in str(caught.value)


def test_two_writers_at_once_give_the_same_graph(tmp_path: Path, settings: Settings) -> None:
    code = (
        "import sys; sys.path.insert(0, {folder!r})\nimport story\nfrom kg.store import open_store\n"
        "with open_store({database!r}) as store:\n"
        "    for extraction in story.extractions()[::{step}]:\n        store.write([extraction])\n"
    )
    folder = tmp_path / "graph"
    with open_store(str(folder), settings=settings) as store:
        processes = [
            subprocess.Popen(
                [
                    sys.executable,
                    "-c",
                    code.format(folder=str(Path(__file__).parents[1]), database=str(folder), step=step),
                ]
            )
            for step in (1, -1)
        ]
        assert [process.wait() for process in processes] == [0, 0]
        together = graph(store)
    with open_store(str(tmp_path / "alone"), settings=settings) as store:
        store.write(story.extractions())
        assert graph(store) == together


def test_a_folder_with_something_else_is_left_alone(tmp_path: Path, settings: Settings) -> None:
    (tmp_path / "letter.txt").write_text("dear")
    with pytest.raises(StoreError, match="not a kg database"):
        open_store(str(tmp_path), settings=settings)
    assert [entry.name for entry in tmp_path.iterdir()] == ["letter.txt"]


def test_reading_makes_no_database(tmp_path: Path, settings: Settings) -> None:
    with pytest.raises(StoreError, match="no graph yet"):
        open_store(str(tmp_path / "none"), read_only=True, settings=settings)
    assert not (tmp_path / "none").exists()
