"""What the commands ``ingest``, ``extract`` and ``watch`` share: options from words, tools, progress."""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import UsageError
from kg.ingest.inputs import Fetcher
from kg.ingest.pool import ExtractorLike, MakeExtractor
from kg.ingest.rules import rules_of
from kg.ingest.run import IngestOptions, Reporter
from kg.ingest.summary import Summary, several
from kg.loading import LoadOptions, make_loader

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID


EXIT_STOPPED = 130


@dataclass(frozen=True, slots=True)
class Tools:
    """What a run needs besides its options."""

    make: MakeExtractor
    fetcher: Fetcher
    reporter: Reporter


@cache
def make_extractor(model: str | None, actors: tuple[Path, ...], min_confidence: float) -> ExtractorLike:
    """The extractor of a process."""
    from kg.extract import Extractor

    return Extractor(model, actors, min_confidence)


def checked_date(name: str, value: str | None) -> str | None:
    """An ISO 8601 date as given, cut to any precision.

    Raises:
        UsageError: It is no date.
    """
    from datetime import date

    if value is None:
        return None
    try:
        date.fromisoformat(value + {4: "-01-01", 7: "-01"}.get(len(value), ""))
    except ValueError:
        raise UsageError(f"--{name} {value!r} is no date", hint="write it as 2022-01-26, 2022-01 or 2022") from None
    return value


def parse_mapping(pairs: Sequence[str] | None) -> dict[str, str]:
    """``text=body,published=date`` as a mapping from field to column.

    Raises:
        UsageError: Not of that form.
    """
    mapping: dict[str, str] = {}
    for pair in (part for word in pairs or () for part in word.split(",")):
        field, equals, column = pair.partition("=")
        if not (equals and field.strip() and column.strip()):
            raise UsageError(f"--map {pair!r} is not FIELD=COLUMN", hint="such as --map text=body,published=date")
        mapping[field.strip()] = column.strip()
    return mapping


def make_options(
    *,
    kind: str | None = None,
    jobs: int = 1,
    since: str | None = None,
    mapping: Sequence[str] | None = None,
    published: str | None = None,
    publisher: str | None = None,
    encoding: str | None = None,
    follow: bool = False,
    rejected: Path | None = None,
    model: str | None = None,
    actors: Sequence[Path] | None = None,
    min_confidence: float = 0.0,
    all_candidates: bool = False,
    reread: bool = False,
) -> IngestOptions:
    """Options of a run from what stands on the command line.

    Raises:
        UsageError: A value makes no sense.
    """
    columns = parse_mapping(mapping)
    if kind is None and {"source", "target"} <= columns.keys():
        kind = "dyads"
    if kind is not None:
        make_loader(kind)
    if encoding is not None:
        try:
            "".encode(encoding)
        except LookupError:
            raise UsageError(f"unknown encoding {encoding!r}", hint="such as utf-8, cp1252, utf-16") from None
    for folder in actors or ():
        if not folder.is_dir():
            raise UsageError("no such folder of actor files", where=str(folder))
    return IngestOptions(
        load=LoadOptions(
            published=checked_date("published", published),
            since=checked_date("since", since),
            encoding=encoding,
            publisher=publisher,
            mapping=columns,
            follow=follow,
        ),
        kind=kind,
        jobs=jobs,
        rejected=rejected,
        all_candidates=all_candidates,
        rules=rules_of(model, actors or (), min_confidence),
        reread=reread,
    )


class _Lines:
    """Where standard error is no terminal: a line now and then, so that a log shows that the run is alive."""

    EVERY_SECONDS = 30.0

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._begun = self._last = clock()

    def reading(self, name: str) -> None:
        """Nothing; the summary tells."""

    def progress(self, position: int, total: int, summary: Summary) -> None:
        """A line every half minute of a run: share of the bytes, counts, rate, and time left."""
        now = self._clock()
        if not summary.inputs:
            self._begun = self._last = now
        if now - self._last < self.EVERY_SECONDS:
            return
        self._last = now
        took = now - self._begun
        share = f"{100 * position / total:.0f} %, " if total else ""
        rate = f"{_records(summary):,} records ({_records(summary) / took:,.1f}/s)"
        left = f", about {took * (total - position) / position / 60:,.0f} min left" if 0 < position < total else ""
        sys.stderr.write(f"{share}{several(summary.inputs, 'input')}, {rate}, {summary.rejected:,} set aside{left}\n")


def _records(summary: Summary) -> int:
    return summary.total("documents") + summary.total("events") + summary.total("ties")


# Name, bar, counts, rate and time left together fit into 80 columns.
_NAME = 20


class _Bar:
    """On a terminal: a bar with rate and time left."""

    def __init__(self, progress: Progress, task: TaskID) -> None:
        self._progress, self._task = progress, task

    def reading(self, name: str) -> None:
        """Show the input's name, or its end."""
        self._progress.update(self._task, description=name if len(name) <= _NAME else "…" + name[1 - _NAME :])

    def progress(self, position: int, total: int, summary: Summary) -> None:
        """Move the bar."""
        self._progress.update(
            self._task,
            completed=position,
            total=total or None,
            records=f"{_records(summary):,} records, {summary.distinct_events + summary.total('events'):,} events",
        )


@contextmanager
def open_reporter() -> Iterator[Reporter]:
    """A progress bar on a terminal, lines elsewhere; all on standard error."""
    if not sys.stderr.isatty():
        yield _Lines()
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
        TransferSpeedColumn,
    )

    with Progress(
        TextColumn("{task.description}"),
        BarColumn(bar_width=10),
        TextColumn("{task.fields[records]}"),
        TransferSpeedColumn(),
        TimeRemainingColumn(compact=True),
        console=Console(stderr=True),
        transient=True,
    ) as progress:
        yield _Bar(progress, progress.add_task("", total=None, records=""))


@contextmanager
def run_command(
    model: str | None,
    actors: Sequence[Path] | None,
    min_confidence: float,
    *,
    allow_private: bool = False,
    keep: bool = False,
) -> Iterator[Tools]:
    """The tools of one command, closed at its end; ``keep`` keeps answers from the web between runs."""
    from kg.loaders.web import WebFetcher
    from kg.settings import load_settings

    folder = load_settings().home / "web" if keep else None
    interrupt = _Interrupt()
    try:
        with WebFetcher(allow_private=allow_private, cache=folder) as fetcher, open_reporter() as reporter:
            yield Tools(partial(make_extractor, model, tuple(actors or ()), min_confidence), fetcher, reporter)
    except (Exception, KeyboardInterrupt):
        # A signal lands anywhere, also in the driver's buffers: what breaks after it is its consequence.
        if not interrupt.seen:
            raise
        sys.stderr.write("stopped: what was written is kept; the same command goes on from there\n")
        sys.stderr.flush()
        raise SystemExit(EXIT_STOPPED) from None


class _Interrupt:
    """Turns Ctrl-C and the request to end into KeyboardInterrupt, and remembers that one came."""

    def __init__(self) -> None:
        self.seen = False
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._raise)

    def _raise(self, _number: int, _frame: object) -> None:
        self.seen = True
        raise KeyboardInterrupt
