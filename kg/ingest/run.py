"""One run: read the inputs, extract, hand over batch by batch, and remember what the sink has acknowledged."""

from __future__ import annotations

import contextlib
from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

from kg.errors import InputError
from kg.ingest.batch import Batch, Refusal, Sink
from kg.ingest.dedupe import NearDuplicates
from kg.ingest.held import HeldReports
from kg.ingest.inputs import Fetcher, Found, Input, content_hash, find_inputs, open_input
from kg.ingest.pool import MakeExtractor, PoolRunner, SerialRunner
from kg.ingest.reading import Leaf, Reader
from kg.ingest.state import State, fingerprint
from kg.ingest.summary import RECORD_NAMES, RejectedFile, Summary
from kg.loading import Deletion, LoadOptions, Source, Tally, rejected
from kg.records import Document, DocumentFacts, Event, Extraction, Rejection, Report, Tie


@dataclass(frozen=True, slots=True, kw_only=True)
class IngestOptions:
    """How to run.

    ``rules`` stands for what decides what is found (``kg.ingest.rules``). Inputs that were read under other rules are
    left alone, unless ``reread`` is set.
    """

    load: LoadOptions = field(default_factory=LoadOptions)
    kind: str | None = None
    jobs: int = 1
    rejected: Path | None = None
    all_candidates: bool = False
    rules: str = ""
    reread: bool = False


class Reporter(Protocol):
    """Who is told how far the run is."""

    def reading(self, name: str) -> None:
        """An input is opened."""
        ...

    def progress(self, position: int, total: int, summary: Summary) -> None:
        """Everything before ``position`` of ``total`` bytes is written; ``total`` grows while addresses are read."""
        ...


class _Silent:
    def reading(self, name: str) -> None:
        """Say nothing."""

    def progress(self, position: int, total: int, summary: Summary) -> None:
        """Say nothing."""


