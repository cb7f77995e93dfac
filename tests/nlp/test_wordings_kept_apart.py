"""Words that tell several things: the object, or what stands beside them, decides which."""

from __future__ import annotations

import pytest

from kg.extract import Extractor
from kg.ids import document_id
from kg.records import Document


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor(arbiter=False)


def relations(extractor: Extractor, text: str) -> set[str]:
    found = extractor.extract(Document(id=document_id(text), text=text, published="2024-05-14"))
    return {event.relation for event in found.events}


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("Norway suspended its aid operation in Niger.", "CUT_AID_TO"),
        ("Israel suspended its operation in Lebanon.", "CEASED_FIRE_WITH"),
        ("Iran interfered in Albania's election.", "HACKED"),
        ("Modi called on Prime Minister Keir Starmer.", "MET"),
        ("Modi called on Prime Minister Keir Starmer to resign.", "URGED"),
        ("Gunmen stormed the French embassy in Niamey.", "ATTACKED"),
        ("Protesters stormed the French embassy in Niamey.", "RIOTED_AGAINST"),
        ("Farmers blocked a road in France.", "OBSTRUCTED"),
    ],
)
def test_what_stands_beside_the_verb_decides(extractor: Extractor, text: str, relation: str) -> None:
    assert relation in relations(extractor, text)


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("Beijing accused Washington of interfering in its domestic affairs.", "HACKED"),
        ("China's claims over the South China Sea are disputed by Vietnam.", "ACCUSED"),
        ("Norwegian boats were sent to challenge ships of China.", "URGED"),
        ("The Egyptian museum has lent Paris a statue.", "LOANED"),
        ("Residents fled from a market in Kabul.", "SOUGHT_ASYLUM_IN"),
    ],
)
def test_what_only_sounds_alike_is_not_read(extractor: Extractor, text: str, relation: str) -> None:
    assert relation not in relations(extractor, text)


def test_a_stormed_embassy_is_the_target_not_the_city(extractor: Extractor) -> None:
    text = "Protesters stormed the Swedish embassy in Baghdad."
    found = extractor.extract(Document(id=document_id(text), text=text, published="2024-05-14"))
    assert [event.target.country for event in found.events] == ["SWE"]
