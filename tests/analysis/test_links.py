"""Link prediction: candidates, hits and scores by hand; the AUC by its definition."""

from itertools import chain, product

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_slices import made_slice

from kg.analysis import links
from kg.analysis.links import auc, expected_links, link_prediction
from kg.analysis.options import Options
from kg.errors import UsageError

# Until 2021 a deals with x and y, b with x and y, c with x alone; in 2022 a and b meet.
PAST = [(one, "URGED", other, "2021-01-01", -1.0) for one, other in ("ax", "ay", "bx", "by", "cx")]
PLAIN = [*PAST, ("a", "MET", "b", "2022-03-01", 1.0), ("a", "MET", "x", "2022-03-01", 1.0)]


def test_candidates_are_unlinked_pairs_and_hits_those_that_link_later():
    table = link_prediction(made_slice(PLAIN), Options(split="2022"))
    rows = {row["score"]: row for row in table.rows}
    # Candidates: ab ac bc cy xy. ab shares x and y, ac and bc share x, xy share a and b, cy share none.
    assert {row["candidates"] for row in table.rows} == {5}
    assert {row["hits"] for row in table.rows} == {1}
    assert rows["common_neighbours"]["auc"] == pytest.approx(3.5 / 4)  # above three, tied with xy
    assert rows["common_neighbours"]["precision"] == pytest.approx(1 / 2)
    assert rows["common_neighbours"]["chance"] == pytest.approx(1 / 5)
    # Partners: a 2, b 2, c 1, x 3, y 2; products ab 4, ac 2, bc 2, cy 2, xy 6.
    assert rows["preferential_attachment"]["auc"] == pytest.approx(3 / 4)
    assert rows["preferential_attachment"]["precision"] == 0
    assert table.notes == ("learnt from 5 events before 2022-01-01, tested on 2 from then on",)


def test_without_a_day_the_last_fifth_is_foretold():
    assert "before 2022-03-01" in link_prediction(made_slice(PLAIN), Options()).notes[0]


def test_what_links_nobody_later_has_no_quality():
    row = link_prediction(made_slice(PAST), Options(split="2022")).rows[0]
    assert (row["auc"], row["precision"], row["hits"]) == (None, None, 0)


def test_expected_links_have_shared_partners():
    rows = expected_links(made_slice(PAST), Options()).rows
    # a and b share x (3 partners) and y (2); x and y share a and b (2 each).
    assert [(row["a"], row["b"], row["common"]) for row in rows] == [
        ("x", "y", 2), ("a", "b", 2), ("a", "c", 1), ("b", "c", 1),
    ]  # fmt: skip
    assert rows[1]["adamic_adar"] == pytest.approx(1 / 1.0986123 + 1 / 0.6931472)


def test_faults_are_said(monkeypatch):
    with pytest.raises(UsageError, match="split is 'soon'"):
        link_prediction(made_slice(PLAIN), Options(split="soon"))
    with pytest.raises(UsageError, match="no event of this slice has a date"):
        link_prediction(made_slice([("a", "URGED", "b", None, -1.0)]), Options())
    monkeypatch.setattr(links, "_MOST_ACTORS", 3)
    with pytest.raises(UsageError, match="5 actors are too many"):
        expected_links(made_slice(PAST), Options())


def test_of_very_many_expected_links_the_best_are_listed(monkeypatch):
    monkeypatch.setattr(links, "_MOST_LISTED", 1)
    table = expected_links(made_slice(PAST), Options())
    assert [(row["a"], row["b"]) for row in table.rows] == [("x", "y")]
    assert table.notes == ("1 of 4 pairs with a common partner are listed",)


@given(st.lists(st.tuples(st.sampled_from("abcdefg"), st.sampled_from("abcdefg")), min_size=1, max_size=20))
def test_scores_are_those_of_networkx(acts):
    graph = nx.Graph((a, b) for a, b in acts if a != b)
    graph.add_nodes_from(chain.from_iterable(acts))
    pairs = links.Unlinked(graph)
    unlinked = [(pairs.actors[a], pairs.actors[b]) for a, b in zip(pairs.first, pairs.second, strict=True)]
    assert {frozenset(pair) for pair in unlinked} == {frozenset(pair) for pair in nx.non_edges(graph)}
    for name, score in (
        ("jaccard", nx.jaccard_coefficient),
        ("adamic_adar", nx.adamic_adar_index),
        ("resource_allocation", nx.resource_allocation_index),
        ("preferential_attachment", nx.preferential_attachment),
        ("common_neighbours", lambda g, e: ((a, b, len(list(nx.common_neighbors(g, a, b)))) for a, b in e)),
    ):
        assert list(pairs.score(name)) == pytest.approx([value for *_, value in score(graph, unlinked)])


@given(st.lists(st.tuples(st.integers(0, 5), st.booleans()), max_size=20))
def test_auc_is_the_chance_that_a_hit_scores_higher(scored):
    hits = [score for score, hit in scored if hit]
    misses = [score for score, hit in scored if not hit]
    found = auc([score for score, _ in scored], [hit for _, hit in scored])
    if not hits or not misses:
        assert found is None
    else:
        wins = sum(1.0 if a > b else 0.5 if a == b else 0.0 for a, b in product(hits, misses))
        assert found == pytest.approx(wins / (len(hits) * len(misses)))
