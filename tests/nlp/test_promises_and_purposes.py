"""What a promise announces decides what it is; what is done for a purpose is told once."""

from __future__ import annotations

import pytest

from kg.extract import Extractor
from kg.ids import document_id
from kg.records import Document


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


def told(extractor: Extractor, text: str) -> list[tuple[str, str]]:
    found = extractor.extract(Document(id=document_id(text), text=text, published="2024-05-14"))
    return [(event.plover.type, str(event.realis)) for event in found.events]


@pytest.mark.parametrize(
    ("text", "plover"),
    [
        ("France pledged to send arms to Kenya.", "AGREE"),
        ("France pledged to stop arms sales to Kenya.", "THREATEN"),
        ("Israel vowed to cut off fuel to Gaza.", "THREATEN"),
    ],
)
def test_a_vow_of_harm_is_a_threat(extractor: Extractor, text: str, plover: str) -> None:
    assert (plover, "actual") in told(extractor, text)


def test_a_purpose_is_no_second_event(extractor: Extractor) -> None:
    text = "Police in Georgia fired tear gas to disperse protesters in Tbilisi."
    assert told(extractor, text) == [("COERCE", "actual")]


def test_all_that_somebody_is_urged_to_do_is_his(extractor: Extractor) -> None:
    text = "Spain urged Chile to freeze assets of Peru, transfer the money and restrict visas for Peru."
    assert not [pair for pair in told(extractor, text) if pair == ("SANCTION", "actual")]


@pytest.mark.parametrize(
    "text",
    [
        "Israel attacked the arsenal of Hezbollah on Monday night.",
        "The IMF agreed a loan deal with Pakistan.",
        "The strikers accused the government of lying.",
    ],
)
def test_words_that_sport_shares_with_politics_undo_nothing(extractor: Extractor, text: str) -> None:
    assert told(extractor, text)
