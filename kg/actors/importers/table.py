"""Plain CSV: one row an actor or an office of one.

Columns, in any order: ``name`` (required), ``id``, ``kind`` (person), ``country``, ``sector``, ``gender``, ``aliases``
(``;`` between them), ``role``, ``title``, ``of``, ``since``, ``until``, ``wikidata``. Rows of one id are one actor.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from kg.actors.importers.common import ImportContext, read_text_lines
from kg.actors.model import ActorEntry
from kg.errors import InputError
from kg.ids import slug

COLUMNS = ("id", "name", "kind", "country", "sector", "gender", "aliases", "role", "title", "of", "since", "until", "wikidata")  # fmt: skip # noqa: E501
_PREFIX = {"country": "country", "person": "person", "place": "place", "media": "media", "group": "group", "government": "gov"}  # fmt: skip # noqa: E501


def import_table(path: Path, context: ImportContext) -> Iterator[ActorEntry]:
    """Read a CSV file with a header.

    Raises:
        InputError: It has no column ``name``, or is no CSV.
    """
    reader = csv.DictReader(line for _, line in read_text_lines(path))
    try:
        yield from _rows(reader, path, context)
    except csv.Error as error:
        raise InputError(f"no CSV: {error}", where=f"{path}:{reader.line_num + 1}") from error


def _rows(reader: csv.DictReader[str], path: Path, context: ImportContext) -> Iterator[ActorEntry]:
    if reader.fieldnames is None or "name" not in reader.fieldnames:
        raise InputError("no column 'name'", where=str(path), hint=f"columns: {', '.join(COLUMNS)}")
    for row in reader:
        values = {key: (value or "").strip() for key, value in row.items() if key in COLUMNS and isinstance(value, str)}
        try:
            yield _entry(values, context)
        except (ValueError, ValidationError) as error:
            reason = str(error.errors()[0]["msg"]) if isinstance(error, ValidationError) else str(error)
            context.reject(path.name, reader.line_num, reason, ",".join(values.values())[:200])


def _entry(row: dict[str, str], context: ImportContext) -> ActorEntry:
    name = row.get("name", "")
    if not name:
        raise ValueError("no name")
    kind = row.get("kind") or "person"
    country = None
    if row.get("country"):
        country = context.country(row["country"])
        if country is None:
            raise ValueError(f"unknown country {row['country']!r}")
    offices = []
    if row.get("title") or row.get("role"):
        of = row.get("of") or (context.home(country).id if country else "")
        if of and ":" not in of:
            found = context.country(of)
            if found is None:
                raise ValueError(f"unknown country {of!r}")
            of = context.home(found).id
        if not of:
            raise ValueError("an office needs a country or 'of'")
        role = row.get("role") or "other"
        offices = [
            {
                "role": role,
                "title": row.get("title") or role.replace("_", " "),
                "of": of,
                "since": row.get("since") or None,
                "until": row.get("until") or None,
            }
        ]
    return ActorEntry.model_validate(
        {
            "id": row.get("id") or f"{_PREFIX.get(kind, 'org')}:{slug(name)}",
            "name": name,
            "kind": kind,
            "country": country,
            "sector": row.get("sector") or None,
            "gender": row.get("gender") or None,
            "aliases": [alias.strip() for alias in row.get("aliases", "").split(";") if alias.strip()],
            "codes": {"wikidata": row["wikidata"]} if row.get("wikidata") else {},
            "offices": offices,
        }
    )
