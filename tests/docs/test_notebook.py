"""The notebook of the documentation runs as it stands, and what it shows is what it says."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

nbformat = pytest.importorskip("nbformat")
pytest.importorskip("nbclient")
pytest.importorskip("matplotlib")
pytest.importorskip("pandas")
pytestmark = pytest.mark.slow

NOTEBOOK = Path(__file__).parents[2] / "docs" / "notebooks" / "articles-to-network.ipynb"


@pytest.fixture(scope="module")
def executed(tmp_path_factory: pytest.TempPathFactory):
    output = tmp_path_factory.mktemp("notebook") / "done.ipynb"
    run = "from nbclient.cli import main; main()"
    command = [sys.executable, "-c", run, "--output", str(output.with_suffix("")), str(NOTEBOOK)]
    environment = {key: value for key, value in os.environ.items() if not key.startswith("NEO4J")}
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return nbformat.read(output, as_version=4)


def _code(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def test_it_ends_with_three_pictures(executed):
    pictures = [output for cell in _code(executed) for output in cell.outputs if "image/png" in output.get("data", {})]
    assert len(pictures) == 3


def test_the_stored_copy_shows_output_for_the_same_cells(executed):
    stored = _code(nbformat.read(NOTEBOOK, as_version=4))
    assert [bool(cell.outputs) for cell in stored] == [bool(cell.outputs) for cell in _code(executed)]
