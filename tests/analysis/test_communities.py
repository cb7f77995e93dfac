"""Communities: two blocs by hand, as networkx finds them, and numbered over time."""

import sys

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_slices import made_slice

from kg.analysis.communities import communities, cooperation_communities, cooperation_graph, follow
from kg.analysis.measures import measure
from kg.analysis.options import Options
from kg.errors import UsageError


def bloc(members, year, relation="LOANED"):
    return [(a, relation, b, f"{year}-01-01", 7.0) for a in members for b in members if a < b]


TWO_BLOCS = [*bloc("abc", 2021), *bloc("xyz", 2021), ("c", "MET", "x", "2021-02-01", 1.0)]

SETS = st.lists(st.frozensets(st.integers(0, 9), min_size=1), max_size=5)


@pytest.mark.parametrize("method", ["louvain", "leiden"])
def test_two_blocs_with_one_tie_between_them(method):
    table = communities(made_slice(TWO_BLOCS), Options(method=method))
    found = {row["actor"]: row["community"] for row in table.rows}
    assert found == {"a": 1, "b": 1, "c": 1, "x": 2, "y": 2, "z": 2}
    # Newman: 6 of 7 ties lie inside; each bloc has half of the 14 ends.
    assert table.rows[0]["modularity"] == pytest.approx(6 / 7 - 2 * (7 / 14) ** 2)


def test_conflict_makes_no_community():
    part = made_slice([("a", "ATTACKED", "b", "2021", -10.0), ("b", "LOANED", "c", "2021", 7.0)])
    assert {row["actor"] for row in communities(part, Options()).rows} == {"b", "c"}
    assert communities(made_slice([("a", "ATTACKED", "b", "2021", -10.0)]), Options()).rows == []


def test_a_bloc_keeps_its_number_when_one_defects():
    part = made_slice([*bloc("abcd", 2021), *bloc("wxyz", 2021), *bloc("abc", 2022), *bloc("dwxyz", 2022)])
    found = {(row["period"], row["actor"]): row["community"] for row in measure("communities", part, unit="year").rows}
    assert found["2021", "d"] == found["2021", "a"] == found["2022", "a"]
    assert found["2022", "d"] == found["2021", "w"] == found["2022", "w"]


def test_they_are_those_of_networkx_on_the_same_graph():
    graph = cooperation_graph(made_slice(TWO_BLOCS))
    assert dict(graph.edges)["c", "x"] == {"weight": 1}
    found = cooperation_communities(cooperation_graph(made_slice(TWO_BLOCS)), Options(seed=7))
    assert sorted(map(sorted, found)) == sorted(map(sorted, nx.community.louvain_communities(graph, seed=7)))


PAIRS = st.lists(st.tuples(st.sampled_from("abcdefgh"), st.sampled_from("abcdefgh")), min_size=1, max_size=25)


@given(PAIRS, st.sampled_from(["louvain", "leiden"]), st.sampled_from([0.5, 1.0, 2.0]))
def test_they_divide_those_who_cooperate_and_the_same_seed_divides_them_alike(pairs, method, resolution):
    part = made_slice([(a, "LOANED", b, "2021", 1.0) for a, b in pairs])
    options = Options(method=method, resolution=resolution, seed=3)
    found = cooperation_communities(cooperation_graph(part), options)
    graph = cooperation_graph(part)
    assert sorted(actor for members in found for actor in members) == sorted(graph)
    assert cooperation_communities(cooperation_graph(part), options) == found
    if found:
        assert nx.community.is_partition(graph, found)


@given(PAIRS)
def test_what_leiden_finds_hangs_together_and_is_no_worse_than_all_in_one(pairs):
    part = made_slice([(a, "LOANED", b, "2021", 1.0) for a, b in pairs])
    graph = cooperation_graph(part)
    found = cooperation_communities(cooperation_graph(part), Options(method="leiden"))
    assert all(nx.is_connected(graph.subgraph(members)) for members in found)
    if found:
        assert nx.community.modularity(graph, found) >= nx.community.modularity(graph, [set(graph)]) - 1e-9


def test_leiden_names_the_extra_it_needs(monkeypatch):
    monkeypatch.setitem(sys.modules, "leidenalg", None)
    with pytest.raises(UsageError, match="Leiden's method needs leidenalg, which is not installed") as caught:
        communities(made_slice(TWO_BLOCS), Options(method="leiden"))
    assert caught.value.hint == "pip install 'kg-international-relations[leiden]'"


@given(SETS, SETS)
def test_numbers_are_given_once_and_the_same_division_keeps_them(before, found):
    old, last = follow({}, before, 0)
    new, newest = follow(old, found, last)
    assert len(new) == len(found)
    assert newest >= last
    assert set(new) - set(old) == set(range(last + 1, newest + 1))
    again, _ = follow(new, list({frozenset(members) for members in new.values()}), newest)
    assert len(set(map(frozenset, new.values()))) < len(new) or again == new
