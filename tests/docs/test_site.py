"""The documentation site: built strictly, whole, and from the sources."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import typer

from kg.cli.app import app, load_commands
from kg.lexicon import load_lexicon
from kg.packs.reading import shipped_packs
from kg.records import Event
from kg.store.model import load_graph_model

ROOT = Path(__file__).parents[2]
pytest.importorskip("mkdocs")
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    built = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1"},  # a notice of the theme about another program
        check=False,
    )
    assert built.returncode == 0, built.stderr
    assert "WARNING" not in built.stderr
    return folder


def test_every_command_has_its_options(site: Path) -> None:
    if not app.registered_groups:
        load_commands()
    for name, command in typer.main.get_command(app).commands.items():  # type: ignore[attr-defined]
        text = (site / "reference" / "commands" / f"{name}.html").read_text()
        for inner, entry in getattr(command, "commands", {"": command}).items():
            assert f"kg {name} {inner}".strip() in text
            flags = [flag for param in entry.params if not getattr(param, "hidden", False) for flag in param.opts]
            assert all(flag in text for flag in flags if flag.startswith("--") and flag != "--help")


def test_every_query_has_its_parameters_and_statement(site: Path) -> None:
    for pack in shipped_packs():
        text = (site / "reference" / "queries" / f"{pack.name}.html").read_text()
        for query in (*pack.queries, *pack.checks):
            assert f'id="{query.name}"' in text
            assert all(f"<code>{name}</code>" in text for name in query.params)
        assert text.count("MATCH") >= len(pack.queries)


def test_every_relation_stands_on_the_page_of_its_type(site: Path) -> None:
    for relation in load_lexicon().relations.values():
        text = (site / "reference" / "relations" / f"{relation.plover.lower()}.html").read_text()
        assert f'id="{relation.name.lower()}"' in text


def test_every_key_of_an_event_and_every_label_is_explained(site: Path) -> None:
    contract = (site / "reference" / "records" / "event.html").read_text()
    assert all(f"<code>{name}</code>" in contract for name in Event.__dataclass_fields__)
    graph = (site / "reference" / "graph.html").read_text()
    assert all(name in graph for name in load_graph_model().nodes | load_graph_model().edges)


def test_pages_load_nothing_from_elsewhere(site: Path) -> None:
    loaded = re.compile(r"<(?:script|img|iframe)[^>]*src=\"https?://|<link[^>]*rel=\"stylesheet\"[^>]*href=\"https?://")
    pages = list(site.rglob("*.html"))
    assert len(pages) > 50
    assert [str(page.relative_to(site)) for page in pages if loaded.search(page.read_text())] == []
