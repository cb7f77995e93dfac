"""Scores on gold data, as plain functions over an extractor."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from kg.evaluate.gold import GoldArticle, GoldEvent, GoldSentence
from kg.evaluate.matching import FOLDED, assign, overlap, same_actor, same_pair, same_type
from kg.ids import document_id
from kg.records import Document, Event, Extraction

QUADS = {
    **dict.fromkeys(("AGREE", "CONSULT", "SUPPORT"), 1),
    **dict.fromkeys(("CONCEDE", "COOPERATE", "AID", "RETREAT", "YIELD"), 2),
    **dict.fromkeys(("REQUEST", "ACCUSE", "REJECT", "THREATEN"), 3),
    **dict.fromkeys(("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"), 4),
}


class ReadsText(Protocol):
    """What is evaluated: ``kg.extract.Extractor``, or anything that extracts as it does."""

    def pipe(self, documents: Iterable[Document], *, rejected: bool = False) -> Iterable[Extraction]:
        """Events of documents, in their order."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Miss:
    """Something that went wrong in a sentence: its cause, and gold or prediction in words."""

    sentence: str
    cause: str
    detail: str


@dataclass(slots=True)
class Report:
    """Scores by name, in order, with the misses and every sentence's events."""

    scores: dict[str, float | int | str] = field(default_factory=dict)
    misses: list[Miss] = field(default_factory=list)
    groups: dict[str, tuple[int, int]] = field(default_factory=dict)
    predictions: list[tuple[str, str | None, tuple[Event, ...]]] = field(default_factory=list)


def macro_f1(gold: Sequence[str], predicted: Sequence[str | None]) -> float:
    """Mean of the F1 of every class that the gold has."""
    total = 0.0
    classes = sorted(set(gold))
    for name in classes:
        right = sum(g == p == name for g, p in zip(gold, predicted, strict=True))
        wrong = sum(p == name != g for g, p in zip(gold, predicted, strict=True))
        missed = sum(g == name != p for g, p in zip(gold, predicted, strict=True))
        total += 2 * right / (2 * right + wrong + missed) if right else 0.0
    return total / len(classes) if classes else 0.0


def _documents(sentences: Sequence[GoldSentence]) -> Iterable[Document]:
    return (Document(id=document_id(item.text), text=item.text, loader="gold") for item in sentences)


def score_sentences(extractor: ReadsText, sentences: Sequence[GoldSentence]) -> Report:
    """All-events gold: recall of sure events, precision, realis, false events a sentence, right countries."""
    report = Report()
    sure = hits = predicted = used = realis = both = 0
    countries, country_hits = 0, 0
    for item, found in zip(sentences, extractor.pipe(_documents(sentences), rejected=True), strict=True):
        events = found.events
        taken = assign(item.events, events)
        report.predictions.append((item.id, events[0].plover.type if events else None, events))
        predicted += len(events)
        used += len(taken)
        for place, gold in enumerate(item.events):
            event = events[taken[place]] if place in taken else None
            if event is not None:
                for wanted, ref in ((gold.source_country, event.source), (gold.target_country, event.target)):
                    if wanted and same_actor(gold.source, event.source):
                        countries += 1
                        country_hits += ref.country == wanted
            if not gold.sure:
                continue
            sure += 1
            group = item.phenomenon or "all"
            right, total = report.groups.get(group, (0, 0))
            report.groups[group] = (right + (event is not None), total + 1)
            if event is None:
                report.misses.append(_missed(item, gold, found))
                continue
            hits += 1
            if event.realis == gold.realis:
                realis += 1
            else:
                detail = f"{_gold(gold)}: said {event.realis}"
                report.misses.append(Miss(sentence=item.text, cause="wrong realis", detail=detail))
        for number, event in enumerate(events):
            if number not in taken.values():
                both += 1
                report.misses.append(Miss(sentence=item.text, cause="spurious", detail=_event(event)))
    report.scores = {
        "sentences": len(sentences),
        "recall of sure events": _ratio(hits, sure),
        "precision": _ratio(used, predicted),
        "realis right of those found": _ratio(realis, hits),
        "country right of those found": _ratio(country_hits, countries),
        "false events a sentence": _ratio(both, len(sentences)),
    }
    return report


