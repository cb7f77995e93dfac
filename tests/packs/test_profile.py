"""``kg show`` and ``kg dyad``: what stands on the screen, and as JSON."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from typer.testing import CliRunner

from kg.actors.knowledge import KnowledgeBase
from kg.cli import show as show_module
from kg.errors import UsageError
from kg.packs.given import records_of
from kg.packs.listed import completed
from kg.packs.model import Given
from kg.packs.profile import Period, Slice, actor_profile, choose_periods, dyad_profile, fill
from kg.packs.screen import BARS, actor_screen, dyad_screen, sparkline

GRAPH = Given.model_validate(
    {
        "facts": [
            [
                "RUS",
                "INVADED",
                "UKR",
                "2022-02-24",
                {"by": "Reuters", "text": "Russia invaded Ukraine.", "goldstein": -9.0},
            ],
            ["RUS", "INVADED", "UKR", "2022-02-24", {"by": "AFP", "text": "The invasion began.", "goldstein": -9.0}],
            ["UKR", "ACCUSED", "RUS", "2021-11-10", {"goldstein": -2.0}],
            ["RUS", "CALLED", "VEN", "2022-01-20", {"goldstein": 2.0}],
        ],
        "actors": {"RUS": {"name": "Russia", "listed": True, "aliases": ["Russian Federation"]}},
        "offices": [["person:vladimir-putin", "President", "RUS", "2012-05-07", None]],
        "members": [["RUS", "org:csto", "1994-04-20", None]],
    }
)


@pytest.fixture
def graph(any_store):
    records = records_of(GRAPH, "test")
    any_store.write_actors(records.entries)
    any_store.write(records.extractions)
    return any_store


def on_screen(screen) -> str:
    console = Console(width=120, color_system=None)
    with console.capture() as captured:
        console.print(screen)
    return captured.get()


def test_an_actor_on_one_screen(graph):
    text = on_screen(actor_screen(actor_profile(graph.database, "Russian Federation", Slice())))
    assert "Russia  country:RUS" in text
    assert "2012-05-07 to now  President, Vladimir Putin" in text
    assert "Csto" in text
    assert "RUS INVADED" not in text
    assert "Russia INVADED UKR" in text
    assert "[AFP and 1 more]" in text or "[Reuters and 1 more]" in text
    assert len(text.splitlines()) < 45


def test_an_office_listed_with_dates_is_not_said_again_as_a_text_calls_it(graph):
    profile = actor_profile(graph.database, "country:RUS", Slice())
    listed = {**profile.holders[0], "role": "head_of_state"}
    stated = {**listed, "since": "", "title": "Russian President"}
    other = {**listed, "since": "", "title": "Envoy", "role": "other"}
    text = on_screen(actor_screen(replace(profile, holders=[listed, stated, other])))
    assert "Russian President" not in text
    assert text.count("Vladimir Putin") == 2
    assert "Envoy, Vladimir Putin" in text


def test_what_is_no_full_membership_is_said(graph):
    profile = actor_profile(graph.database, "RUS", Slice())
    rows = [
        {"organisation": "Reef Council", "since": "1999", "until": "", "status": "candidate"},
        {"organisation": "Tide League", "since": "1990", "until": "2001", "status": "member"},
        {"organisation": "Gulf Bank", "since": "1990", "until": "", "status": "member"},
    ]
    text = on_screen(actor_screen(replace(profile, memberships=rows)))
    assert "Reef Council (candidate), Gulf Bank, Tide League (until 2001)" in text


def test_two_actors_on_one_screen(graph):
    text = on_screen(dyad_screen(dyad_profile(graph.database, "UKR", "RUS", Slice())))
    assert "material conflict" in text
    assert "Russia   INVADED    UKR" in text
    assert text.index("2022-02-24  Russia INVADED") < text.index("2021-11-10  UKR ACCUSED")
    assert "2021-11" in text


def test_a_slice_leaves_events_out(graph):
    profile = dyad_profile(graph.database, "RUS", "UKR", Slice(since="2022-01-01"))
    assert [row["relation"] for row in profile.latest] == ["INVADED"]
    assert sum(period.conflict for period in profile.periods) == 1


def test_an_actor_without_events_says_so(graph):
    text = on_screen(actor_screen(actor_profile(graph.database, "org:csto", Slice())))
    assert "No events in this graph" in text


def test_the_lists_complete_whom_only_texts_name(embedded_store):
    facts = Given.model_validate({"facts": [["RUS", "CALLED", "VEN", "2022-01-20"]]})
    embedded_store.write(records_of(facts, "test").extractions)
    base = KnowledgeBase(
        [
            {"id": "country:RUS", "name": "Russia", "kind": "country", "capital": "Moscow"},
            {"id": "org:csto", "name": "CSTO", "kind": "organization", "members": [{"id": "country:RUS"}]},
            {
                "id": "person:a",
                "name": "A",
                "kind": "person",
                "offices": [
                    {"role": "head_of_state", "title": "President", "of": "country:RUS", "since": "2000-05-07"},
                    {
                        "role": "other",
                        "title": "Envoy",
                        "of": "country:RUS",
                        "since": "1990-01-01",
                        "until": "1991-01-01",
                    },
                ],
            },
        ]
    )
    text = on_screen(actor_screen(completed(actor_profile(embedded_store.database, "RUS", Slice()), base, 5)))
    assert "capital Moscow" in text
    assert text.index("2000-05-07 to now         President, A") < text.index("1990-01-01 to 1991-01-01  Envoy, A")
    assert "CSTO" in text
    assert "known from texts alone" not in text


def test_an_unknown_actor_is_wrong_usage(graph):
    with pytest.raises(UsageError, match="the graph has no actor 'Atlantis'"):
        actor_profile(graph.database, "Atlantis", Slice())


def test_the_command_prints_json(embedded_store, monkeypatch):
    import typer

    import kg.store

    records = records_of(GRAPH, "test")
    embedded_store.write(records.extractions)

    class Kept:
        def __enter__(self):
            return embedded_store

        def __exit__(self, *_exc):
            return None

    monkeypatch.setattr(kg.store, "open_store", lambda *_args, **_kwargs: Kept())
    app = typer.Typer()
    show_module.register(app)
    result = CliRunner().invoke(app, ["dyad", "RUS", "UKR", "--json"])
    assert result.exit_code == 0, result.output
    data = json.loads(result.stdout)
    assert data["latest"][0]["relation"] == "INVADED"
    assert [period["conflict"] for period in data["periods"]] == [1, 0, 0, 1]


def test_gaps_are_filled_with_empty_periods():
    months = [Period(name=name, cooperation=1, conflict=0, goldstein=1.0) for name in ("2021-11", "2022-02")]
    assert [period.name for period in fill(months)] == ["2021-11", "2021-12", "2022-01", "2022-02"]
    assert [period.cooperation for period in fill(months)] == [1, 0, 0, 1]


def test_years_are_taken_where_months_miss_an_event():
    month = [Period(name="2022-02", cooperation=1, conflict=0, goldstein=1.0)]
    years = [Period(name=name, cooperation=1, conflict=0, goldstein=1.0) for name in ("2014", "2022")]
    assert [period.name for period in choose_periods(month, years)][:2] == ["2014", "2015"]
    assert [period.name for period in choose_periods(month, years[1:])] == ["2022-02"]


@given(st.lists(st.integers(0, 1000), max_size=60))
def test_a_sparkline_has_a_column_for_each_value_and_a_blank_for_nothing(values):
    line = sparkline(values)
    assert len(line) == len(values)
    assert [column == " " for column in line] == [value == 0 for value in values]
    if any(values):
        assert line[values.index(max(values))] == BARS[-1]
