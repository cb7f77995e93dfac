"""Reciprocity and rich club, counted by hand and as networkx has them."""

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_slices import made_slice

from kg.analysis.cohesion import reciprocity, rich_club
from kg.analysis.options import Options

ACTS = st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef")), min_size=1, max_size=30)


def facts(acts, relation="CRITICIZED"):
    return [(a, relation, b, "2022-01-01", -2.0) for a, b in acts]


def test_reciprocity_counts_ties_that_are_answered_and_events_that_are_matched():
    part = made_slice([*facts(["ab", "ab", "ab", "ba", "ac"]), ("c", "MET", "a", "2022", 1.0)])
    rows = {row["events_of"]: row for row in reciprocity(part, Options()).rows}
    # Ties ab, ba, ac of 6 possible ones; ab and ba answer each other; 1 of 3 and 1 of 1 events are matched, of 5.
    assert rows["all"] == {
        "events_of": "all", "actors": 3, "ties": 3, "reciprocated": 2, "reciprocity": pytest.approx(2 / 3),
        "rho": pytest.approx((2 / 3 - 1 / 2) / (1 / 2)), "weighted": pytest.approx(2 / 5),
    }  # fmt: skip
    assert rows["conflict"]["ties"] == 3
    assert rows["cooperation"]["ties"] == 0
    assert rows["cooperation"]["reciprocity"] is None


def test_where_all_act_on_all_nothing_is_above_chance():
    row = reciprocity(made_slice(facts(["ab", "ba"])), Options()).rows[0]
    assert (row["reciprocity"], row["rho"], row["weighted"]) == (1, None, 1)


@given(ACTS)
def test_reciprocity_is_that_of_networkx(acts):
    row = reciprocity(made_slice(facts(acts)), Options()).rows[0]
    graph = nx.DiGraph((a, b) for a, b in acts if a != b)
    if graph:
        assert row["reciprocity"] == pytest.approx(nx.overall_reciprocity(graph))
        assert 0 <= row["weighted"] <= 1


def test_the_rich_club_of_a_square_with_a_diagonal_and_two_appendices():
    # Degrees: a 4, b 3, c 2, d 3, e 1, f 1.
    part = made_slice(facts(["ab", "bc", "cd", "da", "ae", "bd", "af"]))
    rows = {row["k"]: row for row in rich_club(part, Options()).rows}
    # More than two partners: a, b, d with the pairs ab, bd, da; more than one: also c, with bc and cd but not ac.
    assert (rows[2]["actors"], rows[2]["coefficient"]) == (3, 1.0)
    assert (rows[1]["actors"], rows[1]["coefficient"]) == (4, pytest.approx(5 / 6))
    assert (rows[0]["actors"], rows[0]["coefficient"]) == (6, pytest.approx(7 / 15))
    # Of all pairs of those with any partner the share is fixed by the number of ties.
    assert rows[0]["normalised"] == pytest.approx(1.0)


def test_a_network_too_small_to_be_drawn_at_random_has_no_normalised_value():
    assert [row["normalised"] for row in rich_club(made_slice(facts(["ab", "bc"])), Options()).rows] == [None]
    assert rich_club(made_slice(facts(["aa"])), Options()).rows == []


def test_a_network_too_large_to_be_drawn_at_random_says_so(monkeypatch):
    monkeypatch.setattr("kg.analysis.cohesion._MOST_PAIRS", 6)
    table = rich_club(made_slice(facts(["ab", "bc", "cd", "da", "ae", "bd", "af"])), Options())
    assert {row["normalised"] for row in table.rows} == {None}
    assert table.notes == ("7 pairs are too many to draw random networks (at most 6)",)


def test_the_same_seed_draws_the_same_networks():
    part = made_slice(facts(["ab", "bc", "cd", "da", "ae", "bd", "af", "fg", "gh", "he"]))
    assert rich_club(part, Options(seed=3)) == rich_club(part, Options(seed=3))


@given(ACTS)
def test_coefficients_are_those_of_networkx(acts):
    graph = nx.Graph((a, b) for a, b in acts if a != b)
    rows = rich_club(made_slice(facts(acts)), Options()).rows
    expected = nx.rich_club_coefficient(graph, normalized=False) if graph else {}
    assert {row["k"]: row["coefficient"] for row in rows} == expected
