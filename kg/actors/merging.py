"""Entries of one actor from several files as one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from kg.actors.model import ActorEntry

_LISTS = ("aliases", "adjectives", "demonyms", "metonyms", "offices", "members", "memberships", "part_of")


def merge_rows(older: dict[str, Any], newer: dict[str, Any]) -> dict[str, Any]:
    """Two entries of one id as one: lists add up, of single values the newer wins; an older name stays as an alias."""
    merged = {**older, **{key: value for key, value in newer.items() if key not in _LISTS and key != "codes"}}
    if "codes" in older or "codes" in newer:
        merged["codes"] = {**older.get("codes", {}), **newer.get("codes", {})}
    for key in _LISTS:
        held = [*older.get(key, ()), *(item for item in newer.get(key, ()) if item not in older.get(key, ()))]
        if held:
            merged[key] = held
    if older["name"] != merged["name"] and older["name"] not in merged.get("aliases", ()):
        merged["aliases"] = [*merged.get("aliases", ()), older["name"]]
    return merged


def combine(entries: Iterable[ActorEntry]) -> list[dict[str, Any]]:
    """Entries as rows without defaults, those of one id merged in their order."""
    rows: dict[str, dict[str, Any]] = {}
    for entry in entries:
        row = entry.model_dump(mode="json", exclude_defaults=True)
        rows[entry.id] = merge_rows(rows[entry.id], row) if entry.id in rows else row
    return list(rows.values())
