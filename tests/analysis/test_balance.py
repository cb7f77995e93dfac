"""Structural balance: triads counted by hand, by matrix algebra, and by the theorem of two camps."""

from itertools import combinations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_slices import made_slice

from kg.analysis.balance import balance, census, signed_graph, signed_triads, triads
from kg.analysis.measures import measure
from kg.analysis.options import Options
from kg.errors import UsageError

# a and b are friends; both are c's enemies (balanced). d is a friend of a and of c, who are enemies (unbalanced).
QUARREL = [
    ("a", "PRAISED", "b", "2021-05-01", 3.0),
    ("a", "THREATENED", "c", "2021-06-01", -6.0),
    ("b", "CRITICIZED", "c", "2021-07-01", -2.0),
    ("d", "LOANED", "a", "2021-08-01", 7.0),
    ("d", "LOANED", "c", "2021-08-02", 7.0),
    ("a", "PRAISED", "c", "2022-01-01", 9.0),
]

SIGNS = st.lists(st.sampled_from([-1, 0, 1]), min_size=15, max_size=15)


def signed(signs, nodes="abcdef"):
    """A slice in which each pair of six has that sign."""
    pairs = zip(combinations(nodes, 2), signs, strict=True)
    return made_slice([(a, "PRAISED", b, "2022-01-01", float(sign)) for (a, b), sign in pairs])


def counts(part):
    (row,) = balance(part, Options()).rows
    return row


def test_two_friends_with_one_enemy_are_balanced_a_friend_of_two_enemies_is_not():
    by_year = {row["period"]: row for row in measure("balance", made_slice(QUARREL)).rows}
    assert by_year["2021"] == {
        "period": "2021", "pairs": 5, "negative_pairs": 2, "triads": 2, "ppp": 0, "ppn": 1, "pnn": 1, "nnn": 0,
        "balanced": 1, "balanced_share": 0.5, "weakly_balanced_share": 0.5,
    }  # fmt: skip
    assert by_year["2022"]["triads"] == 0
    assert by_year["2022"]["balanced_share"] is None


def test_a_sign_is_that_of_the_sum_of_weights():
    whole = counts(made_slice(QUARREL))
    assert (whole["ppp"], whole["ppn"], whole["pnn"]) == (1, 1, 0)  # a and c: 9 - 6 > 0


def test_weights_that_cancel_give_no_sign():
    part = made_slice([("a", "PRAISED", "b", "2022", w) for w in (0.1, 0.2, -0.3)])
    assert signed_graph(part).number_of_edges() == 0


def test_triads_are_listed_unbalanced_ones_first():
    listed = triads(made_slice(QUARREL[:5]), Options()).rows
    assert [(row["a"], row["b"], row["c"], row["ab"], row["ac"], row["bc"], row["balanced"]) for row in listed] == [
        ("a", "c", "d", "-", "+", "+", False),
        ("a", "b", "c", "+", "-", "-", True),
    ]


@given(SIGNS)
def test_counts_agree_with_traces_of_networkx_matrices(signs):
    part = signed(signs)
    row, graph = counts(part), signed_graph(part)
    assert row["triads"] == sum(nx.triangles(graph).values()) / 3
    if graph:
        matrix = nx.to_numpy_array(graph, weight="sign")
        # Each triad is six closed walks of three steps, positive if it is balanced.
        closed = np.trace(matrix @ matrix @ matrix) / 6
        assert row["balanced"] - (row["triads"] - row["balanced"]) == pytest.approx(closed)


@given(st.lists(st.sampled_from([-1, 1]), min_size=15, max_size=15))
def test_a_complete_graph_is_balanced_only_where_there_are_two_camps(signs):
    part = signed(signs)
    graph = signed_graph(part)
    friends = nx.Graph((a, b) for a, b, sign in graph.edges(data="sign") if sign > 0)
    friends.add_nodes_from(graph)
    camps = list(nx.connected_components(friends))
    enemies = graph.edge_subgraph((a, b) for a, b, sign in graph.edges(data="sign") if sign < 0)
    peace_inside = not any(graph.subgraph(camp).size() != friends.subgraph(camp).size() for camp in camps)
    two_camps = peace_inside and len(camps) <= 2 and nx.is_bipartite(enemies)
    assert (counts(part)["balanced_share"] == 1) == two_camps


@given(SIGNS, st.sets(st.sampled_from("abcdef")))
def test_making_an_enemy_of_each_friend_and_a_friend_of_each_enemy_changes_no_balance(signs, turned):
    pairs = list(combinations("abcdef", 2))
    other = [-s if (a in turned) != (b in turned) else s for (a, b), s in zip(pairs, signs, strict=True)]
    assert counts(signed(signs))["balanced"] == counts(signed(other))["balanced"]


@given(SIGNS)
def test_the_census_counts_what_is_listed(signs):
    graph = signed_graph(signed(signs))
    negative = [number for *_, number in signed_triads(graph)]
    assert census(graph) == tuple(negative.count(number) for number in range(4))


def test_too_many_triads_to_list_are_said(monkeypatch):
    monkeypatch.setattr("kg.analysis.balance._MOST_TRIADS", 19)
    with pytest.raises(UsageError, match="20 triads are too many to list"):
        triads(signed([1] * 15), Options())


def test_no_triad_is_counted_twice():
    found = list(signed_triads(signed_graph(signed([1] * 15))))
    assert len(found) == len(set(found)) == 20
