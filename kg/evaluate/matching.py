"""When a predicted event hits a gold one.

Source and target name the same actors if the words of the gold name meet those of the mention or of the resolved
name, or if the gold gives a country and the prediction is an actor of that very name. The class must be one of the
gold's. AGREE, CONSULT and COOPERATE also count the other way round. A gold event takes at most one prediction.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from kg.evaluate.gold import GoldEvent
from kg.nlp.dates_calendar import first_day, last_day
from kg.records import ActorRef, Event

EITHER_WAY = frozenset({"AGREE", "CONSULT", "COOPERATE"})
EMPTY = frozenset("the a an of and for in on at to by its his her their president minister leader mr ms".split())
FOLDED = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}


def words(text: str) -> set[str]:
    """Content words, folded in case and accents."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return {word for word in re.findall(r"[a-z0-9]+", plain) if word not in EMPTY and word != "s"}


def same_actor(gold: str, ref: ActorRef) -> bool:
    """Whether the mention, or whom it was resolved to, is the gold actor."""
    wanted = words(gold)
    return bool(wanted & (words(ref.text or "") | words(ref.name))) or gold == ref.text


def same_type(event: Event, types: Sequence[str], *, yields: bool = False) -> bool:
    """Whether the event's class is one of ``types``; with ``yields`` CONCEDE and RETREAT count as YIELD."""
    kind = event.plover.type
    return kind in types or (yields and FOLDED.get(kind, kind) in types)


def same_pair(event: Event, gold: GoldEvent) -> bool:
    """Whether source and target are the gold's, in this direction or, for classes without one, in the other."""
    if same_actor(gold.source, event.source) and same_actor(gold.target, event.target):
        return True
    turned = same_actor(gold.source, event.target) and same_actor(gold.target, event.source)
    return turned and gold.types[0] in EITHER_WAY


def overlap(first: str, second: str) -> bool:
    """Whether two ISO dates, each cut to its precision, can mean the same day."""
    return first_day(first) <= last_day(second) and first_day(second) <= last_day(first)


def assign(gold: Sequence[GoldEvent], events: Sequence[Event], *, yields: bool = False) -> dict[int, int]:
    """Gold index -> event index; those with the right realis are taken first."""
    pairs = [
        (event.realis != item.realis, place, number)
        for place, item in enumerate(gold)
        for number, event in enumerate(events)
        if same_type(event, item.types, yields=yields) and same_pair(event, item)
    ]
    found: dict[int, int] = {}
    for _, place, number in sorted(pairs):
        if place not in found and number not in found.values():
            found[place] = number
    return found
