"""Pictures: what is drawn is what the slice holds, names do not cover each other, files are the same each time."""

from __future__ import annotations

import re
from itertools import combinations

import pytest
from crowd import made_up
from hypothesis import given
from hypothesis import strategies as st
from made_slices import made_slice

pytest.importorskip("matplotlib")

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.dates import num2date
from matplotlib.path import Path as Outline

from kg.errors import UsageError
from kg.palette import CONFLICT, COOPERATION
from kg.plots import dyad, matrix, network, network_page, timeline, world_map
from kg.plots.layout import layout
from kg.plots.network import MIXED, edge_colour
from kg.plots.periods import choose_unit, number, ticks
from kg.plots.picture import TEXT
from kg.plots.world import load_world, project

CROWD = made_up(300, 1500)
PICTURES = [network, matrix, timeline, world_map, lambda part: dyad(part, "country:RUS", "country:USA")]


def slice_of(*facts):
    """Facts between states, each ``(source, relation, target, day)``."""
    weights = {"ACCUSED": -2.0, "SANCTIONED": -8.0, "CALLED": 1.0, "MET": 1.0}
    return made_slice(
        [(f"country:{a}", relation, f"country:{b}", day, weights[relation]) for a, relation, b, day in facts]
    )


def drawn_texts(picture):
    return [text for axes in picture.figure.axes for text in axes.texts if text.get_text()]


def names_of(part):
    return {actor.name for actor in part.actors.values()}


# -- legible ---------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def crowded():
    return network(CROWD)


def test_at_300_actors_nearly_all_are_named_and_no_name_covers_another_but_where_a_prominent_one_must(crowded):
    renderer = FigureCanvasAgg(crowded.figure).get_renderer()
    texts = [text for text in drawn_texts(crowded) if text.get_text() in names_of(CROWD)]
    assert len(texts) >= 285
    boxes = [(text, text.get_window_extent(renderer)) for text in texts if text.get_weight() != "bold"]
    assert [(a.get_text(), b.get_text()) for (a, p), (b, q) in combinations(boxes, 2) if p.overlaps(q)] == []


@pytest.mark.parametrize("draw", PICTURES)
def test_no_text_is_smaller_than_the_smallest_size(draw):
    picture = draw(made_up(40, 200))
    sizes = {text.get_size() for text in [*drawn_texts(picture), *picture.figure.texts]}
    sizes |= {label.get_size() for axes in picture.figure.axes for label in axes.get_xticklabels()}
    assert min(sizes) >= TEXT


def test_parts_that_are_not_connected_stand_apart():
    import networkx as nx

    graph = nx.disjoint_union(nx.cycle_graph(8), nx.path_graph(2))
    graph = nx.relabel_nodes(graph, str)
    places = layout(graph)
    assert len(set(places.values())) == 10
    below = min(places[str(node)][1] for node in range(8))
    assert all(places[node][1] < below or places[node][0] > max(places[str(n)][0] for n in range(8)) for node in "89")


# -- true ------------------------------------------------------------------------------------------------------------


def test_a_pair_is_coloured_by_what_prevails():
    assert edge_colour({"events": 10, "cooperation": 6}) == COOPERATION
    assert edge_colour({"events": 10, "cooperation": 5}) == MIXED
    assert edge_colour({"events": 10, "cooperation": 4}) == CONFLICT


def test_bars_of_a_timeline_add_up_to_the_events():
    part = made_up(20, 150)
    bars = timeline(part, unit="year").figure.axes[0].patches
    assert sum(bar.get_height() for bar in bars if bar.get_y() + bar.get_height() > 0) == sum(
        event.cooperative for event in part.events
    )
    assert -sum(bar.get_height() for bar in bars if bar.get_height() < 0) == sum(
        not event.cooperative for event in part.events
    )


def test_both_halves_of_a_dyad_hold_the_acts_of_one_side_and_what_both_do():
    part = slice_of(
        ("RUS", "ACCUSED", "USA", "2020-01-01"),
        ("USA", "SANCTIONED", "RUS", "2020-03-01"),
        ("RUS", "MET", "USA", "2020-02-01"),
    )
    picture = dyad(part, "country:RUS", "country:USA")
    named = [{text.get_text() for text in axes.texts} for axes in picture.figure.axes]
    assert named == [{"accused", "met"}, {"sanctioned", "met"}]


def test_a_bar_spans_the_days_that_an_inexact_date_can_mean():
    part = slice_of(("RUS", "ACCUSED", "USA", "2020"), ("RUS", "ACCUSED", "USA", "2021-03-01"))
    picture = dyad(part, "country:RUS", "country:USA")
    (bars, _stems) = picture.figure.axes[0].collections[:2]
    days = [[num2date(x).date().isoformat() for x, _ in line] for line in bars.get_segments()]
    assert days == [["2020-01-01", "2020-12-31"], ["2021-03-01", "2021-03-01"]]
    assert [text.get_text() for text in picture.figure.axes[0].texts] == ["accused", "accused"]
    assert any("can mean (1 event)" in text.get_text() for text in picture.figure.texts)


