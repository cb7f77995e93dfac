"""Scores on a whole article: events that must, may and must not be found, and offices it states."""

from __future__ import annotations

from kg.evaluate.causes import event_text, gold_text, missed
from kg.evaluate.details import amount_right, attribution_right, date_right
from kg.evaluate.gold import GoldArticle, GoldEvent, GoldOffice
from kg.evaluate.matching import EITHER_WAY, overlap, same_actor, same_name, same_type
from kg.evaluate.report import Miss, Prediction, ReadsText, Report, Share
from kg.ids import document_id
from kg.records import ActorRef, Document, Event, Office


def score_article(extractor: ReadsText, article: GoldArticle) -> Report:
    """Expected and optional events found, forbidden ones made, offices read.

    An expected event is found if source, target, class (or relation) and realis are right; date, amount and
    attribution are scored apart, over the found events that state them. A forbidden event is made if all that its
    entry states holds; an event without a date breaks an entry that has one.
    """
    document = Document(id=document_id(article.text), text=article.text, published=article.published, loader="gold")
    found = next(iter(extractor.pipe([document], rejected=True)))
    report = Report(predictions=[Prediction(id=document.id, plover=None, events=found.events)], offices=found.offices)
    dates, amounts, attributions = Share(), Share(), Share()
    for name, group in (("expected", article.expected), ("optional", article.optional)):
        hits = 0
        for gold in group:
            fitting = [event for event in found.events if _fulfils(event, gold)]
            if not fitting:
                miss = missed(name, gold, found)
                report.misses.append(Miss(sentence=name, cause=f"{name} missed: {miss.cause}", detail=miss.detail))
                continue
            hits += 1
            day = article.published or ""
            for share, check in (
                (dates, any(date_right(event, gold, day) for event in fitting) if gold.date else None),
                (amounts, any(amount_right(event, gold) for event in fitting) if gold.amount else None),
                (attributions, any(attribution_right(e, gold) for e in fitting) if gold.attribution else None),
            ):
                share.add(check)
                if check is False:
                    kind = "date" if share is dates else "amount" if share is amounts else "attribution"
                    detail = f"{gold_text(gold)}; found {event_text(fitting[0])}"
                    report.misses.append(Miss(sentence=name, cause=f"wrong {kind}", detail=detail))
        report.scores[name] = f"{hits} of {len(group)}"
    broken = 0
    for gold in article.forbidden:
        made = [event for event in found.events if _breaks(event, gold)]
        broken += bool(made)
        for event in made:
            text = event.sentence.text if event.sentence else ""
            detail = f"{gold_text(gold)}: {event_text(event)}"
            report.misses.append(Miss(sentence=text, cause="forbidden", detail=detail))
    report.scores["forbidden"] = broken
    dates.into(report.scores, "date right")
    amounts.into(report.scores, "amount right")
    attributions.into(report.scores, "attribution right")
    if article.offices:
        read = 0
        for office in article.offices:
            if any(_same_office(office, item) for item in found.offices):
                read += 1
            else:
                detail = f"{office.person}, {office.office} of {office.country}"
                report.misses.append(Miss(sentence="offices", cause="office missed", detail=detail))
        report.scores["offices"] = f"{read} of {len(article.offices)}"
    report.scores["events in all"] = len(found.events)
    return report


def _has_country(ref: ActorRef, country: str | None) -> bool:
    return country is None or ref.country in (country, None)


def _actors_agree(event: Event, gold: GoldEvent) -> bool:
    """Article gold names resolved actors, so a person counts by who it is, not by the words of the mention.

    "Biden's adviser Jake Sullivan" is not Joe Biden.
    """
    ways = [(event.source, event.target)]
    if gold.types and gold.types[0] in EITHER_WAY:
        ways.append((event.target, event.source))
    return any(
        _is_actor(gold.source, source, gold.source_country) and _is_actor(gold.target, target, gold.target_country)
        for source, target in ways
    )


def _is_actor(name: str, ref: ActorRef, country: str | None) -> bool:
    named = same_name(name, ref.name) if ref.kind == "person" else same_actor(name, ref, country)
    return named and _has_country(ref, country)


def _fulfils(event: Event, gold: GoldEvent) -> bool:
    if not _actors_agree(event, gold) or (gold.realis and event.realis != gold.realis):
        return False
    return same_type(event, gold.types) or event.relation == gold.relation


def _breaks(event: Event, gold: GoldEvent) -> bool:
    if event.realis != (gold.realis or "actual") or not _actors_agree(event, gold):
        return False
    if gold.types and not same_type(event, gold.types):
        return False
    return not (gold.date and event.date and not overlap(gold.date, event.date))


def _same_office(gold: GoldOffice, office: Office) -> bool:
    title = set(gold.office.lower().split()) & set(office.title.lower().split())
    return (
        same_actor(gold.person, office.person)
        and bool(title)
        and (gold.country is None or office.of.country == gold.country)
        and office.former == gold.former
    )
