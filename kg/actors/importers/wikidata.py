"""Wikidata: a JSON dump (one item a line) or the JSON answer of a SPARQL query.

Of a dump, humans with positions held (P39) become persons. The dump is read twice: first the positions, whose labels
and countries may stand anywhere, then the persons. Of a SPARQL answer the variables ``person`` (or ``item``,
``officeholder``), ``position``, ``country``, ``start``, ``end`` and their ``...Label`` are read.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kg.actors.importers.common import ImportContext, open_input, read_text_lines
from kg.actors.model import ActorEntry, OfficeEntry
from kg.errors import InputError
from kg.ids import slug

_PERSON_NAMES = ("person", "item", "officeholder", "leader", "holder")
_CHUNK = 1 << 16


def import_wikidata(path: Path, context: ImportContext) -> Iterator[ActorEntry]:
    """Read a dump or a SPARQL answer, told apart by their first bytes."""
    with open_input(path) as stream:
        begin = stream.read(4096).decode("utf-8", "replace").lstrip("\ufeff \r\n\t")
    if begin.startswith("{") and '"head"' in begin[:200]:
        yield from _sparql(path, context)
    else:
        yield from _dump(path, context)


# -- dump


def _items(path: Path, context: ImportContext | None) -> Iterator[dict[str, Any]]:
    for number, raw in read_text_lines(path):
        line = raw.strip().rstrip(",")
        if line in ("", "[", "]"):
            continue
        try:
            item = json.loads(line)
            if not isinstance(item, dict) or ("id" not in item and "entities" not in item):
                raise ValueError("not an item")
        except ValueError as error:
            if context is not None:
                context.reject(path.name, number, f"no Wikidata item: {error}", line[:200])
            continue
        yield from item["entities"].values() if "entities" in item else (item,)


def _dump(path: Path, context: ImportContext) -> Iterator[ActorEntry]:
    positions: dict[str, tuple[str, str | None]] = {}
    wanted = {
        str(value)
        for item in _items(path, None)
        for claim in _claims(item, "P39")
        if (value := _target(claim["mainsnak"])) is not None
    }
    for item in _items(path, None):
        if item["id"] in wanted:
            place = next(
                (
                    found
                    for key in ("P1001", "P17")
                    for target in _targets(item, key)
                    if (found := context.by_wikidata(target))
                ),
                None,
            )
            positions[item["id"]] = (_label(item) or item["id"], place)
    for item in _items(path, context):
        name = _label(item)
        if name is None or not _claims(item, "P39"):
            continue
        citizen = next((found for target in _targets(item, "P27") if (found := context.by_wikidata(target))), None)
        yield _person(item, name, citizen, positions, context)


def _person(
    item: dict[str, Any],
    name: str,
    citizen: str | None,
    positions: dict[str, tuple[str, str | None]],
    context: ImportContext,
) -> ActorEntry:
    offices = []
    for claim in _claims(item, "P39"):
        target = _target(claim["mainsnak"])
        if target is None:
            continue
        title, place = positions.get(target, (target, None))
        qualifiers = claim.get("qualifiers", {})
        stated = next(
            (
                found
                for key in ("P642", "P17", "P1001")
                for snak in qualifiers.get(key, ())
                if (value := _target(snak)) and (found := context.by_wikidata(value))
            ),
            None,
        )
        of = stated or place or citizen
        if of is None:
            continue
        offices.append(
            OfficeEntry(
                role="other",
                title=title,
                of=of,
                since=_time(qualifiers.get("P580", ())),
                until=_time(qualifiers.get("P582", ())),
                verified=target in positions,
            )
        )
    aliases = [alias["value"] for alias in item.get("aliases", {}).get("en", ())]
    gender = {"Q6581097": "m", "Q6581072": "f"}.get(next(iter(_targets(item, "P21")), ""))
    return ActorEntry.model_validate(
        {
            "id": f"person:{slug(name)}",
            "name": name,
            "kind": "person",
            "country": citizen[8:] if citizen and citizen.startswith("country:") else None,
            "gender": gender,
            "aliases": list(dict.fromkeys(aliases)),
            "codes": {"wikidata": item["id"]},
            "offices": offices,
            "source": "Wikidata",
        }
    )


def _label(item: dict[str, Any]) -> str | None:
    labels = item.get("labels", {})
    for language in ("en", "mul"):
        if language in labels:
            return str(labels[language]["value"])
    return None


def _claims(item: dict[str, Any], key: str) -> list[dict[str, Any]]:
    claims = item.get("claims")
    if not isinstance(claims, dict):
        return []
    return [claim for claim in claims.get(key, ()) if claim.get("rank") != "deprecated"]


def _target(snak: dict[str, Any]) -> str | None:
    value = snak.get("datavalue", {}).get("value")
    return value.get("id") if isinstance(value, dict) else None


def _targets(item: dict[str, Any], key: str) -> list[str]:
    return [target for claim in _claims(item, key) if (target := _target(claim["mainsnak"])) is not None]


def _time(snaks: Any) -> str | None:
    for snak in snaks:
        value = snak.get("datavalue", {}).get("value")
        if isinstance(value, dict) and str(value.get("time", "")).startswith("+"):
            size = {9: 4, 10: 7, 11: 10}.get(int(value.get("precision", 11)))
            if size is not None:
                return str(value["time"])[1 : 1 + size]
    return None


# -- SPARQL


def _sparql(path: Path, context: ImportContext) -> Iterator[ActorEntry]:
    for number, row in enumerate(_bindings(path), start=1):
        values = {key: str(cell.get("value", "")) for key, cell in row.items() if isinstance(cell, dict)}
        key = next((name for name in _PERSON_NAMES if name in values or f"{name}Label" in values), None)
        name = values.get(f"{key}Label") or values.get("name") if key else values.get("name")
        if not name:
            context.reject(path.name, None, f"binding {number} names no person", json.dumps(row)[:200])
            continue
        country = context.by_wikidata(values.get("country", ""))
        if country is None and values.get("iso3"):
            code = context.country(values["iso3"])
            country = context.home(code).id if code else None
        title = values.get("positionLabel") or values.get("officeLabel") or values.get("title")
        offices = []
        if title and country:
            offices = [
                OfficeEntry(
                    role="other",
                    title=title,
                    of=country,
                    since=(values.get("start") or values.get("startTime") or "")[:10] or None,
                    until=(values.get("end") or values.get("endTime") or "")[:10] or None,
                )
            ]
        item = values.get(key or "", "").rpartition("/")[2]
        yield ActorEntry(
            id=f"person:{slug(name)}",
            name=name,
            kind="person",
            country=country[8:] if country and country.startswith("country:") else None,
            codes={"wikidata": item} if item.startswith("Q") else {},
            offices=tuple(offices),
            source="Wikidata",
        )


def _bindings(path: Path) -> Iterator[dict[str, Any]]:
    """The rows of ``results.bindings``, read in bounded memory."""
    decoder = json.JSONDecoder()
    with open_input(path) as stream:
        buffer, inside, ended = "", False, False
        while True:
            chunk = stream.read(_CHUNK)
            ended = not chunk
            buffer += chunk.decode("utf-8", "replace")
            if not inside:
                place = buffer.find('"bindings"')
                opening = buffer.find("[", place) if place >= 0 else -1
                if opening < 0:
                    if ended:
                        raise InputError("no results.bindings", where=str(path))
                    continue
                buffer, inside = buffer[opening + 1 :], True
            while True:
                buffer = buffer.lstrip(" \r\n\t,")
                if buffer.startswith("]"):
                    return
                try:
                    row, end = decoder.raw_decode(buffer)
                except ValueError:
                    break
                yield row
                buffer = buffer[end:]
            if ended:
                raise InputError("ends in the middle of a row", where=str(path))