def test_cells_of_a_matrix_hold_the_number_of_acts():
    part = slice_of(
        ("RUS", "ACCUSED", "USA", "2020-01-01"),
        ("RUS", "ACCUSED", "USA", "2020-01-02"),
        ("CUB", "CALLED", "RUS", "2020-02-01"),
    )
    axes = matrix(part).figure.axes[0]
    rows = [label.get_text() for label in axes.get_yticklabels()]
    columns = [label.get_text() for label in axes.get_xticklabels()]
    cells = {(rows[round(t.get_position()[1])], columns[round(t.get_position()[0])]): t.get_text() for t in axes.texts}
    names = {key: part.name(f"country:{key}") for key in ("RUS", "USA", "CUB")}
    assert cells == {(names["RUS"], names["USA"]): "2", (names["CUB"], names["RUS"]): "1"}


def test_what_is_left_out_is_said():
    texts = [text.get_text() for text in network(made_up(40, 200), top=10).figure.texts]
    assert any("30 actors with fewer events not drawn" in text for text in texts)


@pytest.mark.parametrize("draw", [network, matrix, world_map, network_page])
def test_a_slice_without_pairs_is_told_in_one_line(draw):
    with pytest.raises(UsageError, match="no event between two"):
        draw(slice_of(("RUS", "ACCUSED", "RUS", "2020-01-01")))


def test_events_without_dates_are_told_in_one_line():
    with pytest.raises(UsageError, match="no event of the slice has a date"):
        timeline(slice_of(("RUS", "ACCUSED", "USA", None)))


# -- time and space --------------------------------------------------------------------------------------------------


def test_months_where_they_fit_and_are_certain_else_years():
    months = [("RUS", "CALLED", "USA", f"2020-{month:02}-01") for month in range(1, 13)]
    assert choose_unit(slice_of(*months)) == "month"
    assert choose_unit(slice_of(*months, ("RUS", "CALLED", "USA", "1990-01-01"))) == "year"
    assert choose_unit(slice_of(*months, *[("RUS", "CALLED", "USA", "2019")] * 9)) == "year"


@given(first=st.integers(1, 3000), length=st.integers(0, 2000))
def test_ticks_are_few_and_inside(first, length):
    places, names = ticks(first, first + length, "year")
    assert len(places) == len(names) <= 16
    assert all(first <= place <= first + length for place in places)
    assert [number(name) for name in names] == places


@given(longitude=st.floats(-179, 179), latitude=st.floats(-85, 85))
def test_the_projection_keeps_areas(longitude, latitude):
    import math

    step = 1e-4
    width = project(longitude + step, latitude)[0] - project(longitude - step, latitude)[0]
    height = project(longitude, latitude + step)[1] - project(longitude, latitude - step)[1]
    globe = (math.radians(2 * step)) ** 2 * math.cos(math.radians(latitude))
    assert width * height == pytest.approx(globe, rel=1e-3)


def test_capitals_lie_in_their_states():
    world = load_world()
    outside = []
    for code, capital in world.capitals.items():
        rings = [Outline(ring) for ring in world.outlines.get(code, ())]
        # A degree and a half of tolerance: outlines of this scale are coarse at coasts and for small states.
        if rings and not any(ring.contains_point(capital, radius=r) for ring in rings for r in (-1.5, 0, 1.5)):
            outside.append(code)
    # On islands that the outlines leave out, and beyond the border as it is held.
    assert outside == ["ESH", "GNQ", "VUT"]
    assert len(world.capitals) > 190


# -- files -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("ending", ["png", "svg"])
@pytest.mark.parametrize("draw", PICTURES)
def test_the_same_slice_gives_the_same_file(draw, ending):
    part = made_up(20, 80)
    assert draw(part).drawn(ending, 40) == draw(part).drawn(ending, 40)


def test_another_ending_is_refused(tmp_path):
    with pytest.raises(UsageError, match=r"cannot draw a\.bmp"):
        timeline(made_up(5, 20)).save(tmp_path / "a.bmp")


def test_the_page_loads_nothing_and_escapes_names():
    part = slice_of(("RUS", "ACCUSED", "USA", "2020-01-01"))
    page = network_page(part, title="<script>alert(1)</script>")
    assert not re.search(r"<(script|link|img)[^>]+(src|href)=", page[:2000] + page[-20000:])
    assert "<script>alert(1)" not in page