class _Run:
    def __init__(
        self,
        options: IngestOptions,
        make: MakeExtractor,
        sink: Sink,
        state: State,
        fetcher: Fetcher | None,
        reporter: Reporter,
    ) -> None:
        self.options, self.make, self.sink, self.state = options, make, sink, state
        self.fetcher, self.reporter = fetcher, reporter
        self.summary = Summary(run=sink.run)
        self.reader = Reader(options.load, options.kind, fetcher)
        self.near = NearDuplicates(state)
        self.rejected = RejectedFile(options.rejected)
        load = options.load
        self.settings = fingerprint(
            options.kind,
            [load.published, load.encoding, load.publisher, load.since, load.follow],
            dict(load.mapping),
        )
        self.seen: dict[bytes, str] = {}
        self.pages: dict[tuple[str, str], tuple[str, int]] = {}
        self.reports = HeldReports()
        self.reporting: dict[str, str] = {}
        self.origins: dict[str, str] = {}
        # Keys of inputs of which something is left to do, and of such as hold what was read under other rules.
        self.incomplete: set[str] = set()
        self.outdated: set[str] = set()
        self.position = self.total = 0

    def reject(self, rejection: Rejection, loader: str | None = None) -> None:
        self.summary.reject(rejection)
        if loader is not None:
            self.summary.count(loader, "rejected")
        self.rejected.write(rejection)

    def batches(self, inputs: Iterable[Input]) -> Iterator[Batch]:
        """All records; reports come last, since the events that they report may stand in any input."""
        batch = Batch()
        for found in inputs:
            self.summary.inputs += 1
            batch = yield from self.read(found, batch)
            self.position += found.size or 0
        for key, loader, report in self.reports.all():
            self.add(batch, key, loader, report)
            if batch.full():
                batch.position = self.position
                yield batch
                batch = Batch()
        batch.finished += self.reports.finished
        batch.position = self.position
        yield batch

    def read(self, found: Input, batch: Batch) -> Generator[Batch, None, Batch]:
        """Fill batches from an input with all but its reports, which are held; gives back the last batch."""
        self.reporter.reading(found.name)
        before, held = self.position, len(self.reports)
        try:
            with open_input(found, self.fetcher, self.options.load.max_bytes) as source:
                key = fingerprint("input", Path(found.name).name, content_hash(source), self.settings)
                if self.known(key):
                    self.summary.unchanged += 1
                    self.summary.other_rules += self.state.rules_of(key) != self.options.rules
                    return batch
                for loader, record in self.reader.records(source):
                    if isinstance(record, Report):
                        self.reporting[key] = found.name
                        self.reports.hold(key, loader, record)
                        continue
                    self.add(batch, key, loader, record)
                    if batch.full():
                        batch.position = self.position = before + _position(source, found)
                        yield batch
                        batch = Batch()
            (batch if len(self.reports) == held else self.reports).finished.append(key)
        except InputError as error:
            self.reject(rejected(error, found.name))
        finally:
            self.position = before
        return batch

    def known(self, key: str) -> bool:
        """Whether an input or document was read before and need not be read again."""
        rules = self.state.rules_of(key)
        return rules is not None and (rules == self.options.rules or not self.options.reread)

    def add(self, batch: Batch, origin: str, loader: str, record: Leaf) -> None:
        since = self.options.load.since
        if isinstance(record, Rejection):
            self.reject(record, loader)
            return
        if isinstance(record, Tally):
            self.summary.count(loader, record.what, record.number)
            return
        stated = _stated(record)
        if since and stated and older(stated, since):
            self.summary.older += 1
            return
        if isinstance(record, Document):
            self.add_document(batch, origin, loader, record)
            return
        self.summary.count(loader, RECORD_NAMES[type(record)])
        rows = batch.rows
        if isinstance(record, Event):
            rows.events.append(record)
        elif isinstance(record, Report):
            self.origins[record.source] = origin
            rows.reports.append(record)
        elif isinstance(record, DocumentFacts):
            rows.facts.append(record)
        elif isinstance(record, Tie):
            rows.ties.append(record)
        else:
            rows.deletions.append(record)

    def add_document(self, batch: Batch, origin: str, loader: str, document: Document) -> None:
        key = fingerprint(
            "document", document.id, document.title, document.url, document.publisher, document.published, self.settings
        )
        short = bytes.fromhex(document.id[:16])
        batch.parts += ((document.id, key), (document.id, origin))
        superseded = self.superseded(loader, document)
        if superseded is None and (key == self.seen.get(short) or self.known(key)):
            if self.state.rules_of(key) not in (None, self.options.rules):
                self.outdated.add(origin)
            self.summary.count(loader, "exact_duplicates")
            self.summary.exact_duplicates += 1
            return
        # The same text with another title or address adds these to the document that there is.
        again = short in self.seen
        self.seen[short] = key
        like, signature = self.near.check(document)
        readings = set() if again else self.state.readings(document.id)
        if readings and self.options.rules not in readings:
            # Its first reading under these rules takes the place of what others gave; a copy with another date adds.
            batch.superseded[document.id] = document.id
        if superseded is not None:
            batch.superseded[document.id] = superseded
            like = tuple(other for other in like if other != superseded)
            self.summary.retracted += 1
        if document.url is not None and _is_page(document.url):
            self.pages[document.url, loader] = (document.id, self.summary.inputs)
            batch.pages[document.url, loader] = document.id
        if signature is not None:
            self.near.remember(signature)
            batch.signatures.append(signature)
        if like:
            self.summary.near_duplicates += 1
            document = replace(document, near_duplicates=like)
        self.summary.count(loader, "exact_duplicates" if again else "documents")
        self.summary.exact_duplicates += again
        batch.documents.append(document)
        batch.origins.append((key, origin))
        batch.characters += len(document.text)

    def superseded(self, loader: str, document: Document) -> str | None:
        """The document that this one replaces: an earlier text from the same address, but not from the same input."""
        if document.url is None or not _is_page(document.url):
            return None
        place = (document.url, loader)
        earlier, read_in = self.pages.get(place) or (self.state.version_of(*place), None)
        return earlier if earlier != document.id and read_in != self.summary.inputs else None

    def write(self, batch: Batch, outcomes: Sequence[Extraction | Rejection]) -> None:
        extractions = [outcome for outcome in outcomes if isinstance(outcome, Extraction)]
        if extractions or len(batch.rows):
            written = {extraction.document.id for extraction in extractions}
            superseded = [old for new, old in batch.superseded.items() if new in written]
            for refusal in self.sink.write(extractions, batch.rows, superseded):
                self.refused(refusal)
        for extraction in extractions:
            self.summary.model = self.summary.model or extraction.model
            for event in extraction.events:
                self.summary.found(event)
        done: dict[str, str] = {}
        for (key, origin), outcome in zip(batch.origins, outcomes, strict=True):
            if isinstance(outcome, Rejection):
                self.reject(outcome)
                self.incomplete.add(origin)
            else:
                done[key] = self.options.rules
        # What is incomplete is tried again: events that are reported may come, a text be readable to other rules.
        for key in batch.finished:
            if key not in self.incomplete:
                done[key] = "" if key in self.outdated else self.options.rules
        self.state.acknowledge(self.sink.run, done, batch.pages, batch.signatures, batch.parts)
        for signature in batch.signatures:
            self.near.release(signature)
        self.reporter.progress(batch.position, self.total, self.summary)

    def refused(self, refusal: Refusal) -> None:
        record = refusal.record
        loader = (record.document.loader if record.document else None) or record.dataset or ""
        self.summary.count(loader, RECORD_NAMES[type(record)], -1)
        self.reject(refusal.rejection, loader)
        if isinstance(record, Report):
            origin = self.origins[record.source]
            self.incomplete.add(origin)
            self.summary.waiting.add(self.reporting[origin])


