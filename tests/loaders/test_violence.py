"""ACLED with its deletions, and UCDP GED, in their layouts, with rows written by hand."""

from __future__ import annotations

import csv
import io
import os
from pathlib import Path

import pytest
from kg.loaders.country_codes import country_named
from kg.loaders.violence import side
from loader_help import Read, reasons

from kg.errors import InputError
from kg.loading import Deletion
from kg.records import Event, Rejection

SAMPLES = Path(__file__).parents[3] / "shared" / "reference" / "samples"
ACLED = {
    "event_id_cnty": "MLI1", "event_date": "2023-01-31", "year": "2023", "time_precision": "1",
    "disorder_type": "Political violence", "event_type": "Battles", "sub_event_type": "Armed clash",
    "actor1": "Military Forces of Mali (2021-)", "assoc_actor_1": "", "inter1": "State forces",
    "actor2": "JNIM: Group for Support of Islam and Muslims", "assoc_actor_2": "", "inter2": "Rebel group",
    "interaction": "State forces-Rebel group", "civilian_targeting": "", "iso": "466", "region": "Western Africa",
    "country": "Mali", "admin1": "Gao", "admin2": "", "admin3": "", "location": "Gao", "latitude": "16.27",
    "longitude": "-0.04", "geo_precision": "1", "source": "Radio One; Paper Two", "source_scale": "National",
    "notes": "First line,\nsecond line.", "fatalities": "3", "tags": "", "timestamp": "1675900800",
}  # fmt: skip
OLD = (
    "data_id,iso,event_id_cnty,event_id_no_cnty,event_date,year,time_precision,event_type,actor1,assoc_actor_1,inter1,"
    "actor2,assoc_actor_2,inter2,interaction,region,country,admin1,admin2,admin3,location,latitude,longitude,"
    "geo_precision,source,source_scale,notes,fatalities,timestamp"
).split(",")
UCDP_COLUMNS = (
    "id,relid,year,active_year,code_status,type_of_violence,conflict_dset_id,conflict_new_id,conflict_name,"
    "dyad_dset_id,dyad_new_id,dyad_name,side_a_dset_id,side_a_new_id,side_a,side_b_dset_id,side_b_new_id,side_b,"
    "number_of_sources,source_article,source_office,source_date,source_headline,source_original,where_prec,"
    "where_coordinates,where_description,adm_1,adm_2,latitude,longitude,geom_wkt,priogrid_gid,country,country_id,"
    "region,event_clarity,date_prec,date_start,date_end,deaths_a,deaths_b,deaths_civilians,deaths_unknown,best,high,"
    "low,gwnoa,gwnob"
).split(",")
UCDP = {
    "id": "501", "type_of_violence": "1", "side_a": "Government of Myanmar (Burma)", "side_b": "Arakan Army",
    "source_article": "Wire, 2025-03-02, Clash in Rakhine", "source_office": "Wire", "source_date": "2025-03-02",
    "source_headline": "Clash in Rakhine", "where_coordinates": "Sittwe town", "latitude": "20.15",
    "longitude": "92.9", "country": "Myanmar (Burma)", "date_prec": "1", "date_start": "2025-03-01 00:00:00.000",
    "date_end": "2025-03-01 00:00:00.000", "best": "4", "high": "6", "low": "2", "gwnoa": "775",
}  # fmt: skip


def table(columns: list[str], *rows: dict[str, str], header: bool = True) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    writer.writerows([columns] if header else [])
    writer.writerows([row.get(name, "") for name in columns] for row in rows)
    return out.getvalue().encode()


def acled(**changes: str) -> bytes:
    return table(list(ACLED), ACLED | changes)


def ucdp(header: bool = True, **changes: str) -> bytes:
    return table(UCDP_COLUMNS, UCDP | changes, header=header)


def only(found: list[object]) -> Event:
    (event,) = found
    assert isinstance(event, Event), event
    return event


