"""Mentions and who they are: our own gold, and the shape of what ``kg_actors`` writes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from kg.nlp.mentions import Mention, register_extensions
from kg.nlp.pipeline import load_model

GOLD = Path(__file__).parents[1] / "gold" / "actors.yaml"
AT_LEAST = 0.97


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


def read(nlp: Language, text: str, date: str | None = None) -> Doc:
    doc = nlp.make_doc(text)
    doc._.kg_published = date
    return nlp(doc)


def at(doc: Doc, text: str) -> Mention | None:
    """The mention of these words where they stand alone, else the longer one that ends with them."""
    places = [(m.ref.start, m.ref.end, m) for m in doc._.kg_mentions]
    starts = []
    start = doc.text.find(text)
    while start >= 0:
        if doc.char_span(start, start + len(text)) is not None:
            starts.append(start)
        start = doc.text.find(text, start + 1)
    for start in starts:
        for first, _, mention in places:
            if first == start:
                return mention
    for start in starts:
        for first, last, mention in places:
            if first <= start and last == start + len(text):
                return mention
    return None


def meaning(mention: Mention | None) -> str:
    if mention is None:
        return "none"
    return "+".join(ref.id for ref in mention.members) or mention.ref.id


def gold() -> list[dict[str, Any]]:
    return yaml.safe_load(GOLD.read_text(encoding="utf-8"))


def wrong_ones(nlp: Language) -> tuple[list[str], int]:
    wrong, count = [], 0
    for row in gold():
        doc = read(nlp, row["sentence"], row["date"])
        for text, expected in row["mentions"].items():
            count += 1
            found = meaning(at(doc, text))
            if found != expected:
                wrong.append(f"{text!r} is {found}, not {expected} ({row['date']}: {row['sentence']})")
    return wrong, count


def test_gold_mentions_mean_whom_they_should(nlp: Language) -> None:
    wrong, count = wrong_ones(nlp)
    assert count >= 200
    assert len(wrong) <= (1 - AT_LEAST) * count, "\n".join(wrong)


def test_a_title_with_a_name_is_one_mention_of_the_person(nlp: Language) -> None:
    doc = read(nlp, "Biden National Security Advisor Jake Sullivan flew to Seoul.", "2022-01-26")
    first = doc._.kg_mentions[0]
    assert first.ref.text == "Biden National Security Advisor Jake Sullivan"
    assert (first.ref.id, first.ref.role) == ("person:jake-sullivan", "National Security Advisor")
    assert doc[first.head].text == "Sullivan"


def test_an_unlisted_person_gets_country_role_and_an_office(nlp: Language) -> None:
    doc = read(nlp, "Former Gambian fisheries minister Lamin Oddjob met envoys. Oddjob smiled.", "2019-03-01")
    person = next(m.ref for m in doc._.kg_mentions if m.ref.kind == "person")
    assert (person.id, person.country) == ("person:lamin-oddjob", "GMB")
    office = doc._.kg_offices[0]
    assert (office.person.id, office.of.id, office.title, office.seen, office.former) == (
        "person:lamin-oddjob",
        "country:GMB",
        "fisheries minister",
        "2019-03-01",
        True,
    )
    assert at(doc, "Oddjob smiled".split()[0]) is not None


@pytest.mark.parametrize(
    "text",
    [
        "Moscow sent the frigate Admiral Gorshkov to the drill.",
        'Russia sent the frigate "Admiral Gorshkov" to Cuba.',
        "Russia sent the Admiral Gorshkov frigate to Cuba.",
        "The Charles de Gaulle aircraft carrier attacked Syria.",
        "Russia deployed the nuclear submarine Alexander Suvorov to Syria.",
        "The cruiser Marshal Ustinov threatened Norway.",
        "Iran seized the tanker Mustafa Kemal.",
    ],
)
def test_a_ship_named_after_somebody_is_no_person_and_holds_no_office(nlp: Language, text: str) -> None:
    doc = read(nlp, text)
    assert not [mention.ref for mention in doc._.kg_mentions if mention.ref.kind == "person"]
    assert not doc._.kg_offices


def test_who_commands_a_ship_is_a_person(nlp: Language) -> None:
    doc = read(nlp, "Sergei Shoigu met the frigate's commander Igor Krokhmal.")
    assert [mention.ref.kind for mention in doc._.kg_mentions] == ["person", "person"]


def test_the_person_tells_whose_adjective_two_countries_share(nlp: Language) -> None:
    doc = read(nlp, "Dominican President Luis Abinader met Haiti's leaders.", "2022-01-26")
    assert [office.of.id for office in doc._.kg_offices] == ["country:DOM"]


def test_a_surname_is_whom_the_text_named_before_and_after(nlp: Language) -> None:
    doc = read(nlp, "Tiendrebeogo spoke first. Later Ousmane Tiendrebeogo left for Ghana.", "2019-03-01")
    persons = [m.ref.id for m in doc._.kg_mentions if m.ref.kind == "person"]
    assert persons == ["person:ousmane-tiendrebeogo"] * 2


def test_article_and_possessive_stay_outside(nlp: Language) -> None:
    doc = read(nlp, "The Kremlin's spokesman praised the Taliban.", "2022-01-26")
    texts = [m.ref.text for m in doc._.kg_mentions]
    assert "Kremlin's spokesman" in texts
    assert "Taliban" in texts


def test_an_adjective_tells_itself_from_a_name(nlp: Language) -> None:
    doc = read(nlp, "Israeli air strikes hit Damascus.", "2022-01-26")
    assert [(m.ref.id, m.via) for m in doc._.kg_mentions] == [("country:ISR", "adjective"), ("country:SYR", "metonym")]


def test_a_capital_after_in_is_doubtful(nlp: Language) -> None:
    doc = read(nlp, "Merkel landed in Moscow. Moscow complained.", "2019-01-26")
    places = [m for m in doc._.kg_mentions if m.ref.text == "Moscow"]
    assert places[0].score < 0.5 < places[1].score


def test_hyphenated_abbreviations_are_split(nlp: Language) -> None:
    assert [token.text for token in nlp.make_doc("U.S.-led forces")] == ["U.S.", "-", "led", "forces"]


WORDS = ["Putin", "the", "Russian", "president", "'s", "troops", "of", "Israel", "U.S.", "-", "led", "forces", "and", "he", "said", "their", "two", "countries", "(", "NATO", ")", ",", "Kim", "Jong-un", "’s", "“", "we", "”", "\n\n", "Díaz-Canel", "in", "Havana", "army", "."]  # fmt: skip # noqa: E501


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=25))
def test_offsets_always_point_at_the_text(nlp: Language, words: list[str]) -> None:
    text = " ".join(words)
    doc = read(nlp, text, "2019-05-01")
    last = 0
    for mention in doc._.kg_mentions:
        for ref in (mention.ref, *mention.members):
            assert text[ref.start : ref.end] == ref.text
        assert last <= mention.start <= mention.head < mention.end
        last = mention.end


@pytest.mark.parametrize(
    ("text", "mention", "expected"),
    [
        ("South Africa criticised Russia.", "South Africa", "country:ZAF"),
        ("The United Arab Emirates thanked Russia.", "United Arab Emirates", "country:ARE"),
        ("Kenyan lawmakers defied the government.", "government", "country:KEN"),
        ("The United States accused the government of fraud.", "government", "group:GOV"),
        ("Norway recognised a Palestinian state.", "Palestinian state", "country:PSE"),
        ("Venezuela expelled the diplomats of seven countries.", "diplomats", "group:GOV"),
        ("Iran threatened Gulf states.", "Gulf", "place:gulf"),
        (
            "NAIROBI — Kenya raised taxes. Kenyans marched in Kenya.\n\nPolice met the government.",
            "government",
            "country:KEN",
        ),
    ],
)
def test_whose_government_and_whole_names(nlp: Language, text: str, mention: str, expected: str) -> None:
    found = [m for m in read(nlp, text)._.kg_mentions if mention in (m.ref.text or "")]
    assert expected in {m.ref.id for m in found}
