"""What the user named - files, folders, globs, URLs, ``-`` - becomes a list of inputs and opened sources."""

from __future__ import annotations

import contextlib
import glob
import hashlib
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, BinaryIO, Protocol, cast

from kg.errors import InputError
from kg.loading import HEAD_BYTES, Source, passed_over
from kg.records import Rejection

SPOOL_BYTES = 8 * 1024**2
_CHUNK = 1024**2


class Fetcher(Protocol):
    """Whoever turns addresses into sources."""

    def fetch(self, url: str) -> contextlib.AbstractContextManager[Source]:
        """The content behind an address; raises ``InputError``."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """One thing to read: a file (``path``), an address (``url``), or standard input (neither)."""

    name: str
    path: Path | None = None
    url: str | None = None
    size: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What the user's words came to."""

    inputs: tuple[Input, ...]
    skipped: tuple[str, ...] = ()
    rejected: tuple[Rejection, ...] = ()


def find_inputs(words: Sequence[str]) -> Found:
    """Resolve what the user named, in that order and folders sorted; each file once.

    A folder gives its files at any depth, but no hidden ones, and none whose name says that they are no article.
    A name that leads nowhere and a folder without files are rejected; the others go on.
    """
    inputs: dict[str, Input] = {}
    skipped: list[str] = []
    rejected: list[Rejection] = []
    for word in words:
        if word == "-":
            inputs.setdefault("-", Input(name="standard input"))
        elif word.startswith(("http://", "https://")):
            inputs.setdefault(word, Input(name=word, url=word))
        else:
            for path in _paths(word, rejected):
                if path.is_dir():
                    _add_folder(path, inputs, skipped, rejected)
                else:
                    _add_file(path, inputs)
    return Found(inputs=tuple(inputs.values()), skipped=tuple(skipped), rejected=tuple(rejected))


def _paths(word: str, rejected: list[Rejection]) -> list[Path]:
    path = Path(word).expanduser()
    try:
        if path.exists():
            return [path]
    except OSError as error:
        rejected.append(_closed(word, error))
        return []
    if glob.has_magic(word):
        matches = sorted(glob.glob(str(path), recursive=True))
        if not matches:
            rejected.append(Rejection(source=word, reason="no file matches"))
        return [Path(match) for match in matches]
    near = " (a broken link)" if path.is_symlink() else ""
    rejected.append(Rejection(source=word, reason=f"no such file or folder{near}"))
    return []


def _add_file(path: Path, inputs: dict[str, Input]) -> None:
    size = path.stat().st_size if path.is_file() else None
    inputs.setdefault(str(path.resolve()), Input(name=str(path), path=path, size=size))


def _add_folder(folder: Path, inputs: dict[str, Input], skipped: list[str], rejected: list[Rejection]) -> None:
    before, told = len(inputs), len(rejected)
    for root, folders, names in os.walk(
        folder, onerror=lambda error: rejected.append(_closed(str(error.filename), error))
    ):
        folders[:] = sorted(name for name in folders if not name.startswith((".", "__")))
        for name in sorted(names):
            path = Path(root) / name
            if name.startswith("."):
                continue
            if passed_over(name):
                skipped.append(str(path))
            elif path.is_file():
                _add_file(path, inputs)
    if len(inputs) == before and len(rejected) == told:
        rejected.append(Rejection(source=str(folder), reason="no readable files in this folder"))


def _closed(name: str, error: OSError) -> Rejection:
    return Rejection(source=name, reason=f"cannot be opened: {error.strerror}")


def make_source(stream: IO[bytes], name: str, path: Path | None = None, url: str | None = None) -> Source:
    """A source over a seekable stream that stands at its start."""
    head = stream.read(HEAD_BYTES)
    stream.seek(0)
    return Source(name=name, stream=cast(BinaryIO, stream), head=head, path=path, url=url)


@contextlib.contextmanager
def open_input(found: Input, fetcher: Fetcher | None, limit: int) -> Iterator[Source]:
    """Open an input for reading; its stream is seekable.

    Args:
        found: Which.
        fetcher: Needed for addresses.
        limit: Bytes that standard input or a pipe may hold.

    Raises:
        InputError: It cannot be opened, or is larger than the limit.
    """
    if found.url is not None:
        if fetcher is None:
            raise InputError("addresses are not fetched here", where=found.name)
        with fetcher.fetch(found.url) as source:
            yield source
    elif found.path is not None and found.path.is_file():
        with _opened(found.path, found.name) as stream:
            yield make_source(stream, found.name, path=found.path)
    else:
        with contextlib.ExitStack() as stack:
            raw = sys.stdin.buffer if found.path is None else stack.enter_context(_opened(found.path, found.name))
            copy = stack.enter_context(tempfile.SpooledTemporaryFile(max_size=SPOOL_BYTES))
            size = 0
            while chunk := raw.read(_CHUNK):
                size += len(chunk)
                if size > limit:
                    raise InputError(f"larger than {limit // 1024**2} MB", where=found.name)
                copy.write(chunk)
            copy.seek(0)
            yield make_source(copy, found.name)


def _opened(path: Path, name: str) -> BinaryIO:
    try:
        return path.open("rb")
    except OSError as error:
        raise InputError(f"cannot be opened: {error.strerror}", where=name) from error


def content_hash(source: Source) -> str:
    """SHA-256 of the content; the stream stands at its start again afterwards.

    Raises:
        InputError: It cannot be read to its end.
    """
    digest = hashlib.sha256()
    try:
        while chunk := source.stream.read(_CHUNK):
            digest.update(chunk)
        source.stream.seek(0)
    except OSError as error:
        raise InputError(f"cannot be read to its end: {error.strerror}", where=source.name) from error
    return digest.hexdigest()
