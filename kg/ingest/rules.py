"""What decides what is found in an input, as one value: two readings under the same rules find the same."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from pathlib import Path

from kg import __version__

# Lexicon, ontology and actors; the language components and the learned models; how data sets are mapped.
_PACKAGES = ("kg.schema", "kg.nlp", "kg.arbiter", "kg.actors", "kg.loaders")


def rules_of(model: str | None, actors: Sequence[Path], min_confidence: float) -> str:
    """The rules of this installation with these options.

    Args:
        model: spaCy model that the user named.
        actors: The user's folders of actor files.
        min_confidence: Below which events are dropped.
    """
    digest = hashlib.sha256(_installed().encode())
    for part in (str(model), _version(str(model)), repr(min_confidence), *map(digest_of, actors)):
        digest.update(part.encode() + b"\0")
    return digest.hexdigest()


@cache
def _installed() -> str:
    digest = hashlib.sha256(f"{__version__} {_version('spacy')}".encode())
    for package in _PACKAGES:
        digest.update(digest_of(Path(str(files(package)))).encode())
    return digest.hexdigest()


def _version(package: str) -> str:
    try:
        return version(package)
    except (PackageNotFoundError, ValueError):
        return ""


def digest_of(folder: Path) -> str:
    """A hash of the names and contents of a folder's files."""
    digest = hashlib.sha256()
    for path in _files(folder):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def _files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            yield path
