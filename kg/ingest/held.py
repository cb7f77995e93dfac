"""Reports that wait until all inputs are read, since the events that they report may stand in any of them."""

from __future__ import annotations

import pickle
import tempfile
from collections.abc import Iterator

from kg.records import Report

_SPOOL_BYTES = 8 * 1024**2


class HeldReports:
    """Keeps reports in a temporary file, so that memory is bounded; ``finished`` are keys of inputs read to their end.

    An input may be standard input or an address, which cannot be read twice.
    """

    def __init__(self) -> None:
        self.finished: list[str] = []
        self._file = tempfile.SpooledTemporaryFile(max_size=_SPOOL_BYTES)  # noqa: SIM115 - as long as the run
        self._number = 0

    def __len__(self) -> int:
        return self._number

    def hold(self, origin: str, loader: str, report: Report) -> None:
        """Keep a report of an input (by its key) that a loader read."""
        pickle.dump((origin, loader, report), self._file)
        self._number += 1

    def all(self) -> Iterator[tuple[str, str, Report]]:
        """All of them in the order in which they came."""
        self._file.seek(0)
        for _ in range(self._number):
            yield pickle.load(self._file)  # noqa: S301 - our own file

    def close(self) -> None:
        """Let them go."""
        self._file.close()
