"""What a loader is: a named reader of one format, found through the entry point group ``kg.loaders``.

A loader turns one input into records and knows nothing of language processing or databases. Bad parts of an input
are yielded as ``Rejection`` and the rest goes on; an input that is bad as a whole raises ``InputError``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Protocol, runtime_checkable

from kg.records import Document, Event, Rejection, Tie
from kg.registry import Registry

Record = Document | Event | Tie | Rejection

LOADERS = Registry("kg.loaders", "format")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One input: a file, a member of an archive, a response, or standard input.

    ``name`` is what messages call it; ``path`` is None where there is no file; ``stream`` is opened by the caller,
    binary, positioned at the start and may not be seekable; ``head`` holds its first bytes (at most 64 KiB).
    """

    name: str
    stream: BinaryIO
    head: bytes
    path: Path | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadOptions:
    """What the user said about all inputs: dates are ISO 8601, ``mapping`` is field -> column of the input."""

    published: str | None = None
    encoding: str | None = None
    publisher: str | None = None
    mapping: Mapping[str, str] = field(default_factory=dict)


@runtime_checkable
class Loader(Protocol):
    """A reader of one format."""

    name: str

    def sniff(self, source: Source) -> float:
        """How sure the loader is that the input is of its format, 0 to 1, from name and head alone."""
        ...

    def load(self, source: Source, options: LoadOptions) -> Iterator[Record]:
        """Read the input to its end, in bounded memory."""
        ...
