"""The real Neo4j: what ``kg neo4j start`` serves, and how it refuses."""

from __future__ import annotations

import dataclasses
import os
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from kg.errors import StoreUnavailableError
from kg.settings import Settings, load_settings
from kg.store import open_store, server
from kg.store.neo4j_jars import missing_packages

pytestmark = pytest.mark.neo4j


def test_a_wrong_password_is_one_line(neo4j_settings: Settings) -> None:
    wrong = dataclasses.replace(neo4j_settings, password="not-the-password")
    with pytest.raises(StoreUnavailableError, match="refuses the user or password") as caught:
        open_store(neo4j_settings.uri, settings=wrong)
    assert "not-the-password" not in str(caught.value)


def test_an_unknown_database_is_one_line(neo4j_settings: Settings) -> None:
    wrong = dataclasses.replace(neo4j_settings, database="elsewhere")
    with pytest.raises(StoreUnavailableError, match="'elsewhere'"):
        open_store(neo4j_settings.uri, settings=wrong)


@pytest.mark.slow
def test_start_status_and_stop_with_a_bare_path(tmp_path: Path) -> None:
    if missing_packages():
        assert not os.environ.get("CI"), f"not installed: {missing_packages()}"
        pytest.skip(f"not installed: {missing_packages()}")
    settings = dataclasses.replace(load_settings({}), home=tmp_path)
    environment = {"KG_HOME": str(tmp_path), "PATH": "", "HOME": os.environ.get("HOME", str(tmp_path))}

    def kg(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "kg", *arguments],
            capture_output=True,
            text=True,
            check=False,
            cwd=tmp_path,
            env=environment,
        )

    try:
        assert kg("neo4j", "start").returncode == 0
        state = server.status(settings)
        assert state is not None
        assert server.start(settings) == state
        with urllib.request.urlopen(state.browser_uri) as answer:
            assert b"Neo4j Browser" in answer.read()
        with open_store("neo4j", settings=settings) as store:
            assert store.dialect == "neo4j"
            assert store.counts()["Event"] == 0
        shown = kg("neo4j", "status")
        assert state.bolt_uri in shown.stdout
        secret = kg("neo4j", "status", "--password").stdout.strip()
        assert secret == server.password(settings)
        assert secret not in shown.stdout + shown.stderr
    finally:
        stopped = kg("neo4j", "stop")
    assert stopped.returncode == 0
    assert server.status(settings) is None
    assert kg("neo4j", "status").returncode == 1
