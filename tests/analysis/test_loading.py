"""Slices of the graph: which events they hold, as what graphs and frames they come."""

import pytest

from kg.analysis import Selection, load_slice, read_slice
from kg.errors import StoreError, UsageError
from kg.packs.given import records_of
from kg.packs.model import Given

GRAPH = {
    "facts": [
        ["RUS", "INVADED", "UKR", "2022-02-24", {"id": "invasion", "goldstein": -10.0, "by": "AFP"}],
        ["UKR", "ACCUSED", "RUS", "2021-11-10", {"id": "blame", "goldstein": -2.0, "confidence": 0.4}],
        ["person:vladimir-putin", "CALLED", "VEN", "2022-01", {"id": "call", "goldstein": 1.9}],
        ["RUS", "MET", "CUB", "2022", {"id": "meeting", "goldstein": 1.0}],
        ["RUS", "LOANED", "CUB", None, {"id": "loan", "published": "2018-05-03", "goldstein": 7.4}],
        ["RUS", "ATTACKED", "CUB", "2019-01-01", {"id": "denial", "realis": "denied"}],
        ["RUS", "CRITICIZED", "person:vladimir-putin", "2022-03-01", {"id": "domestic", "goldstein": -2.0}],
    ],
    "actors": {"RUS": {"name": "Russia"}, "person:vladimir-putin": {"name": "Vladimir Putin", "country": "RUS"}},
}


@pytest.fixture
def store(any_store):
    records = records_of(Given.model_validate(GRAPH), "test")
    any_store.write_actors(records.entries)
    any_store.write(records.extractions)
    return any_store


def ids(store, **selection):
    return {event.id for event in read_slice(store, Selection(**selection)).events}


def test_a_slice_holds_what_is_said_to_have_happened(store):
    assert ids(store) == {"invasion", "blame", "call", "meeting", "loan", "domestic"}
    assert ids(store, realis=("denied",)) == {"denial"}


def test_an_event_counts_if_it_may_have_happened_in_the_time_and_undated_ones_by_their_report(store):
    assert ids(store, since="2022-02") == {"invasion", "meeting", "domestic"}
    assert ids(store, until="2022-01-15") == {"blame", "call", "meeting", "loan"}
    assert ids(store, since="2018", until="2018") == {"loan"}


def test_actors_types_and_confidence_narrow_a_slice(store):
    assert ids(store, actors=("Vladimir Putin",)) == {"call", "domestic"}
    assert ids(store, actors=("RUS", "UKR"), both_sides=True) == {"invasion", "blame"}
    assert ids(store, types=("ASSAULT", "loaned")) == {"invasion", "loan"}
    assert ids(store, min_confidence=0.5, actors=("UKR",)) == {"invasion"}


def test_by_country_persons_act_for_their_country(store):
    part = read_slice(store, Selection(actors=("Russia",), by="country"))
    assert {event.id for event in part.events} == {"invasion", "blame", "call", "meeting", "loan", "domestic"}
    assert set(part.actors) == {"country:RUS", "country:UKR", "country:VEN", "country:CUB"}
    ours = read_slice(store, Selection(actors=("Vladimir Putin",), by="country"))
    assert len(ours) == len(part)
    assert part.graph().has_edge("country:RUS", "country:VEN")
    assert not part.graph().has_edge("country:RUS", "country:RUS")


def test_graphs_have_one_edge_an_event_a_directed_dyad_or_a_pair(store):
    part = read_slice(store, Selection())
    events = part.multigraph()
    assert events.number_of_edges() == 6
    assert events.edges["country:RUS", "country:UKR", "invasion"]["first_day"] == "2022-02-24"
    assert events.nodes["country:RUS"]["name"] == "Russia"
    loan_and_meeting = (
        part.graph().edges["country:RUS", "country:CUB"] | part.graph().edges["country:CUB", "country:RUS"]
    )
    assert loan_and_meeting["events"] == 1
    assert part.graph().edges["country:RUS", "country:CUB"]["goldstein"] == pytest.approx(8.4)
    pair = part.dyads().edges["country:RUS", "country:UKR"]
    assert pair == {
        "weight": 2, "events": 2, "cooperation": 0, "conflict": 2, "goldstein": -12.0,
        "first_day": "2021-11-10", "last_day": "2022-02-24",
    }  # fmt: skip


def test_years_and_months_hold_only_what_certainly_falls_into_them(store):
    part = read_slice(store, Selection())
    assert {year: len(events) for year, events in part.periods("year").items()} == {"2018": 1, "2021": 1, "2022": 4}
    assert list(part.periods("month")) == ["2018-05", "2021-11", "2022-01", "2022-02", "2022-03"]
    assert list(part.periods("year")["2021"].actors) == ["country:RUS", "country:UKR"]


def test_frames_have_a_row_an_event_and_a_row_an_actor(store):
    part = read_slice(store, Selection())
    frame = part.frame()
    assert frame.loc["loan", ["source_name", "relation", "year", "month"]].tolist() == [
        "Russia",
        "LOANED",
        "2018",
        "2018-05",
    ]
    assert frame.loc["meeting", "first_day"].isoformat() == "2022-01-01T00:00:00"
    assert frame.loc["meeting", "symmetric"]
    assert part.actors_frame().loc["person:vladimir-putin", "country"] == "RUS"


def test_an_empty_slice_still_has_graphs_and_frames(store):
    part = read_slice(store, Selection(since="2030"))
    assert len(part) == 0
    assert part.graph().number_of_nodes() == 0
    assert part.frame().empty
    assert part.actors_frame().empty


@pytest.mark.parametrize(
    ("selection", "message"),
    [
        ({"since": "yesterday"}, "since is 'yesterday', which is no date"),
        ({"since": "2022", "until": "2021"}, "since 2022 is after until 2021"),
        ({"types": ("ATACK",)}, "unknown PLOVER type or relation 'ATACK'"),
        ({"actors": ("Rusia",)}, "the graph has no actor 'Rusia'"),
        ({"realis": ("real",)}, "unknown realis 'real'"),
        ({"min_confidence": 3}, "min_confidence is 3"),
        ({"by": "continent"}, "unknown level 'continent'"),
    ],
)
def test_what_is_unknown_is_said(store, selection, message):
    with pytest.raises(UsageError, match=message):
        read_slice(store, Selection(**selection))


def test_two_lines_open_the_graph_at_a_place(embedded_store, tmp_path):
    records = records_of(Given.model_validate(GRAPH), "test")
    embedded_store.write(records.extractions)
    graph = load_slice(str(embedded_store._embedded.folder), since="2022", by="country").graph()
    assert graph.has_edge("country:RUS", "country:UKR")
    with pytest.raises(StoreError, match="there is no graph yet"):
        load_slice(str(tmp_path / "nowhere"))


def test_a_country_of_which_only_persons_are_in_the_graph_has_its_name(embedded_store):
    facts = [["person:shinzo-abe", "CALLED", "person:vladimir-putin", "2018-01-01"]]
    actors = {"person:shinzo-abe": {"country": "JPN"}, "person:vladimir-putin": {"country": "RUS"}}
    embedded_store.write(records_of(Given.model_validate({"facts": facts, "actors": actors}), "test").extractions)
    part = read_slice(embedded_store, Selection(by="country"))
    assert [actor.name for actor in part.actors.values()] == ["Japan", "Russia"]
