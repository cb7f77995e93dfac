"""Scores on annotated sentences: all events of a sentence, phenomena, sentences without events."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kg.evaluate.causes import event_text, gold_text, missed
from kg.evaluate.details import REFERENCE_DAY, amount_right, attribution_right, countries_right, date_right
from kg.evaluate.gold import GoldEvent, GoldSentence
from kg.evaluate.matching import assign
from kg.evaluate.metrics import ratio
from kg.evaluate.report import Miss, Prediction, ReadsText, Report, Share
from kg.ids import document_id
from kg.records import Document, Event, Extraction, Realis


def documents(sentences: Iterable[GoldSentence], published: str | None = None) -> Iterable[Document]:
    """Each sentence as a document of its own."""
    return (
        Document(id=document_id(item.text), text=item.text, published=published, loader="gold") for item in sentences
    )


def mention_texts(extractor: object, text: str) -> list[str] | None:
    """Texts and names of all mentions of a sentence, where the extractor can show them (``parse``)."""
    parse = getattr(extractor, "parse", None)
    if parse is None:
        return None
    doc = parse(Document(id=document_id(text), text=text, loader="gold"))
    return [name for item in doc._.kg_mentions for name in (doc[item.start : item.end].text, item.ref.name)]


class _Counts:
    """Counters over sentences."""

    def __init__(self) -> None:
        self.sure = Share()
        self.precision = Share()
        self.realis = Share()
        self.countries = Share()
        self.dates = Share()
        self.amounts = Share()
        self.attributions = Share()
        self.false = 0

    def found(self, event: Event, gold: GoldEvent) -> None:
        """A gold event that was found: which of its details are right."""
        for right in countries_right(event, gold):
            self.countries.add(right)
        self.dates.add(date_right(event, gold, REFERENCE_DAY))
        self.amounts.add(amount_right(event, gold))
        self.attributions.add(attribution_right(event, gold))


def score_sentences(extractor: ReadsText, sentences: Sequence[GoldSentence], *, explain: bool = False) -> Report:
    """Scores of annotated sentences, as far as the gold lets them be computed.

    Recall counts the sure gold events, precision all predictions; realis, country, date, amount and attribution count
    the found events for which the gold states them. A sentence whose gold states a date in words is read as published
    on ``REFERENCE_DAY``, the others as undated.

    Args:
        extractor: What is evaluated.
        sentences: The gold.
        explain: Also find out, at some cost, whether a missed event's actors were found at all.
    """
    report = Report()
    counts = _Counts()
    for item, found in _read(extractor, sentences):
        events = found.events
        taken = assign(item.events, events)
        report.predictions.append(Prediction(id=item.id, plover=main_class(events), events=events))
        for number, event in enumerate(events):
            hit = number in taken.values()
            counts.precision.add(hit)
            if not hit:
                counts.false += 1
                report.misses.append(Miss(sentence=item.text, cause="spurious", detail=event_text(event)))
        mentions: list[str] | None = None
        for place, gold in enumerate(item.events):
            hit_event = events[taken[place]] if place in taken else None
            if hit_event is not None:
                counts.found(hit_event, gold)
            if not gold.sure:
                continue
            counts.sure.add(hit_event is not None)
            if item.phenomenon:
                right, total = report.groups.get(item.phenomenon, (0, 0))
                report.groups[item.phenomenon] = (right + (hit_event is not None), total + 1)
            if hit_event is None:
                if explain and mentions is None:
                    mentions = mention_texts(extractor, item.text)
                report.misses.append(missed(item.text, gold, found, mentions=mentions))
                continue
            counts.realis.add(hit_event.realis == gold.realis)
            _detail_misses(report, item, hit_event, gold)
    scores = report.scores
    scores["sentences"] = len(sentences)
    counts.sure.into(scores, "recall of sure events")
    if counts.sure.total:
        counts.precision.into(scores, "precision")
    counts.realis.into(scores, "realis right of those found")
    counts.countries.into(scores, "country of actor right")
    counts.dates.into(scores, "date right")
    counts.amounts.into(scores, "amount right")
    counts.attributions.into(scores, "attribution right")
    scores["false events"] = counts.false
    scores["false events a sentence"] = ratio(counts.false, len(sentences))
    return report


def main_class(events: Sequence[Event]) -> str | None:
    """The PLOVER class of what a sentence mainly tells, or None: its first event that happened, else its first.

    What is demanded, feared or planned often stands before the demand: "a release, Oslo urged".
    """
    main = next((event for event in events if event.realis == Realis.ACTUAL), events[0] if events else None)
    return main.plover.type if main else None


def _read(extractor: ReadsText, sentences: Sequence[GoldSentence]) -> Iterable[tuple[GoldSentence, Extraction]]:
    def day(item: GoldSentence) -> str | None:
        return REFERENCE_DAY if any(gold.date_text for gold in item.events) else None

    texts = (next(iter(documents([item], day(item)))) for item in sentences)
    return zip(sentences, extractor.pipe(texts, rejected=True), strict=True)


def _detail_misses(report: Report, item: GoldSentence, event: Event, gold: GoldEvent) -> None:
    checks = {
        f"wrong realis: {event.realis} for {gold.realis}": event.realis == gold.realis,
        "wrong country": all(countries_right(event, gold)),
        f"wrong date: {event.date} for {gold.date_text!r}": date_right(event, gold, REFERENCE_DAY),
        f"wrong amount: {event.amount}": amount_right(event, gold),
        f"wrong attribution: {[said.name for said in event.attribution]} for {gold.attribution}": attribution_right(
            event, gold
        ),
    }
    for label, right in checks.items():
        if right is False:
            cause, _, extra = label.partition(": ")
            detail = f"{gold_text(gold)}{': ' + extra if extra else ''}; found {event_text(event)}"
            report.misses.append(Miss(sentence=item.text, cause=cause, detail=detail))
