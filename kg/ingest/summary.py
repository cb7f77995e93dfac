"""What a run read, found, and set aside: counted while it runs, shown at its end."""

from __future__ import annotations

import json
import re
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TextIO

from kg.loading import Deletion
from kg.records import Document, DocumentFacts, Event, Realis, Rejection, Report, Tie, to_dict

SHOWN_TRIPLES = 40
SHOWN_REJECTIONS = 10
SHOWN_REASONS = 5
KEPT_REASONS = 200
OTHER_REASONS = "other reasons"


@dataclass(slots=True, kw_only=True)
class Summary:
    """Counts of one run. A record read is of one of ``RECORD_NAMES``."""

    run: str | None = None
    model: str | None = None
    inputs: int = 0
    unchanged: int = 0
    other_rules: int = 0
    waiting: set[str] = field(default_factory=set)
    skipped: tuple[str, ...] = ()
    by_loader: dict[str, Counter[str]] = field(default_factory=dict)
    rejected: int = 0
    rejections: list[Rejection] = field(default_factory=list)
    reasons: Counter[str] = field(default_factory=Counter)
    rejected_path: Path | None = None
    rejected_problem: str | None = None
    older: int = 0
    exact_duplicates: int = 0
    near_duplicates: int = 0
    retracted: int = 0
    mentions: int = 0
    several_sources: int = 0
    events: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    shown: list[Event] = field(default_factory=list)
    seconds: float = 0.0
    graph: str | None = None
    graph_changed: bool = True
    _shown_of: Counter[str] = field(default_factory=Counter)
    # Event id -> the one document that reports it, None once there are more.
    _first_source: dict[str, str | None] = field(default_factory=dict)
    _started: float = field(default_factory=time.monotonic)

    def count(self, loader: str, what: str, number: int = 1) -> None:
        """One more record of a loader (or, with -1, one less)."""
        self.by_loader.setdefault(loader, Counter())[what] += number

    def reject(self, rejection: Rejection) -> None:
        """A record or an input was set aside."""
        self.rejected += 1
        if len(self.rejections) < SHOWN_REJECTIONS:
            self.rejections.append(rejection)
        reason = _kind_of(rejection)
        self.reasons[reason if reason in self.reasons or len(self.reasons) < KEPT_REASONS else OTHER_REASONS] += 1

    def found(self, event: Event) -> None:
        """An event that the text of a document states."""
        self.mentions += 1
        source = event.document.id[:16] if event.document else ""
        if event.id not in self._first_source:
            self._first_source[event.id] = source
            self.events[event.realis] += 1
            self.kinds[event.relation] += 1
            document = event.document.id if event.document else ""
            if self._shown_of[document] < SHOWN_TRIPLES and len(self._shown_of) <= SHOWN_TRIPLES:
                self._shown_of[document] += 1
                self.shown.append(event)
        elif self._first_source[event.id] not in (None, source):
            self.several_sources += 1
            self._first_source[event.id] = None

    def stop(self) -> None:
        """The clock stops."""
        self.seconds = time.monotonic() - self._started

    @property
    def distinct_events(self) -> int:
        """Different events stated by texts."""
        return self.events.total()

    def total(self, what: str) -> int:
        """Records of a kind (see ``RECORD_NAMES``) over all loaders."""
        return sum(counts[what] for counts in self.by_loader.values())

    @property
    def taken(self) -> int:
        """Records that were read and not set aside."""
        return sum(self.total(what) for what in RECORD_NAMES.values() if what != "rejected")

    @property
    def changed(self) -> bool:
        """Whether anything was written."""
        return self.graph_changed and (self.taken > 0 or self.retracted > 0)

    def as_dict(self) -> dict[str, Any]:
        """The counts for ``--json``."""
        return {
            "run": self.run,
            "graph": self.graph,
            "model": self.model,
            "inputs": self.inputs,
            "unchanged": self.unchanged,
            "read_with_other_rules": self.other_rules,
            "skipped": len(self.skipped),
            "set_aside": self.rejected,
            "set_aside_by_reason": dict(self.reasons.most_common()),
            "rejected_file": str(self.rejected_path) if self.rejected_path else None,
            "older_than_since": self.older,
            "documents": self.total("documents"),
            "exact_duplicates": self.exact_duplicates,
            "near_duplicates": self.near_duplicates,
            "retracted": self.retracted,
            "mentions": self.mentions,
            "events": self.distinct_events,
            "events_with_several_sources": self.several_sources,
            "events_by_realis": dict(sorted(self.events.items())),
            "events_by_relation": dict(self.kinds.most_common()),
            "dataset_events": self.total("events"),
            "reports": self.total("reports"),
            "document_facts": self.total("document_facts"),
            "ties": self.total("ties"),
            "deletions": self.total("deletions"),
            "by_format": {name: dict(sorted(counts.items())) for name, counts in sorted(self.by_loader.items())},
            "seconds": round(self.seconds, 3),
        }


