"""Escalation: episodes of hostility between two actors, and how far up the ladder they go."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from kg.analysis.months import month_span
from kg.analysis.options import Options
from kg.analysis.records import SliceEvent
from kg.analysis.slices import EventSlice
from kg.analysis.tables import Table, table

#: PLOVER type -> step, as in the query ``escalation_ladder``: blame, demand or refusal, threat, sanctions or protest,
#: show of force or coercion, violence.
LADDER = {
    "ACCUSE": 1,
    "REQUEST": 2,
    "REJECT": 2,
    "THREATEN": 3,
    "SANCTION": 4,
    "PROTEST": 4,
    "MOBILIZE": 5,
    "COERCE": 5,
    "ASSAULT": 6,
}


def episodes(events: Sequence[SliceEvent], gap: int) -> Iterator[list[SliceEvent]]:
    """Hostile events of one pair cut where more than ``gap`` months pass without one; undated ones are left out."""
    hostile = sorted((e for e in events if e.plover_type in LADDER and e.month is not None), key=_order)
    episode: list[SliceEvent] = []
    for event in hostile:
        if episode and len(month_span(str(episode[-1].month), str(event.month))) - 2 > gap:
            yield episode
            episode = []
        episode.append(event)
    if episode:
        yield episode


def escalation(part: EventSlice, options: Options) -> Table:
    """Episodes of hostility of each pair of actors with enough events.

    An episode is a run of hostile acts (conflict types of the ladder) with no more than ``gap`` quiet months in
    between. ``first_step`` is the highest step in its first month, ``highest_step`` that of all, ``peak`` the month in
    which it is first reached, ``rise`` the difference: an episode escalates where it is above 0. ``began`` is who acts
    first.
    """
    by_pair: dict[tuple[str, str], list[SliceEvent]] = defaultdict(list)
    for event in part.events:
        if event.source != event.target:
            by_pair[min((event.source, event.target), (event.target, event.source))].append(event)
    columns = "a a_name b b_name begin end acts began first_step highest_step rise peak goldstein".split()
    rows = []
    for (a, b), events in sorted(by_pair.items()):
        if len(events) >= options.min_events:
            rows += [(*part.pair(a, b), *_facts(part, episode)) for episode in episodes(events, options.gap)]
    looked_at = sum(len(events) >= options.min_events for events in by_pair.values())
    return table(columns, rows, f"{looked_at} of {len(by_pair)} dyads have {options.min_events} events or more")


def _facts(part: EventSlice, episode: list[SliceEvent]) -> tuple[object, ...]:
    begin, end = episode[0].month, episode[-1].month
    first = max(LADDER[event.plover_type] for event in episode if event.month == begin)
    highest = max(LADDER[event.plover_type] for event in episode)
    peak = next(event.month for event in episode if LADDER[event.plover_type] == highest)
    weight = sum(event.goldstein or 0.0 for event in episode)
    return begin, end, len(episode), part.name(episode[0].source), first, highest, highest - first, peak, weight


def _order(event: SliceEvent) -> tuple[str, str]:
    return event.first_day or "", event.id
