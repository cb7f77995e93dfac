"""Where the records of a run go besides the graph: a file of events, or nowhere."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

from kg.errors import UsageError
from kg.extras import require
from kg.files import written_whole
from kg.ingest.batch import Refusal, Rows
from kg.records import Event, Extraction, to_dict, to_json

FORMATS = ("jsonl", "csv", "parquet")

_ACTOR = ("id", "name", "kind", "country", "sector", "role", "text", "start", "end")
_PLAIN = "cameo quad_class goldstein date date_precision date_end realis confidence rule dataset dataset_id".split()
_INTEGERS = {"quad_class", "trigger_start", "trigger_end", "sentence_index"} | {
    f"{side}_{end}" for side in ("source", "target") for end in ("start", "end")
}
_NUMBERS = {"goldstein", "confidence", "amount", "magnitude"}


def flat(event: Event) -> dict[str, Any]:
    """An event as one row of a table; the columns are the same for every event."""
    row: dict[str, Any] = {"id": event.id, "relation": event.relation}
    for side, actor in (("source", event.source), ("target", event.target)):
        row.update({f"{side}_{key}": getattr(actor, key) for key in _ACTOR})
    row["plover_type"] = event.plover.type
    row["plover_mode"] = event.plover.mode
    row["plover_context"] = ";".join(event.plover.context)
    row.update({key: getattr(event, key) for key in _PLAIN})
    row["attribution"] = "; ".join(speaker.name for speaker in event.attribution)
    row["amount"] = event.amount.value if event.amount else None
    row["currency"] = event.amount.currency if event.amount else None
    row["magnitude"] = event.magnitude.value if event.magnitude else None
    row["unit"] = event.magnitude.unit if event.magnitude else None
    row["object"] = event.object.text if event.object else None
    for name in ("location", "source_location", "target_location"):
        place = getattr(event, name)
        row[name] = place.name if place else None
    for key in ("text", "start", "end"):
        row[f"trigger_{key}"] = getattr(event.trigger, key) if event.trigger else None
    for key in ("index", "text"):
        row[f"sentence_{key}"] = getattr(event.sentence, key) if event.sentence else None
    for key in ("id", "title", "url", "publisher", "published"):
        row[f"document_{key}"] = getattr(event.document, key) if event.document else None
    return row


class _JsonLines:
    def __init__(self, file: TextIO) -> None:
        self.file = file

    def events(self, events: Iterable[Event]) -> None:
        for event in events:
            self.file.write(to_json(event) + "\n")

    def rejected(self, extraction: Extraction) -> None:
        for candidate in extraction.rejected:
            self.file.write(json.dumps({"rejected": to_dict(candidate)}, ensure_ascii=False) + "\n")

    def close(self) -> None:
        self.file.flush()


class _Csv(_JsonLines):
    def __init__(self, file: TextIO) -> None:
        super().__init__(file)
        self.writer: csv.DictWriter[str] | None = None

    def events(self, events: Iterable[Event]) -> None:
        for event in events:
            row = flat(event)
            if self.writer is None:
                self.writer = csv.DictWriter(self.file, fieldnames=list(row), lineterminator="\n")
                self.writer.writeheader()
            self.writer.writerow(row)


class _Parquet(_JsonLines):
    def __init__(self, file: Any) -> None:
        self.pa = require("pyarrow", extra="parquet", what="Parquet")
        self.raw, self.pending = file, list[dict[str, Any]]()
        self.schema = self.pa.schema([(name, self._type(name)) for name in _columns()])
        self.writer = require("pyarrow.parquet", extra="parquet", what="Parquet").ParquetWriter(file, self.schema)

    def _type(self, name: str) -> Any:
        return self.pa.int64() if name in _INTEGERS else self.pa.float64() if name in _NUMBERS else self.pa.string()

    def events(self, events: Iterable[Event]) -> None:
        self.pending.extend(flat(event) for event in events)
        if len(self.pending) >= 10_000:
            self._flush()

    def _flush(self) -> None:
        if self.pending:
            self.writer.write_table(self.pa.Table.from_pylist(self.pending, schema=self.schema))
            self.pending.clear()

    def close(self) -> None:
        self._flush()
        self.writer.close()


def _columns() -> list[str]:
    from kg.records import ActorRef, Plover

    nobody = ActorRef(id="", name="", kind="country")
    blank = Event(
        id="",
        relation="",
        trigger=None,
        source=nobody,
        target=nobody,
        plover=Plover(type=""),
        cameo=None,
        quad_class=0,
        goldstein=None,
        date=None,
        date_precision="unknown",
        realis="actual",
        confidence=0.0,
        rule="",
    )
    return list(flat(blank))


class FileSink:
    """Writes events to a file; see ``open_file_sink``."""

    run = "file"

    def __init__(self, writer: _JsonLines, *, rejected: bool) -> None:
        self._writer = writer
        self._rejected = rejected

    def write(
        self,
        extractions: Sequence[Extraction],
        rows: Rows,
        superseded: Sequence[str],  # noqa: ARG002 - a file is written anew
    ) -> Sequence[Refusal]:
        """Append the events of a batch."""
        for extraction in extractions:
            self._writer.events(extraction.events)
            if self._rejected:
                self._writer.rejected(extraction)
        self._writer.events(rows.events)
        return ()


@contextmanager
def open_file_sink(path: Path | None, kind: str = "jsonl", *, rejected: bool = False) -> Iterator[FileSink]:
    """A sink for a file, which appears only when all is written; nothing half-written stays behind.

    Args:
        path: Where; None is standard output.
        kind: ``jsonl`` (one event a line), ``csv`` or ``parquet`` (one event a row).
        rejected: Also write rejected candidates, as lines ``{"rejected": {...}}``; JSON lines only.

    Raises:
        UsageError: The combination makes no sense.
    """
    if kind not in FORMATS:
        raise UsageError(f"unknown output format {kind!r}", hint=f"known: {', '.join(FORMATS)}")
    if rejected and kind != "jsonl":
        raise UsageError("rejected candidates fit into JSON lines only", hint="use --format jsonl with --all")
    if path is None:
        if kind == "parquet":
            raise UsageError("Parquet cannot go to standard output", hint="name a file with -o")
        writer = _Csv(sys.stdout) if kind == "csv" else _JsonLines(sys.stdout)
        yield FileSink(writer, rejected=rejected)
        writer.close()
        return
    with written_whole(path) as raw:
        if kind == "parquet":
            writer = _Parquet(raw)
            yield FileSink(writer, rejected=rejected)
            writer.close()
        else:
            text = io.TextIOWrapper(raw, encoding="utf-8", newline="")
            writer = _Csv(text) if kind == "csv" else _JsonLines(text)
            yield FileSink(writer, rejected=rejected)
            writer.close()
            text.detach()


class NullSink:
    """Takes everything and keeps nothing: a dry run."""

    run = "dry"

    def write(
        self,
        extractions: Sequence[Extraction],  # noqa: ARG002
        rows: Rows,  # noqa: ARG002
        superseded: Sequence[str],  # noqa: ARG002
    ) -> Sequence[Refusal]:
        """Nothing."""
        return ()
