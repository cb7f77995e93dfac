"""Slices by hand: facts as (source, relation, target, day, goldstein)."""

from __future__ import annotations

from collections.abc import Iterable

from kg.analysis import EventSlice, Selection, SliceActor, SliceEvent
from kg.lexicon import load_lexicon
from kg.ontology import load_ontology
from kg.store.days import interval

Fact = tuple[str, str, str, str | None, float | None]


def made_event(number: int, fact: Fact) -> SliceEvent:
    source, relation, target, day, goldstein = fact
    entry = load_lexicon().relations.get(relation)
    plover = entry.plover if entry else relation
    first, last = interval(day) or (None, None)
    return SliceEvent(
        id=f"e{number}",
        source=source,
        target=target,
        relation=relation,
        plover_type=plover,
        quad_class=load_ontology().types[plover].quad_class,
        goldstein=goldstein,
        first_day=first,
        last_day=last,
        date=day,
        symmetric=entry.symmetric if entry else False,
    )


def made_slice(facts: Iterable[Fact], countries: dict[str, str] | None = None) -> EventSlice:
    """A slice of these facts; ``countries`` says which actor belongs to which country."""
    events = sorted(
        (made_event(number, fact) for number, fact in enumerate(facts)), key=lambda e: (e.first_day or "", e.id)
    )
    ids = sorted({actor for event in events for actor in (event.source, event.target)})
    actors = {key: SliceActor(id=key, name=key, country=(countries or {}).get(key)) for key in ids}
    return EventSlice(Selection(), actors, events)
