"""What a loader is: a named reader of one format, found through the entry point group ``kg.loaders``.

A loader turns one input into records and knows nothing of language processing or databases. Bad parts of an input
are yielded as ``Rejection`` and the rest goes on; an input that is bad as a whole raises ``InputError``.

A container (archive, web archive, sitemap, feed) yields what it holds as ``Source`` (bytes at hand) or ``Link``
(to be fetched); whoever drives the loaders reads these with the loader that fits each.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Protocol, cast, runtime_checkable

from kg.errors import InputError
from kg.ids import document_id
from kg.records import Document, DocumentFacts, Event, Rejection, Report, Tie
from kg.registry import Registry

LOADERS = Registry("kg.loaders", "format")

HEAD_BYTES = 65536


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One input: a file, a member of an archive, a response, or standard input.

    ``name`` is what messages call it; ``path`` is None where there is no file; ``stream`` is opened by the caller,
    binary, positioned at the start and may not be seekable; ``head`` holds its first bytes (at most 64 KiB). The
    stream of a member is valid until the next one is asked for. ``media_type`` is what a server or mail said it is;
    ``known`` is what the surroundings tell of its documents (title, published, publisher, language) and counts where
    the content does not say.
    """

    name: str
    stream: BinaryIO
    head: bytes
    path: Path | None = None
    url: str | None = None
    media_type: str | None = None
    known: Mapping[str, str] = field(default_factory=dict)

    @property
    def suffix(self) -> str:
        """The file name's ending, lower case, with its dot; empty where there is none."""
        return PurePosixPath(self.name.replace("\\", "/")).suffix.lower()


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An address that a feed or sitemap names, and what it tells of the page (as ``Source.known``)."""

    url: str
    known: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Deletion:
    """The maker of a data set has withdrawn this row; ``withdrawn`` is when (ISO 8601, UTC).

    Versions of the row that are no later stay out of the graph, whenever they are read.
    """

    dataset: str
    dataset_id: str
    withdrawn: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Rows that were read and become no record of their own, such as votes that are counted; ``what`` says which."""

    what: str
    number: int = 1


class RefusedError(InputError):
    """An input that looks made to do harm; nothing more of the outermost input it is part of is read."""


Record = Document | Event | Report | DocumentFacts | Tie | Rejection | Deletion | Tally | Source | Link


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadOptions:
    """What the user said about all inputs.

    ``published`` and ``since`` are ISO 8601 dates; ``since`` lets a loader skip older records early (whoever drives it
    checks again). ``mapping`` is field -> column of the input. ``follow``: feeds yield links to the articles instead
    of their own text. ``max_bytes`` bounds what one input may unpack to.
    """

    published: str | None = None
    encoding: str | None = None
    publisher: str | None = None
    mapping: Mapping[str, str] = field(default_factory=dict)
    since: str | None = None
    follow: bool = False
    max_bytes: int = 2 * 1024**3


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


def make_document(
    text: str,
    source: Source,
    options: LoadOptions,
    loader: str,
    *,
    title: str | None = None,
    url: str | None = None,
    publisher: str | None = None,
    published: str | None = None,
    language: str | None = None,
) -> Document:
    """A document of an input: what the user said wins, then what the content says, then what its surroundings tell."""
    known = source.known
    return Document(
        id=document_id(text),
        text=text,
        title=title or known.get("title"),
        url=url or source.url,
        publisher=options.publisher or publisher or known.get("publisher"),
        published=options.published or published or known.get("published"),
        language=language or known.get("language"),
        loader=loader,
    )


def rejected(error: InputError, name: str) -> Rejection:
    """The rejection of an input, or of a member of one, that cannot be read.

    Args:
        error: Why; its hint is told as well.
        name: What it is called, where the error does not say.
    """
    return Rejection(source=error.where or name, reason=f"{error.what} ({error.hint})" if error.hint else error.what)


def read_all(source: Source, limit: int) -> bytes:
    """The whole content of an input that has to be read at once.

    Raises:
        InputError: It is larger than ``limit`` bytes.
    """
    data = source.stream.read(limit + 1)
    if len(data) > limit:
        raise InputError(f"larger than {limit // 1024**2} MB", where=source.name)
    return data


# Found beside articles in folders and archives and never articles themselves; a file named outright is always read.
_NO_ARTICLE = frozenset(
    ".py .pyc .js .css .yaml .yml .toml .ini .cfg .sh .cypher .lock .sqlite .bib .tex .r .do .ipynb"
    " .png .jpg .jpeg .gif .svg .webp .ico .mp3 .mp4 .wav .mov .woff .woff2 .ttf".split()
)
_NO_ARTICLE_NAMES = ("readme", "license", "licence", "changelog", "contributing", "makefile", "rejected.jsonl")


def passed_over(name: str) -> bool:
    """Whether a file of a folder or archive is, by its name, no article: code, pictures, README, hidden files."""
    path = PurePosixPath(name.replace("\\", "/"))
    if any(part.startswith((".", "__")) and part not in (".", "..") for part in path.parts):
        return True
    return path.suffix.lower() in _NO_ARTICLE or path.name.lower().startswith(_NO_ARTICLE_NAMES)


@contextmanager
def seekable(source: Source, limit: int) -> Iterator[BinaryIO]:
    """A stream of the input that can seek: its own, or a copy in a temporary file.

    Raises:
        InputError: It is larger than ``limit`` bytes.
    """
    if source.stream.seekable():
        yield source.stream
        return
    with tempfile.SpooledTemporaryFile(max_size=8 * 1024**2) as copy:
        size = 0
        while chunk := source.stream.read(1024**2):
            size += len(chunk)
            if size > limit:
                raise InputError(f"larger than {limit // 1024**2} MB", where=source.name)
            copy.write(chunk)
        copy.seek(0)
        yield cast(BinaryIO, copy)


def choose_loader(source: Source, name: str | None = None) -> Loader:
    """The loader for an input: the named one, else the one that is most sure.

    Raises:
        UsageError: No loader has that name.
        InputError: No loader recognises the input.
    """
    if name is not None:
        return make_loader(name)
    best, sure = None, 0.0
    for candidate in LOADERS.names():
        loader = make_loader(candidate)
        score = loader.sniff(source)
        if score > sure:
            best, sure = loader, score
    if best is None:
        raise InputError("no loader knows this kind of file", where=source.name, hint="name it with --format")
    return best


def make_loader(name: str) -> Loader:
    """The loader registered under that name (a class without arguments, or an instance)."""
    found = LOADERS.get(name)
    loader: Loader = found() if isinstance(found, type) else found
    return loader
