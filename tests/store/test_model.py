"""The graph model is checked when it is read, and the store's statements match it."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

from kg.errors import SchemaError, UsageError
from kg.records import ActorKind
from kg.store import cypher, load_graph_model
from kg.store.database import writing_clause
from kg.store.model import parse_graph_model

TEXT = files("kg.schema").joinpath("graph.yaml").read_text(encoding="utf-8")


def test_every_kind_of_actor_has_a_label() -> None:
    model = load_graph_model()
    assert set(model.actor_labels) == set(ActorKind)
    assert set(model.actor_labels.values()) <= model.labels()


def test_only_known_names_become_edge_types() -> None:
    model = load_graph_model()
    assert model.relation("CALLED") == "CALLED"
    assert model.tie("ALLIED_WITH") == "ALLIED_WITH"
    with pytest.raises(UsageError, match="unknown relation") as caught:
        model.relation("CALED")
    assert caught.value.hint is not None
    assert "CALLED" in caught.value.hint
    with pytest.raises(UsageError, match="unknown tie"):
        model.tie("CALLED")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("  person: Person\n", "", "actor_labels must name exactly"),
        ("SOURCE: {from: Event, to: Actor", "SOURCE: {from: Event, to: Nobody", "unknown label 'Nobody'"),
        ("    - [date]\n", "    - [datum]\n", "unknown property 'datum'"),
        ("ALLIED_WITH:", "Allied with:", "malformed edge type"),
        ("  Run:\n    gloss", "  Run:\n    colour: red\n    gloss", "nodes.Run.colour"),
        ("actor_labels:", "actor_labels: [", "not YAML"),
    ],
)
def test_a_contradiction_names_file_and_place(old: str, new: str, message: str) -> None:
    assert old in TEXT
    with pytest.raises(SchemaError, match=re.escape(message)) as caught:
        parse_graph_model(TEXT.replace(old, new, 1), "graph.yaml")
    assert caught.value.where == "graph.yaml"


def test_statements_name_only_labels_and_edges_of_the_model() -> None:
    model = load_graph_model()
    texts = [value for name, value in vars(cypher).items() if name.isupper() and isinstance(value, str)]
    assert len(texts) > 30
    for text in texts:
        for name in re.findall(r"\(\w*:([A-Z]\w*)", text):
            assert name in model.labels(), text
        for names in re.findall(r"\[\w*:([A-Z_|]+)", text):
            assert set(names.split("|")) <= model.edge_types(), text


@pytest.mark.parametrize(
    ("query", "clause"),
    [
        ("MATCH (n) RETURN n", None),
        ("MATCH (n) WHERE n.set = 'DELETE' RETURN n // CREATE", None),
        ("MATCH (n:Set)-[:CREATE]->() RETURN {delete: 1}, `MERGE`", None),
        ("CREATE(n)", "CREATE"),
        ("match (n) detach delete n", "DELETE"),
        ("MATCH (n) /* no */ SET n.x = 1", "SET"),
        ("LOAD CSV FROM 'file:///x' AS row RETURN row", "LOAD CSV"),
        ("CALL { MATCH (n) RETURN n } IN TRANSACTIONS RETURN 1", "IN TRANSACTIONS"),
    ],
)
def test_writing_is_seen(query: str, clause: str | None) -> None:
    assert writing_clause(query) == clause
