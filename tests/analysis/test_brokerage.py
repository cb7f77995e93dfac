"""Brokers: each role once, by hand; constraint as Burt computes it."""

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_slices import made_slice

from kg.analysis.brokerage import ROLES, brokerage, roles
from kg.analysis.options import Options
from kg.errors import UsageError

ACTS = st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef")), min_size=1, max_size=20)


@pytest.mark.parametrize(
    ("groups", "expected"),
    [
        (("G", "G", "G"), "coordinator"),
        (("G", "H", "G"), "itinerant"),
        (("G", "H", "H"), "gatekeeper"),
        (("H", "H", "G"), "representative"),
        (("G", "H", "I"), "liaison"),
    ],
)
def test_the_role_follows_from_the_groups_of_the_three(groups, expected):
    before, broker, after = groups
    found = roles(nx.DiGraph([("a", "b"), ("b", "c")]), {"a": before, "b": broker, "c": after})
    assert found == {"a": {}, "b": {expected: 1}, "c": {}}


def chain(countries):
    facts = [("a", "URGED", "b", "2022-01-01", -1.0), ("b", "URGED", "c", "2022-01-02", -1.0)]
    return made_slice(facts, countries)


def test_one_who_passes_on_between_two_of_a_country():
    rows = {row["actor"]: row for row in brokerage(chain({"a": "RUS", "b": "TUR", "c": "RUS"}), Options()).rows}
    assert {name: rows["b"][name] for name in ROLES} == dict.fromkeys(ROLES, 0) | {"itinerant": 1}
    assert rows["b"]["brokerage"] == 1
    assert rows["a"]["brokerage"] == rows["c"]["brokerage"] == 0
    # b's time is split evenly between two who are not tied: (1/2)² + (1/2)²; a has one partner only.
    assert rows["b"]["constraint"] == pytest.approx(0.5)
    assert rows["a"]["constraint"] == pytest.approx(1.0)
    assert rows["b"]["effective_size"] == pytest.approx(2.0)


def test_a_direct_tie_needs_no_broker():
    direct = made_slice(
        [("a", "URGED", "b", "2022", -1.0), ("b", "URGED", "c", "2022", -1.0), ("a", "URGED", "c", "2022", -1.0)]
    )
    assert [row["brokerage"] for row in brokerage(direct, Options()).rows] == [0, 0, 0]


def test_actors_without_a_group_are_groups_of_their_own():
    assert brokerage(chain({}), Options()).rows[0]["liaison"] == 1


def test_communities_can_be_the_groups():
    blocs = [
        ("a", "LOANED", "b", "2022", 7.0),
        ("c", "LOANED", "d", "2022", 7.0),
        ("b", "CRITICIZED", "c", "2022", -2.0),
    ]
    rows = {row["actor"]: row for row in brokerage(made_slice(blocs), Options(groups="community")).rows}
    assert rows["b"]["representative"] == 1  # a and b in one community, c in the other
    assert rows["c"]["gatekeeper"] == 1


def test_an_unknown_grouping_is_said():
    with pytest.raises(UsageError, match="unknown grouping 'continent'"):
        brokerage(chain({}), Options(groups="continent"))


def test_one_who_only_acts_on_itself_has_no_constraint():
    part = made_slice([("a", "CRITICIZED", "a", "2022", -2.0)])
    assert brokerage(part, Options()).rows[0]["constraint"] is None


@given(ACTS)
def test_roles_add_up_to_the_paths_of_two_steps_without_a_shortcut(acts):
    graph = nx.DiGraph((a, b) for a, b in acts if a != b)
    distances = dict(nx.all_pairs_shortest_path_length(graph))
    paths = sum(
        len(list(nx.all_shortest_paths(graph, a, c))) for a, to in distances.items() for c, d in to.items() if d == 2
    )
    found = roles(graph, {node: "one" if node < "d" else "other" for node in graph})
    assert sum(counter.total() for counter in found.values()) == paths


@given(ACTS)
def test_in_one_group_all_are_coordinators(acts):
    graph = nx.DiGraph((a, b) for a, b in acts if a != b)
    found = roles(graph, dict.fromkeys(graph, "one"))
    assert all(set(counter) <= {"coordinator"} for counter in found.values())
