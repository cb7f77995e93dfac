"""A slice that is read once and handed out twice: first its actors, then its events, in bounded memory."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO

from kg.analysis.loading import no_events, read_slice_actors, stream_slice
from kg.analysis.records import SliceActor, SliceEvent
from kg.analysis.selection import Selection
from kg.errors import KgError
from kg.files import drop_rest
from kg.progress import watched
from kg.store import Store


@dataclass(frozen=True, slots=True)
class SpooledSlice:
    """A slice on disk. Memory holds only the actors, by id in the order of ids; ``size`` is the number of events."""

    selection: Selection
    size: int
    actors: dict[str, SliceActor]
    _file: IO[str]

    def events(self) -> Iterator[SliceEvent]:
        """All events, from the first, in the order in which the database gave them."""
        self._file.seek(0)
        for line in self._file:
            yield SliceEvent(*json.loads(line))


@contextmanager
def spooled_slice(store: Store, selection: Selection) -> Iterator[SpooledSlice]:
    """Read a slice in one pass to a temporary file, which goes with the block.

    Raises:
        UsageError: Something named is unknown, or nothing passes.
        KgError: There is no room for the file.
    """
    with tempfile.TemporaryFile("w+", encoding="utf-8") as file:
        ids: set[str] = set()
        size = 0
        try:
            for event in watched(stream_slice(store, selection), "events read"):
                size += 1
                ids.update((event.source, event.target))
                file.write(json.dumps(event) + "\n")
            file.flush()
        except OSError as error:
            drop_rest(file)
            raise KgError(
                f"a temporary file cannot be written: {error.strerror}",
                where=tempfile.gettempdir(),
                hint="TMPDIR=FOLDER names another place",
            ) from error
        if not size:
            raise no_events(store)
        yield SpooledSlice(selection, size, read_slice_actors(store, ids), file)
