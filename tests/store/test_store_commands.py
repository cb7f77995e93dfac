"""kg runs, retract, neo4j and doctor as a user calls them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import story
from typer.testing import CliRunner

from kg.cli.app import app, load_commands
from kg.errors import StoreUnavailableError, UsageError
from kg.store import Store, new_run

load_commands()
RUNNER = CliRunner()


@pytest.fixture
def folder(embedded_store: Store, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> str:
    monkeypatch.setenv("KG_HOME", str(tmp_path))
    monkeypatch.delenv("NEO4J_URI", raising=False)
    assert embedded_store._embedded is not None
    return str(embedded_store._embedded.folder)


def test_runs_are_listed_compared_and_undone(embedded_store: Store, folder: str) -> None:
    one, two = new_run(inputs=["a.txt"], model="m1"), new_run(inputs=["b.txt"], model="m2")
    embedded_store.write(story.extractions()[:2], one)
    embedded_store.write(story.extractions()[1:3], two)

    listed = [
        json.loads(line) for line in RUNNER.invoke(app, ["runs", "list", "--uri", folder, "--json"]).stdout.splitlines()
    ]
    assert {row["id"]: (row["documents"], row["inputs"]) for row in listed} == {
        one.id: (2, ["a.txt"]),
        two.id: (2, ["b.txt"]),
    }

    compared = RUNNER.invoke(app, ["runs", "diff", one.id, two.id, "--uri", folder])
    assert "- country:RUS LOANED country:CUB  2018  actual" in compared.stdout
    assert "+ person:vladimir-putin CALLED person:nicolas-maduro  2022-W03  actual" in compared.stdout
    assert "1 events in both" in compared.stderr

    undone = RUNNER.invoke(app, ["runs", "undo", one.id, "--uri", folder])
    assert undone.exit_code == 0
    assert "1 documents, 1 events" in undone.stderr


def test_retract_says_what_went(embedded_store: Store, folder: str) -> None:
    embedded_store.write(story.extractions())
    done = RUNNER.invoke(app, ["retract", "https://a.example/1", "--uri", folder])
    assert "took back https://a.example/1: 1 events, 2 mentions" in done.stderr
    again = RUNNER.invoke(app, ["retract", "https://a.example/1", "--uri", folder])
    assert isinstance(again.exception, UsageError)


def test_doctor_finds_the_graph(embedded_store: Store, folder: str) -> None:
    embedded_store.write(story.extractions())
    done = RUNNER.invoke(app, ["doctor", "--uri", folder, "--json"])
    found = {row["name"]: row for row in map(json.loads, done.stdout.splitlines())}
    assert done.exit_code == 0, done.stdout
    assert "6 events in 5 documents" in found["graph"]["found"]
    assert found["language model"]["level"] == "ok"


def test_doctor_fails_where_the_database_is_away(folder: str) -> None:
    done = RUNNER.invoke(app, ["doctor", "--uri", "bolt://127.0.0.1:1"])
    assert done.exit_code == 1
    assert "FAIL  graph: bolt://127.0.0.1:1: nothing answers there" in done.stdout


def test_a_server_that_does_not_run(folder: str) -> None:
    assert RUNNER.invoke(app, ["neo4j", "status"]).exit_code == 1
    assert isinstance(RUNNER.invoke(app, ["neo4j", "status", "--env"]).exception, StoreUnavailableError)
    assert "did not run" in RUNNER.invoke(app, ["neo4j", "stop"]).stderr
