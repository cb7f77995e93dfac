from __future__ import annotations

import os
from pathlib import Path

import pytest
from loader_help import Read, reasons

from kg.errors import InputError
from kg.records import Event, Rejection

SAMPLES = Path(__file__).parents[3] / "shared" / "reference" / "samples" / "icews"
HEADER = "\t".join(
    (
        "Event ID,Event Date,Source Name,Source Sectors,Source Country,Event Text,CAMEO Code,Intensity,Target Name,"
        "Target Sectors,Target Country,Story ID,Sentence Number,Publisher,City,District,Province,Country,Latitude,"
        "Longitude"
    ).split(",")
)


def row(day: str = "2018-06-01", code: str = "190", target: str = "Ukraine", event: str = "5") -> str:
    cells = [
        event, day, "Military (Russian Federation)", "Government,Military", "Russian Federation", "Use force", code,
        "-10", target, "", "Ukraine", "9", "2", "Example Paper", "Mariupol", "", "", "Ukraine", "47.1", "37.5",
    ]  # fmt: skip
    return "\t".join(cells)


def table(*rows: str) -> bytes:
    return "\n".join((HEADER, *rows, "")).encode()


def test_a_row_becomes_an_event(read: Read) -> None:
    (event,) = read(table(row()), "events.2018.tab")
    assert isinstance(event, Event)
    assert (event.source.id, event.relation, event.target.id) == ("group:RUS.MIL", "ATTACKED", "country:UKR")
    assert (event.date, event.cameo, event.quad_class, event.goldstein) == ("2018-06-01", "190", 4, -10)
    assert (event.dataset, event.dataset_id) == ("icews", "5:2018-06-01")
    assert event.location is not None
    assert event.location.country == "UKR"


def test_the_id_counts_with_its_date_and_dates_come_in_two_forms(read: Read) -> None:
    first, second = read(table(row("6/1/2018"), row("2018-06-02")), "events.2017.tab")
    assert isinstance(first, Event)
    assert isinstance(second, Event)
    assert first.date == "2018-06-01"
    assert first.id != second.id


def test_bad_rows_are_set_aside_with_line_and_column(read: Read) -> None:
    bad = [row(code=""), row(target="NULL"), row(day="soon"), row() + "\tmore"]
    found = read(table(*bad), "events.tab")
    assert [(item.line, item.column) for item in found if isinstance(item, Rejection)] == [
        (2, "CAMEO Code"),
        (3, "Target Name"),
        (4, "Event Date"),
        (5, None),
    ]
    assert reasons(found)[-1] == "21 columns, the header has 20"


def test_a_missing_column_is_named(read: Read) -> None:
    with pytest.raises(InputError, match="Target Name"):
        read(table().replace(b"Target Name", b"Other"), "events.tab")


@pytest.mark.skipif(not SAMPLES.exists() and not os.environ.get("CI"), reason="no reference samples")
@pytest.mark.parametrize("name", ["events.1995.first4.tab", "events.2018.sample-700.tab"])
def test_every_row_of_the_samples_is_an_event_or_is_set_aside(read: Read, name: str) -> None:
    data = (SAMPLES / name).read_bytes()
    found = read(data, name)
    assert len(found) == len(data.splitlines()) - 1
    assert sum(isinstance(record, Event) for record in found) >= 0.5 * len(found)
    assert all(record.column for record in found if isinstance(record, Rejection))


def test_a_missing_column_is_told_with_the_nearest_one(read: Read) -> None:
    with pytest.raises(InputError, match="line 1: no column 'Target Name'; did you mean 'Target Nmae'"):
        read(table(row()).replace(b"Target Name", b"Target Nmae"), "events.tab")


def test_a_row_names_the_story_it_was_coded_from(read: Read) -> None:
    first, second = read(table(row(), row(event="6")), "events.tab")
    assert isinstance(first, Event)
    assert isinstance(second, Event)
    assert first.document == second.document
    assert first.document is not None
    assert (first.document.publisher, first.document.url) == ("Example Paper", None)


def test_a_weekly_file_repeats_rows_of_the_yearly_one(read: Read) -> None:
    yearly = read(table(row(), row(event="6")), "events.2018.20200427084805.tab")
    weekly = read(table(row(event="6").replace("Ukraine\t47.1", "Ukraine\tNULL")), "20180604-icews-events.tab")
    assert isinstance(weekly[0], Event)
    assert weekly[0].id in {event.id for event in yearly if isinstance(event, Event)}


def test_quotes_around_texts_and_surplus_tabs_are_dropped(read: Read) -> None:
    quoted = "\t".join(f'"{cell}"' for cell in row().split("\t")) + "\t\t"
    (plain,), (event,) = read(table(row()), "a.tab"), read(table(quoted), "a.tab")
    assert event == plain
