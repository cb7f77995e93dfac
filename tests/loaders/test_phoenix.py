"""CAMEO-coded sets of the Phoenix family, in their layouts, with rows written by hand."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from kg.loaders.cameo_actors import GROUPS, coded_actor
from loader_help import Read, reasons

from kg.actors.knowledge import knowledge
from kg.errors import InputError
from kg.records import Event, Rejection, Report

CODES = Path(__file__).parents[3] / "shared" / "reference" / "codes"


def phoenix_row(source: str = "RUSGOV", target: str = "UKRMIL", code: str = "163", quad: str = "3") -> str:
    cells = [
        "4_v0.2.0", "20140702", "2014", "7", "2", source, source[:3], source[3:6], "", target, target[:3], target[3:6],
        "", code, code[:2], quad, "-6.5", "ID_TRADE,1;", "55.75", "37.61", "Moscow", "Moskva", "RUS", "3;5",
        "https://one.example/a;https://two.example/b", "one_wire;two_paper",
    ]  # fmt: skip
    return "\t".join(cells)


CLINE_HEADER = (
    "eid,story_date,year,month,day,source,source_root,source_agent,source_others,target,target_root,target_agent,"
    "target_others,code,root_code,quad_class,goldstein,joined_issues,lat,lon,placename,statename,countryname,aid,process"
)
CLINE_ROW = "17,7/2/1994,1994,7,2,USAGOV,USA,GOV,,RWA,RWA,,,042,4,1,1.9,,-1.95,30.06,Kigali,,Rwanda,NYT0042,NYT"
TERRIER = {
    "code": "190", "root_code": "19", "quad_class": "4", "goldstein": "-10.0", "source": "SYRMIL", "src_actor": "SYR",
    "src_agent": "MIL", "src_othere_agent": "", "target": "SYRREB", "tgt_actor": "SYR", "tgt_agent": "REB",
    "tgt_other_agent": "", "id": "3", "date8": "20150102", "year": "2015", "month": "1", "day": "2",
    "url": "https://news.example/t", "doc_id": "d9", "mongo_id": "m1",
}  # fmt: skip
PETRARCH = "19950102\tISR\tPALPLO\t046\t\tREUT19950102-0001_1;REUT19950102-0001_2\tREUT"


def data(*rows: str) -> bytes:
    return "".join(f"{row}\n" for row in rows).encode()


def told(event: object) -> tuple[str, str, str, str | None]:
    assert isinstance(event, Event), event
    return event.source.id, event.relation, event.target.id, event.dataset_id


def test_a_phoenix_row_is_an_event_with_a_report_a_further_address(read: Read) -> None:
    event, report = read(data(phoenix_row()), "events.full.20140702.txt")
    assert told(event) == ("group:RUS.GOV", "SANCTIONED", "group:UKR.MIL", "4_v0.2.0:2014-07-02")
    assert isinstance(event, Event)
    assert (event.quad_class, event.goldstein, event.date) == (3, -6.5, "2014-07-02")
    assert event.document is not None
    assert (event.document.url, event.document.publisher) == ("https://one.example/a", "one_wire")
    assert event.location is not None
    assert (event.location.id, event.location.country) == ("place:moscow", "RUS")
    assert isinstance(report, Report)
    assert (report.dataset_id, report.document.publisher, report.line) == (event.dataset_id, "two_paper", 1)


def test_neutral_events_keep_their_class(read: Read) -> None:
    event = read(data(phoenix_row(code="020", quad="0")), "a.txt")[0]
    assert isinstance(event, Event)
    assert (event.quad_class, event.plover.type) == (0, "REQUEST")


def test_the_historical_set_has_a_header(read: Read) -> None:
    (event,) = read(data(CLINE_HEADER, CLINE_ROW), "PhoenixNYT_1945-2005.csv")
    assert told(event) == ("group:USA.GOV", "VISITED", "country:RWA", "17:NYT0042")
    assert isinstance(event, Event)
    assert (event.date, event.quad_class, event.goldstein) == ("1994-07-02", 1, 1.9)


def test_terrier_comes_with_tabs_with_a_header_and_as_json(read: Read) -> None:
    names = [name.replace("othere", "other") for name in TERRIER]
    forms = {
        "terrier.tsv": data("\t".join(TERRIER.values())),
        "terrier2.tsv": data("\t".join(names), "\t".join(TERRIER.values())),
        "terrier.csv": data(",".join(names), ",".join(TERRIER.values())),
        "terrier.json": data(json.dumps(TERRIER)),
    }
    for name, content in forms.items():
        (event,) = read(content, name)
        assert told(event) == ("group:SYR.MIL", "ATTACKED", "group:SYR.REB", "m1:3"), name
        assert isinstance(event, Event)
        assert (event.dataset, event.date, event.goldstein) == ("terrier", "2015-01-02", -10)


def test_petrarch_output_takes_class_and_weight_from_the_table(read: Read) -> None:
    (event,) = read(data(PETRARCH), "evts.petrarch.txt")
    assert told(event)[:3] == ("country:ISR", "NEGOTIATED_WITH", "group:plo")
    assert isinstance(event, Event)
    assert (event.quad_class, event.goldstein) == (1, 7.0)
    assert event.document is not None
    assert (event.document.title, event.document.publisher) == ("petrarch story REUT19950102-0001", "REUT")


def test_nobody_is_three_hyphens(read: Read) -> None:
    _, _, bad = read(data(phoenix_row(), phoenix_row(target="---")), "a.txt")
    assert isinstance(bad, Rejection)
    assert (bad.line, bad.column, bad.reason) == (2, "TargetActorFull", "no actor")
    rows = [PETRARCH, PETRARCH.replace("ISR", "---"), PETRARCH.replace("\t046", "\t---")]
    found = read(data(*rows), "b.txt", kind="petrarch")
    assert [(item.line, item.column) for item in found if isinstance(item, Rejection)] == [(2, "source"), (3, "code")]


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        (phoenix_row(code="190O"), "EventCode", "CAMEO '190O' is no PLOVER event; did you mean '190'?"),
        (phoenix_row(code="010"), "EventCode", "CAMEO '010' is no PLOVER event"),
        (phoenix_row(quad="5"), "QuadClass", "5 is not 0 to 4"),
        (phoenix_row(source="XXQ"), "SourceActorFull", "nobody known by 'XXQ'"),
        (phoenix_row().replace("20140702", "20141302"), "Date", "'20141302' is not a day"),
        (phoenix_row() + "\tmore", None, "27 columns, the header has 26"),
    ],
)
def test_bad_rows_are_set_aside(read: Read, row: str, column: str | None, reason: str) -> None:
    found = read(data(phoenix_row(), row), "a.txt")
    assert [(item.line, item.column, item.reason) for item in found if isinstance(item, Rejection)] == [
        (2, column, reason)
    ]


def test_missing_columns_are_named_with_the_nearest(read: Read) -> None:
    with pytest.raises(InputError, match="line 1: no column 'quad_class'; did you mean 'quadclass'"):
        read(data(CLINE_HEADER.replace("quad_class", "quadclass"), CLINE_ROW), "a.csv")
    (reason,) = reasons(read(data(json.dumps({key: TERRIER[key] for key in TERRIER if key != "date8"})), "a.json"))
    assert reason == "absent"


@pytest.mark.parametrize(
    ("code", "actor"),
    [
        ("RUS", "country:RUS"), ("rusmil", "group:RUS.MIL"), ("IGOUNO", "org:un"), ("IGOEUREEC", "org:eu"),
        ("LBNHEZ", "group:hezbollah"), ("AFR", "place:africa"), ("---GOV", "group:GOV"), ("USAELIBUS", "group:USA.ELI"),
    ],
)  # fmt: skip
def test_actor_codes(code: str, actor: str) -> None:
    found = coded_actor(code)
    assert found is not None
    assert found.id == actor


@pytest.mark.parametrize("code", ["---", "", "ZZZ"])
def test_codes_of_nobody(code: str) -> None:
    assert coded_actor(code) is None


@pytest.mark.skipif(not CODES.exists() and not os.environ.get("CI"), reason="no reference codes")
def test_known_groups_are_coded_by_cameo_and_listed_here() -> None:
    lines = (CODES / "cameoGroup.txt").read_text(encoding="utf-8-sig").splitlines()
    coded = {line.split("\t")[0] for line in lines}
    assert set(GROUPS) <= coded
    assert all(actor in knowledge() for actor in GROUPS.values())