def score_table(extractor: ReadsText, sentences: Sequence[GoldSentence]) -> Report:
    """PLV table, bare sentences: class of the first event, its quad class, gold pair and class found."""
    report = Report()
    gold: list[str] = []
    first: list[str | None] = []
    found_pair = coded = 0
    for item, found in zip(sentences, extractor.pipe(_documents(sentences)), strict=True):
        events = found.events
        kind = FOLDED.get(events[0].plover.type, events[0].plover.type) if events else None
        gold.append(item.events[0].types[0])
        first.append(kind)
        coded += bool(events)
        hit = bool(assign(item.events, events, yields=True))
        found_pair += hit
        report.predictions.append((item.id, kind, events))
        if not hit:
            report.misses.append(_missed(item, item.events[0], found, yields=True))
    right = sum(g == p for g, p in zip(gold, first, strict=True))
    quads = [str(QUADS[name]) for name in gold]
    report.scores = {
        "sentences": len(sentences),
        "coded at all": _ratio(coded, len(sentences)),
        "first event, micro-precision": _ratio(right, coded),
        "first event, micro-recall": _ratio(right, len(sentences)),
        "first event, macro-F1": round(macro_f1(gold, first), 4),
        "first event, quad class macro-F1": round(macro_f1(quads, [str(QUADS[p]) if p else None for p in first]), 4),
        "gold pair and class found": _ratio(found_pair, len(sentences)),
    }
    return report


def score_article(extractor: ReadsText, article: GoldArticle) -> Report:
    """Article gold: expected and optional events found, forbidden ones made."""
    document = Document(id=document_id(article.text), text=article.text, published=article.published, loader="gold")
    found = next(iter(extractor.pipe([document], rejected=True)))
    report = Report(predictions=[(document.id, None, found.events)])
    counts = {}
    for name, group in (("expected", article.expected), ("optional", article.optional)):
        hits = 0
        for gold in group:
            if any(_fulfils(event, gold) for event in found.events):
                hits += 1
            else:
                report.misses.append(Miss(sentence=name, cause=f"{name} not found", detail=_gold(gold)))
        counts[name] = f"{hits} of {len(group)}"
    broken = [(gold, event) for gold in article.forbidden for event in found.events if _breaks(event, gold)]
    for gold, event in broken:
        text = event.sentence.text if event.sentence else ""
        report.misses.append(Miss(sentence=text, cause="forbidden", detail=f"{_gold(gold)}: {_event(event)}"))
    report.scores = {**counts, "forbidden": len({id(gold) for gold, _ in broken}), "events": len(found.events)}
    return report


def _actors_agree(event: Event, gold: GoldEvent) -> bool:
    straight = _named(gold.source, gold.source_country, event, "source") and _named(
        gold.target, gold.target_country, event, "target"
    )
    return straight or same_pair(event, gold)


def _named(name: str, country: str | None, event: Event, side: str) -> bool:
    ref = event.source if side == "source" else event.target
    return same_actor(name, ref) and (country is None or ref.country in (country, None))


def _fulfils(event: Event, gold: GoldEvent) -> bool:
    if not _actors_agree(event, gold) or (gold.realis and event.realis != gold.realis):
        return False
    if gold.date and event.date and not overlap(gold.date, event.date):
        return False
    return same_type(event, gold.types) or event.relation == gold.relation


def _breaks(event: Event, gold: GoldEvent) -> bool:
    if event.realis != (gold.realis or "actual") or not _actors_agree(event, gold):
        return False
    if gold.types and not same_type(event, gold.types):
        return False
    return not (gold.date and event.date and not overlap(gold.date, event.date))


def _missed(item: GoldSentence, gold: GoldEvent, found: Extraction, *, yields: bool = False) -> Miss:
    """Why a gold event was not found: the nearest thing that was."""
    pairs = [event for event in found.events if same_pair(event, gold)]
    turned = GoldEvent(source=gold.target, target=gold.source, types=gold.types)
    if pairs:
        cause, extra = "wrong class", _event(pairs[0])
    elif any(
        same_pair(event, GoldEvent(source=gold.target, target=gold.source, types=gold.types)) for event in found.events
    ):
        cause, extra = "wrong direction", ""
    else:
        typed = [event for event in found.events if same_type(event, gold.types, yields=yields)]
        tried = [item for item in found.rejected if item.plover in gold.types]
        if typed:
            cause, extra = "wrong actors", _event(typed[0])
        elif tried:
            cause, extra = "rejected", f"{tried[0].relation} at {tried[0].trigger.text!r}: {tried[0].reason}"
        else:
            cause, extra = "no trigger of the class", ""
    detail = _gold(gold) + (f"; nearest: {extra}" if extra else "")
    return Miss(sentence=item.text, cause=cause, detail=detail)


def _gold(gold: GoldEvent) -> str:
    return f"{gold.source} -{'/'.join(gold.types)}-> {gold.target} ({gold.realis or 'any realis'})"


def _event(event: Event) -> str:
    arrow = f"-{event.plover.type}:{event.relation}->"
    return f"{event.source.text} {arrow} {event.target.text} ({event.realis}, {event.rule})"


def _ratio(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 0.0
