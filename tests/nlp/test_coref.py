"""Pronouns and descriptions: whom they mean, and silence where nobody is clear."""

from __future__ import annotations

import pytest
from spacy.language import Language

from kg.nlp.mentions import Mention, register_extensions
from kg.nlp.pipeline import load_model

DATE = "2022-03-26"


@pytest.fixture(scope="module")
def nlp() -> Language:
    import kg.nlp.actors
    import kg.nlp.coref
    import kg.nlp.sentences  # noqa: F401 - registers the component

    register_extensions()
    pipeline = load_model()
    pipeline.add_pipe("kg_sentences", first=True)
    pipeline.add_pipe("kg_actors")
    pipeline.add_pipe("kg_coref")
    return pipeline


def mentions(nlp: Language, text: str) -> dict[str, Mention]:
    doc = nlp.make_doc(text)
    doc._.kg_published = DATE
    return {mention.ref.text: mention for mention in nlp(doc)._.kg_mentions}


def ids(mention: Mention) -> list[str]:
    return [ref.id for ref in mention.members or (mention.ref,)]


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("Lavrov met Zarif in Tehran. He thanked his host.", "He", ["person:sergey-lavrov"]),
        ("Angela Merkel called Emmanuel Macron. He thanked her.", "He", ["person:emmanuel-macron"]),
        ("Angela Merkel called Emmanuel Macron. He thanked her.", "her", ["person:angela-merkel"]),
        ("Kagame thanked Erdogan for visiting him.", "him", ["person:paul-kagame"]),
        ("Norway sent troops to Mali. It withdrew them later.", "It", ["country:NOR"]),
        ("Putin and Xi met. They signed a deal.", "They", ["person:vladimir-putin", "person:xi-jinping"]),
        ("Putin and Xi met. The two presidents ate.", "two presidents", ["person:vladimir-putin", "person:xi-jinping"]),
        ("Serbia and Kosovo talked. Both countries agreed.", "Both countries", ["country:SRB", "country:XKX"]),
        ("Moscow lent Cuba money. The island paid nothing back.", "island", ["country:CUB"]),
        ("Hezbollah attacked Israel. The group claimed success.", "group", ["group:hezbollah"]),
        ("Maduro said his government would pay.", "his government", ["country:VEN"]),
        ("Israel bombed its neighbour Syria and moved its troops.", "its troops", ["group:ISR.MIL"]),
        ("Putin spoke on Monday. The strongman threatened Kyiv.", "strongman", ["person:vladimir-putin"]),
        ("Antony Blinken, the US diplomat, met Kuleba. The diplomat left.", "diplomat", ["person:antony-blinken"]),
        (
            "German Foreign Minister Annalena Baerbock left. The German minister is ill.",
            "German minister",
            ["person:annalena-baerbock"],
        ),
        (
            "German Foreign Minister Annalena Baerbock left. The foreign minister thanked Rome.",
            "foreign minister",
            ["person:annalena-baerbock"],
        ),
        (
            "Putin met Xi Jinping in Beijing. They signed a deal.",
            "They",
            ["person:vladimir-putin", "person:xi-jinping"],
        ),
        (
            "Ethiopia held talks with Eritrea. The two countries signed.",
            "two countries",
            ["country:ETH", "country:ERI"],
        ),
        (
            "The UN urged Chad and Sudan to talk. It asked the two sides to stop.",
            "two sides",
            ["country:TCD", "country:SDN"],
        ),
        ("South Korea and North Korea talked. The South blamed the North.", "South", ["country:KOR"]),
        ("South Sudan and Sudan talked. The South blamed the North.", "North", ["country:SDN"]),
        (
            "Putin met Xi Jinping. The two officials ate.",
            "two officials",
            ["person:vladimir-putin", "person:xi-jinping"],
        ),
        ("Salva Kiir said Sudan had attacked his country.", "his country", ["country:SSD"]),
        ("Ahead of his visit to India, Vladimir Putin praised Narendra Modi.", "his", ["person:vladimir-putin"]),
        ("Since it invaded Ukraine, Russia has been isolated.", "it", ["country:RUS"]),
    ],
)
def test_means(nlp: Language, text: str, words: str, expected: list[str]) -> None:
    assert ids(mentions(nlp, text)[words]) == expected


def test_first_person_is_the_speakers_country(nlp: Language) -> None:
    found = mentions(nlp, '"We will defend ourselves," Hungarian Foreign Minister Peter Szijjarto said.')
    assert found["We"].ref.id == "country:HUN"


def test_first_person_of_nobody_in_particular_is_nobody(nlp: Language) -> None:
    assert "We" not in mentions(nlp, "We met Vladimir Putin.")


def test_whose_is_the_one_before_it(nlp: Language) -> None:
    assert ids(mentions(nlp, "Hezbollah, whose gunmen fled, warned Israel.")["whose gunmen"]) == ["group:hezbollah"]


@pytest.mark.parametrize("text", ["It is clear that the talks failed.", "It rained in Ghana."])
def test_empty_it_is_nobody(nlp: Language, text: str) -> None:
    assert "It" not in mentions(nlp, text)


def test_no_mention_where_two_are_as_likely(nlp: Language) -> None:
    found = mentions(nlp, "There were Angela Merkel and Theresa May. She slept.")
    assert "She" not in found


def test_a_pronoun_shows_its_antecedent_as_reason(nlp: Language) -> None:
    mention = mentions(nlp, "Lavrov landed. He smiled.")["He"]
    assert mention.via == "pronoun"
    assert mention.reasons == ("stands for 'Lavrov'",)


def test_the_same_text_gives_the_same_mentions(nlp: Language) -> None:
    text = "Putin called Xi. He thanked him. The two leaders praised their countries."
    assert mentions(nlp, text) == mentions(nlp, text)


def test_the_newspaper_is_the_one_named_before(nlp: Language) -> None:
    text = "Granma, the official newspaper of Cuba, praised Xi. The newspaper said so."
    assert ids(mentions(nlp, text)["newspaper"]) == ["media:granma"]


def test_whom_a_subject_thanks_is_somebody_else(nlp: Language) -> None:
    found = mentions(nlp, "Díaz-Canel published a photo of his meeting with Putin thanking him for the call.")
    assert ids(found["him"]) == ["person:vladimir-putin"]


def test_who_is_spoken_of_in_a_quotation_is_not_who_acts_after_it(nlp: Language) -> None:
    text = 'Sybiha met Lammy in Kyiv. "Peace is near. Putin must understand it." He thanked Poland.'
    found = mentions(nlp, text).get("He")
    assert found is None or ids(found) != ["person:vladimir-putin"]
