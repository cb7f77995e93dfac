"""From text to graph on both databases: equal graphs, and nothing new the second time."""

from __future__ import annotations

import os
from importlib.resources import files
from pathlib import Path

import pytest
from graphs import graph
from typer.testing import CliRunner

from kg.cli.app import app, load_commands
from kg.settings import Settings
from kg.store import Store, open_store

load_commands()

SEEDS = Path(str(files("kg.seeds")))
ARTICLES = Path(__file__).resolve().parents[3] / "shared" / "seed"


@pytest.mark.slow
@pytest.mark.neo4j
@pytest.mark.parametrize("texts", [SEEDS, ARTICLES], ids=["seeds", "article"])
def test_texts_give_the_same_graph(
    texts: Path, neo4j_store: Store, neo4j_settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not texts.is_dir() and not os.environ.get("CI"):
        pytest.skip("the article is not here")
    monkeypatch.setenv("KG_HOME", str(tmp_path))
    monkeypatch.setenv("KG_LINGER", "0.5")
    monkeypatch.setenv("NEO4J_USERNAME", neo4j_settings.username)
    monkeypatch.setenv("NEO4J_PASSWORD", neo4j_settings.password or "")
    uris = [str(tmp_path / "graph"), str(neo4j_settings.uri)]
    for uri in uris:
        done = CliRunner().invoke(app, ["ingest", str(texts), "--published", "2022-01-26", "--uri", uri])
        assert done.exit_code == 0, done.stderr

    with open_store(uris[0]) as embedded:
        counts = embedded.counts()
        assert counts["Event"] > 20
        assert graph(embedded) == graph(neo4j_store)
        again = CliRunner().invoke(app, ["ingest", str(texts), "--published", "2022-01-26", "--uri", uris[0]])
        assert again.exit_code == 0, again.stderr
        assert embedded.counts() == counts
