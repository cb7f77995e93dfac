from __future__ import annotations

import dataclasses

import pytest
from ingest_help import CallsExtractor

from kg.ids import document_id
from kg.ingest.session import _Lines
from kg.ingest.sinks import flat
from kg.ingest.summary import Summary, preview, rejection_line, rejection_lines, report, triple_line
from kg.records import Amount, Attribution, Document, Event, Rejection


def events(text: str, title: str = "Calls", published: str | None = "2022-01-20") -> tuple[Event, ...]:
    document = Document(id=document_id(title + text), text=text, title=title, published=published)
    (extraction,) = CallsExtractor().pipe([document])
    return extraction.events


def summary_of(*found: Event) -> Summary:
    summary = Summary(inputs=1)
    for event in found:
        summary.found(event)
    return summary


def test_triples_stand_below_their_sentence_and_document() -> None:
    lines = preview(
        summary_of(*events("Putin called Maduro.\nHe called Ortega."), *events("A called B.", "Other", None))
    )
    assert lines == [
        "Calls (2022-01-20)",
        "  Putin called Maduro.",
        "    (Putin)-[:CALLED {date: 2022-01-20}]->(Maduro)",
        "  He called Ortega.",
        "    (He)-[:CALLED {date: 2022-01-20}]->(Ortega)",
        "Other",
        "  A called B.",
        "    (A)-[:CALLED]->(B)",
    ]


def test_a_preview_is_short_and_says_how_many_more() -> None:
    many = [
        event
        for number in range(100)
        for event in events(f"A{number} called B. C{number} called D.", f"Story {number}")
    ]
    lines = preview(summary_of(*many))
    assert lines[-1] == "… and 160 more"
    assert sum(line.startswith("    (") for line in lines) == 40


def test_an_event_of_several_documents_counts_once() -> None:
    one, two = events("Putin called Maduro.", "One"), events("Putin called Maduro.", "Two")
    summary = summary_of(*one, *two, *two)
    assert (summary.mentions, summary.distinct_events, summary.several_sources) == (3, 1, 1)


def test_a_triple_tells_amount_realis_and_speaker() -> None:
    (event,) = events("Putin called Maduro.", published=None)
    told = dataclasses.replace(
        event, amount=Amount(value=5e7, currency="USD"), realis="denied", attribution=(Attribution(name="TASS"),)
    )
    assert triple_line(told) == "(Putin)-[:CALLED {amount: 50,000,000 USD, denied, says TASS}]->(Maduro)"


def test_rejections_name_place_and_reason_on_one_line() -> None:
    rejection = Rejection(source="a.csv", reason="no\n date", line=7, column="day")
    assert rejection_line(rejection) == "a.csv:7: no date (column day)"
    lines = rejection_lines(Summary(rejections=[rejection] * 10, rejected=12))
    assert len(lines) == 11
    assert lines[-1] == "set aside: … and 2 more"


def test_what_is_set_aside_is_counted_by_reason() -> None:
    summary = Summary(inputs=1)
    for number in range(12):
        code = f"CAMEO '0{number}' is no PLOVER event"
        summary.reject(Rejection(source="a.csv", reason=code, line=number, column="EventCode"))
    summary.reject(Rejection(source="a.csv", reason="no actor", line=99, column="Actor2Code"))
    counts = {"CAMEO … is no PLOVER event (EventCode)": 12, "no actor (Actor2Code)": 1}
    assert summary.as_dict()["set_aside_by_reason"] == counts
    assert "set aside   12 CAMEO … is no PLOVER event (EventCode); 1 no actor (Actor2Code)" in report(summary)
    for number in range(1000):
        summary.reject(Rejection(source="a.csv", reason=f"reason {number}"))
    assert len(summary.reasons) <= 201
    assert summary.reasons.total() == summary.rejected


def test_a_log_tells_rate_and_time_left(capsys: pytest.CaptureFixture[str]) -> None:
    now = iter([0.0, 0.0, 10.0, 60.0])
    lines, summary = _Lines(clock=lambda: next(now)), Summary()
    lines.progress(0, 1000, summary)
    summary.inputs = 2
    summary.count("text", "documents", 120)
    lines.progress(100, 1000, summary)
    assert capsys.readouterr().err == ""
    lines.progress(250, 1000, summary)
    assert capsys.readouterr().err == "25 %, 2 inputs, 120 records (2.0/s), 0 set aside, about 3 min left\n"


def test_nothing_read_is_said_so() -> None:
    assert report(Summary(inputs=1, rejected=1))[-1] == "nothing was read"


def test_rows_have_the_same_columns_whatever_the_event_holds() -> None:
    (event,) = events("Putin called Maduro.")
    bare = dataclasses.replace(event, sentence=None, trigger=None, document=None, dataset="gdelt", dataset_id="1")
    assert list(flat(event)) == list(flat(bare))
    assert flat(event)["sentence_text"] == "Putin called Maduro."
    assert flat(bare)["dataset_id"] == "1"
