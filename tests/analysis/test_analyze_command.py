"""kg analyze as a user calls it, and what it writes back."""

import csv
import io
import json

import pytest
import story
from made_slices import made_slice
from typer.testing import CliRunner

from kg.analysis.measures import MEASURES, measure
from kg.cli.app import app, load_commands
from kg.errors import StoreError, UsageError
from kg.packs.given import records_of
from kg.packs.model import Given
from kg.store import load_graph_model

load_commands()
RUNNER = CliRunner()
GRAPH = {
    "facts": [
        ["RUS", "INVADED", "UKR", "2022-02-24", {"goldstein": -10.0}],
        ["UKR", "MET", "POL", "2022-03-01", {"goldstein": 1.0}],
        ["POL", "AIDED", "UKR", "2022-03-02", {"goldstein": 7.0}],
        ["POL", "CONDEMNED", "RUS", "2022-03-03", {"goldstein": -2.0}],
        ["person:vladimir-putin", "CALLED", "BLR", "2021-01-20", {"goldstein": 1.0}],
    ],
    "actors": {"RUS": {"name": "Russia", "listed": True}, "person:vladimir-putin": {"country": "RUS"}},
}


def write(store):
    records = records_of(Given.model_validate(GRAPH), "test")
    store.write_actors(records.entries)
    store.write(records.extractions)
    return store


@pytest.fixture
def folder(embedded_store, monkeypatch, tmp_path):
    monkeypatch.setenv("KG_HOME", str(tmp_path))
    monkeypatch.delenv("NEO4J_URI", raising=False)
    write(embedded_store)
    return str(embedded_store._embedded.folder)


def run(*words):
    return RUNNER.invoke(app, ["analyze", *words])


def test_without_a_name_the_measures_are_listed():
    listed = run().stdout
    assert "betweenness" in listed
    assert "Who lies on the shortest paths between others?" in listed


@pytest.mark.parametrize("name", MEASURES)
def test_every_measure_comes_as_json_with_its_columns(folder, name):
    done = run(name, "--uri", folder, "--by", "country", "--min-events", "1")
    assert done.exit_code == 0, done.exception
    rows = json.loads(done.stdout)
    expected = measure(name, made_slice([("a", "LOANED", "b", "2022-01-01", 1.0)])).columns
    assert all(tuple(row) == expected for row in rows)


@pytest.mark.parametrize("name", MEASURES)
@pytest.mark.parametrize("relation", ["LOANED", "CRITICIZED", "MET"])
def test_every_measure_takes_the_smallest_slices(name, relation):
    for facts in ([("a", relation, "b", "2022-01-01", 1.0)], [("a", relation, "a", "2022-01-01", None)]):
        for unit in ("all", "month"):
            assert measure(name, made_slice(facts), unit=unit).columns


def test_tables_csv_and_files(folder, tmp_path):
    table = run("betweenness", "--uri", folder, "--format", "table", "--limit", "2")
    assert "betweenness" in table.stdout
    assert "2 row(s) of 5; --limit N shows more" in table.stderr
    rows = list(csv.DictReader(io.StringIO(run("degree", "--uri", folder, "--format", "csv").stdout)))
    assert {row["actor"]: row["partners"] for row in rows}["country:UKR"] == "2"
    assert run("degree", "--uri", folder, "-o", str(tmp_path / "degree.json")).stdout == ""
    assert len(json.loads((tmp_path / "degree.json").read_text())) == 5


def test_a_slice_narrows_what_is_measured(folder):
    done = run("degree", "--uri", folder, "--since", "2022-03", "-a", "Russia", "--type", "ACCUSE")
    assert [row["name"] for row in json.loads(done.stdout)] == ["POL", "Russia"]
    by_month = run("degree", "--uri", folder, "--period", "month", "--by", "country")
    assert {row["period"] for row in json.loads(by_month.stdout)} == {"2021-01", "2022-02", "2022-03"}


def measured(store):
    rows = store.read("MATCH (a:Actor) WHERE a.degree IS NOT NULL RETURN a.id AS id, a.degree AS degree")
    return {row["id"]: row["degree"] for row in rows}


def test_results_are_written_to_actors_and_replace_those_before(embedded_store, folder):
    done = run("degree", "--uri", folder, "--write")
    assert "wrote degree, in_degree, out_degree on 5 of 5 actors" in done.stderr
    assert measured(embedded_store)["country:UKR"] == 2
    run("degree", "--uri", folder, "--write", "--until", "2021")
    assert measured(embedded_store) == {"country:BLR": 1, "person:vladimir-putin": 1}


def test_what_is_written_stays_when_actors_are_written_again(any_store):
    write(any_store)
    any_store.write_measures(["degree"], {"country:RUS": {"degree": 3}, "country:FRA": {"degree": 9}})
    write(any_store)
    assert measured(any_store) == {"country:RUS": 3}
    any_store.write_measures(["degree"], {"country:UKR": {"degree": None}})
    assert measured(any_store) == {}


def test_only_properties_of_the_graph_model_are_written(embedded_store):
    with pytest.raises(UsageError, match="unknown measure of actors 'name'"):
        embedded_store.write_measures(["name"], {"country:RUS": {"name": 1.0}})
    named = {name for entry in MEASURES.values() for name in entry.properties.values()}
    assert named == set(load_graph_model().actor_measures)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["betweeness"], "unknown measure 'betweeness'"),
        (["degree", "--actor", "Rusia"], "the graph has no actor 'Rusia'"),
        (["degree", "--since", "2030"], "no event passes the filters"),
        (["degree", "--format", "xls"], "unknown format 'xls'"),
        (["balance", "--write"], "balance is no measure of actors"),
        (["degree", "--write", "--period", "year"], "--write keeps one value an actor"),
    ],
)
def test_wrong_usage_is_one_line(folder, words, message):
    error = run(*words, "--uri", folder).exception
    assert isinstance(error, UsageError)
    assert message in str(error)


def test_an_empty_graph_says_so(embedded_store, folder, tmp_path):
    embedded_store.write_actors([])
    for event in [row["id"] for row in embedded_store.read("MATCH (d:Document) RETURN d.id AS id")]:
        embedded_store.retract(event)
    assert "the graph holds no events" in str(run("degree", "--uri", folder).exception)
    assert isinstance(run("degree", "--uri", str(tmp_path / "none")).exception, StoreError)


def test_extras_that_are_missing_are_named(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "pandas", None)
    with pytest.raises(UsageError, match="A data frame needs pandas, which is not installed") as caught:
        made_slice([("a", "LOANED", "b", "2022", 1.0)]).frame()
    assert caught.value.hint == "pip install 'kg-international-relations[analysis]'"


def test_a_story_of_undated_and_denied_events_is_measured(embedded_store, folder):
    embedded_store.write(story.extractions())
    assert run("escalation", "--uri", folder, "--min-events", "1").exit_code == 0
