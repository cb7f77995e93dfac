"""Realis and who says so, one rule a sentence."""

from __future__ import annotations

import pytest

from kg.extract import Extractor
from kg.ids import document_id
from kg.records import Document, Event


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


def event(extractor: Extractor, text: str, relation: str) -> Event:
    found = extractor.extract(Document(id=document_id(text), text=text)).events
    return next(event for event in found if event.relation == relation)


@pytest.mark.parametrize(
    ("text", "relation", "realis"),
    [
        ("Lavrov said Moscow would supply Damascus with grain.", "AIDED", "planned"),
        ("Lavrov said Moscow would supply Damascus with grain if Iran paid.", "AIDED", "hypothetical"),
        ("The United States will sanction Turkey if it attacks the Kurds.", "SANCTIONED", "hypothetical"),
        ('"Release our sailors now," Manila told Hanoi.', "RELEASED", "hypothetical"),
        ("Russia rejected claims that it had bombed Kharkiv.", "BOMBED", "denied"),
        ("Rwanda denies arming the M23.", "ARMED", "denied"),
        ("Russia bombed Kharkiv, which Ukraine had retaken.", "BOMBED", "actual"),
    ],
)
def test_realis(extractor: Extractor, text: str, relation: str, realis: str) -> None:
    assert event(extractor, text, relation).realis == realis


@pytest.mark.parametrize(
    ("text", "relation", "speakers"),
    [
        ("Rwanda denies arming the M23.", "ARMED", ["Rwanda"]),
        ("Russia rejected claims that it had bombed Kharkiv.", "BOMBED", ["Russia"]),
        ("Sullivan warned Moscow that the United States would respond decisively.", "WARNED", []),
        ("Police killed protesters on Tuesday, rights groups said.", "KILLED", ["NGOs"]),
    ],
)
def test_who_says_so(extractor: Extractor, text: str, relation: str, speakers: list[str]) -> None:
    assert [speaker.name for speaker in event(extractor, text, relation).attribution] == speakers


@pytest.mark.parametrize(
    ("text", "triples"),
    [
        ("Putin called Biden a killer.", []),
        ("A truce in Syria was brokered by Russia.", [("Russia", "MEDIATED_BETWEEN", "Syria")]),
        (
            "Sergei Lavrov and Sameh Shoukry discussed Syria in phone talks.",
            [("Sergey Lavrov", "TALKED_WITH", "Sameh Shoukry")],
        ),
    ],
)
def test_said_once_and_of_the_right_two(extractor: Extractor, text: str, triples: list[tuple[str, str, str]]) -> None:
    found = extractor.extract(Document(id=document_id(text), text=text)).events
    assert [(e.source.name, e.relation, e.target.name) for e in found if e.plover.type == "CONSULT"] == triples
