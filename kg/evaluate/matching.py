"""When a predicted event hits a gold one.

- Source and target name the same actors. Two actors are the same if a content word of the gold text stands in the
  words of the mention or in the name it was resolved to; words that only tell an office or a kind of group (minister,
  troops) count where the gold text has no others. A gold text of one name ("Moscow") is also met by any other name
  of that state or its government ("the Kremlin"). Texts under ``source_also``/``target_also`` do as well.
- The class is ``plover`` or one of ``alt``; for PLV tables CONCEDE and RETREAT are both YIELD.
- AGREE, CONSULT and COOPERATE also count with source and target the other way round.
- A gold event takes at most one prediction and a prediction at most one gold event; the assignment finds as many
  pairs as possible and prefers those with the right realis.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from kg.evaluate.gold import GoldEvent
from kg.evaluate.metrics import FOLDED
from kg.nlp.dates_calendar import first_day, last_day
from kg.records import ActorRef, Event

EITHER_WAY = frozenset({"AGREE", "CONSULT", "COOPERATE"})
_EMPTY = frozenset("the a an of and for in on at to by with from its his her their our my your one two three s".split())
_GENERIC = frozenset(
    """minister ministers prime foreign defence defense interior finance president presidents vice deputy leader leaders
    official officials government governments state states authorities forces force troops soldiers army military navy
    police spokesman spokeswoman group groups party secretary head chief ministry officers members member people
    citizens country countries national general security council court parliament lawmakers envoy envoys ambassador
    diplomats diplomat former mr ms new republic united democratic""".split()
)


@lru_cache(maxsize=4096)
def words(text: str) -> frozenset[str]:
    """Content words, folded in case and accents."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower().replace(".", "")
    return frozenset(re.findall(r"[a-z0-9]+", plain)) - _EMPTY


def same_name(gold: str, *texts: str) -> bool:
    """Whether a gold text and one of these share a word that tells them from others."""
    wanted = words(gold)
    telling = wanted - _GENERIC or wanted
    return any(telling & words(text) or gold == text for text in texts)


def same_actor(gold: str, ref: ActorRef, country: str | None = None, also: Sequence[str] = ()) -> bool:
    """Whether a predicted actor is the gold one.

    Args:
        gold: Text of the gold actor.
        ref: The prediction.
        country: The gold actor's state, ISO 3166 alpha-3.
        also: Other texts of the gold actor that would do.
    """
    texts = (ref.text or "", ref.name)
    if any(same_name(text, *texts) for text in (gold, *also)):
        return True
    one_name = len(words(gold)) == 1 and gold[:1].isupper()
    return bool(country) and one_name and ref.country == country and ref.kind in ("country", "government")


def same_type(event: Event, types: Sequence[str], *, yields: bool = False) -> bool:
    """Whether the event's class is one of ``types``; with ``yields`` CONCEDE and RETREAT count as YIELD."""
    kind = event.plover.type
    return kind in types or (yields and FOLDED.get(kind, kind) in types)


def _directed(gold: GoldEvent, source: ActorRef, target: ActorRef) -> bool:
    return same_actor(gold.source, source, gold.source_country, gold.source_also) and same_actor(
        gold.target, target, gold.target_country, gold.target_also
    )


def same_pair(event: Event, gold: GoldEvent) -> bool:
    """Whether source and target are the gold's, in this direction or, for classes without one, in the other."""
    if _directed(gold, event.source, event.target):
        return True
    return event.plover.type in EITHER_WAY and turned_pair(event, gold)


def turned_pair(event: Event, gold: GoldEvent) -> bool:
    """Whether the prediction has the gold's source as its target and the other way round."""
    return _directed(gold, event.target, event.source)


def overlap(first: str, second: str) -> bool:
    """Whether two ISO dates, each cut to its precision, can mean the same day."""
    return first_day(first) <= last_day(second) and first_day(second) <= last_day(first)


def assign(gold: Sequence[GoldEvent], events: Sequence[Event], *, yields: bool = False) -> dict[int, int]:
    """Gold index -> event index, one to one, as many as possible; among equals those with the right realis.

    A greedy pass over the pairs of right realis, then augmenting paths for the rest: a few events a sentence, so the
    plain algorithm is quick enough.
    """
    fits: dict[int, list[int]] = {}
    for place, item in enumerate(gold):
        fitting = [
            number
            for number, event in enumerate(events)
            if same_type(event, item.types, yields=yields) and same_pair(event, item)
        ]
        fits[place] = sorted(fitting, key=lambda number: (events[number].realis != gold[place].realis, number))
    owner: dict[int, int] = {}
    placed: set[int] = set()
    for place, numbers in fits.items():
        for number in numbers:
            if number not in owner and events[number].realis == gold[place].realis:
                owner[number] = place
                placed.add(place)
                break

    def settle(place: int, seen: set[int]) -> bool:
        for number in fits[place]:
            if number in seen:
                continue
            seen.add(number)
            if number not in owner or settle(owner[number], seen):
                owner[number] = place
                return True
        return False

    for place in fits:
        if place not in placed:
            settle(place, set())
    return {place: number for number, place in sorted(owner.items(), key=lambda entry: entry[1])}
