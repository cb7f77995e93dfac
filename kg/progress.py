"""How far a long pass over a stream has come, on standard error."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")

_EVERY_SECONDS = 10.0


def watched(items: Iterable[T], what: str) -> Iterator[T]:
    """The items as they come, with a running count: a live line on a terminal, elsewhere a line every ten seconds.

    Args:
        items: What is passed through.
        what: What is counted, in the plural: ``events read``.
    """
    yield from _live(items, what) if sys.stderr.isatty() else _plain(items, what)


def _live(items: Iterable[T], what: str) -> Iterator[T]:
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.completed:.0f} {task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        yield from progress.track(items, description=what)


def _plain(items: Iterable[T], what: str) -> Iterator[T]:
    last = time.monotonic()
    for number, item in enumerate(items, start=1):
        yield item
        if number % 1000 == 0 and (now := time.monotonic()) - last > _EVERY_SECONDS:
            last = now
            _say(f"{number} {what}")


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()
