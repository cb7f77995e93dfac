"""GraphML and GEXF: networkx reads back what the slice has; CSV and Parquet hold a row an event."""

import networkx as nx
import pyarrow.parquet as pq
import pytest
from exported import export, fill, read_rows

from kg.analysis import Selection, read_slice


@pytest.fixture
def graph(embedded_store):
    return fill(embedded_store)


def edges(graph):
    return {key: (a, b, facts) for a, b, key, facts in graph.edges(keys=True, data=True)}


def expected(store):
    """Nodes and edges of the slice, self loops included."""
    part = read_slice(store, Selection())
    nodes = {
        actor.id: {name: value for name, value in actor._asdict().items() if name != "id" and value is not None}
        for actor in part.actors.values()
    }
    acts = {
        event.id: (
            event.source,
            event.target,
            {
                name: value
                for name, value in event._asdict().items()
                if name not in ("id", "source", "target") and value is not None
            },
        )
        for event in part.events
    }
    nodes["person:vladimir-putin"]["name"] = "Vladimir ?Putin"  # XML has no place for the bell
    return nodes, acts


def test_graphml_has_every_actor_and_event_with_all_that_is_known(graph, tmp_path):
    done = export(graph, "graphml", tmp_path / "g.graphml")
    assert "wrote 4 actors and 5 events" in done.stderr
    found = nx.read_graphml(tmp_path / "g.graphml", force_multigraph=True)
    nodes, acts = expected(graph)
    assert dict(found.nodes(data=True)) == nodes
    assert edges(found) == acts


def test_gexf_has_the_same_and_each_event_lasts_as_long_as_it_may(graph, tmp_path):
    export(graph, "gexf", tmp_path / "g.gexf")
    found = nx.read_gexf(tmp_path / "g.gexf")
    nodes, acts = expected(graph)
    assert {node: facts | {"label": None} for node, facts in found.nodes(data=True)} == {
        node: facts | {"label": None} for node, facts in nodes.items()
    }
    read = {facts["id"]: (a, b, facts) for a, b, facts in found.edges(data=True)}
    assert {key: (a, b) for key, (a, b, _) in read.items()} == {key: (a, b) for key, (a, b, _) in acts.items()}
    assert (read["meeting"][2]["start"], read["meeting"][2]["end"]) == ("2022-01-01", "2022-12-31")
    for key, (_, _, facts) in acts.items():
        assert facts.items() <= read[key][2].items()


def test_a_table_of_events_has_names_and_a_slice_narrows_it(graph, tmp_path):
    export(graph, "csv", tmp_path / "e.csv", "--since", "2022", "--by", "country")
    rows = {row["id"]: row for row in read_rows(tmp_path / "e.csv")}
    assert set(rows) == {"invasion", "call", "meeting", "domestic"}
    assert (rows["call"]["source"], rows["call"]["source_name"]) == ("country:RUS", "Russia")
    assert rows["call"]["first_day"] == "2022-01-01"


def test_parquet_keeps_types_and_csv_the_same_values(graph, tmp_path):
    export(graph, "parquet", tmp_path / "e.parquet")
    export(graph, "csv", tmp_path / "e.csv")
    table = pq.read_table(tmp_path / "e.parquet")
    assert [str(table.schema.field(name).type) for name in ("id", "quad_class", "goldstein", "symmetric")] == [
        "string", "int64", "double", "bool",
    ]  # fmt: skip
    texts = [{name: "" if value is None else str(value) for name, value in row.items()} for row in table.to_pylist()]
    assert sorted(texts, key=lambda row: row["id"]) == sorted(read_rows(tmp_path / "e.csv"), key=lambda row: row["id"])


def test_actors_are_a_table_of_their_own(graph, tmp_path):
    export(graph, "csv", tmp_path / "a.csv", "--table", "actors")
    rows = read_rows(tmp_path / "a.csv")
    assert [row["id"] for row in rows] == ["country:BLR", "country:RUS", "country:UKR", "person:vladimir-putin"]
