"""Degree, betweenness and PageRank on graphs small enough to count."""

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_slices import made_slice

from kg.analysis.centrality import betweenness, degree, pagerank
from kg.analysis.options import Options

# A star with its centre at b, and one more step from d to e: a - b - c, b - d - e.
STAR = [
    ("a", "CRITICIZED", "b", "2022-01-01", -2.0),
    ("a", "CRITICIZED", "b", "2022-01-02", -2.0),
    ("b", "PRAISED", "c", "2022-01-03", 3.0),
    ("b", "MET", "d", "2022-01-04", 1.0),
    ("d", "THREATENED", "e", "2022-01-05", -6.0),
]

ACTS = st.lists(
    st.tuples(st.sampled_from("abcdef"), st.sampled_from(["CRITICIZED", "MET", "LOANED"]), st.sampled_from("abcdef")),
    min_size=1,
    max_size=25,
)


def column(table, name):
    return {row["actor"]: row[name] for row in table.rows}


def facts(acts):
    return [(source, relation, target, "2022-01-01", 1.0) for source, relation, target in acts]


def test_degree_counts_partners_and_events_and_a_meeting_counts_both_ways():
    table = degree(made_slice(STAR), Options())
    assert table.rows[0] == {
        "actor": "b", "name": "b", "partners": 3, "in_partners": 2, "out_partners": 2, "events_in": 3, "events_out": 2,
    }  # fmt: skip
    assert column(table, "partners") == {"a": 1, "b": 3, "c": 1, "d": 2, "e": 1}


def test_betweenness_is_the_share_of_pairs_of_others():
    # 6 pairs of others each; through b: ac ad ae cd ce; through d: ae be ce.
    found = column(betweenness(made_slice(STAR), Options()), "betweenness")
    assert found == pytest.approx({"a": 0, "b": 5 / 6, "c": 0, "d": 3 / 6, "e": 0})


def test_pagerank_of_two_that_act_on_one():
    # x = 0.05 + 0.85 c / 3, c = x + 0.85 · 2 x: with the rank of c spread evenly, since c acts on nobody.
    table = pagerank(made_slice([("a", "LOANED", "c", "2022", 1.0), ("b", "LOANED", "c", "2022", 1.0)]), Options())
    x = 0.05 / (1 - 0.85 * 2.7 / 3)
    assert column(table, "pagerank") == pytest.approx({"a": x, "b": x, "c": 2.7 * x})
    assert table.rows[0]["actor"] == "c"


def test_pagerank_goes_where_more_events_go():
    found = column(pagerank(made_slice([*STAR, ("b", "PRAISED", "a", "2022", 1.0)]), Options()), "pagerank")
    more = column(pagerank(made_slice([*STAR, *[("b", "PRAISED", "a", "2022", 1.0)] * 5]), Options()), "pagerank")
    assert more["a"] > found["a"]


@given(ACTS)
def test_they_agree_with_networkx_on_a_graph_built_without_ours(acts):
    pairs, directed = nx.Graph(), nx.DiGraph()
    for source, relation, target in acts:
        for graph in (pairs, directed):
            graph.add_nodes_from((source, target))
        if source == target:
            continue
        pairs.add_edge(source, target)
        for a, b in ((source, target), (target, source)) if relation == "MET" else ((source, target),):
            weight = directed.get_edge_data(a, b, {"w": 0})["w"]
            directed.add_edge(a, b, w=weight + 1)
    part = made_slice(facts(acts))
    assert column(betweenness(part, Options()), "betweenness") == pytest.approx(nx.betweenness_centrality(pairs))
    assert column(pagerank(part, Options()), "pagerank") == pytest.approx(nx.pagerank(directed, weight="w"), abs=1e-5)
    assert column(degree(part, Options()), "events_in") == dict(directed.in_degree(weight="w"))


@given(ACTS)
def test_pagerank_sums_to_one_and_betweenness_stays_within_its_bounds(acts):
    part = made_slice(facts(acts))
    assert sum(column(pagerank(part, Options()), "pagerank").values()) == pytest.approx(1)
    assert all(0 <= value <= 1 for value in column(betweenness(part, Options()), "betweenness").values())
