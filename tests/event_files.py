"""A small faithful file of each event format: name -> two good rows (with the header, where there is one)."""

from __future__ import annotations

import json

from gdelt_rows import event_row, mention_row, text

ICEWS = (
    "Event ID,Event Date,Source Name,Source Sectors,Source Country,Event Text,CAMEO Code,Intensity,Target Name,"
    "Target Sectors,Target Country,Story ID,Sentence Number,Publisher,City,District,Province,Country,Latitude,Longitude"
)
POLECAT = (
    "Event ID,Event Date,Event Type,Event Mode,Intensity,Quad Code,Contexts,Actor Name,Actor Country,Actor COW,"
    "Primary Actor Sector,Actor Sectors,Actor Title,Actor Name Raw,Wikipedia Actor ID,Recipient Name,Recipient Country"
)
ACLED = (
    "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,actor2,iso,country,"
    "location,latitude,longitude,source,notes,fatalities,timestamp"
)
UCDP = "id,type_of_violence,side_a,side_b,country,date_prec,date_start,date_end,best,latitude,longitude"
TERRIER = "code,root_code,quad_class,goldstein,source,src_actor,tgt_actor,target,id,date8,mongo_id"


def _tabs(header: str, *rows: str) -> bytes:
    return "".join(line.replace(",", "\t").replace("|", ",") + "\n" for line in (header, *rows)).encode()


def _commas(header: str, *rows: str) -> bytes:
    return "".join(line + "\n" for line in (header, *rows)).encode()


def _plover(key: str) -> str:
    ends = {"source": [{"code": "RUS"}], "recipient": [{"code": "UKR"}]}
    return json.dumps({"id": key, "date": "2022-01-20", "event": ["ACCUSE"], "mode": ["allege"], **ends})


def _gkg(key: str) -> list[str]:
    return [key, "20150302101500", "1", "news.example", f"https://news.example/{key}", *[""] * 22]


def _phoenix(key: str) -> str:
    return (
        f"{key}\t20140702\t2014\t7\t2\tRUSGOV\tRUS\tGOV\t\tUKR\tUKR\t\t\t190\t19\t4\t-10\t\t\t\t\t\t\t1\t"
        "https://one.example/a\twire\n"
    )


_ICEWS_ROW = "{},2018-06-01,Russia,,Russia,Fight,190,-10,Ukraine,,Ukraine,9,2,Paper,Kyiv,,,Ukraine,50.4,30.5"
_POLECAT_ROW = "{},2022-01-20,ACCUSE,allege,-3,VERBAL CONFLICT,None,Russia,RUS,,GOV,,,,,Ukraine,UKR"
_ACLED_ROW = (
    "{},2023-01-31,2023,1,Political violence,Battles,Armed clash,Military Forces of Mali (2021-),Civilians,466,Mali,"
    "Gao,16.27,-0.04,Radio One,Notes,3,1675900800"
)
_UCDP_ROW = "{},1,Government of Mali,Civilians,Mali,1,2025-03-01,2025-03-01,4,16.27,-0.04"
_TERRIER_ROW = "190,19,4,-10.0,SYRMIL,SYR,TUR,TUR,{},20150102,m{}"
_PETRARCH_ROW = "19950102\tISR\tJOR\t046\t\tREUT-{}_1\tREUT\n"

FILES: dict[str, bytes] = {
    "gdelt events": text(event_row(key="1"), event_row(key="2")),
    "gdelt events 57": text(event_row(57, key="1"), event_row(57, key="2")),
    "gdelt mentions": text(mention_row("1"), mention_row("2")),
    "gdelt gkg": text(_gkg("20150302101500-1"), _gkg("20150302101500-2")),
    "icews": _tabs(ICEWS, *(_ICEWS_ROW.format(key) for key in (1, 2))),
    "polecat": _tabs(POLECAT, *(_POLECAT_ROW.format(key) for key in ("s1_A", "s2_A"))),
    "phoenix": (_phoenix("1_v") + _phoenix("2_v")).encode(),
    "terrier": _tabs(TERRIER, *(_TERRIER_ROW.format(key, key) for key in (1, 2))),
    "petrarch": "".join(_PETRARCH_ROW.format(key) for key in (1, 2)).encode(),
    "acled": _commas(ACLED, *(_ACLED_ROW.format(key) for key in ("MLI1", "MLI2"))),
    "acled deletions": _commas("event_id_cnty,deleted_timestamp", "MLI1,1685577600", "MLI2,1685577600"),
    "ucdp": _commas(UCDP, *(_UCDP_ROW.format(key) for key in (1, 2))),
    "plover": f"{_plover('1')}\n{_plover('2')}\n".encode(),
}
