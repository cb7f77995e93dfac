"""What the tests of the loaders share."""

from __future__ import annotations

import io
from collections.abc import Callable

from kg.ingest.reading import Leaf
from kg.loading import HEAD_BYTES, Source
from kg.records import Rejection

Read = Callable[..., list[Leaf]]


def make_source(data: bytes, name: str = "article.txt", url: str | None = None) -> Source:
    return Source(name=name, stream=io.BytesIO(data), head=data[:HEAD_BYTES], url=url)


def reasons(records: list[Leaf]) -> list[str]:
    return [record.reason for record in records if isinstance(record, Rejection)]
