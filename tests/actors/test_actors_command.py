"""The commands ``kg actors ...``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from kg.cli import actors
from kg.errors import KgError, SchemaError, UsageError

runner = CliRunner()


@pytest.fixture
def app() -> typer.Typer:
    application = typer.Typer(pretty_exceptions_enable=False)
    actors.register(application)
    application.callback()(lambda: None)
    return application


def run(app: typer.Typer, *arguments: str) -> tuple[int, str]:
    result = runner.invoke(app, ["actors", *arguments], catch_exceptions=True)
    if isinstance(result.exception, KgError):
        raise result.exception
    return result.exit_code, result.stdout


def test_find_prints_candidates_with_reasons(app: typer.Typer) -> None:
    code, out = run(app, "find", "the French president", "--on", "2011-06-01", "--format", "json")
    assert code == 0
    best = json.loads(out)[0]
    assert best["id"] == "person:nicolas-sarkozy"
    assert best["reasons"]
    assert (
        "person:francois-hollande" in run(app, "find", "the French president", "--on", "2013", "--format", "table")[1]
    )


def test_find_nobody_fails(app: typer.Typer) -> None:
    assert run(app, "find", "Xyzzy Plugh") == (1, "[]\n")


@pytest.mark.parametrize(
    "arguments", [("find", "x", "--on", "soon"), ("find", "x", "--format", "xml"), ("merge", "a", "b")]
)
def test_wrong_usage(app: typer.Typer, arguments: tuple[str, ...]) -> None:
    with pytest.raises(UsageError):
        run(app, *arguments)


def test_judgements_are_kept_and_taken_back(app: typer.Typer, tmp_path: Path) -> None:
    folder = str(tmp_path / "own")
    run(app, "merge", "person:vladimir-putin", "person:v-putin", "--actors", folder)
    run(app, "assign", "the Old Fox", "person:vladimir-putin", "--actors", folder)
    text = (tmp_path / "own" / "judgements.yaml").read_text(encoding="utf-8")
    assert "same" in text
    assert "Old Fox" in text
    out = run(app, "find", "the Old Fox", "--actors", folder)[1]
    assert json.loads(out)[0]["id"] == "person:vladimir-putin"
    run(app, "split", "person:vladimir-putin", "person:v-putin", "--actors", folder)
    assert "not_same" in (tmp_path / "own" / "judgements.yaml").read_text(encoding="utf-8")


def test_a_judgement_that_cannot_hold_is_not_kept(app: typer.Typer, tmp_path: Path) -> None:
    with pytest.raises(SchemaError):
        run(app, "assign", "the Old Fox", "person:nobody-at-all", "--actors", str(tmp_path))
    assert not (tmp_path / "judgements.yaml").exists()


def test_export_and_import_again(app: typer.Typer, tmp_path: Path) -> None:
    table = tmp_path / "all.csv"
    assert run(app, "export", "-o", str(table))[0] == 0
    assert run(app, "import", str(table), "--format", "csv", "-o", str(tmp_path / "own"))[0] == 0
    assert run(app, "find", "Putin", "--on", "2019", "--actors", str(tmp_path / "own"))[0] == 0


def test_dictionaries_of_similar_names_stand_side_by_side(app: typer.Typer, tmp_path: Path) -> None:
    for name, person in (("Phoenix.North.actors.txt", "ANN_SEA_"), ("Phoenix.South.actors.txt", "BO_SEA_")):
        (tmp_path / name).write_text(f"{person}\n\t[NORGOV 910301-931130]\n", encoding="utf-8")
        run(app, "import", str(tmp_path / name), "--format", "phoenix", "-o", str(tmp_path / "own"))
    for name in ("Ann Sea", "Bo Sea"):
        assert run(app, "find", name, "--on", "1992", "--actors", str(tmp_path / "own"))[0] == 0


def test_import_tells_of_malformed_lines(app: typer.Typer, tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_text("NORWAY_ [NOR]\nSOMEBODY_\n\t[NORGOV 9999999-1]\n", encoding="utf-8")
    assert run(app, "import", str(path), "--format", "phoenix", "-o", str(tmp_path / "own"))[0] == 3


def test_check_finds_clashes(app: typer.Typer, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(
        'source: x\nactors: [{id: "person:a", name: A, kind: person, '
        'offices: [{role: head, title: T, of: "org:none"}]}]\n',
        encoding="utf-8",
    )
    code, out = run(app, "check", "--actors", str(tmp_path))
    assert code == 1
    assert "org:none" in out
