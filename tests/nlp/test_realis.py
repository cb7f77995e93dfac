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
        ("The claim that Iran armed the Houthis is false, Tehran said.", "ARMED", "denied"),
        ("Reports of a Russian attack on Kharkiv are untrue, Moscow said.", "ATTACKED", "denied"),
        ("Hanoi brushed off claims that it had detained Cambodian fishermen.", "ARRESTED", "denied"),
        ("Beijing has not confirmed reports that it hacked the Indian ministry.", "HACKED", "hypothetical"),
        ("It was not immediately clear whether Israel had bombed the Iranian base.", "BOMBED", "hypothetical"),
        ("Israel has yet to recognise Kosovo.", "RECOGNIZED", "negated"),
        ("Instead of sanctioning Russia, Turkey invited its foreign minister.", "SANCTIONED", "negated"),
        ("Neither France nor Germany recognised Taiwan.", "RECOGNIZED", "negated"),
        ("Sudan cannot forgive Ethiopia for shelling Gedaref.", "SHELLED", "actual"),
        ("Poland is going to expel three Russian diplomats.", "EXPELLED", "planned"),
        ("Poland is about to expel three Russian diplomats.", "EXPELLED", "planned"),
        ("Talks between Putin and Xi will take place in May.", "TALKED_WITH", "planned"),
        ("Russia was on the verge of invading Ukraine.", "INVADED", "hypothetical"),
        ("Were Russia to attack Moldova, Romania would help it.", "ATTACKED", "hypothetical"),
        ("Has Sudan attacked Ethiopia?", "ATTACKED", "hypothetical"),
        ("Any attack by Greece on Turkish ships will be answered, Ankara said.", "ATTACKED", "hypothetical"),
        ("Xi hopes to meet Abiy.", "MET", "hypothetical"),
    ],
)
def test_realis(extractor: Extractor, text: str, relation: str, realis: str) -> None:
    assert event(extractor, text, relation).realis == realis


def test_what_is_dated_ahead_is_planned(extractor: Extractor) -> None:
    text = "Putin meets Xi in Beijing on Thursday."
    document = Document(id=document_id(text), text=text, published="2022-06-14")
    assert [event.realis for event in extractor.extract(document).events] == ["planned"]


@pytest.mark.parametrize(
    ("text", "relation", "speakers"),
    [
        ("Rwanda denies arming the M23.", "ARMED", ["Rwanda"]),
        ("Russia rejected claims that it had bombed Kharkiv.", "BOMBED", ["Russia"]),
        ("Sullivan warned Moscow that the United States would respond decisively.", "WARNED", []),
        ("Police killed protesters on Tuesday, rights groups said.", "KILLED", ["NGOs"]),
        ("According to Tass, which cited Lavrov, Russia bombed Kharkiv.", "BOMBED", ["Sergey Lavrov", "TASS"]),
        ("Russia bombed Kharkiv, Tass reported, citing Lavrov.", "BOMBED", ["Sergey Lavrov", "TASS"]),
        ("Russia bombed Kharkiv, Tass quoted Lavrov as saying.", "BOMBED", ["Sergey Lavrov", "TASS"]),
        ("Lavrov was quoted by Tass as saying Russia bombed Kharkiv.", "BOMBED", ["Sergey Lavrov", "TASS"]),
        ("The BBC reported that Modi had said Russia bombed Kharkiv.", "BOMBED", ["Narendra Modi", "BBC"]),
        ("Zelensky said in a statement that Russia bombed Kharkiv.", "BOMBED", ["Volodymyr Zelenskyy"]),
        ("Ukraine's claim that Russia bombed Kharkiv caused a row.", "BOMBED", ["Ukraine"]),
        ("Russia bombed Kharkiv, according to a report by Amnesty International.", "BOMBED", ["Amnesty International"]),
        ("It was reported by Tass that Russia bombed Kharkiv.", "BOMBED", ["TASS"]),
        ("Zelensky accused Russia of bombing Kharkiv.", "BOMBED", ["Volodymyr Zelenskyy"]),
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
