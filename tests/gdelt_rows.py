"""Rows in the layouts of GDELT, written by hand."""

from __future__ import annotations

URL = "https://news.example/a"


def actor(code: str, name: str, country: str, role: str = "") -> list[str]:
    return [code, name, country, "", "", "", "", role, "", ""]


def geo(
    width: int, kind: str, name: str, country: str, adm1: str, latitude: str = "", longitude: str = ""
) -> list[str]:
    second = [""] if width == 61 else []
    return [kind, name, country, adm1, *second, latitude, longitude, ""]


def event_row(
    width: int = 61,
    *,
    key: str = "77",
    first: list[str] | None = None,
    second: list[str] | None = None,
    code: str = "190",
    place: tuple[str, ...] = ("4", "Moscow, Moskva, Russia", "RS", "RS48", "55.75", "37.61"),
) -> list[str]:
    added = "20150302101500" if width == 61 else "20150302"
    cells = [
        key, "20140302", "201403", "2014", "2014.1671",
        *(first or actor("RUSMIL", "RUSSIAN ARMY", "RUS", "MIL")), *(second or actor("UKR", "UKRAINE", "UKR")),
        "1", code, code[:3], code[:2], "4", "-9.5", "3", "1", "3", "-2.1",
        *geo(width, "0", "", "", ""), *geo(width, "0", "", "", ""), *geo(width, *place), added,
    ]  # fmt: skip
    return cells if width == 57 else [*cells, URL]


def mention_row(key: str = "77", url: str = URL, publisher: str = "news.example", confidence: str = "50") -> list[str]:
    return [
        key, "20150302101500", "20150303120000", "1", publisher, url, "4", "-1", "310", "342", "1", confidence, "2541",
        "-4.5", "", "",
    ]  # fmt: skip


def text(*rows: list[str]) -> bytes:
    return "".join("\t".join(cells) + "\n" for cells in rows).encode()
