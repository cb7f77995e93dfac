"""A slice of any size, made up, to draw: a few powers in the middle, their friends and foes, many with few events."""

from __future__ import annotations

import datetime as dt
import random

from kg.analysis import EventSlice, Selection, SliceActor, SliceEvent

KINDS = ("country", "person", "organization", "armed_group", "group")
CODES = ("RUS", "USA", "CHN", "DEU", "FRA", "GBR", "IND", "BRA", "ZAF", "TUR", "IRN", "ISR", "EGY", "JPN", "CUB", "VEN")
RELATIONS = (("CALLED", 1, 1.0), ("AIDED", 2, 7.0), ("ACCUSED", 3, -2.0), ("ATTACKED", 4, -9.0), ("MET", 1, 1.0))


def made_up(actors: int, events: int, *, seed: int = 1) -> EventSlice:
    """A connected graph of ``actors`` actors and at least as many events from 2018 on."""
    rng = random.Random(seed)
    people = {}
    for number in range(actors):
        kind = "country" if number < len(CODES) else KINDS[number % len(KINDS)]
        country = CODES[number % len(CODES)]
        key = f"country:{country}" if number < len(CODES) else f"{kind}:{number}"
        name = country.title() if number < len(CODES) else f"{rng.choice(FIRST)} {rng.choice(LAST)}"
        people[key] = SliceActor(key, name, kind, country, "GOV")
    keys = list(people)
    made = []
    for number in range(max(events, actors)):
        # Each actor has a first event with one before it; the others follow the few who have many.
        first = keys[number] if 0 < number < actors else keys[min(int(rng.expovariate(0.08)), actors - 1)]
        second = keys[int((number if 0 < number < actors else actors) * rng.random() ** 3)]
        if first == second:
            continue
        friendly = (keys.index(first) + keys.index(second)) % 3
        relation, quad, weight = rng.choice(RELATIONS[:2] if friendly == 0 else RELATIONS)
        day = (dt.date(2018, 1, 1) + dt.timedelta(days=rng.randrange(2000))).isoformat()
        made.append(
            SliceEvent(
                id=f"e{number}",
                source=first,
                target=second,
                relation=relation,
                plover_type="CONSULT",
                quad_class=quad,
                goldstein=weight,
                first_day=day,
                last_day=day,
                date=day,
                date_precision="day",
                symmetric=relation == "MET",
            )
        )
    made.sort(key=lambda event: (event.first_day or "", event.id))
    return EventSlice(Selection(), dict(sorted(people.items())), made)


FIRST = tuple("Ana Boris Chen Dilma Emeka Farid Grace Igor José Lena Musa Nadia Omar Rosa".split())
LAST = tuple("Abiola Brandt Castillo Eriksen Fofana Hussein Ivanova Kovács Lindqvist Okafor Rahman".split())
