"""Properties of an event are a function of the set of its mentions."""

from __future__ import annotations

import datetime
import random

from hypothesis import given
from hypothesis import strategies as st

from kg.store.days import coarser_starts, interval, overlapping_starts
from kg.store.evidence import coverage, summarise

MENTIONS = st.lists(
    st.fixed_dictionaries(
        {
            "place": st.text("abc", min_size=1, max_size=3),
            "document": st.sampled_from(["d1", "d2", "d3"]),
            "published": st.sampled_from([None, "2022", "2022-01-05"]),
            "publisher": st.sampled_from([None, "A", "a", "B"]),
            "confidence": st.sampled_from([0.2, 0.5, 0.9]),
        },
        optional={"goldstein": st.floats(-10, 10), "amount": st.just(5.0), "currency": st.just("USD")},
    ),
    max_size=6,
    unique_by=lambda mention: mention["place"],
)


@given(MENTIONS, st.randoms())
def test_order_of_mentions_does_not_matter(mentions: list[dict[str, object]], shuffle: random.Random) -> None:
    shuffled = list(mentions)
    shuffle.shuffle(shuffled)
    assert summarise(shuffled) == summarise(mentions)


def test_the_surest_mention_counts_and_gaps_are_filled() -> None:
    sure = {"place": "s1", "document": "d1", "confidence": 0.9, "cameo": "041", "published": "2022-02-01"}
    rich = {
        "place": "s2",
        "document": "d2",
        "confidence": 0.5,
        "cameo": "040",
        "amount": 5.0,
        "currency": "USD",
        "published": "2022-01-01",
        "publisher": "A",
    }
    found = summarise([rich, sure])
    assert (found["cameo"], found["amount"], found["currency"], found["confidence"]) == ("041", 5.0, "USD", 0.9)
    assert (found["documents"], found["publishers"], found["reported"]) == (2, 1, "2022-01-01")


def test_copies_of_one_publisher_count_once() -> None:
    pages = [("d1", "2022", "Granma"), ("d2", None, "GRANMA"), ("d2", None, "GRANMA"), ("d3", "2021", None)]
    assert coverage(pages) == {"documents": 3, "publishers": 1, "reported": "2021"}


def test_days_that_a_date_can_mean() -> None:
    assert interval("2022") == ("2022-01-01", "2022-12-31")
    assert interval("2024-02") == ("2024-02-01", "2024-02-29")
    assert interval("2022-W03") == ("2022-01-17", "2022-01-23")
    assert interval("2022-01-20") == ("2022-01-20", "2022-01-20")
    assert [interval(bad) for bad in (None, "", "2022-13", "2022-W60", "soon", "0000")] == [None] * 6


@given(st.dates(min_value=datetime.date(1000, 1, 1)))
def test_every_longer_time_that_contains_a_day_starts_on_a_listed_day(day: datetime.date) -> None:
    year, week, _ = day.isocalendar()
    for value in (f"{day:%Y}", f"{day:%Y-%m}", f"{year:04d}-W{week:02d}", day.isoformat()):
        days = interval(value)
        assert days is not None
        assert days[0] <= day.isoformat() <= days[1]
        assert days[0] in coarser_starts(day.isoformat())


@given(st.dates(min_value=datetime.date(1000, 1, 1)), st.integers(0, 40))
def test_starts_of_all_times_that_overlap_are_listed(day: datetime.date, later: int) -> None:
    other = min(day.toordinal() + later, datetime.date.max.toordinal())
    last = datetime.date.fromordinal(other)
    starts = overlapping_starts(day.isoformat(), last.isoformat())
    for inner in (day, last):
        year, week, _ = inner.isocalendar()
        for value in (f"{inner:%Y}", f"{inner:%Y-%m}", f"{year:04d}-W{week:02d}", inner.isoformat()):
            days = interval(value)
            assert days is None or days[0] in starts
