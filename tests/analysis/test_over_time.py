"""Months of dyads, change points and escalation, counted by hand."""

import math
import re
from itertools import combinations, pairwise
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_slices import made_slice

from kg.analysis.changes import change_points, changes
from kg.analysis.escalation import LADDER, episodes, escalation
from kg.analysis.months import count_months, dyads, month_span
from kg.analysis.options import Options
from kg.packs.reading import find_query, shipped_packs

QUARREL = [
    ("a", "CRITICIZED", "b", "2021-11-05", -2.0),
    ("a", "CRITICIZED", "b", "2021-11", -2.5),
    ("b", "LOANED", "a", "2021-12-24", 7.0),
    ("a", "MET", "b", "2022-01-01", 1.0),
    ("a", "CRITICIZED", "b", "2022", -2.0),
    ("a", "CRITICIZED", "b", "2022-W05", -2.0),
    ("a", "CRITICIZED", "a", "2022-01-01", -2.0),
]


def test_months_hold_counts_and_sums_of_each_directed_dyad():
    table = dyads(made_slice(QUARREL), Options())
    assert [tuple(row.values()) for row in table.rows] == [
        ("2021-11", "a", "a", "b", "b", 2, 0, 0, 2, 0, -4.5),
        ("2021-12", "b", "b", "a", "a", 1, 0, 1, 0, 0, 7.0),
        ("2022-01", "a", "a", "b", "b", 1, 1, 0, 0, 0, 1.0),
        ("2022-01", "b", "b", "a", "a", 1, 1, 0, 0, 0, 1.0),
    ]
    # A year and a week that ends in another month are no month.
    assert table.notes == (
        "2 events fall into no certain month and are left out",
        "1 events inside one actor are left out",
    )


def test_pairs_fold_both_directions_and_count_a_meeting_once():
    with count_months(made_slice(QUARREL).events, directed=False) as counted:
        ((_, cells),) = counted.dyads()
    assert {month: (cell.events, cell.goldstein) for month, cell in cells.items()} == {
        "2021-11": (2, -4.5),
        "2021-12": (1, 7.0),
        "2022-01": (1, 1.0),
    }
    assert cells["2021-11"].types == {"ACCUSE": 2}


def test_months_run_over_the_turn_of_the_year():
    assert month_span("2021-11", "2022-02") == ["2021-11", "2021-12", "2022-01", "2022-02"]


@given(st.dates(), st.dates())
def test_a_span_has_every_month_once_in_order(one, other):
    first, last = sorted(f"{day:%Y-%m}".zfill(7) for day in (one, other))
    months = month_span(first, last)
    assert (months[0], months[-1]) == (first, last)
    assert months == sorted(set(months))


def monthly(weights):
    """Two events a month, whose weights sum to each value."""
    return made_slice(
        [
            ("a", "PRAISED", "b", f"{2020 + i // 12}-{i % 12 + 1:02d}-{day}", w / 2)
            for i, w in enumerate(weights)
            for day in ("03", "17")
        ]
    )


def test_a_shift_of_tone_is_found_in_its_month():
    table = changes(monthly([5, 6, 5, 6, 5, 6, -5, -6, -5, -6, -5, -6]), Options())
    (row,) = table.rows
    assert (row["a"], row["b"], row["month"]) == ("a", "b", "2020-07")
    assert (row["before"], row["after"], row["change"]) == pytest.approx((5.5, -5.5, -11.0))


def test_steady_and_short_series_have_no_change_point():
    assert changes(monthly([5, 6, 5, 6, 5, 6, 5, 6]), Options()).rows == []
    assert change_points([1, 1, 1, 9, 9]) == []
    assert change_points([4.0] * 20) == []


def test_dyads_with_few_events_are_not_looked_at():
    table = changes(monthly([5, 6, 5, 6, 5, 6, -5, -6, -5, -6, -5, -6]), Options(min_events=25))
    assert table.rows == []
    assert table.notes == ("0 of 1 dyads have 25 events or more",)


@given(st.lists(st.integers(-20, 20), min_size=8, max_size=40), st.integers(1, 50), st.integers(-100, 100))
def test_change_points_do_not_depend_on_the_unit(series, factor, offset):
    assert change_points([value * factor + offset for value in series]) == change_points(series)


def cost(series, ends, penalty):
    """What is minimised: squared deviations from the means of the segments, and the penalty for each change."""
    total = penalty * (len(ends) - 1)
    for begin, end in pairwise([0, *ends]):
        mean = sum(series[begin:end]) / (end - begin)
        total += sum((value - mean) ** 2 for value in series[begin:end])
    return total


@given(st.lists(st.integers(-9, 9), min_size=6, max_size=11))
def test_no_other_division_is_better(series):
    found = [*change_points(series), len(series)]
    steps = [b - a for a, b in pairwise(series)]
    noise = median(abs(step) for step in steps) / 0.6745
    penalty = (noise**2 if noise else sum(step**2 for step in steps) / len(steps)) * math.log(len(series))
    others = (
        [*inner, len(series)]
        for count in range(3)
        for inner in combinations(range(3, len(series) - 2), count)
        if all(b - a >= 3 for a, b in pairwise([0, *inner, len(series)]))
    )
    assert cost(series, found, penalty) == pytest.approx(min(cost(series, ends, penalty) for ends in others))


LADDER_CLIMBED = [
    ("b", "ACCUSED", "a", "2021-01-05", -2.0),
    ("a", "THREATENED", "b", "2021-02-01", -6.0),
    ("b", "MET", "a", "2021-03-01", 1.0),
    ("a", "ATTACKED", "b", "2021-06-09", -10.0),
    ("b", "ACCUSED", "a", "2021-06-10", -2.0),
    ("a", "ACCUSED", "b", "2021-11-01", -2.0),
]


def test_an_episode_ends_after_quiet_months_and_escalates_by_its_steps():
    rows = escalation(made_slice(LADDER_CLIMBED), Options(min_events=1)).rows
    # March to May are three quiet months, July to October four: the second is the end.
    assert rows[0] | {"a_name": "a", "b_name": "b"} == {
        "a": "a", "a_name": "a", "b": "b", "b_name": "b", "begin": "2021-01", "end": "2021-06", "acts": 4, "began": "b",
        "first_step": 1, "highest_step": 6, "rise": 5, "peak": "2021-06", "goldstein": -20.0,
    }  # fmt: skip
    assert [(row["begin"], row["acts"], row["rise"]) for row in rows] == [("2021-01", 4, 5), ("2021-11", 1, 0)]
    assert len(escalation(made_slice(LADDER_CLIMBED), Options(min_events=1, gap=2)).rows) == 3


@given(st.lists(st.tuples(st.sampled_from(sorted(LADDER)), st.dates()), max_size=12), st.integers(0, 5))
def test_episodes_hold_every_hostile_act_once(acts, gap):
    part = made_slice([("a", name, "b", day.isoformat(), -1.0) for name, day in acts])
    found = [event.id for episode in episodes(part.events, gap) for event in episode]
    assert sorted(found) == sorted(event.id for event in part.events)


def test_the_ladder_is_that_of_the_query():
    text = find_query(shipped_packs(), "escalation_ladder").text
    assert {name: int(step) for name, step in re.findall(r"WHEN '([A-Z]+)' THEN (\d)", text)} == LADDER
