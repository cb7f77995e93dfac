"""Makes ``schema/actors/territories.yaml``: territories and regions that have adjectives, people or codes of their own.

    python tools/build_territories.py

Places known by their name alone come from ``tools/build_places.py``, to be run after this.
Needs ``pip install pycountry rigour``.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pycountry
import yaml
from actor_yaml import write_actors
from build_countries import demonyms, items, rows
from rigour.territories import get_territory

from kg.ids import slug

HERE = Path(__file__).resolve().parent
ACTORS = HERE.parent / "schema" / "actors"
# Territories: other names, adjectives and demonyms of those that news speaks of.
KNOWN = {
    "HKG": (
        "Hong Kong",
        ["Hongkong", "Hong Kong SAR", "HK"],
        ["Hong Kong"],
        ["Hong Konger", "Hong Kongers", "Hongkonger", "Hongkongers"],
    ),
    "MAC": ("Macau", ["Macao", "Macao SAR"], ["Macanese", "Macau"], ["Macanese"]),
    "GRL": ("Greenland", ["Kalaallit Nunaat"], ["Greenlandic"], ["Greenlander", "Greenlanders"]),
    "FRO": ("Faroe Islands", ["Faeroe Islands", "the Faroes", "Faroes"], ["Faroese"], ["Faroese"]),
    "PRI": ("Puerto Rico", [], ["Puerto Rican"], ["Puerto Rican", "Puerto Ricans"]),
    "GUM": ("Guam", [], ["Guamanian"], ["Guamanian", "Guamanians"]),
    "GIB": ("Gibraltar", [], ["Gibraltarian"], ["Gibraltarian", "Gibraltarians"]),
    "FLK": (
        "Falkland Islands",
        ["Falklands", "the Falklands", "Malvinas", "Islas Malvinas", "Las Malvinas"],
        ["Falkland"],
        ["Falkland Islander", "Falkland Islanders"],
    ),
    "BMU": ("Bermuda", [], ["Bermudian"], ["Bermudian", "Bermudians"]),
    "NCL": ("New Caledonia", ["Kanaky"], ["New Caledonian", "Kanak"], ["New Caledonian", "New Caledonians"]),
    "PYF": ("French Polynesia", ["Tahiti"], ["French Polynesian", "Tahitian"], ["Tahitian", "Tahitians"]),
    "GUF": ("French Guiana", ["Guyane"], ["French Guianese"], []),
    "MTQ": ("Martinique", [], ["Martinican"], ["Martinican", "Martinicans"]),
    "GLP": ("Guadeloupe", [], ["Guadeloupean"], ["Guadeloupean", "Guadeloupeans"]),
    "MYT": ("Mayotte", [], ["Mahoran"], []),
    "REU": ("Réunion", ["Reunion Island", "La Réunion"], [], []),
    "ABW": ("Aruba", [], ["Aruban"], ["Aruban", "Arubans"]),
    "CUW": ("Curaçao", ["Curacao"], ["Curaçaoan"], []),
    "CYM": ("Cayman Islands", ["the Caymans", "Caymans"], ["Caymanian"], ["Caymanian", "Caymanians"]),
    "VGB": ("British Virgin Islands", ["BVI"], [], []),
    "VIR": ("U.S. Virgin Islands", ["US Virgin Islands", "Virgin Islands"], [], []),
    "COK": ("Cook Islands", [], ["Cook Islands"], ["Cook Islander", "Cook Islanders"]),
    "NIU": ("Niue", [], ["Niuean"], ["Niuean", "Niueans"]),
    "ASM": ("American Samoa", [], ["American Samoan"], ["American Samoan", "American Samoans"]),
    "IMN": ("Isle of Man", [], ["Manx"], []),
    "IOT": (
        "Diego Garcia",
        ["Chagos Islands", "Chagos", "Chagos Archipelago", "British Indian Ocean Territory"],
        ["Chagossian"],
        ["Chagossian", "Chagossians"],
    ),
    "SHN": ("Saint Helena", ["St. Helena", "St Helena", "Ascension Island"], [], []),
    "SJM": ("Svalbard", ["Spitsbergen"], [], []),
    "ALA": ("Åland", ["Aland Islands", "Åland Islands"], [], []),
}
# The state of those for which rigour names none: World Factbook of February 2026, dependency status.
SOVEREIGN = {
    **dict.fromkeys(("HKG", "MAC"), "CHN"),
    **dict.fromkeys(("COK", "NIU"), "NZL"),
    "SJM": "NOR",
    "ALA": "FIN",
    "NFK": "AUS",
    "VIR": "USA",
    "WLF": "FRA",
}
# Crown dependencies and British overseas territories depend on the United Kingdom without being a part of it: their
# country is their own.
BRITISH = "AIA BMU CYM FLK GGY GIB IMN JEY MSR PCN SGS SHN TCA VGB".split()


def territories() -> list[dict[str, Any]]:
    """Every ISO 3166 territory that is no state of its own."""
    states = yaml.load((ACTORS / "countries.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)["actors"]
    listed = {state.get("codes", {}).get("iso3") for state in states}
    found = []
    for record in sorted(pycountry.countries, key=lambda item: str(item.alpha_3)):
        if record.alpha_3 in listed:
            continue
        territory = get_territory(record.alpha_2.lower())
        parent = territory.parent if territory else None
        owner = pycountry.countries.get(alpha_2=parent.code.upper()) if parent else None
        sovereign = SOVEREIGN.get(record.alpha_3) or (owner.alpha_3 if owner else None)
        name, others, adjectives, people = KNOWN.get(
            record.alpha_3, (record.name.split(",")[0].split(" (")[0], [], [], [])
        )
        codes = {"iso2": record.alpha_2, "iso3": record.alpha_3}
        if territory and territory.qid:
            codes["wikidata"] = territory.qid
        dependent_on = sovereign or ("GBR" if record.alpha_3 in BRITISH else None)
        found.append(
            {
                "id": f"place:{slug(name)}",
                "name": name,
                "kind": "place",
                "country": sovereign,
                "status": "territory",
                "aliases": others,
                "adjectives": adjectives,
                "demonyms": people,
                "codes": codes,
                "part_of": [f"country:{dependent_on}"] if dependent_on else [],
            }
        )
    return found


def regions() -> list[dict[str, Any]]:
    """Regions of the hand-written table."""
    found = []
    for key, name, others, adjective_cell, demonym_cell, state in rows(HERE / "data" / "territories.txt"):
        adjectives = items(adjective_cell)
        found.append(
            {
                "id": f"place:{key}",
                "name": name,
                "kind": "place",
                "country": state,
                "status": "region",
                "aliases": items(others),
                "adjectives": adjectives,
                "demonyms": demonyms(demonym_cell, adjectives),
                "part_of": [f"country:{state}"],
            }
        )
    return found


def main() -> None:
    """Write the file."""
    areas = regions()
    ids = {area["id"] for area in areas}
    areas += [territory for territory in territories() if territory["id"] not in ids]
    count = write_actors(
        ACTORS / "territories.yaml",
        "Territories, and regions of states that have adjectives or people of their own.\n"
        "Made by tools/build_territories.py; change tools/data/territories.txt instead.\n"
        "`country` is the state that a place belongs to by most states' reckoning; a territory without it is its own.",
        (
            "names, adjectives, demonyms: written for kg",
            "iso2, iso3: pycountry 26.2.16",
            "wikidata and the state a territory belongs to: rigour 2.6.1 (MIT)",
            "that state where rigour names none: World Factbook of February 2026 (public domain)",
        ),
        areas,
    )
    sys.stdout.write(f"{count} places\n")


if __name__ == "__main__":
    main()
