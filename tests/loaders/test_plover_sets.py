"""Data sets coded in PLOVER: POLECAT, and JSON records of the manual and of the NGEC coder."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from kg.loaders import plover
from loader_help import Read, reasons

from kg.errors import InputError
from kg.ids import dataset_event_id
from kg.lexicon import load_lexicon
from kg.ontology import load_ontology
from kg.records import Event, Rejection

SAMPLES = Path(__file__).parents[3] / "shared" / "reference" / "samples" / "polecat"
COLUMNS = (
    "Event ID,Event Date,Event Type,Event Mode,Intensity,Quad Code,Contexts,Actor Name,Actor Country,Actor COW,"
    "Primary Actor Sector,Actor Sectors,Actor Title,Actor Name Raw,Wikipedia Actor ID,"
    "Recipient Name,Recipient Country,Recipient COW,Primary Recipient Sector,Recipient Sectors,Recipient Title,"
    "Recipient Name Raw,Wikipedia Recipient ID,Placename,"
    "City,District,Province,Country,Latitude,Longitude,GeoNames ID,Raw Placename,Feature Type,Source,"
    "Publication Date,Story People,Story Organizations,Story Locations,Language,Version"
).split(",")
ROW = {
    "Event ID": "20220121-0815-0123456789ab_CONSULT_R",
    "Event Date": "2022-01-20",
    "Event Type": "CONSULT",
    "Event Mode": "phone",
    "Intensity": "2.5",
    "Quad Code": "VERBAL COOPERATION",
    "Contexts": "diplomatic; military",
    "Actor Name": "Vladimir Putin",
    "Actor Country": "RUS",
    "Primary Actor Sector": "GOV",
    "Actor Title": "President",
    "Recipient Name": "Nicolás Maduro",
    "Recipient Country": "VEN",
    "Placename": "Moscow",
    "Country": "RUS",
    "Latitude": "55.75",
    "Longitude": "37.62",
    "Source": "Example Agency",
    "Publication Date": "2022-01-21",
}


def row(**changes: str) -> str:
    cells = ROW | {name.replace("_", " "): value for name, value in changes.items()}
    return "\t".join(cells.get(name, "None") for name in COLUMNS)


def table(*rows: str, header: str = "\t".join(COLUMNS)) -> bytes:
    return "\n".join((header, *rows, "")).encode()


def events(read: Read, data: bytes, name: str = "ngecEvents.DV.2022.txt") -> list[Event]:
    found = read(data, name)
    assert all(isinstance(record, Event) for record in found), found
    return [record for record in found if isinstance(record, Event)]


def triples(found: list[Event]) -> list[tuple[str, str, str]]:
    return [(event.source.id, event.relation, event.target.id) for event in found]


def test_a_polecat_row_becomes_an_event(read: Read) -> None:
    (event,) = events(read, table(row()))
    assert triples([event]) == [("person:vladimir-putin", "CALLED", "person:nicolas-maduro")]
    assert (event.source.role, event.source.sector) == ("President", "GOV")
    assert (event.plover.type, event.plover.mode, event.plover.context) == (
        "CONSULT",
        "phone",
        ("diplomatic", "military"),
    )
    assert (event.quad_class, event.goldstein, event.cameo) == (1, 2.5, None)
    assert (event.dataset, event.dataset_id) == ("polecat", ROW["Event ID"])
    assert event.id == dataset_event_id("polecat", ROW["Event ID"])
    assert event.document is not None
    assert (event.date, event.document.published) == ("2022-01-20", "2022-01-21")
    assert event.document.publisher == "Example Agency"
    assert event.location is not None
    assert (event.location.id, event.location.country) == ("place:moscow", "RUS")


def test_the_files_own_quad_class_and_intensity_count(read: Read) -> None:
    later = [name.replace("Intensity", "Event Intensity") for name in COLUMNS]
    data = table(row(Intensity="-1.5", Quad_Code="VERBAL CONFLICT"), header="\t".join(later))
    (event,) = events(read, data)
    assert (event.quad_class, event.goldstein) == (3, -1.5)


def test_several_actors_are_an_event_a_pair(read: Read) -> None:
    data = table(
        row(
            Event_Type="SANCTION", Event_Mode="expel", Actor_Name="Norway; Sweden", Actor_Country="NOR; SWE",
            Primary_Actor_Sector="GOV; GOV", Actor_Title="None",
        )
    )  # fmt: skip
    found = events(read, data)
    assert triples(found) == [
        ("country:NOR", "EXPELLED", "person:nicolas-maduro"),
        ("country:SWE", "EXPELLED", "person:nicolas-maduro"),
    ]
    assert len({event.id for event in found}) == 2
    assert {event.dataset_id for event in found} == {ROW["Event ID"]}


def test_actors_without_recipient_are_each_others_where_all_take_part_alike(read: Read) -> None:
    both = {
        "Actor_Name": "India;China",
        "Actor_Country": "IND;CHN",
        "Recipient_Name": "None",
        "Recipient_Country": "None",
    }
    (talk,) = events(read, table(row(Event_Mode="None", **both)))
    assert triples([talk]) == [("country:IND", "TALKED_WITH", "country:CHN")]
    (fight,) = events(read, table(row(Event_Type="ASSAULT", Event_Mode="sideAB", **both)))
    assert triples([fight]) == [("country:IND", "FOUGHT", "country:CHN")]
    (bad,) = read(table(row(Event_Type="ACCUSE", Event_Mode="allege", **both)), "a.txt")
    assert isinstance(bad, Rejection)
    assert (bad.line, bad.column, bad.reason) == (2, "Recipient Name", "no recipient")


def test_actors_without_a_name_are_groups_of_their_country(read: Read) -> None:
    data = table(
        row(Actor_Name="None", Primary_Actor_Sector="PRM", Recipient_Name="None", Primary_Recipient_Sector="JRN")
    )
    assert triples(events(read, data)) == [("group:RUS.PRM", "CALLED", "group:VEN.MED")]


@pytest.mark.parametrize(
    ("change", "column", "reason"),
    [
        ({"Event_Date": "soon"}, "Event Date", "'soon' is not a day"),
        ({"Event_Type": "CONSLUT"}, "Event Type", "'CONSLUT' is no PLOVER type; did you mean 'CONSULT'?"),
        ({"Quad_Code": "5"}, "Quad Code", "'5' is no quad class"),
        ({"Intensity": "12"}, "Intensity", "12 is not between -10 and 10"),
        ({"Event_ID": "None"}, "Event ID", "empty"),
        ({"Actor_Name": "None", "Actor_Country": "None", "Primary_Actor_Sector": "None"}, "Actor Name", "no actor"),
        ({"Latitude": "north"}, "Latitude", "'north' is not a number"),
    ],
)
def test_bad_cells_are_named(read: Read, change: dict[str, str], column: str, reason: str) -> None:
    good, bad = read(table(row(), row(**change)), "a.txt")
    assert isinstance(good, Event)
    assert isinstance(bad, Rejection)
    assert (bad.line, bad.column, bad.reason) == (3, column, reason)


def test_surplus_tabs_and_names_in_another_encoding(read: Read) -> None:
    data = table(row() + "\t\t") + row(Actor_Name="Díaz-Canel’s party").encode("cp1252") + b"\n"
    first, second = events(read, data)
    assert first.source.id == "person:vladimir-putin"
    assert second.source.name == "Díaz-Canel’s party"


@pytest.mark.skipif(not SAMPLES.exists() and not os.environ.get("CI"), reason="no reference samples")
def test_the_header_is_the_published_one(read: Read) -> None:
    header = (SAMPLES / "header-40col.txt").read_text(encoding="utf-8")
    assert header.strip().split("\t") == COLUMNS
    with pytest.raises(InputError, match="a table without rows"):
        read(header.encode(), "header-40col.txt")


MANUAL = {
    "id": "demo-7",
    "date": "2022-01-20",
    "enddate": "2022-01-22",
    "source": [{"code": "RUS", "sector": "MIL", "actor_text": ""}],
    "recipient": [{"code": "UKR"}],
    "event": ["ASSAULT"],
    "mode": ["heavy-weapons"],
    "context": ["military"],
    "quad_code": 4,
    "event_scale": -9.0,
    "size": {"dead": 3},
    "event_loc": {"name": "Kharkiv", "latitude": 49.98, "longitude": 36.25, "cc3": "UKR"},
    "cite_info": {"url": "https://news.example/7", "title": "Shells on Kharkiv", "publication": "Example Agency"},
}
NGEC = {
    "id": "20220120-0001-aa_CONSULT_R",
    "event_type": "CONSULT",
    "event_mode": ["visit"],
    "contexts": ["diplomatic", "future"],
    "date": "2022-01-20",
    "pub_date": "2022-01-20",
    "date_resolved": "2022-01-19",
    "publisher": "example-wire",
    "story_id": "S7",
    "attributes": {
        "ACTOR": [{"text": "Lavrov", "wiki": "Sergey Lavrov", "country": "RUS", "code_1": "GOV", "code_2": ""}],
        "RECIP": [{"text": "Caracas", "wiki": "", "country": "VEN", "code_1": "", "code_2": ""}],
    },
    "event_geolocation": {
        "reason": "",
        "geo": {"resolved_placename": "Caracas", "country_code3": "VEN", "lat": 10.5, "lon": -66.9},
    },
}


def test_a_record_of_the_manual_becomes_an_event(read: Read) -> None:
    (event,) = events(read, json.dumps(MANUAL).encode(), "coded.jsonl")
    assert triples([event]) == [("group:RUS.MIL", "SHELLED", "country:UKR")]
    assert (event.date, event.date_end, event.quad_class, event.goldstein) == ("2022-01-20", "2022-01-22", 4, -9.0)
    assert event.magnitude is not None
    assert (event.magnitude.value, event.magnitude.unit) == (3, "deaths")
    assert event.location is not None
    assert (event.location.name, event.location.country) == ("Kharkiv, Ukraine", "UKR")
    assert event.document is not None
    assert (event.document.url, event.document.publisher) == ("https://news.example/7", "Example Agency")


def test_a_record_of_the_coder_becomes_an_event(read: Read) -> None:
    (event,) = events(read, json.dumps(NGEC).encode(), "events_processed.jsonl")
    assert triples([event]) == [("person:sergey-lavrov", "VISITED", "country:VEN")]
    assert (event.date, event.realis) == ("2022-01-19", "planned")
    assert event.document is not None
    assert event.document.published == "2022-01-20"
    assert event.location is not None
    assert event.location.country == "VEN"


def test_records_of_several_types_and_an_array_of_records(read: Read) -> None:
    several = MANUAL | {"event": ["ASSAULT", "COERCE"], "mode": ["heavy-weapons", "arrest"]}
    found = events(read, json.dumps([several, MANUAL | {"id": "8"}], indent=1).encode(), "coded.json")
    assert [event.relation for event in found] == ["SHELLED", "ARRESTED", "SHELLED"]
    assert len({event.id for event in found}) == 3


def test_types_of_older_schemes_are_todays(read: Read) -> None:
    for kind, mode, type_ in (("YIELD", "ceasefire", "RETREAT"), ("YIELD", "", "CONCEDE"), ("DEMAND", "", "REQUEST")):
        (event,) = events(read, json.dumps(MANUAL | {"event": [kind], "mode": [mode]}).encode(), "a.jsonl")
        assert event.plover.type == type_


def test_bad_records_are_set_aside_with_their_line(read: Read) -> None:
    lines = [
        MANUAL,
        MANUAL | {"date": "20 January"},
        MANUAL | {"source": []},
        MANUAL | {"event": ["ASALT"]},
        MANUAL | {"quad_code": 9},
        MANUAL | {"recipient": None},
        MANUAL | {"id": {}},
    ]
    data = b"\n".join(json.dumps(line).encode() for line in lines) + b'\n{"id": \n[1]\n'
    good, *bad = read(data, "a.jsonl")
    assert isinstance(good, Event)
    assert [(item.line, item.column) for item in bad if isinstance(item, Rejection)] == [
        (2, "date"), (3, "source"), (4, "event"), (5, "quad_code"), (6, "recipient"), (7, "id"), (8, None), (9, None),
    ]  # fmt: skip
    assert reasons(bad)[2] == "'ASALT' is no PLOVER type; did you mean 'ASSAULT'?"


def test_every_type_and_mode_has_a_relation_of_its_type() -> None:
    relations, ontology = load_lexicon().relations, load_ontology()
    for type_, about in ontology.types.items():
        for mode in (None, *about.modes):
            coded = plover.coding(type_, [mode] if mode else [], column="")
            assert relations[coded.relation].plover == type_, (type_, mode)
            assert coded.plover.mode == mode
            assert coded.mutual is None or relations[coded.mutual].symmetric
