"""Headlines read in sentence case, and clauses hung where they belong."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extract import Extractor
from kg.ids import document_id
from kg.nlp.headlines import is_titled
from kg.records import Document


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


def triples(extractor: Extractor, text: str) -> set[tuple[str, str, str, str]]:
    found = extractor.extract(Document(id=document_id(text), text=text)).events
    return {(event.source.name, event.relation, event.target.name, event.realis) for event in found}


@pytest.mark.parametrize(
    ("headline", "expected"),
    [
        ("France Condemns Iran Over Crackdown on Protests", ("France", "CONDEMNED", "Iran", "actual")),
        ("Putin Meets Xi Jinping in Beijing as Ties Deepen", ("Vladimir Putin", "MET", "Xi Jinping", "actual")),
        ("Iran Denies Arming Houthi Rebels in Yemen", ("Iran", "ARMED", "Houthi movement", "denied")),
        ("China Hits Back at Taiwan Over Visit", ("China", "CRITICIZED", "Taiwan", "actual")),
    ],
)
def test_a_title_case_headline_is_read(
    extractor: Extractor, headline: str, expected: tuple[str, str, str, str]
) -> None:
    assert expected in triples(extractor, headline)


def test_the_text_stays_as_it_is(extractor: Extractor) -> None:
    text = "Putin Meets Xi Jinping in Beijing as Ties Deepen\n\nThey signed a deal."
    doc = extractor.parse(Document(id=document_id(text), text=text))
    assert doc.text == text
    assert [sentence.text.strip() for sentence in doc.sents] == [line for line in text.split("\n") if line]


@pytest.mark.parametrize(
    ("text", "titled"),
    [
        ("Putin Meets Xi Jinping in Beijing as Ties Deepen", True),
        ("Putin meets Xi in Beijing as ties deepen", False),
        ("United Nations Security Council", True),
        ("Putin met Xi Jinping in Beijing.", False),
    ],
)
def test_what_counts_as_title_case(extractor: Extractor, text: str, titled: bool) -> None:
    doc = extractor.nlp.make_doc(text)
    assert is_titled(doc[:]) is titled


@given(st.lists(st.sampled_from("Putin Meets Xi in Beijing Over Deal US and , - “ ”".split()), min_size=1, max_size=9))
@settings(max_examples=25, deadline=None)
def test_any_headline_keeps_its_words_and_offsets(extractor: Extractor, words: list[str]) -> None:
    text = " ".join(words)
    doc = extractor.parse(Document(id=document_id(text), text=text))
    assert [token.text for token in doc] == [token.text for token in extractor.nlp.make_doc(text)]
    assert all(text[event.start_char : event.end_char] == event.text for event in doc.ents)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ukraine accused Russia of bombing Kharkiv.", ("Russia", "BOMBED", "Kharkiv", "hypothetical")),
        ("Russia admitted bombing Kharkiv.", ("Russia", "BOMBED", "Kharkiv", "actual")),
        (
            'Pompeo said he was confident that "Maduro\'s days are numbered," blaming Cuba for the violence.',
            ("Mike Pompeo", "BLAMED", "Cuba", "actual"),
        ),
        (
            "Armenia accused Azerbaijan of opening fire on villages, killing Armenian soldiers.",
            ("Azerbaijan", "KILLED", "Armenian military", "hypothetical"),
        ),
        ("Threats this month from Russia against Poland alarmed NATO.", ("Russia", "THREATENED", "Poland", "actual")),
        (
            "Saudi Arabia and allies including Egypt and Bahrain cut diplomatic ties with Qatar.",
            ("Bahrain", "BROKE_RELATIONS_WITH", "Qatar", "actual"),
        ),
        (
            "Lawmakers in Tallinn called the Kremlin's referendum a sham.",
            ("Estonian parliament", "CRITICIZED", "Russia", "actual"),
        ),
        ("Turkey massed armour opposite Kobani.", ("Turkey", "DEPLOYED_TO", "Kobani", "actual")),
    ],
)
def test_a_clause_hangs_where_it_belongs(extractor: Extractor, text: str, expected: tuple[str, str, str, str]) -> None:
    assert expected in triples(extractor, text)


def test_a_name_given_is_no_telephone_call(extractor: Extractor) -> None:
    text = "The shoal, which Manila calls Ayungin Shoal, is disputed by Beijing."
    assert "CALLED" not in {relation for _, relation, _, _ in triples(extractor, text)}


def test_a_time_in_front_dates_the_clause_behind_it(extractor: Extractor) -> None:
    text = "Putin met Xi in May 2018. The following month Putin called Modi."
    found = extractor.extract(Document(id=document_id(text), text=text)).events
    assert {(event.relation, event.date) for event in found} == {("MET", "2018-05"), ("CALLED", "2018-06")}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Pakistan scrambled fighters against Indian drones.", ("Pakistan", "MOBILIZED_AGAINST", "Indian military")),
        ("Switzerland has frozen assets belonging to Libya.", ("Switzerland", "SANCTIONED", "Libya")),
        ("Robert Fico was jeered by Slovak students.", ("Slovak civilians", "PROTESTED_AGAINST", "Robert Fico")),
        ("Bulgaria hauled in the Russian ambassador.", ("Bulgaria", "COMPLAINED_TO", "Russian government officials")),
        ("Iran's jailing of the rapper Toomaj Salehi inspired a song.", ("Iran", "ARRESTED", "Toomaj Salehi")),
    ],
)
def test_a_verb_taken_for_something_else(extractor: Extractor, text: str, expected: tuple[str, str, str]) -> None:
    assert (*expected, "actual") in triples(extractor, text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Turkey threatened Greece with war.", ("Turkey", "ATTACKED", "Greece", "hypothetical")),
        (
            "Trump's threat of tariffs against Colombia hurt the peso.",
            ("Donald Trump", "RAISED_TARIFFS_ON", "Colombia", "hypothetical"),
        ),
        (
            "Latvia put its army on alert when Belarus closed the crossing.",
            ("Latvia", "PUT_FORCES_ON_ALERT_AGAINST", "Belarus", "actual"),
        ),
        (
            "Serbian farmers blocked the road, calling on Fico to resign.",
            ("Serbian civilians", "OBSTRUCTED", "Robert Fico", "actual"),
        ),
        ("Serbia will not recognise Kosovo.", ("Serbia", "REFUSED", "Kosovo", "actual")),
        ("Thailand stopped shelling Cambodia.", ("Thailand", "SHELLED", "Cambodia", "actual")),
        ("Iran fired missiles at a base housing American soldiers.", ("Iran", "BOMBED", "American military", "actual")),
    ],
)
def test_what_threats_occasions_and_refusals_tell(
    extractor: Extractor, text: str, expected: tuple[str, str, str, str]
) -> None:
    assert expected in triples(extractor, text)


def test_the_end_of_sanctions_is_no_sanction(extractor: Extractor) -> None:
    found = {
        relation for _, relation, _, _ in triples(extractor, "The lifting of US sanctions on Syria cheered Damascus.")
    }
    assert "SANCTIONED" not in found
