"""When a prediction hits a gold event."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from predicted import actor, event

from kg.evaluate.gold import GoldEvent
from kg.evaluate.matching import assign, same_actor, same_pair


def gold(source: str, target: str, *types: str, **more: object) -> GoldEvent:
    return GoldEvent(source=source, target=target, types=types, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "predicted"),
    [
        ("Iranian Foreign Minister Mohammad Javad Zarif", actor("Zarif")),
        ("Foreign Minister Zarif", actor("he", name="Mohammad Javad Zarif", kind="person")),
        ("Nicolas Maduro", actor("Nicolás Maduro")),
        ("U.S.", actor("US")),
        ("officials", actor("Officials")),
    ],
)
def test_the_same_actor_shares_a_telling_word(text: str, predicted: object) -> None:
    assert same_actor(text, predicted)  # type: ignore[arg-type]


def test_words_of_office_alone_make_nobody_the_same() -> None:
    assert not same_actor("Polish Foreign Minister", actor("Cuban foreign minister"))
    assert not same_actor("Turkish troops", actor("Russian troops"))


def test_a_metonym_is_met_by_another_name_of_the_state() -> None:
    assert same_actor("Moscow", actor("Kremlin", "RUS", kind="government"), "RUS")
    assert not same_actor("Moscow", actor("Kremlin", "RUS", kind="government"), "BLR")
    assert not same_actor("police", actor("Russia", "RUS"), "RUS")
    assert not same_actor("Moscow", actor("Putin", "RUS", kind="person"), "RUS")


def test_another_text_of_the_gold_will_do() -> None:
    assert same_actor("Rwandan troops", actor("they"), also=("they",))


def test_only_mutual_classes_count_the_other_way_round() -> None:
    assert same_pair(event("Cuba", "CONSULT", "Russia"), gold("Russia", "Cuba", "CONSULT"))
    assert not same_pair(event("Cuba", "AID", "Russia"), gold("Russia", "Cuba", "AID"))


def test_an_alternative_class_counts_and_yield_stands_for_two() -> None:
    assert assign([gold("A1", "B1", "AID", "COOPERATE")], [event("A1", "COOPERATE", "B1")]) == {0: 0}
    assert assign([gold("A1", "B1", "YIELD")], [event("A1", "RETREAT", "B1")]) == {}
    assert assign([gold("A1", "B1", "YIELD")], [event("A1", "RETREAT", "B1")], yields=True) == {0: 0}


def test_one_prediction_serves_one_gold_event() -> None:
    twice = [gold("France", "Iran", "ACCUSE"), gold("France", "Iran", "ACCUSE")]
    assert len(assign(twice, [event("France", "ACCUSE", "Iran")])) == 1


def test_the_prediction_with_the_right_realis_is_taken() -> None:
    events = [event("France", "AID", "Chad"), event("France", "AID", "Chad", "planned")]
    assert assign([gold("France", "Chad", "AID", realis="planned")], events) == {0: 1}


def test_the_assignment_finds_as_many_pairs_as_there_are() -> None:
    # The first gold event could take either prediction, the second only the first.
    wanted = [gold("Northern France", "Iran", "ACCUSE", "REJECT"), gold("France", "Iran", "ACCUSE")]
    events = [event("France", "ACCUSE", "Iran"), event("Northern France", "REJECT", "Iran")]
    assert assign(wanted, events) == {0: 1, 1: 0}


NAMES = st.sampled_from(["France", "Iran", "Chad", "Cuba"])
KINDS = st.sampled_from(["AID", "CONSULT", "ACCUSE"])
REALIS = st.sampled_from(["actual", "planned"])


@given(st.lists(st.tuples(NAMES, KINDS, NAMES, REALIS), max_size=5), st.lists(st.tuples(NAMES, KINDS, NAMES, REALIS)))
def test_an_assignment_is_one_to_one_and_of_fitting_pairs(
    wanted: list[tuple[str, str, str, str]], predicted: list[tuple[str, str, str, str]]
) -> None:
    golds = [gold(source, target, kind, realis=realis) for source, kind, target, realis in wanted]
    events = [event(*row) for row in predicted]
    found = assign(golds, events)
    assert len(set(found.values())) == len(found)
    assert all(events[number].plover.type in golds[place].types for place, number in found.items())
    assert all(same_pair(events[number], golds[place]) for place, number in found.items())


@given(st.lists(st.tuples(NAMES, KINDS, NAMES, REALIS), max_size=6))
def test_the_gold_itself_is_found_whole(rows: list[tuple[str, str, str, str]]) -> None:
    golds = [gold(source, target, kind, realis=realis) for source, kind, target, realis in rows]
    events = [event(*row) for row in reversed(rows)]
    found = assign(golds, events)
    assert len(found) == len(golds)