RECORD_NAMES: dict[type, str] = {
    Document: "documents",
    Event: "events",
    Report: "reports",
    DocumentFacts: "document_facts",
    Tie: "ties",
    Deletion: "deletions",
    Rejection: "rejected",
}


class RejectedFile:
    """``rejected.jsonl``: made when the first rejection comes, one line each.

    Where it cannot be written the run goes on without: ``problem`` says why, and ``path`` is None.

    Args:
        path: Where; None keeps no file.
    """

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self.problem: str | None = None
        self._file: TextIO | None = None

    def write(self, rejection: Rejection) -> None:
        """Add a line and have it on disk."""
        if self.path is None:
            return
        try:
            if self._file is None:
                self._file = self.path.open("w", encoding="utf-8")
            self._file.write(json.dumps(to_dict(rejection), ensure_ascii=False) + "\n")
            self._file.flush()
        except OSError as error:
            self.problem = f"{self.path} cannot be written: {error.strerror}"
            self.path = None

    def close(self) -> None:
        """Close the file if there is one."""
        if self._file is not None:
            with suppress(OSError):
                self._file.close()


def triple_line(event: Event) -> str:
    """An event as one line: ``(Russia)-[:LOANED {date: 2018, ...}]->(Cuba)``."""
    details = []
    if event.date:
        details.append(f"date: {event.date}")
    if event.amount is not None:
        details.append(f"amount: {event.amount.value:,.0f} {event.amount.currency}")
    if event.realis != Realis.ACTUAL:
        details.append(str(event.realis))
    if event.attribution:
        details.append(f"says {event.attribution[0].name}")
    inner = f" {{{', '.join(details)}}}" if details else ""
    return f"({event.source.name})-[:{event.relation}{inner}]->({event.target.name})"


