"""The dyad-month panel: every month of every dyad, counted by hand and against the events."""

import math
from datetime import date

import pytest
from exported import export, fill, read_rows
from hypothesis import given
from hypothesis import strategies as st
from made_slices import made_event, made_slice

from kg.analysis import Selection
from kg.analysis.months import count_months
from kg.export.panel import panel_columns, panel_dyads, panel_months, panel_rows


@pytest.fixture
def graph(embedded_store):
    return fill(embedded_store)


def test_months_without_events_are_zeros_within_the_span(graph, tmp_path):
    done = export(graph, "panel", tmp_path / "p.csv", "--by", "country")
    rows = read_rows(tmp_path / "p.csv")
    # Dated to a month: blame 2021-11, call 2022-01, invasion 2022-02; the meeting is of some day in 2022.
    assert "1 events fall into no certain month and are left out" in done.stderr
    assert "1 events inside one actor are left out" in done.stderr
    assert "wrote 3 dyads in 4 months from 2021-11 to 2022-02" in done.stderr
    assert len(rows) == 12
    war = {row["month"]: row for row in rows if (row["source"], row["target"]) == ("country:RUS", "country:UKR")}
    assert [war[month]["events"] for month in sorted(war)] == ["0", "0", "0", "1"]
    fought = war["2022-02"]
    assert (fought["assault"], fought["material_conflict"], fought["goldstein"]) == ("1", "1", "-10.0")
    assert (fought["goldstein_mean"], war["2022-01"]["goldstein_mean"]) == ("-10.0", "")
    assert fought["source_country"] == "RUS"
    assert fought["source_name"] == "Russia"


def test_a_slice_with_bounds_is_filled_to_its_bounds(graph, tmp_path):
    export(graph, "panel", tmp_path / "p.csv", "--since", "2021-10", "--until", "2022-03-15")
    months = [row["month"] for row in read_rows(tmp_path / "p.csv") if row["source"] == "country:UKR"]
    assert months == ["2021-10", "2021-11", "2021-12", "2022-01", "2022-02", "2022-03"]


def test_all_dyads_add_those_without_events_and_undirected_ones_fold(graph, tmp_path):
    export(graph, "panel", tmp_path / "p.csv", "--by", "country", "--all-dyads", "--undirected")
    rows = read_rows(tmp_path / "p.csv")
    pairs = {(row["source"], row["target"]) for row in rows}
    assert pairs == {("country:BLR", "country:RUS"), ("country:BLR", "country:UKR"), ("country:RUS", "country:UKR")}
    assert sum(int(row["events"]) for row in rows if row["target"] == "country:UKR") == 2


@given(
    st.lists(
        st.tuples(
            st.sampled_from("abc"),
            st.sampled_from(["CRITICIZED", "LOANED", "ATTACKED", "PRAISED"]),
            st.sampled_from("abc"),
            st.dates(date(2020, 1, 1), date(2021, 6, 1)),
            st.integers(-10, 10),
        ),
        min_size=1,
        max_size=20,
    ),
    st.booleans(),
    st.booleans(),
)
def test_the_panel_holds_each_event_of_a_dyad_once(facts, directed, every):
    part = made_slice([(a, r, b, d.isoformat(), float(g)) for a, r, b, d, g in facts])
    between = [event for event in part.events if event.source != event.target]
    with count_months(part.events, directed=directed) as counted:
        if not between:
            assert counted.months() == []
            return
        months = panel_months(counted, Selection())
        dyads = panel_dyads(counted, part.actors, directed=directed, every=every)
        rows = [dict(zip(panel_columns(), row, strict=True)) for row in panel_rows(dyads, months, part.actors)]
        possible = (math.perm if directed else math.comb)(len(part.actors), 2)
        assert len(rows) == (possible if every else len(counted)) * len(months)
    who = [(row["source"], row["target"], row["month"]) for row in rows]
    assert who == sorted(set(who))
    assert sum(row["events"] for row in rows) == len(between)
    assert sum(row["goldstein"] for row in rows) == sum(event.goldstein for event in between)
    for row in rows:
        types = [row[name] for name in ("assault", "aid", "support", "accuse")]
        quads = [row[f"{kind}_{side}"] for kind in ("verbal", "material") for side in ("cooperation", "conflict")]
        assert sum(types) == sum(quads) == row["events"]


def test_a_meeting_counts_for_both_directions_and_once_for_the_pair():
    met = made_event(0, ("b", "MET", "a", "2022-01-01", 1.0))
    for directed, expected in ((True, [("a", "b"), ("b", "a")]), (False, [("a", "b")])):
        with count_months([met], directed=directed) as counted:
            assert [dyad for dyad, _ in counted.dyads()] == expected