def _position(source: Source, found: Input) -> int:
    try:
        return min(source.stream.tell(), found.size or 0)
    except (OSError, ValueError):
        return 0


def _stated(record: Document | Event | Report | DocumentFacts | Tie | Deletion) -> str | None:
    """The date that ``--since`` compares: of publication, of the event, or the last one of a standing relation."""
    if isinstance(record, Document):
        return record.published
    return record.date if isinstance(record, Event) else record.until if isinstance(record, Tie) else None


def _is_page(url: str) -> bool:
    # Pages saved without an address of their own often name the front page of their site.
    return urlsplit(url).path.strip("/") != ""


def older(stated: str, since: str) -> bool:
    """Whether a date, cut to any precision, lies wholly before another."""
    return stated[: len(since)] < since[: len(stated)]


def run(
    words: Sequence[str] | Found,
    options: IngestOptions,
    make: MakeExtractor,
    sink: Sink,
    *,
    state: State | None = None,
    fetcher: Fetcher | None = None,
    reporter: Reporter | None = None,
) -> Summary:
    """Read the inputs and hand what they hold to the sink.

    An input counts as read only after the sink has taken all of it, so a run that is interrupted or killed at any
    point can be started again and goes on where it was. The order of what the sink gets does not depend on ``jobs``.

    Args:
        words: Files, folders, globs, addresses, ``-``; or what ``find_inputs`` made of them.
        options: How to run.
        make: Makes an extractor; called only where there is text, and once a process.
        sink: Where records go.
        state: What was read before; nothing by default.
        fetcher: For addresses.
        reporter: Is told how far the run is.

    Returns:
        The counts. Inputs that were set aside are in it, and in ``options.rejected``.
    """
    memory = State() if state is None else state
    task = _Run(options, make, sink, memory, fetcher, reporter or _Silent())
    found = words if isinstance(words, Found) else find_inputs(words)
    task.summary.skipped = found.skipped
    task.total = sum(item.size or 0 for item in found.inputs)
    task.reporter.progress(0, task.total, task.summary)
    with contextlib.ExitStack() as stack:
        stack.callback(task.rejected.close)
        stack.callback(task.reports.close)
        for rejection in found.rejected:
            task.reject(rejection)
        runner = (
            PoolRunner(make, options.all_candidates, options.jobs)
            if options.jobs > 1
            else SerialRunner(make, options.all_candidates)
        )
        try:
            for batch, outcomes in runner.over(task.batches(found.inputs), lambda batch: batch.documents):
                task.write(batch, outcomes)
        except BaseException:
            runner.close(cancel=True)
            raise
        runner.close()
    task.summary.stop()
    if task.summary.rejected:
        task.summary.rejected_path = task.rejected.path
        task.summary.rejected_problem = task.rejected.problem
    return task.summary
