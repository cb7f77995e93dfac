"""Why a gold event was missed: the nearest thing that was found in its stead."""

from __future__ import annotations

from collections.abc import Sequence

from kg.evaluate.gold import GoldEvent
from kg.evaluate.matching import same_actor, same_name, same_pair, same_type, turned_pair
from kg.evaluate.report import Miss
from kg.records import Event, Extraction


def gold_text(gold: GoldEvent) -> str:
    """A gold event on one line."""
    return f"{gold.source} -{'/'.join(gold.types) or 'any class'}-> {gold.target} ({gold.realis or 'any realis'})"


def event_text(event: Event) -> str:
    """A predicted event on one line."""
    source, target = event.source.text or event.source.name, event.target.text or event.target.name
    return f"{source} -{event.plover.type}:{event.relation}-> {target} ({event.realis}, {event.rule})"


def missed(
    sentence: str,
    gold: GoldEvent,
    found: Extraction,
    *,
    mentions: Sequence[str] | None = None,
    yields: bool = False,
) -> Miss:
    """The miss of a gold event with its cause.

    Causes, the first that applies: wrong class; wrong direction; wrong realis (article gold); wrong source or target;
    mention missed (with ``mentions``, the texts of all mentions); rejected, with the reason; no trigger.
    """
    cause, nearest = _cause(gold, found, mentions, yields=yields)
    detail = gold_text(gold) + (f"; nearest: {nearest}" if nearest else "")
    return Miss(sentence=sentence, cause=cause, detail=detail)


def _cause(gold: GoldEvent, found: Extraction, mentions: Sequence[str] | None, *, yields: bool) -> tuple[str, str]:
    typed = [event for event in found.events if same_type(event, gold.types, yields=yields)]
    for event in typed:
        if same_pair(event, gold):
            other = bool(gold.realis) and event.realis != gold.realis
            return ("wrong realis" if other else "taken by another"), event_text(event)
    for event in typed:
        if turned_pair(event, gold):
            return "wrong direction", event_text(event)
    for event in found.events:
        if same_pair(event, gold) or turned_pair(event, gold):
            return "wrong class", event_text(event)
    for event in typed:
        if same_actor(gold.source, event.source, gold.source_country, gold.source_also):
            return "wrong target", event_text(event)
        if same_actor(gold.target, event.target, gold.target_country, gold.target_also):
            return "wrong source", event_text(event)
    if mentions is not None:
        for name, also in ((gold.source, gold.source_also), (gold.target, gold.target_also)):
            if not any(same_name(text, *mentions) for text in (name, *also)):
                return "mention missed", name
    tried = [item for item in found.rejected if item.plover in gold.types]
    if tried:
        return "rejected", f"{tried[0].relation} at {tried[0].trigger.text!r}: {tried[0].reason}"
    if typed:
        return "wrong actors", event_text(typed[0])
    return "no trigger", ""