def test_an_acled_battle_has_no_direction(read: Read) -> None:
    event = only(read(b"\xef\xbb\xbf" + acled(), "2023-01-01-2023-12-31-Mali.csv"))
    assert (event.source.id, event.relation, event.target.id) == ("group:MLI.MIL", "FOUGHT", "group:jnim")
    assert (event.date, event.dataset, event.dataset_id, event.quad_class) == ("2023-01-31", "acled", "MLI1", 4)
    assert event.magnitude is not None
    assert (event.magnitude.value, event.revised) == (3, "2023-02-09T00:00:00")
    assert event.location is not None
    assert (event.location.country, event.location.latitude) == ("MLI", 16.27)
    assert event.document is not None
    assert event.document.publisher == "Radio One; Paper Two"


def test_sub_event_types_say_more_and_unnamed_actors_are_the_countrys(read: Read) -> None:
    event = only(
        read(acled(event_type="Explosions/Remote violence", sub_event_type="Air/drone strike", actor2="Civilians"))
    )
    assert (event.relation, event.plover.mode, event.target.id) == ("BOMBED", "aerial", "group:MLI.CVL")


def test_the_older_layout_and_dates_of_the_web_site(read: Read) -> None:
    old = ACLED | {"event_type": "Battle-No change of territory", "event_date": "31 January 2018", "data_id": "9"}
    event = only(read(table(OLD, old), "acled.csv"))
    assert (event.date, event.relation) == ("2018-01-31", "FOUGHT")


@pytest.mark.parametrize(("precision", "date"), [("1", "2023-01-31"), ("2", "2023-W05"), ("3", "2023-01")])
def test_dates_are_no_more_exact_than_acled_says(read: Read, precision: str, date: str) -> None:
    assert only(read(acled(time_precision=precision))).date == date


@pytest.mark.parametrize(
    ("change", "column", "reason"),
    [
        ({"actor2": ""}, "actor2", "no actor"),
        ({"event_date": "soon"}, "event_date", "'soon' is not a day"),
        ({"event_type": "Batles", "sub_event_type": ""}, "event_type", "did you mean 'battles'?"),
        ({"event_type": "Strategic developments", "sub_event_type": "Other"}, "event_type", "is no PLOVER event"),
        ({"fatalities": "many"}, "fatalities", "'many' is not a number"),
        ({"event_id_cnty": ""}, "event_id_cnty", "empty"),
        ({"timestamp": "yesterday"}, "timestamp", "is no time"),
        ({"time_precision": "9"}, "time_precision", "'9' is not 1 to 3"),
        ({"latitude": "95"}, "latitude", "95 is not between -90 and 90"),
    ],
)
def test_bad_acled_cells_are_named(read: Read, change: dict[str, str], column: str, reason: str) -> None:
    good, bad = read(table(list(ACLED), ACLED, ACLED | change), "a.csv")
    assert isinstance(good, Event)
    assert isinstance(bad, Rejection)
    # the first row has two lines
    assert (bad.line, bad.column) == (4, column)
    assert reason in bad.reason


def test_deletions(read: Read) -> None:
    data = b"event_id_cnty,deleted_timestamp\nMLI1,1685577600\nMLI2,\n,1685577600\nMLI3,never\n"
    one, two, *bad = read(data, "deleted.csv")
    assert one == Deletion(dataset="acled", dataset_id="MLI1", withdrawn="2023-06-01T00:00:00")
    assert two == Deletion(dataset="acled", dataset_id="MLI2")
    assert [(item.line, item.column) for item in bad if isinstance(item, Rejection)] == [
        (4, "event_id_cnty"),
        (5, "deleted_timestamp"),
    ]


def test_two_sides_fight_and_one_side_kills(read: Read) -> None:
    event = only(read(ucdp(), "GEDEvent_v25_1.csv"))
    assert (event.source.id, event.relation, event.target.id) == ("group:MMR.GOV", "FOUGHT", "group:arakan-army")
    assert (event.dataset_id, event.date, event.date_end) == ("501", "2025-03-01", None)
    assert event.magnitude is not None
    assert event.magnitude.value == 4
    assert event.document is not None
    assert (event.document.title, event.document.publisher, event.document.published) == (
        "Clash in Rakhine",
        "Wire",
        "2025-03-02",
    )
    event = only(read(ucdp(type_of_violence="3", side_b="Civilians"), "GEDEvent_v25_1.csv"))
    assert (event.relation, event.target.id) == ("KILLED", "group:MMR.CVL")


