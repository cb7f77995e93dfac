"""Reading Cypher as words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.packs.cypher import read_statement, strip_browser_lines, words


def test_names_labels_types_properties_and_params():
    found = read_statement(
        "MATCH (a:Actor {id: $a})-[r:CALLED|MET]->(b:Person) WHERE r.year = $year AND b:Country "
        "RETURN a.name AS x, count { (a)-[:LOANED]->() } AS n LIMIT $limit"
    )
    assert found.params == {"a", "year", "limit"}
    assert found.labels == {"Actor", "Person", "Country"}
    assert found.types == {"CALLED", "MET", "LOANED"}
    assert found.properties == {"id", "year", "name"}
    assert found.writes == []
    assert found.starts_well


def test_keys_of_own_maps_are_no_properties_of_the_graph():
    found = read_statement(
        "MATCH (a:Actor) WITH collect({day: a.since, n: 1}) AS rows UNWIND rows AS r RETURN r.day, r.n"
    )
    assert found.properties == {"since"}


def test_parts_of_a_duration_are_no_properties():
    assert read_statement("RETURN duration.inDays(date('2022-01-01'), date()).days AS d").properties == set()


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("CREATE (a:Actor)", "CREATE"),
        ("MATCH (a) SET a.name = 'x'", "SET"),
        ("MATCH (a) detach delete a", "DETACH"),
        ("match (a) remove a.name", "REMOVE"),
        ("MERGE (a:Actor {id: 'x'})", "MERGE"),
        ("CALL db.labels()", "CALL db"),
        ("LOAD CSV FROM 'file:///etc/passwd' AS row RETURN row", "LOAD"),
        ("MATCH (a) FOREACH (x IN [1] | SET a.y = x)", "FOREACH"),
    ],
)
def test_a_clause_that_writes_is_seen(text, clause):
    assert clause in read_statement(text).writes


@pytest.mark.parametrize(
    "text",
    [
        "MATCH (a) WHERE a.name = 'DELETE me' RETURN a",
        'MATCH (a) WHERE a.name = "it\'s CREATE" RETURN a',
        "// SET nothing\nMATCH (a) /* MERGE */ RETURN a",
        "MATCH (a) RETURN a.set AS `create`",
        "MATCH (a) CALL (a) { MATCH (a)--(b) RETURN b } RETURN b",
    ],
)
def test_words_in_strings_comments_and_names_do_not_write(text):
    assert read_statement(text).writes == []


def test_two_statements_are_counted():
    assert read_statement("RETURN 1; RETURN 2;").statements == 2
    assert read_statement("RETURN ';' AS x;").statements == 1


def test_browser_lines_are_taken_out():
    text = "// Title\n:param a => 'x';\n:params {b: 1};\nMATCH (n:Actor) RETURN n\n"
    assert strip_browser_lines(text).split() == "// Title MATCH (n:Actor) RETURN n".split()


@given(st.text())
def test_a_string_never_writes(text):
    quoted = text.replace("\\", "\\\\").replace("'", "\\'")
    assert read_statement(f"RETURN '{quoted}' AS x").writes == []


@given(st.text(max_size=60))
def test_any_text_can_be_read(text):
    words(text)
    read_statement(text)