def preview(summary: Summary, limit: int = SHOWN_TRIPLES) -> list[str]:
    """Triples that were found, below the sentences that state them, by document: some of each, the first ones first."""
    documents: dict[str, list[Event]] = {}
    for event in summary.shown:
        documents.setdefault(event.document.id if event.document else "", []).append(event)
    if not documents:
        return []
    share = max(2, limit // len(documents))
    lines: list[str] = []
    shown = 0
    for events in documents.values():
        if shown >= limit:
            break
        reference, last = events[0].document, None
        if reference is not None:
            dated = f" ({reference.published})" if reference.published else ""
            lines.append(f"{_one_line(reference.title or reference.url or 'untitled')}{dated}")
        for event in events[:share]:
            sentence = _one_line(event.sentence.text) if event.sentence else ""
            if sentence != last:
                lines.append(f"  {sentence}")
                last = sentence
            lines.append(f"    {triple_line(event)}")
            shown += 1
    if summary.distinct_events > shown:
        lines.append(f"… and {summary.distinct_events - shown:,} more")
    return lines


def report(summary: Summary) -> list[str]:
    """The summary as plain lines."""
    lines: list[str] = []
    if summary.inputs and summary.unchanged == summary.inputs and not summary.rejected:
        read = f"nothing changed: {several(summary.inputs, 'input')} read before, the graph has them"
        return [read, *_other_rules(summary)]
    parts = [several(summary.inputs, "input")]
    if summary.unchanged:
        parts.append(f"{summary.unchanged:,} unchanged since the last run")
    if summary.skipped:
        parts.append(f"{several(len(summary.skipped), 'file')} passed over as no article")
    lines.append(f"read        {', '.join(parts)}, {summary.seconds:.1f} s{_rate(summary)}")
    lines += _other_rules(summary)
    for name, counts in sorted(summary.by_loader.items()):
        inner = ", ".join(f"{number:,} {what.replace('_', ' ')}" for what, number in sorted(counts.items()) if number)
        lines.append(f"{name:<12}{inner}")
    if len(summary.reasons) > 1 or summary.rejected > SHOWN_REJECTIONS:
        lines.append(f"set aside   {_reasons(summary)}")
    if summary.older:
        lines.append(f"older       {summary.older:,} before --since, passed over")
    if not summary.by_loader and not summary.older:
        return [*lines, "nothing was read"]
    lines.append(
        f"duplicates  {summary.exact_duplicates:,} exact, {summary.near_duplicates:,} nearly the same,"
        f" {several(summary.several_sources, 'event')} with several sources"
    )
    if summary.retracted:
        lines.append(f"corrected   {several(summary.retracted, 'document')} replaced by a new version")
    if summary.mentions:
        kinds = ", ".join(f"{number:,} {name}" for name, number in summary.kinds.most_common(8))
        realis = ", ".join(f"{number:,} {name}" for name, number in summary.events.most_common())
        lines.append(f"events      {summary.distinct_events:,} in {several(summary.mentions, 'mention')}: {realis}")
        lines.append(f"relations   {kinds}{', …' if len(summary.kinds) > 8 else ''}")
    elif summary.total("documents"):
        lines.append("events      none found")
    if summary.graph:
        if summary.taken and not summary.changed:
            lines.append("nothing changed: the graph has all of it")
        lines.append(f"graph       {summary.graph}")
    return lines


def _other_rules(summary: Summary) -> list[str]:
    if not summary.other_rules:
        return []
    were = "was" if summary.other_rules == 1 else "were"
    return [
        f"rules       {several(summary.other_rules, 'input')} {were} read under other rules (version, lexicon, actors,"
        " model): --reread reads again"
    ]


def _reasons(summary: Summary) -> str:
    shown = [f"{number:,} {reason}" for reason, number in summary.reasons.most_common(SHOWN_REASONS)]
    rest = summary.rejected - sum(number for _, number in summary.reasons.most_common(SHOWN_REASONS))
    return "; ".join([*shown, f"{rest:,} for other reasons"] if rest else shown)


def _kind_of(rejection: Rejection) -> str:
    """The reason and the column without the value that was wrong: rows set aside for the same reason count together."""
    column = f" ({rejection.column})" if rejection.column else ""
    return _one_line(re.sub(r"'[^']*'", "…", rejection.reason.partition("; did you mean")[0])) + column


def rejection_lines(summary: Summary) -> list[str]:
    """One line for each of the first rejections, and where all of them are."""
    total, path = summary.rejected, summary.rejected_path
    lines = [f"set aside: {rejection_line(rejection)}" for rejection in summary.rejections[:SHOWN_REJECTIONS]]
    if total > len(lines):
        lines.append(f"set aside: … and {total - len(lines):,} more")
    if summary.rejected_problem:
        lines.append(summary.rejected_problem)
    elif total and path is not None:
        lines.append(f"all {total:,} set aside are in {path}" if total > 1 else f"see {path}")
    return lines


def rejection_line(rejection: Rejection) -> str:
    """A rejection as one line: where and why."""
    where = rejection.source
    if rejection.line is not None:
        where += f":{rejection.line}"
    column = f" (column {rejection.column})" if rejection.column else ""
    return f"{where}: {_one_line(rejection.reason)}{column}"


def _rate(summary: Summary) -> str:
    done = summary.taken
    return f" ({done / summary.seconds:,.1f} records/s)" if done and summary.seconds >= 0.1 else ""


def several(number: int, noun: str) -> str:
    """A number with its noun, in the plural where it takes one."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def _one_line(text: str) -> str:
    return " ".join(text.split())
