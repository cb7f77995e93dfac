"""Keeps a graph current: looks at its inputs again and again and reads what is new or changed."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from kg.ingest.inputs import Found, Input, find_inputs
from kg.ingest.summary import Summary, several

# A file that changed this recently may still be being written; the next round takes it.
SETTLE_SECONDS = 2.0

Stamp = tuple[int, int]


class Watcher:
    """Finds what has to be looked at in each round.

    Args:
        words: Files, folders, globs, addresses.
        clock: The time, seconds since the epoch.
    """

    def __init__(self, words: Sequence[str], clock: Callable[[], float] = time.time) -> None:
        self._words = words
        self._clock = clock
        self._stamps: dict[str, Stamp] = {}
        self._told: set[str] = set()

    def due(self) -> Found:
        """Addresses, always, and files that are new or have changed since the round before.

        A name that leads nowhere is told once, and taken up when it appears.
        """
        found = find_inputs(self._words)
        inputs = tuple(item for item in found.inputs if item.path is None or self._changed(item))
        fresh = tuple(rejection for rejection in found.rejected if rejection.source not in self._told)
        self._told = {rejection.source for rejection in found.rejected}
        return replace(found, inputs=inputs, rejected=fresh)

    def _changed(self, item: Input) -> bool:
        assert item.path is not None  # noqa: S101 - callers look
        try:
            status = item.path.stat()
        except OSError:
            return False
        if self._clock() - status.st_mtime < SETTLE_SECONDS:
            return False
        stamp = (status.st_mtime_ns, status.st_size)
        if self._stamps.get(item.name) == stamp:
            return False
        self._stamps[item.name] = stamp
        return True

    def look_again(self, names: Iterable[str]) -> None:
        """Look at these files again in the next round: what they wait for may stand in a file that is to come."""
        for name in names:
            self._stamps.pop(name, None)

    def forget(self) -> None:
        """Look at every file again in the next round: the last one did not come to its end."""
        self._stamps.clear()


def round_line(summary: Summary, when: str) -> str | None:
    """What a round did as one line, or None where nothing happened."""
    if not summary.changed and not summary.rejected:
        return None
    parts = [
        several(number, noun)
        for number, noun in (
            (summary.total("documents"), "new document"),
            (summary.distinct_events + summary.total("events"), "event"),
            (summary.total("reports"), "report"),
            (summary.total("ties"), "tie"),
        )
        if number
    ]
    parts += [
        f"{number:,} {what}"
        for number, what in (
            (summary.near_duplicates, "nearly the same as others"),
            (summary.retracted, "replace an older version"),
            (summary.rejected, "set aside"),
        )
        if number
    ]
    return f"{when}  {', '.join(parts)}"
