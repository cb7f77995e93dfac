"""Inputs made in memory, and what the loaders read from them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from loader_help import Read, make_source

from kg.ingest.reading import Leaf, Reader
from kg.loading import LoadOptions
from kg.records import Document

ROOT = Path(__file__).parents[2]


@pytest.fixture
def read() -> Read:
    """All records of some bytes, read by whichever loader fits."""

    def read_bytes(
        data: bytes,
        name: str = "article.txt",
        *,
        kind: str | None = None,
        url: str | None = None,
        mapping: Mapping[str, str] | None = None,
        **options: object,
    ) -> list[Leaf]:
        load = LoadOptions(mapping=mapping or {}, **options)  # type: ignore[arg-type]
        return [record for _, record in Reader(load, kind).records(make_source(data, name, url))]

    return read_bytes


@pytest.fixture
def document(read: Read) -> Callable[..., Document]:
    """The only document of some bytes."""

    def only(data: bytes, name: str = "article.txt", **options: object) -> Document:
        (record,) = read(data, name, **options)
        assert isinstance(record, Document), record
        return record

    return only


@pytest.fixture
def dispatch() -> str:
    """One of the dispatches that are shipped."""
    return (ROOT / "seeds" / "lavrov_briefs_duma.txt").read_text(encoding="utf-8")
