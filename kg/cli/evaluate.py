"""``kg evaluate``: quality on gold data."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from kg.evaluate.report import ReadsText, Report


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("evaluate")(evaluate_command)


def evaluate_command(
    gold: Annotated[list[Path], typer.Argument(help="Article YAML, PLV table (.tsv) or annotated JSON lines.")],
    model: Annotated[str | None, typer.Option(help="spaCy model.")] = None,
    min_confidence: Annotated[float, typer.Option(help="Leave out events below this confidence.")] = 0.0,
    fold: Annotated[str | None, typer.Option(help="K/N: only sentences whose number modulo N is K.")] = None,
    not_fold: Annotated[str | None, typer.Option(help="K/N: all sentences but those.")] = None,
    spans: Annotated[str, typer.Option(help="PLV tables: are source and target given? none or given.")] = "none",
    rules_only: Annotated[
        bool, typer.Option("--rules-only", help="Without the arbiter, whose weights were learned from the gold.")
    ] = False,
    errors: Annotated[bool, typer.Option("--errors", help="Print the misses by cause.")] = False,
    predictions: Annotated[Path | None, typer.Option(help="Write one line of JSON a sentence.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Scores as JSON.")] = False,
) -> None:
    """Measure quality on gold data: the scores of each file, its misses, its predictions."""
    from kg.errors import UsageError
    from kg.extract import Extractor

    if spans not in ("none", "given"):
        raise UsageError(f"--spans {spans!r}", hint="none or given")
    extractor = Extractor(model, min_confidence=min_confidence, arbiter=not rules_only)
    reports = {str(path): _report(extractor, path, (fold, not_fold), spans, explain=errors) for path in gold}
    if as_json:
        typer.echo(json.dumps({name: report.scores for name, report in reports.items()}, indent=2))
    else:
        for name, report in reports.items():
            _show(name, report, errors=errors)
    if predictions is not None:
        _write(predictions, reports.values())


def _report(
    extractor: ReadsText, path: Path, folds: tuple[str | None, str | None], spans: str, *, explain: bool
) -> Report:
    from kg.errors import InputError
    from kg.evaluate.articles import score_article
    from kg.evaluate.gold import read_article, read_lines, read_table
    from kg.evaluate.scores import score_sentences
    from kg.evaluate.tables import score_spans, score_table

    if not path.is_file():
        raise InputError("there is no such file", where=str(path))
    if path.suffix in (".yaml", ".yml"):
        return score_article(extractor, read_article(path))
    table = path.suffix in (".tsv", ".txt")
    sentences = [item for item in (read_table(path) if table else read_lines(path)) if _wanted(item.id, *folds)]
    if not table:
        return score_sentences(extractor, sentences, explain=explain)
    return score_spans(extractor, sentences) if spans == "given" else score_table(extractor, sentences, explain=explain)


def _wanted(sentence_id: str, fold: str | None, not_fold: str | None) -> bool:
    from kg.errors import UsageError
    from kg.evaluate.gold import fold_of

    for text, keep in ((fold, True), (not_fold, False)):
        if text is None:
            continue
        number, _, count = text.partition("/")
        if not (number.isdigit() and count.isdigit() and int(number) < int(count)):
            raise UsageError(f"not a fold: {text!r}", hint="write K/N with K below N, such as 0/3")
        if (fold_of(sentence_id, int(count)) == int(number)) != keep:
            return False
    return True


def _show(name: str, report: Report, *, errors: bool) -> None:
    typer.echo(name)
    for label, value in report.scores.items():
        typer.echo(f"  {label:<36} {value}")
    if len(report.groups) > 1:
        weak = {group: counts for group, counts in report.groups.items() if counts[0] < counts[1]}
        for group, (right, total) in sorted(weak.items(), key=lambda entry: entry[1][0] / entry[1][1]):
            typer.echo(f"    {group:<34} {right}/{total}")
    if errors:
        for cause, count in Counter(miss.cause for miss in report.misses).most_common():
            typer.echo(f"  {cause}: {count}")
            for miss in report.misses:
                if miss.cause == cause:
                    typer.echo(f"    {miss.detail}\n      {miss.sentence.strip()}")


def _write(path: Path, reports: Iterable[Report]) -> None:
    from kg.records import to_dict

    with path.open("w", encoding="utf-8") as stream:
        for report in reports:
            for item in report.predictions:
                events = [to_dict(event) for event in item.events]
                row = {"sentence_id": item.id, "plover": item.plover, "events": events}
                stream.write(json.dumps(row, ensure_ascii=False) + "\n")
