"""Importers of actor files: each reads one format as a stream and yields entries of our own format.

An importer is a function ``(path, context) -> Iterator[ActorEntry]``; lines it cannot read go to ``context.reject``.
"""

from __future__ import annotations

from kg.actors.importers.common import ImportContext, Importer, read_text_lines, write_entries
from kg.actors.importers.ftm import import_ftm
from kg.actors.importers.phoenix import import_phoenix
from kg.actors.importers.table import import_table
from kg.actors.importers.wikidata import import_wikidata

IMPORTERS: dict[str, Importer] = {
    "csv": import_table,
    "ftm": import_ftm,
    "phoenix": import_phoenix,
    "wikidata": import_wikidata,
}

__all__ = ["IMPORTERS", "ImportContext", "Importer", "read_text_lines", "write_entries"]
