"""Whether date, amount, attribution and actors' countries of a found event are right."""

from __future__ import annotations

from functools import lru_cache

import spacy
from spacy.language import Language

from kg.evaluate.gold import GoldEvent
from kg.evaluate.matching import overlap, same_name, turned_pair
from kg.nlp.dates_context import Context, published
from kg.nlp.dates_grammar import find_expressions
from kg.nlp.dates_resolve import resolve
from kg.records import Event

# Sentences without a date of their own are read as if published on this day, so that "on Monday" means one.
REFERENCE_DAY = "2021-11-17"
_AHEAD = frozenset({"planned", "hypothetical"})


@lru_cache(maxsize=1)
def _tokenizer() -> Language:
    return spacy.blank("en")


def expected_date(gold: GoldEvent, day: str) -> str | None:
    """ISO date that ``date_text`` means on a day of publication; None where only other text tells ("that week")."""
    if gold.date or not gold.date_text:
        return gold.date
    for expression in find_expressions(_tokenizer()(gold.date_text)):
        found = resolve(expression, Context(published(day), None, lambda: gold.realis in _AHEAD))
        if found is not None and found.date:
            return found.date
    return None


def date_right(event: Event, gold: GoldEvent, day: str) -> bool | None:
    """Whether the event's date can be the gold's; None where the gold says nothing that could be judged.

    A date without a year and a weekday are read as lying behind the day of publication, ahead of it where the gold
    event is planned or hypothetical.
    """
    wanted = expected_date(gold, day)
    if wanted is None:
        return None
    return event.date is not None and overlap(wanted, event.date)


def amount_right(event: Event, gold: GoldEvent) -> bool | None:
    """Whether value and currency are the gold's; None where the gold has none."""
    return None if gold.amount is None else event.amount == gold.amount


def attribution_right(event: Event, gold: GoldEvent) -> bool | None:
    """Whether the gold's speaker is among those named; None where the gold has none."""
    if gold.attribution is None:
        return None
    return any(same_name(gold.attribution, said.text or "", said.name) for said in event.attribution)


def countries_right(event: Event, gold: GoldEvent) -> list[bool]:
    """For each actor whose country the gold states, whether the prediction has it."""
    pair = (event.source, event.target)
    if turned_pair(event, gold):
        straight = same_name(gold.source, event.source.text or "", event.source.name)
        pair = pair if straight else (event.target, event.source)
    wanted = (gold.source_country, gold.target_country)
    return [ref.country == country for country, ref in zip(wanted, pair, strict=True) if country]
