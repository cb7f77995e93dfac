"""Country codes of the event data sets to actors: CAMEO and ISO alpha-3, FIPS 10-4, Gleditsch-Ward, and names."""

from __future__ import annotations

from functools import lru_cache

from kg.actors.knowledge import knowledge
from kg.ids import slug
from kg.records import ActorRef

# Regions that CAMEO codes like countries.
REGIONS = {
    "AFR": "Africa", "ASA": "Asia", "BLK": "Balkans", "CRB": "Caribbean", "CAU": "Caucasus", "CFR": "Central Africa",
    "CAS": "Central Asia", "CEU": "Central Europe", "EIN": "East Indies", "EAF": "Eastern Africa",
    "EEU": "Eastern Europe", "EUR": "Europe", "LAM": "Latin America", "MEA": "Middle East", "MDT": "Mediterranean",
    "NAF": "North Africa", "NMR": "North America", "PGS": "Persian Gulf", "SCN": "Scandinavia",
    "SAM": "South America", "SAS": "South Asia", "SEA": "Southeast Asia", "SAF": "Southern Africa",
    "WAF": "West Africa", "WST": "the West",
}  # fmt: skip


@lru_cache(maxsize=8)
def _table(system: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for row in knowledge().rows():
        code = row.get("codes", {}).get(system)
        if row["kind"] == "country" and code and row.get("country"):
            # A state of today wins over a former one with the same code.
            if row.get("status") == "former":
                found.setdefault(code, row["id"])
            else:
                found[code] = row["id"]
    return found


def country_actor(code: str, system: str = "cameo") -> ActorRef | None:
    """The country of a code; None where no listed country has it.

    Args:
        code: As in the file.
        system: ``cameo``, ``iso3``, ``iso2``, ``fips``, ``gw``, ``cow`` or ``iso_numeric``. ``cameo`` also takes ISO
            alpha-3 codes, which CAMEO lacks only for states younger than it.
    """
    actor = _table(system).get(code) or (_table("iso3").get(code) if system == "cameo" else None)
    return None if actor is None else _ref(actor)


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    found: dict[str, str] = {}
    for row in knowledge().rows():
        if row["kind"] == "country" and row.get("status") != "former":
            for name in (row["name"], *row.get("aliases", ())):
                found.setdefault(slug(name), row["id"])
    return found


@lru_cache(maxsize=4096)
def country_named(name: str) -> ActorRef | None:
    """The country of a name; None where no listed country is called so."""
    actor = _names().get(slug(name)) if name else None
    return None if actor is None else _ref(actor)


def region_actor(code: str) -> ActorRef | None:
    """The region of a CAMEO region code."""
    name = REGIONS.get(code)
    return None if name is None else ActorRef(id=f"place:{slug(name)}", name=name, kind="place")


@lru_cache(maxsize=1024)
def _ref(actor: str) -> ActorRef:
    row = knowledge().row(actor)
    return ActorRef(id=actor, name=row["name"], kind="country", country=row["country"], sector="GOV")
