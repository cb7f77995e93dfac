"""Drives the loaders: picks the one that fits, opens what containers hold, fetches what feeds link to."""

from __future__ import annotations

from collections.abc import Iterator

from kg.errors import InputError
from kg.ingest.inputs import Fetcher
from kg.loading import (
    Deletion,
    Link,
    Loader,
    LoadOptions,
    RefusedError,
    Source,
    Tally,
    choose_loader,
    make_loader,
    rejected,
)
from kg.records import Document, DocumentFacts, Event, Rejection, Report, Tie

MAX_DEPTH = 5
MAX_CHARACTERS = 1_000_000

Leaf = Document | Event | Report | DocumentFacts | Tie | Rejection | Deletion | Tally


class Reader:
    """Reads a source down to its documents and events.

    Args:
        options: What the user said about all inputs.
        kind: Loader that the user named; containers are still opened and it reads what they hold.
        fetcher: Fetches links; without it links are rejected.
    """

    def __init__(self, options: LoadOptions, kind: str | None = None, fetcher: Fetcher | None = None) -> None:
        self.options = options
        self.kind = kind
        self.fetcher = fetcher

    def records(self, source: Source) -> Iterator[tuple[str, Leaf]]:
        """All records with the name of the loader that read them.

        Raises:
            InputError: The source is bad as a whole. Bad members are yielded as rejections.
        """
        yield from self._read(source, 0)

    def _loader(self, source: Source) -> Loader:
        if self.kind is None:
            return choose_loader(source)
        named = make_loader(self.kind)
        if getattr(named, "container", False):
            return named
        try:
            guessed = choose_loader(source)
        except InputError:
            return named
        return guessed if getattr(guessed, "container", False) else named

    def _read(self, source: Source, depth: int) -> Iterator[tuple[str, Leaf]]:
        if not source.head:
            raise InputError("empty", where=source.name)
        loader = self._loader(source)
        try:
            for record in loader.load(source, self.options):
                if isinstance(record, Source | Link):
                    yield from self._inner(record, depth + 1, loader.name)
                else:
                    yield loader.name, _checked(record, source.name)
        except (InputError, OSError, EOFError) as error:
            if isinstance(error, InputError):
                raise
            raise InputError(f"cannot be read to its end: {_brief(error)}", where=source.name) from error

    def _inner(self, record: Source | Link, depth: int, container: str) -> Iterator[tuple[str, Leaf]]:
        name = record.url if isinstance(record, Link) else record.name
        try:
            if depth > MAX_DEPTH:
                raise InputError(f"nested more than {MAX_DEPTH} deep", where=name)
            if isinstance(record, Source):
                yield from self._read(record, depth)
            elif self.fetcher is None:
                raise InputError("a link, and links are not followed here", where=name)
            else:
                with self.fetcher.fetch(record.url) as fetched:
                    yield from self._read(_told(fetched, record), depth)
        except RefusedError:
            raise
        except InputError as error:
            yield container, rejected(error, name)


def _checked(record: Leaf, name: str) -> Leaf:
    """The record, or why it is none: a text that is empty or too long."""
    if isinstance(record, Document):
        if not record.text.strip():
            return Rejection(source=name, reason="no text")
        if len(record.text) > MAX_CHARACTERS:
            reason = f"a text of {len(record.text):,} characters, more than {MAX_CHARACTERS:,}"
            return Rejection(source=name, reason=reason)
    return record


def _told(source: Source, link: Link) -> Source:
    return Source(
        name=source.name,
        stream=source.stream,
        head=source.head,
        path=source.path,
        url=source.url,
        media_type=source.media_type,
        known={**link.known, **source.known},
    )


def _brief(error: BaseException) -> str:
    lines = str(error).strip().splitlines()
    return lines[0][:200] if lines else type(error).__name__
