"""MkDocs hook: puts the pages made from the sources into the site and its navigation.

``mkdocs.yml`` names this file. Nothing is written to disk: the pages exist only while the site is built, so they cannot
be older than the commands, queries, relations and records they describe.
"""

from __future__ import annotations

from collections.abc import Callable

from commands_pages import command_pages
from graph_pages import graph_pages
from measures_pages import measure_pages
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from queries_pages import query_pages
from records_pages import record_pages
from relations_pages import relation_pages

# Heading in the navigation -> what makes its pages (path -> Markdown, in the order of the navigation).
SECTIONS: dict[str, Callable[[], dict[str, str]]] = {
    "Commands": command_pages,
    "Queries": query_pages,
    "Relations": relation_pages,
    "Measures": measure_pages,
    "Graph model": graph_pages,
    "Records": record_pages,
}
_made: dict[str, str] = {}


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Make the pages and list them under ``Reference``."""
    assert config.nav is not None  # noqa: S101 - mkdocs.yml has one
    reference = next(entry["Reference"] for entry in config.nav if "Reference" in entry)
    for heading, make in SECTIONS.items():
        pages = make()
        _made.update(pages)
        reference.append({heading: list(pages)} if len(pages) > 1 else {heading: next(iter(pages))})
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages to those of ``docs/``."""
    for path, text in _made.items():
        files.append(File.generated(config, path, content=text))
    return files
