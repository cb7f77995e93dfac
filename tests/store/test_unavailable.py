"""A database that cannot be used is one clear line."""

from __future__ import annotations

import dataclasses

import pytest

from kg.errors import StoreUnavailableError
from kg.settings import load_settings
from kg.store import open_store
from kg.store.host import free_port

SETTINGS = dataclasses.replace(load_settings({}), password="not-the-password")


@pytest.mark.parametrize(
    ("uri", "message"),
    [
        (f"bolt://127.0.0.1:{free_port()}", "nothing answers there"),
        (f"neo4j://127.0.0.1:{free_port()}", "nothing answers there"),
        ("http://127.0.0.1:7474", "not an address of a database"),
        ("bolt://user:secret-word@127.0.0.1", "must not hold a user or password"),
    ],
)
def test_an_address_nobody_answers_at(uri: str, message: str) -> None:
    with pytest.raises(StoreUnavailableError, match=message) as caught:
        open_store(uri, settings=SETTINGS)
    assert "\n" not in str(caught.value)
    assert caught.value.hint
    assert "secret-word" not in str(caught.value)


def test_a_server_that_was_not_started(tmp_path: object) -> None:
    with pytest.raises(StoreUnavailableError, match="Neo4j does not run here"):
        open_store("neo4j", settings=dataclasses.replace(SETTINGS, home=tmp_path))
