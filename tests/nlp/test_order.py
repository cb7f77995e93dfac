"""Where the parse of the small model fails, the order of words still tells who acts."""

from __future__ import annotations

import pytest

from kg.extract import Extractor
from kg.ids import document_id
from kg.records import Document


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


def pairs(extractor: Extractor, text: str) -> set[tuple[str, str | None, str | None]]:
    """(PLOVER type, source, target) of the events of a text."""
    events = extractor.extract(Document(id=document_id(text), text=text, loader="test")).events
    return {(event.plover.type, event.source.text, event.target.text) for event in events}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Experts wonder whether Russia might one day attack Estonia.", ("ASSAULT", "Russia", "Estonia")),
        ("Riyadh to bankroll Damascus payroll for three months", ("AID", "Riyadh", "Damascus")),
        ("Ghana, Togo agree to mark border after clashes", ("AGREE", "Ghana", "Togo")),
        ("Poland promised the Belarusian opposition money.", ("AGREE", "Poland", "Belarusian opposition")),
        (
            "The torture of Kenyan detainees by Indian soldiers was described.",
            ("ASSAULT", "Indian soldiers", "Kenyan detainees"),
        ),
        (
            "The Indian military said it had launched airstrikes against Pakistan.",
            ("ASSAULT", "Indian military", "Pakistan"),
        ),
        ("Iceland, which has condemned Israel for the blockade of Gaza, votes.", ("COERCE", "Israel", "Gaza")),
        ("A Saudi-led strike on a Yemeni school caused an outcry.", ("ASSAULT", "Saudi", "Yemeni school")),
    ],
)
def test_found_where_the_parse_fails(extractor, text, expected) -> None:
    assert expected in pairs(extractor, text)


@pytest.mark.parametrize(
    "text",
    [
        "Kyrgyzstan's weather is mild, and jailed journalists from Chad know it.",
        "Officials in Poland said Tuesday, citing soldiers killed in Mali.",
    ],
)
def test_participles_take_nobody_by_order(extractor, text) -> None:
    assert not {pair for pair in pairs(extractor, text) if pair[0] in ("COERCE", "ASSAULT")}


def test_the_rules_can_be_asked_alone() -> None:
    rules = Extractor(arbiter=False)
    assert "kg_arbiter" not in rules.nlp.pipe_names
    assert ("ASSAULT", "Russia", "Estonia") in pairs(rules, "Russia attacked Estonia.")
