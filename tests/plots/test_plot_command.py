"""kg plot as a user calls it."""

import pytest
from typer.testing import CliRunner

from kg.cli.app import app, load_commands
from kg.packs.given import records_of
from kg.packs.model import Given

pytest.importorskip("matplotlib")

load_commands()
RUNNER = CliRunner()
GRAPH = {
    "facts": [
        ["RUS", "INVADED", "UKR", "2022-02-24", {"goldstein": -10.0}],
        ["UKR", "MET", "POL", "2022-03-01", {"goldstein": 1.0}],
        ["person:vladimir-putin", "CALLED", "BLR", "2021-01-20", {"goldstein": 1.0}],
    ],
    "actors": {
        "RUS": {"name": "Russia"},
        "BLR": {"name": "Belarus"},
        "person:vladimir-putin": {"name": "Vladimir Putin", "country": "RUS"},
    },
}
PNG = b"\x89PNG\r\n"


@pytest.fixture
def here(embedded_store, monkeypatch, tmp_path):
    records = records_of(Given.model_validate(GRAPH), "test")
    embedded_store.write(records.extractions)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KG_HOME", str(tmp_path))
    monkeypatch.delenv("NEO4J_URI", raising=False)
    return tmp_path, str(embedded_store._embedded.folder)


@pytest.mark.parametrize("words", [["timeline"], ["dyad", "Russia", "UKR"], ["network"], ["map"], ["matrix"]])
def test_each_picture_has_a_file_of_its_name(here, words):
    folder, graph = here
    result = RUNNER.invoke(app, ["plot", *words, "--uri", graph])
    assert result.exit_code == 0, result.output
    assert (folder / f"{words[0]}.png").read_bytes().startswith(PNG)
    assert f"wrote {words[0]}.png" in result.stderr


def test_a_person_of_a_dyad_counts_as_the_state_by_country(here):
    folder, graph = here
    result = RUNNER.invoke(app, ["plot", "dyad", "Putin", "BLR", "--by", "country", "-o", "d.svg", "--uri", graph])
    assert result.exit_code == 0, result.output
    assert "Russia and Belarus" in (folder / "d.svg").read_text()


def test_a_network_can_be_a_page(here):
    folder, graph = here
    assert RUNNER.invoke(app, ["plot", "network", "-o", "n.html", "--uri", graph]).exit_code == 0
    assert "Vladimir Putin" in (folder / "n.html").read_text()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["map", "-o", "m.jpg"], "cannot draw m.jpg"),
        (["timeline", "-o", "t.html"], "cannot draw t.html"),
        (["network", "-a", "Atlantis"], "no actor 'Atlantis'"),
        (["network", "--since", "2030"], "no event passes the filters"),
        (["dyad", "RUS", "POL"], "no event"),
    ],
)
def test_what_cannot_be_drawn_is_told_in_one_line(here, words, told):
    folder, graph = here
    result = RUNNER.invoke(app, ["plot", *words, "--uri", graph])
    assert told in str(result.exception)
    assert list(folder.glob("*.png")) == []
