from __future__ import annotations

import os
from pathlib import Path

import pytest
from gdelt_rows import actor, event_row, geo, text
from hypothesis import given
from hypothesis import strategies as st
from kg.loaders.cameo import GENERIC, coding
from kg.loaders.event_rows import BadCellError
from kg.loaders.gdelt import GdeltLoader, gdelt_event
from loader_help import Read, make_source, reasons

from kg.ids import dataset_event_id
from kg.lexicon import load_lexicon
from kg.loading import LoadOptions
from kg.ontology import load_ontology
from kg.records import Event, Rejection

SAMPLES = Path(__file__).parents[3] / "shared" / "reference" / "samples" / "gdelt"


@pytest.mark.parametrize("width", [57, 58, 61])
def test_a_row_of_each_layout_becomes_an_event(width: int) -> None:
    cells = event_row(width)
    assert len(cells) == width
    event = gdelt_event(cells)
    assert (event.source.id, event.relation, event.target.id) == ("group:RUS.MIL", "ATTACKED", "country:UKR")
    assert event.source.sector == "MIL"
    assert (event.plover.type, event.cameo, event.date) == ("ASSAULT", "190", "2014-03-02")
    assert (event.dataset, event.dataset_id, event.id) == ("gdelt", "77", dataset_event_id("gdelt", "77"))
    assert event.sentence is None
    assert event.trigger is None
    assert event.location is not None
    assert (event.location.country, event.location.latitude) == ("RUS", 55.75)
    if width == 57:
        assert event.document is None
    else:
        assert event.document is not None
        assert (event.document.url, event.document.published) == ("https://news.example/a", "2015-03-02")


@pytest.mark.parametrize("width", [57, 58, 61])
def test_the_places_of_both_actors_are_kept(width: int) -> None:
    cells = event_row(width)
    block = 8 if width == 61 else 7
    cells[35 : 35 + block] = geo(width, "4", "Moscow, Moskva, Russia", "RS", "RS48", "55.75", "37.61")
    cells[35 + block : 35 + 2 * block] = geo(width, "1", "Ukraine", "UP", "UP", "49", "32")
    event = gdelt_event(cells)
    assert event.source_location == event.location
    assert event.target_location is not None
    assert event.target_location.id == "country:UKR"
    cells[35 + 2 * block - 2] = "east"
    with pytest.raises(BadCellError, match="'east' is not a number") as caught:
        gdelt_event(cells)
    assert caught.value.column == "Actor2Geo_Long"


def test_quad_class_and_goldstein_are_the_rows_own() -> None:
    cells = event_row(code="090")
    cells[29], cells[30] = "2", "-1.25"
    event = gdelt_event(cells)
    assert (event.quad_class, event.goldstein, event.relation) == (2, -1.25, "INVESTIGATED")


def test_the_first_level_unit_decides_the_country_of_a_place() -> None:
    event = gdelt_event(event_row(place=("4", "Budapest, Budapest, Hungary", "RS", "HU05", "47.5", "19.08")))
    assert event.location is not None
    assert event.location.country == "HUN"


def test_a_citation_is_a_title_and_no_address() -> None:
    cells = event_row()
    cells[-1] = "Radio Example/Example Monitoring/(c) Example"
    document = gdelt_event(cells).document
    assert document is not None
    assert (document.url, document.title) == (None, cells[-1])


@pytest.mark.parametrize(
    ("change", "column"),
    [
        ({1: "20141302"}, "SQLDATE"),
        ({29: "7"}, "QuadClass"),
        ({30: "much"}, "GoldsteinScale"),
        ({26: "010"}, "EventCode"),
        ({26: "999"}, "EventCode"),
        ({0: "x"}, "GLOBALEVENTID"),
        (dict.fromkeys(range(15, 25), ""), "Actor2Code"),
        (dict.fromkeys(range(5, 15), " "), "Actor1Code"),
    ],
)
def test_a_bad_cell_is_set_aside_with_line_and_column(read: Read, change: dict[int, str], column: str) -> None:
    bad = event_row()
    for number, value in change.items():
        bad[number] = value
    good, rejected = read(text(event_row(), bad), "x.export.CSV", kind="gdelt")
    assert isinstance(good, Event)
    assert isinstance(rejected, Rejection)
    assert (rejected.line, rejected.column) == (2, column)


def test_a_tab_in_a_field_and_a_row_that_is_no_text_are_set_aside(read: Read) -> None:
    data = text(event_row(), [*event_row(), "more"]) + b"\xff\xfe\n" + text(event_row(58)).replace(b"\n", b"\r\n")
    found = read(data, "x.CSV", kind="gdelt")
    assert [type(record) for record in found] == [Event, Rejection, Rejection, Event]
    assert reasons(found)[0] == "62 columns; a GDELT event has 57, 58 or 61"


def test_the_layout_is_recognised_without_a_name() -> None:
    assert GdeltLoader().sniff(make_source(text(event_row()), "unnamed")) > 0.9
    assert GdeltLoader().sniff(make_source(b"a\tb\tc\n")) == 0


def test_every_cameo_code_of_a_plover_type_has_a_relation_of_that_type() -> None:
    relations = load_lexicon().relations
    assert {relations[name].plover for name in GENERIC.values()} == set(load_ontology().types)
    for code, known in load_ontology().cameo.items():
        coded = coding(code)
        assert (coded is None) == (known.type is None)
        if coded is not None:
            assert relations[coded.relation].plover in (known.type, *known.also), code


@given(st.lists(st.text(st.characters(blacklist_characters="\t\r\n", codec="utf-8"), max_size=6), max_size=70))
def test_no_row_of_cells_breaks_the_loader(cells: list[str]) -> None:
    found = list(GdeltLoader().load(make_source(text(cells)), LoadOptions()))
    assert all(isinstance(record, Rejection) for record in found)


@pytest.mark.skipif(not SAMPLES.exists() and not os.environ.get("CI"), reason="no reference samples")
@pytest.mark.parametrize(
    "name",
    ["gdelt1_events_57and58col.csv", "gdelt2_events.export.CSV", "gdelt2_events_translation.export.CSV"],
)
def test_every_row_of_the_samples_is_an_event_or_is_set_aside(read: Read, name: str) -> None:
    data = (SAMPLES / name).read_bytes()
    found = read(data, name, kind="gdelt")
    assert len(found) == data.count(b"\n")
    assert sum(isinstance(record, Event) for record in found) >= 0.3 * len(found)
    assert all(record.column for record in found if isinstance(record, Rejection))


@pytest.mark.parametrize(("empty", "reason"), [("first", "no first actor"), ("second", "no second actor")])
def test_a_row_with_one_actor_says_which_is_missing(empty: str, reason: str) -> None:
    with pytest.raises(BadCellError, match=reason):
        gdelt_event(event_row(**{empty: actor("", "", "")}))
