"""Scores on PLV tables: one marked pair of actors a sentence, with its class."""

from __future__ import annotations

from collections.abc import Sequence

from kg.errors import UsageError
from kg.evaluate.causes import missed
from kg.evaluate.gold import GoldSentence
from kg.evaluate.matching import assign
from kg.evaluate.metrics import fold_class, label_scores, ratio
from kg.evaluate.report import Classifies, Miss, Prediction, ReadsText, Report
from kg.evaluate.scores import documents, main_class, mention_texts


def score_table(extractor: ReadsText, sentences: Sequence[GoldSentence], *, explain: bool = False) -> Report:
    """Bare sentences: class of the first event that happened against gold, and whether the gold pair was found with it.

    CONCEDE and RETREAT count as YIELD, the class of this table. Precision counts the sentences that were coded at all,
    recall all of them.
    """
    report = Report()
    gold: list[str] = []
    first: list[str | None] = []
    hits = coded = 0
    for item, found in zip(sentences, extractor.pipe(documents(sentences), rejected=explain), strict=True):
        kind = main_class(found.events)
        gold.append(item.events[0].types[0])
        first.append(fold_class(kind))
        coded += kind is not None
        report.predictions.append(Prediction(id=item.id, plover=kind, events=found.events))
        if assign(item.events, found.events, yields=True):
            hits += 1
        else:
            mentions = mention_texts(extractor, item.text) if explain else None
            report.misses.append(missed(item.text, item.events[0], found, mentions=mentions, yields=True))
    report.scores = {"sentences": len(sentences), "coded at all": ratio(coded, len(sentences))}
    report.scores |= {f"first event, {name}": value for name, value in label_scores(gold, first).items()}
    report.scores["gold pair and class found"] = ratio(hits, len(sentences))
    report.groups = _by_class(gold, first)
    return report


def score_spans(extractor: object, sentences: Sequence[GoldSentence]) -> Report:
    """Source and target given: accuracy, macro F1 and quad-class F1 of the class.

    Raises:
        UsageError: The extractor cannot name the class of a given pair.
    """
    if not isinstance(extractor, Classifies):
        raise UsageError("this extractor cannot classify given spans", hint="use --spans none")
    report = Report()
    usable = [item for item in sentences if item.spans is not None]
    gold: list[str] = []
    named: list[str | None] = []
    for item in usable:
        if item.spans is None:
            continue
        kind, confidence = extractor.classify(item.text, *item.spans)
        gold.append(item.events[0].types[0])
        named.append(fold_class(kind))
        report.predictions.append(Prediction(id=item.id, plover=kind, events=()))
        if named[-1] != gold[-1]:
            detail = f"{item.events[0].source} -> {item.events[0].target}: said {kind} ({confidence:.2f})"
            report.misses.append(Miss(sentence=item.text, cause=f"{gold[-1]} read as {named[-1]}", detail=detail))
    report.scores = {"sentences": len(usable)}
    report.scores |= {f"spans given, {name}": value for name, value in label_scores(gold, named).items()}
    report.groups = _by_class(gold, named)
    return report


def _by_class(gold: Sequence[str], predicted: Sequence[str | None]) -> dict[str, tuple[int, int]]:
    counts: dict[str, tuple[int, int]] = {}
    for wanted, found in zip(gold, predicted, strict=True):
        right, total = counts.get(wanted, (0, 0))
        counts[wanted] = (right + (wanted == found), total + 1)
    return dict(sorted(counts.items()))
