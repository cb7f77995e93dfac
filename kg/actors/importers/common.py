"""What importers share: codes of known countries, malformed lines, reading and writing."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, cast

from kg.actors.knowledge import KnowledgeBase
from kg.actors.merging import combine
from kg.actors.model import ActorEntry
from kg.errors import InputError
from kg.records import Rejection

ENTRIES_A_FILE = 5000


class ImportContext:
    """What an importer knows besides its input.

    Args:
        base: Known actors: their Wikidata and ISO codes say which country a code means.
    """

    def __init__(self, base: KnowledgeBase) -> None:
        self.rejections: list[Rejection] = []
        self._iso2: dict[str, str] = {}
        self._wikidata: dict[str, str] = {}
        self._homes: dict[str, ActorEntry] = {}
        for entry in base:
            code = entry.id.partition(":")[2] if entry.kind == "country" else entry.codes.get("iso3")
            if code and (entry.kind == "country" or entry.status == "territory"):
                self._homes[code] = entry
                if entry.codes.get("iso2"):
                    self._iso2[entry.codes["iso2"].lower()] = code
            if entry.codes.get("wikidata"):
                self._wikidata[entry.codes["wikidata"]] = entry.id

    def reject(self, source: str, line: int | None, reason: str, content: str | None = None) -> None:
        """Set a line aside."""
        self.rejections.append(Rejection(source=source, reason=reason, line=line, content=content))

    def country(self, code: str) -> str | None:
        """ISO alpha-3 code of a state or territory in any case, also of its alpha-2 code; None for one nobody knows."""
        upper = code.strip().upper()
        if upper in self._homes:
            return upper
        return self._iso2.get(upper.lower())

    def home(self, code: str) -> ActorEntry:
        """The state or territory of an ISO alpha-3 code that ``country`` gave."""
        return self._homes[code]

    def by_wikidata(self, item: str) -> str | None:
        """Our id of a Wikidata item."""
        return self._wikidata.get(item.rpartition("/")[2])


Importer = Callable[[Path, ImportContext], Iterator[ActorEntry]]


def open_input(path: Path) -> BinaryIO:
    """The file, unpacked if its name ends in ``.gz``.

    Raises:
        InputError: It cannot be read.
    """
    try:
        return cast(BinaryIO, gzip.open(path, "rb")) if path.suffix == ".gz" else path.open("rb")
    except OSError as error:
        raise InputError(error.strerror or str(error), where=str(path)) from error


def read_text_lines(path: Path) -> Iterator[tuple[int, str]]:
    """Lines with their numbers from 1; bytes that are not UTF-8 are read as Latin-1."""
    with open_input(path) as stream:
        for number, raw in enumerate(stream, start=1):
            try:
                text = raw.decode("utf-8-sig" if number == 1 else "utf-8")
            except UnicodeDecodeError:
                text = raw.decode("latin-1")
            yield number, text.rstrip("\r\n")


def write_entries(entries: Iterable[ActorEntry], folder: Path, stem: str, source: str) -> tuple[int, list[Path]]:
    """Write entries as actor files, at most ``ENTRIES_A_FILE`` in each; those of one id are merged.

    Args:
        entries: In any order.
        folder: Made if absent.
        stem: Begin of the file names: ``STEM-001.yaml``.
        source: What the files name as the source of their facts.

    Returns:
        How many actors, and the files.
    """
    rows = combine(entries)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.glob(f"{stem}-[0-9][0-9][0-9].yaml"):
            old.unlink()
        paths = []
        for number, start in enumerate(range(0, len(rows), ENTRIES_A_FILE), start=1):
            path = folder / f"{stem}-{number:03d}.yaml"
            lines = [f"source: {json.dumps(source, ensure_ascii=False)}", "actors:"]
            # JSON is YAML's flow style: written and read a good deal faster than block style
            lines += [f"  - {json.dumps(row, ensure_ascii=False)}" for row in rows[start : start + ENTRIES_A_FILE]]
            path.write_text("\n".join(lines) + "\n", encoding="utf-8")
            paths.append(path)
    except OSError as error:
        raise InputError(error.strerror or str(error), where=str(folder)) from error
    return len(rows), paths
