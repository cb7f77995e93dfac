"""GDELT's rows that tell of documents: mentions, and the knowledge graph."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from gdelt_rows import event_row, mention_row, text
from loader_help import Read, reasons

from kg.records import DocumentFacts, Event, Rejection, Report

SAMPLES = Path(__file__).parents[3] / "shared" / "reference" / "samples" / "gdelt"
COUNT = "ARREST#400#political#4#Orenburg, Orenburgskaya Oblast', Russia#RS#RS55#51.78#55.1#-1"


def gkg_row(**changes: str) -> list[str]:
    cells = dict.fromkeys(map(str, range(27)), "") | {
        "0": "20150302101500-7", "1": "20150302101500", "2": "1", "3": "news.example", "4": "https://news.example/a",
        "5": f"{COUNT};", "6": f"{COUNT}#4387;", "11": "vladimir putin;jane roe", "13": "gazprom;nato",
        "12": "Vladimir Putin,12;Jane Roe,40;Vladimir Putin,90", "14": "Gazprom,66;Nato,70",
        "26": "<PAGE_LINKS>x</PAGE_LINKS><PAGE_TITLE>Talks in Moscow</PAGE_TITLE>",
    }  # fmt: skip
    return list((cells | {name[1:]: value for name, value in changes.items()}).values())


GKG1 = [
    "20150302", "2", COUNT, "ARREST", "", "vladimir putin", "gazprom", "1,2,3", "77,78", "one.example;two.example",
    "https://one.example/a<UDIV>https://two.example/b",
]  # fmt: skip
COUNTS = [
    "20150302", "1", "KILL", "12", "soldiers", "1", "Ukraine", "UP", "UP", "49", "32", "UP", "", "one.example",
    "https://one.example/a",
]  # fmt: skip


def test_a_mention_is_a_report_of_an_event(read: Read) -> None:
    (report,) = read(text(mention_row()), "20150303120000.mentions.CSV")
    assert isinstance(report, Report)
    assert (report.dataset, report.dataset_id, report.confidence) == ("gdelt", "77", 0.5)
    assert (report.source, report.line) == ("20150303120000.mentions.CSV", 1)
    assert (report.document.published, report.document.publisher) == ("2015-03-03", "news.example")


def test_the_document_of_a_mention_is_that_of_the_event(read: Read) -> None:
    (event,), (report,) = read(text(event_row()), "a.export.CSV"), read(text(mention_row()), "a.mentions.CSV")
    assert isinstance(event, Event)
    assert isinstance(report, Report)
    assert event.document is not None
    assert (event.document.id, event.document.publisher) == (report.document.id, "news.example")


def test_a_broadcast_is_cited_by_its_title(read: Read) -> None:
    (report,) = read(text(mention_row(url="Radio Example /Monitoring/(c) Example")), "a.CSV")
    assert isinstance(report, Report)
    assert (report.document.url, report.document.title) == (None, "Radio Example /Monitoring/(c) Example")


def test_bad_mentions_are_set_aside(read: Read) -> None:
    bad = [mention_row(confidence="much"), mention_row(key="x"), mention_row(url=" "), mention_row()[:12]]
    good, *found = read(text(mention_row(), *bad), "a.CSV")
    assert isinstance(good, Report)
    assert [(item.line, item.column) for item in found if isinstance(item, Rejection)] == [
        (2, "Confidence"), (3, "GLOBALEVENTID"), (4, "MentionIdentifier"), (5, None),
    ]  # fmt: skip
    assert reasons(found)[-1] == "12 columns; a GDELT mention has 16"


def test_a_row_of_the_knowledge_graph_is_facts_of_a_document(read: Read) -> None:
    (facts,) = read(text(gkg_row()), "20150302101500.gkg.csv")
    assert isinstance(facts, DocumentFacts)
    (document,) = facts.documents
    assert (document.title, document.publisher, document.published) == ("Talks in Moscow", "news.example", "2015-03-02")
    assert [actor.id for actor in facts.actors] == [
        "person:vladimir-putin", "person:jane-roe", "org:gazprom", "org:nato",
    ]  # fmt: skip
    (tally,) = facts.tallies
    assert (tally.kind, tally.number, tally.what) == ("ARREST", 400.0, "political")
    assert (tally.location.country, tally.location.latitude) == ("RUS", 51.78)


def test_the_first_version_shares_facts_among_documents(read: Read) -> None:
    header = ["DATE", *("X" * 10)]
    (facts,) = read(text(header, GKG1), "20150302.gkg.csv")
    assert isinstance(facts, DocumentFacts)
    assert [(item.url, item.publisher) for item in facts.documents] == [
        ("https://one.example/a", "one.example"),
        ("https://two.example/b", "two.example"),
    ]
    (counted,) = read(text(COUNTS), "20150302.gkgcounts.csv")
    assert isinstance(counted, DocumentFacts)
    assert (counted.tallies[0].kind, counted.tallies[0].location.id) == ("KILL", "country:UKR")


def test_bad_rows_of_the_knowledge_graph_are_set_aside(read: Read) -> None:
    bad = [gkg_row(_1="soon"), gkg_row(_4=""), gkg_row(_5="ARREST#many#x"), gkg_row(_5=COUNT.replace("400", "x"))]
    good, *found = read(text(gkg_row(), *bad, gkg_row()[:9]), "a.gkg.csv")
    assert isinstance(good, DocumentFacts)
    assert [(item.line, item.column) for item in found if isinstance(item, Rejection)] == [
        (2, "DATE"), (3, "DocumentIdentifier"), (4, "Counts"), (5, "Counts"), (6, None),
    ]  # fmt: skip


@pytest.mark.skipif(not SAMPLES.exists() and not os.environ.get("CI"), reason="no reference samples")
@pytest.mark.parametrize("name", [*sorted(path.name for path in SAMPLES.glob("*gkg*")), "gdelt2.mentions.CSV"])
def test_every_row_of_the_samples_is_read(read: Read, name: str) -> None:
    data = (SAMPLES / name).read_bytes()
    found = read(data, name)
    assert len(found) == data.count(b"\n")
    assert not [record for record in found if isinstance(record, Rejection)]
