"""Who is party to an act and who is not, and actors that the arbiter names where a wording lacks one."""

from __future__ import annotations

import pytest

from kg.explain import explain
from kg.extract import Extractor
from kg.ids import document_id
from kg.records import Document, Event

Told = set[tuple[str, str, str]]


@pytest.fixture(scope="module")
def rules() -> Extractor:
    return Extractor(arbiter=False)


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


def events(extractor: Extractor, text: str) -> list[Event]:
    return list(extractor.extract(Document(id=document_id(text), text=text)).events)


def told(extractor: Extractor, text: str) -> Told:
    return {(event.source.name, event.relation, event.target.name) for event in events(extractor, text)}


@pytest.mark.parametrize(
    "text",
    [
        "A call for a truce by Kenya and Ghana was ignored.",
        "A call for talks by Kenya and Ghana was ignored.",
        "Kenyan officials discussed a permanent ceasefire in Mali.",
        "EU and Nato officials have put together a meeting in October.",
        "Trade between Peru and Chile has fallen by a third.",
        "Netanyahu also offered Israel's help after the quake.",
        "The foreign secretary and other senior foreign ministry officials took part in the meeting.",
    ],
)
def test_who_wants_arranges_or_loses_something_is_no_party_to_it(rules: Extractor, text: str) -> None:
    assert told(rules, text) == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Turkey's mediation efforts between Ukraine and Russia were praised.",
            {("Turkey", "MEDIATED_BETWEEN", "Ukraine"), ("Turkey", "MEDIATED_BETWEEN", "Russia")},
        ),
        (
            "The FARC and the government signed a truce in Havana.",
            {("Revolutionary Armed Forces of Colombia", "CEASED_FIRE_WITH", "Colombia")},
        ),
        (
            "South Korea's foreign ministry said the government has imposed sanctions on North Korea.",
            {("South Korea", "SANCTIONED", "North Korea")},
        ),
        (
            "The government of President Luiz Inácio Lula da Silva condemned Ecuador.",
            {("Brazil", "CONDEMNED", "Ecuador")},
        ),
        (
            "Malaysia is not taking lightly the conflict between Thailand and Cambodia and its impact on Malaysia.",
            {("Thailand", "FOUGHT", "Cambodia")},
        ),
    ],
)
def test_whose_act_it_is(rules: Extractor, text: str, expected: Told) -> None:
    assert told(rules, text) == expected


def test_what_happens_in_a_state_is_not_done_by_it(rules: Extractor) -> None:
    found = told(rules, "Seven UN peacekeepers were killed in an ambush in western Ivory Coast, a UN spokesman said.")
    assert not {source for source, _, _ in found}


def test_a_state_speaks_to_others_through_its_own_envoy(rules: Extractor) -> None:
    found = told(rules, "Venezuela called its ambassador home from Bogota to protest accusations by Colombia.")
    assert ("Venezuela", "RECALLED_AMBASSADOR_FROM", "Colombia") in found
    assert all("officials" not in target for _, _, target in found)


def test_whose_deeds_an_allegation_is_about_does_not_allege_them(rules: Extractor) -> None:
    found = told(rules, "The Myanmar delegation dismissed the allegations of abuses by security forces in Rakhine.")
    assert all(relation != "ACCUSED" for _, relation, _ in found)


@pytest.mark.parametrize(
    "text",
    [
        "The Dutch painter visited Morocco in 1912 and fell for its light.",
        "The Danish chef invited her Peruvian guest to cook in Copenhagen.",
        "The Greek tailor promised his Spanish customer a wedding suit.",
        "India's monsoon retreated from Rajasthan a week late.",
        "A Chilean miner sold his story to an American publisher.",
    ],
)
def test_private_persons_and_weather_act_for_themselves(extractor: Extractor, text: str) -> None:
    assert events(extractor, text) == []


@pytest.mark.parametrize(
    ("text", "realis"),
    [
        ("West African nations will meet if Niger's leaders fail to release Mohamed Bazoum.", "hypothetical"),
        ("Kenya summoned Sudan's envoy to protest an attack by Chad.", "actual"),
        ("Netanyahu had agreed to an Egyptian request to free the sailors.", "actual"),
        ("Pakistani officials are trying to persuade the Taliban to release the hostages.", "actual"),
        ("The court opened a case into alleged war crimes in Afghanistan by U.S. troops.", "hypothetical"),
    ],
)
def test_conditions_purposes_and_efforts(rules: Extractor, text: str, realis: str) -> None:
    found = {event.relation: str(event.realis) for event in events(rules, text)}
    wanted = ("RELEASED", "COMPLAINED_TO", "ASKED", "URGED", "ATTACKED")
    assert realis in {found[relation] for relation in wanted if relation in found}


def test_the_arbiter_names_the_party_that_a_wording_lacks(extractor: Extractor, rules: Extractor) -> None:
    text = "A veto by Bulgaria has kept North Macedonia waiting for its first chapter."
    assert told(rules, text) == set()
    (sentence,) = explain(extractor, text)
    (event,) = sentence.events
    assert (event.event.source.name, event.event.target.name) == ("Bulgaria", "North Macedonia")
    assert event.event.rule.startswith("arbiter:VETOED for lexicon:VETOED/")
    assert "arbiter: no rule names the target, likeliest is North Macedonia" in event.arbiter


def test_the_prophet_is_no_politician_of_that_name(rules: Extractor) -> None:
    text = "Scholars called on the Sudanese to defend the prophet Muhammad."
    assert all(target != "Mohammad bin Salman" for _, _, target in told(rules, text))


def test_a_text_may_end_in_the_first_word_of_a_name_that_is_nobodys(rules: Extractor) -> None:
    assert told(rules, "He spoke of the prophet") == set()


def test_nobody_is_made_the_author_of_a_passive(extractor: Extractor) -> None:
    found = events(extractor, "Two soldiers were killed near Kabul on Monday, the Norwegian defence ministry said.")
    assert all(event.relation != "KILLED" for event in found)
