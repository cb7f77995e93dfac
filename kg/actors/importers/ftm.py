"""FollowTheMoney and OpenSanctions: one JSON entity a line, or a delta of them.

Persons and bodies become actors. Positions come from ``Occupancy`` and ``Position`` entities and from a person's own
``position`` texts; the file is read twice, since an edge may stand before what it joins.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kg.actors.importers.common import ImportContext, read_text_lines
from kg.actors.model import ActorEntry, OfficeEntry
from kg.ids import slug

_KINDS = {
    "Person": "person",
    "Organization": "organization",
    "Company": "organization",
    "PublicBody": "government",
    "LegalEntity": "organization",
}
_ALIASES_AT_MOST = 40


def import_ftm(path: Path, context: ImportContext) -> Iterator[ActorEntry]:
    """Read entities; lines that are no entity are reported."""
    positions: dict[str, dict[str, Any]] = {}
    held: dict[str, list[tuple[str, str | None, str | None]]] = {}
    for _, entity in _entities(path, None):
        properties = entity["properties"]
        if entity["schema"] == "Position":
            positions[entity["id"]] = properties
        elif entity["schema"] == "Occupancy":
            for holder in properties.get("holder", ()):
                for post in properties.get("post", ()):
                    held.setdefault(holder, []).append(
                        (post, _first(properties, "startDate"), _first(properties, "endDate"))
                    )
    for _, entity in _entities(path, context):
        kind = _KINDS.get(entity["schema"])
        names = entity["properties"].get("name", ())
        if kind is None or not names:
            continue
        yield _entry(entity, kind, positions, held.get(entity["id"], ()), context)


def _entities(path: Path, context: ImportContext | None) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, line in read_text_lines(path):
        if not line.strip():
            continue
        try:
            data = json.loads(line)
            if data.get("op") == "DEL":
                continue
            entity = data.get("entity", data)
            if not isinstance(entity["properties"], dict) or not entity["schema"] or not entity["id"]:
                raise KeyError("properties")
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            if context is not None:
                context.reject(path.name, number, f"no FollowTheMoney entity: {error}", line[:200])
            continue
        yield number, entity


def _first(properties: dict[str, Any], key: str) -> str | None:
    values = properties.get(key) or ()
    return min(values) if values else None


def _entry(
    entity: dict[str, Any],
    kind: str,
    positions: dict[str, dict[str, Any]],
    held: Any,
    context: ImportContext,
) -> ActorEntry:
    properties = entity["properties"]
    name = str(entity.get("caption") or properties["name"][0])
    others = [*properties.get("name", ()), *properties.get("alias", ()), *properties.get("weakAlias", ())[:0]]
    codes = properties.get("country") or properties.get("jurisdiction") or properties.get("nationality") or ()
    country = next((found for code in codes if (found := context.country(code))), None)
    offices: list[OfficeEntry] = []
    for post, since, until in held:
        position = positions.get(post)
        if position is None or not position.get("name"):
            continue
        of = next((found for code in position.get("country", ()) if (found := context.country(code))), country)
        if of is not None:
            offices.append(
                OfficeEntry(role="other", title=position["name"][0], of=context.home(of).id, since=since, until=until)
            )
    if kind == "person" and country is not None and not offices:
        offices = [
            OfficeEntry(role="other", title=title, of=context.home(country).id, verified=False)
            for title in properties.get("position", ())[:10]
        ]
    prefix = {"person": "person", "government": "gov"}.get(kind, "org")
    topics = properties.get("topics", ())
    sector = "GOV" if any(topic.startswith(("role.pep", "gov")) for topic in topics) else None
    wikidata = {"wikidata": properties["wikidataId"][0]} if properties.get("wikidataId") else {}
    gender = {"male": "m", "female": "f"}.get(_first(properties, "gender") or "")
    return ActorEntry.model_validate(
        {
            "id": f"{prefix}:{slug(name)}",
            "name": name,
            "kind": kind,
            "country": country,
            "sector": sector,
            "gender": gender,
            "aliases": [alias for alias in dict.fromkeys(others) if alias != name][:_ALIASES_AT_MOST],
            "codes": {"ftm": entity["id"], **wikidata},
            "offices": offices,
            "source": "FollowTheMoney",
        }
    )
