"""Databases for tests: an embedded one and a real Neo4j, each started once and emptied before each test.

The real one is NEO4J_URI if that is set, else the server of ``kg neo4j start``, started here where its extra is
installed. Where there is none, its tests are skipped, except with CI set: then they fail.
"""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from emptying import empty
from hypothesis import settings as property_settings

from kg.errors import KgError
from kg.settings import Settings, load_settings
from kg.store import Store, open_store

# A busy machine is no fault of what is tested.
property_settings.register_profile("untimed", deadline=None)
property_settings.load_profile("untimed")


@pytest.fixture(scope="session")
def _embedded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder = tmp_path_factory.mktemp("embedded") / "graph"
    settings = dataclasses.replace(load_settings({}), home=folder.parent, linger=0.5, heap="512m")
    with open_store(str(folder), settings=settings) as store:
        yield store


def _neo4j_settings(home: Path) -> tuple[Settings, Callable[[], object]]:
    settings = load_settings()
    if settings.uri:
        return settings, lambda: None
    from kg.store import server
    from kg.store.neo4j_jars import missing_packages

    if missing_packages():
        raise KgError(f"not installed: {', '.join(missing_packages())}")
    base = Path(os.environ.get("KG_TEST_HOME") or home)
    settings = dataclasses.replace(settings, home=base, password=None)
    running = server.status(settings) is not None
    state = server.start(settings)
    address = server.running_address(settings)
    settings = dataclasses.replace(
        settings, uri=state.bolt_uri, username=address.username, password=address.password, database="neo4j"
    )
    return settings, (lambda: None) if running else (lambda: server.stop(settings))


@pytest.fixture(scope="session")
def neo4j_settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """Settings that name a real Neo4j."""
    try:
        settings, stop = _neo4j_settings(tmp_path_factory.mktemp("neo4j"))
    except KgError as error:
        if os.environ.get("CI"):
            raise
        pytest.skip(f"no real Neo4j: {error}")
    yield settings
    stop()


@pytest.fixture(scope="session")
def _neo4j(neo4j_settings: Settings) -> Iterator[Store]:
    with open_store(neo4j_settings.uri, settings=neo4j_settings) as store:
        yield store


@pytest.fixture
def embedded_store(_embedded: Store) -> Store:
    """An empty embedded database."""
    return empty(_embedded)


@pytest.fixture
def neo4j_store(_neo4j: Store) -> Store:
    """An empty real Neo4j. Mark the test ``neo4j``."""
    return empty(_neo4j)


@pytest.fixture(params=["embedded", pytest.param("neo4j", marks=pytest.mark.neo4j)])
def any_store(request: pytest.FixtureRequest) -> Store:
    """Each database in turn, empty."""
    store: Store = request.getfixturevalue(f"{request.param}_store")
    return store
