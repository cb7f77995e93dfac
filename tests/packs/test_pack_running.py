"""Packs on both databases: plans, given graphs, checks, reading only, and who is meant."""

from dataclasses import replace

import pytest

from kg.errors import PackError, StoreError, UsageError
from kg.packs.cypher import read_statement
from kg.packs.given import records_of
from kg.packs.model import Given, QueryTest
from kg.packs.output import to_csv, to_json, to_parquet
from kg.packs.reading import find_query, shipped_packs
from kg.packs.resolve import resolve_actor
from kg.packs.running import ask, plan_of
from kg.packs.testing import check_outcomes, given_outcomes, plan_outcomes, rows_differ, run_test

PACKS = shipped_packs()
CALLS = {
    "facts": [
        ["person:vladimir-putin", "CALLED", "person:nicolas-maduro", "2022-01-20", {"by": "Tass"}],
        ["RUS", "LOANED", "CUB", "2018", {"amount": 50000000.0}],
        ["RUS", "ATTACKED", "UKR", "2014", {"realis": "denied"}],
    ],
    "actors": {"RUS": {"name": "Russia", "aliases": ["Russian Federation"]}, "CUB": {"name": "Cuba", "listed": True}},
}


def write(store, given):
    records = records_of(Given.model_validate(given), "test")
    store.write_actors(records.entries)
    store.write(records.extractions)


def test_every_query_can_be_planned_and_only_reads(any_store):
    outcomes = list(plan_outcomes(any_store, PACKS))
    assert len(outcomes) > 80
    assert [outcome for outcome in outcomes if outcome.fault] == []


@pytest.mark.slow
@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.name)
def test_every_query_answers_its_given_graphs(any_store, pack):
    outcomes = list(given_outcomes(any_store, [pack]))
    assert outcomes
    assert [outcome for outcome in outcomes if outcome.fault] == []


def test_a_wrong_expectation_fails(any_store):
    query = find_query(PACKS, "dyad_timeline")
    test = query.entry.tests[0]
    wrong = test.model_copy(update={"expect": [{**test.expect[0], "source": "Nobody"}, test.expect[1]]})
    assert run_test(any_store, query, test, "good") is None
    assert "no row fits expected row 1" in str(run_test(any_store, query, wrong, "bad"))


def test_given_graphs_need_an_empty_database(embedded_store):
    write(embedded_store, CALLS)
    with pytest.raises(StoreError, match="there is a graph in this database"):
        list(given_outcomes(embedded_store, PACKS))


def test_checks_find_nothing_wrong_in_a_good_graph_and_see_a_bad_one(embedded_store):
    write(embedded_store, CALLS)
    assert [outcome.fault for outcome in check_outcomes(embedded_store, PACKS) if outcome.fault] == []
    embedded_store.database.write(lambda tx: tx.run("MATCH (e:Event)-[t:TARGET]->() DELETE t").consume())
    faults = {outcome.name for outcome in check_outcomes(embedded_store, PACKS) if outcome.fault}
    assert "basics/event_without_actors" in faults


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("country:RUS", "country:RUS"),
        ("RUS", "country:RUS"),
        ("Russia", "country:RUS"),
        ("russian federation", "country:RUS"),
        ("maduro", "person:nicolas-maduro"),
    ],
)
def test_an_actor_by_id_code_name_alias_or_part(any_store, text, actor):
    write(any_store, CALLS)
    assert resolve_actor(any_store, text) == actor


def test_an_unknown_actor_names_what_is_near(embedded_store):
    write(embedded_store, CALLS)
    with pytest.raises(UsageError, match="the graph has no actor 'Rusia'") as error:
        resolve_actor(embedded_store, "Rusia")
    assert error.value.hint == "did you mean Russia?"


def test_an_answer_as_json_csv_and_parquet(embedded_store):
    pytest.importorskip("pyarrow")
    import io
    import json

    from pyarrow import parquet

    write(embedded_store, CALLS)
    answer = ask(embedded_store.database, find_query(PACKS, "given_by"), {"actor": "Russia"})
    assert json.loads(to_json(answer))[0]["amount"] == 50000000.0
    assert to_csv(answer).splitlines()[1].startswith("2018,LOANED,Cuba,50000000,USD,")
    assert parquet.read_table(io.BytesIO(to_parquet(answer))).to_pylist()[0]["receiver"] == "Cuba"


def test_an_empty_answer_keeps_its_columns(any_store):
    write(any_store, CALLS)
    answer = ask(any_store.database, find_query(PACKS, "given_by"), {"actor": "Cuba"})
    assert to_csv(answer) == "day,relation,receiver,amount,currency,event_id\n"


@pytest.mark.parametrize("clause", ["SET a.name = 'x' RETURN a", "DETACH DELETE a", "CREATE (x:Actor) RETURN x"])
def test_a_query_that_would_write_is_stopped_by_its_words_and_by_its_plan(any_store, clause):
    query = find_query(PACKS, "find_actor")
    cypher = f"MATCH (a:Actor) WHERE a.id = $text WITH a LIMIT $limit {clause}"
    writing = replace(query, cypher=cypher, statement=read_statement(cypher))
    with pytest.raises(UsageError, match="would write"):
        ask(any_store.database, writing, {"text": "x"})
    with pytest.raises(UsageError, match="would write"):
        plan_of(any_store.database, writing, {"text": "x", "limit": 1})


@pytest.mark.neo4j
def test_no_query_but_the_heavy_ones_reads_all_events_on_neo4j(neo4j_store):
    """The planner's choice does not depend on how much there is where an index gives the start."""
    whole = {}
    for pack in PACKS:
        for query in pack.queries:
            plan = plan_of(neo4j_store.database, query, {name: p.shown for name, p in query.params.items()})
            if not query.entry.heavy and {"Event", "Sentence", "everything"} & set(plan.scans):
                whole[query.full_name] = plan.scans
    assert whole == {}


@pytest.mark.neo4j
def test_a_query_that_takes_too_long_is_stopped(neo4j_store):
    query = find_query(PACKS, "find_actor")
    cypher = "UNWIND range(1, 100000000) AS x WITH x WHERE toString(x) CONTAINS $text RETURN count(x) AS n LIMIT $limit"
    slow = replace(query, cypher=cypher, statement=read_statement(cypher))
    with pytest.raises(StoreError, match=r"took longer than 0\.3 s and was stopped"):
        ask(neo4j_store.database, slow, {"text": "x"}, timeout=0.3)


@pytest.mark.parametrize(
    "fact", [["RUS", "CALED", "VEN"], ["RUS", "CALLED"], ["RUS", "CALLED", "nobody"], ["RUS", "CALLED", "VEN", "soon"]]
)
def test_a_malformed_fact_is_refused(fact):
    with pytest.raises(PackError, match="given:"):
        records_of(Given(facts=[fact]), "test")


def test_order_counts_only_where_asked():
    test = QueryTest(given=Given(), expect=[{"n": 1}, {"n": 2}])
    assert rows_differ(test, [{"n": 2}, {"n": 1}]) is None
    assert rows_differ(test.model_copy(update={"ordered": True}), [{"n": 2}, {"n": 1}]) is not None
    assert "expected 2 row(s), got 1" in str(rows_differ(test, [{"n": 1}]))