def test_a_release_without_header(read: Read) -> None:
    assert only(read(ucdp(header=False), "GEDEvent_v24_0_1.csv")) == only(read(ucdp(), "GEDEvent_v25_1.csv"))


@pytest.mark.parametrize(
    ("precision", "start", "end", "date", "date_end"),
    [
        ("1", "2025-03-01", "2025-03-03", "2025-03-01", "2025-03-03"),
        ("2", "2025-03-03", "2025-03-05", "2025-W10", None),
        ("3", "2025-03-01", "2025-03-07", "2025-03", None),
        ("4", "2025-03-01", "2025-03-31", "2025-03", None),
        ("5", "2025-03-01", "2025-07-31", "2025", None),
        ("5", "2024-12-01", "2025-02-01", "2024", "2025"),
    ],
)
def test_dates_hold_their_range(
    read: Read, precision: str, start: str, end: str, date: str, date_end: str | None
) -> None:
    event = only(read(ucdp(date_prec=precision, date_start=start, date_end=end)))
    assert (event.date, event.date_end) == (date, date_end)


@pytest.mark.parametrize(
    ("change", "column"),
    [
        ({"id": "x"}, "id"), ({"type_of_violence": "7"}, "type_of_violence"), ({"date_start": "2025"}, "date_start"),
        ({"date_end": "2025-02-01"}, "date_end"), ({"date_prec": "8"}, "date_prec"), ({"side_b": ""}, "side_b"),
        ({"best": "-1"}, "best"), ({"longitude": "x"}, "longitude"),
    ],
)  # fmt: skip
def test_bad_ucdp_cells_are_named(read: Read, change: dict[str, str], column: str) -> None:
    good, bad = read(table(UCDP_COLUMNS, UCDP, UCDP | change), "GED.csv")
    assert isinstance(good, Event)
    assert isinstance(bad, Rejection)
    assert (bad.line, bad.column) == (3, column)


def test_missing_columns_and_the_nearest_ones(read: Read) -> None:
    with pytest.raises(InputError, match="line 1: no column 'fatalities'; did you mean 'fatalites'"):
        read(acled().replace(b'"fatalities"', b'"fatalites"'), "a.csv")
    with pytest.raises(InputError, match="line 1: no column 'date_prec'; did you mean 'date_precision'"):
        read(ucdp().replace(b'"date_prec"', b'"date_precision"'), "a.csv")


@pytest.mark.parametrize(
    ("name", "actor"),
    [
        ("Military Forces of Russia (2000-) Air Force", "group:RUS.MIL"),
        ("Police Forces of Kenya (2013-2022)", "group:KEN.COP"),
        ("Protesters (India)", "group:IND.CVL"),
        ("Unidentified Armed Group (Chad)", "group:TCD.REB"),
        ("IS", "group:islamic-state"),
        ("Dogon Ethnic Militia (Mali)", "group:dogon-ethnic-militia"),
        ("Rioters", "group:MLI.CVL"),
    ],
)
def test_sides(name: str, actor: str) -> None:
    found = side(name, country_named("Mali"))
    assert found is not None
    assert found.id == actor


@pytest.mark.skipif(not SAMPLES.exists() and not os.environ.get("CI"), reason="no reference samples")
@pytest.mark.parametrize(
    "name", ["acled/header-2018-29col.csv", "acled/header-2023plus-31col.csv", "ucdp/header-ged-49col.csv"]
)
def test_the_published_headers_are_known(read: Read, name: str) -> None:
    header = (SAMPLES / name).read_bytes()
    with pytest.raises(InputError, match="a table without rows"):
        read(header, name)
    columns = header.decode().strip().split(",")
    whole = table(columns, (UCDP if "ucdp" in name else ACLED))
    assert not reasons(read(whole, name))
