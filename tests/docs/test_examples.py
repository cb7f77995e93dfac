"""What the documentation shows as an example works."""

from __future__ import annotations

import re
from pathlib import Path

from typer.testing import CliRunner

from kg.cli.app import app, load_commands

DOCS = Path(__file__).parents[2] / "docs"


def _block(page: str, language: str) -> str:
    found = re.search(rf"```{language}\n(.*?)```", (DOCS / page).read_text(encoding="utf-8"), re.DOTALL)
    assert found
    return found[1]


def test_the_pack_of_ones_own_passes_the_checks(tmp_path: Path) -> None:
    load_commands()
    pack = tmp_path / "trade"
    pack.mkdir()
    (pack / "pack.yml").write_text(_block("how-to/own-queries.md", "yaml"))
    (pack / "sellers.cypher").write_text(_block("how-to/own-queries.md", "cypher"))
    runner = CliRunner()
    assert runner.invoke(app, ["query", "headers", str(pack)]).exit_code == 0
    tested = runner.invoke(app, ["query", "test", "--static", "--pack", str(pack)])
    assert tested.exit_code == 0, tested.output
