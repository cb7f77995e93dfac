"""The compose file, by the tool of those who have Docker; no engine is needed to check it."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

FILE = Path(__file__).parents[1] / "docker-compose.yml"
PASSWORD = "correct-horse"


@pytest.fixture
def compose() -> str:
    found = shutil.which("docker-compose")
    if found is None:
        assert not os.environ.get("CI"), "docker-compose is not installed"
        pytest.skip("docker-compose is not installed")
    return found


def config(compose: str, **environ: str) -> subprocess.CompletedProcess[str]:
    known = {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/"), **environ}
    return subprocess.run(
        [compose, "-f", str(FILE), "config"], env=known, capture_output=True, text=True, check=False, timeout=60
    )


def test_the_compose_file_is_accepted(compose: str) -> None:
    done = config(compose, NEO4J_PASSWORD=PASSWORD)
    assert done.returncode == 0, done.stderr
    assert f"neo4j/{PASSWORD}" in done.stdout
    assert "neo4j:5.26" in done.stdout
    assert "healthcheck" in done.stdout


def test_without_a_password_it_says_what_is_missing(compose: str) -> None:
    done = config(compose)
    assert done.returncode != 0
    assert "set NEO4J_PASSWORD" in done.stderr
