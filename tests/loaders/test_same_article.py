"""One dispatch in every format gives the same text, so the same sentences."""

from __future__ import annotations

import json
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import pytest
from loader_help import Read
from made_files import atom_feed, html_page, pdf_file, rss_feed, split_article, word_file

from kg.extract import Extractor
from kg.records import Document

SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))

Only = Callable[..., Document]


def paragraphs(text: str) -> list[str]:
    return [" ".join(part.split()) for part in text.split("\n\n") if part.strip()]


@pytest.mark.parametrize("seed", SEEDS, ids=lambda path: path.stem)
@pytest.mark.parametrize(
    ("make", "name"),
    [
        (html_page, "page.html"),
        (rss_feed, "feed.xml"),
        (atom_feed, "atom.xml"),
        (pdf_file, "paper.pdf"),
        (word_file, "paper.docx"),
    ],
)
def test_the_paragraphs_are_the_same(document: Only, make: Callable[[str], bytes], name: str, seed: Path) -> None:
    text = seed.read_text(encoding="utf-8")
    found = document(make(text), name)
    assert paragraphs(found.text) == paragraphs(text)
    assert found.title == split_article(text)[0]


def test_metadata_of_a_page(document: Only, dispatch: str) -> None:
    found = document(html_page(dispatch), "page.html")
    assert (found.published, found.publisher, found.language) == ("2022-01-26", "The Gazette", "en")
    assert found.url == "https://gazette.example/world/briefing"


def test_metadata_of_a_feed_entry(document: Only, dispatch: str) -> None:
    found = document(rss_feed(dispatch), "feed.xml")
    # 23:30 in New York is the 27th in London; the day is the publisher's.
    assert (found.published, found.publisher, found.language) == ("2022-01-26", "The Gazette", "en")
    assert found.url == "https://gazette.example/1"


def test_a_mail(document: Only, dispatch: str) -> None:
    title, body = dispatch.split("\n\n", 1)
    mail = EmailMessage()
    mail["From"], mail["To"] = "Gazette Newsletter <news@gazette.example>", "reader@example.org"
    mail["Subject"], mail["Date"] = title, "Wed, 26 Jan 2022 10:00:00 +0000"
    mail["Message-ID"] = "<1@gazette.example>"
    mail.set_content(body + "\n-- \nThe Gazette\n")
    found = document(mail.as_bytes(), "message.eml")
    assert paragraphs(found.text) == paragraphs(dispatch)
    assert (found.title, found.published, found.publisher) == (title, "2022-01-26", "Gazette Newsletter")
    assert found.loader == "email"


def test_tables_of_articles(read: Read, document: Only, dispatch: str) -> None:
    import csv
    import io

    title, body = dispatch.split("\n\n", 1)
    row = {"headline": title, "body": body, "date": "2022-01-26", "source": "The Gazette", "url": "https://g.example/1"}
    table = io.StringIO()
    writer = csv.DictWriter(table, fieldnames=list(row))
    writer.writeheader()
    writer.writerow(row)
    lines = (json.dumps(row) + "\n").encode()
    array = json.dumps([row], indent=1).encode()
    for data, name in ((table.getvalue().encode(), "a.csv"), (lines, "a.jsonl"), (array, "a.json")):
        found = document(data, name)
        assert paragraphs(found.text) == paragraphs(dispatch)
        assert (found.title, found.published, found.publisher) == (title, "2022-01-26", "The Gazette")
        assert found.url == "https://g.example/1"


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


def facts(extractor: Extractor, document: Document) -> list[tuple[str, ...]]:
    return [
        (event.id, event.source.id, event.relation, event.target.id, str(event.date), event.realis, event.sentence.text)
        for event in extractor.extract(document).events
        if event.sentence is not None
    ]


QUOTED = "\n\n".join(
    (
        "Envoys trade words in Havana",
        "HAVANA, Jan 26, 2022 (Reuters) - Cuban President Miguel Díaz-Canel met Russian Foreign Minister Sergei Lavrov"
        " on Tuesday.",
        "“Russia condemns the embargo of the United States against Cuba,” Lavrov said. \"Spain's Pedro Sánchez called"
        " me on Monday\", Díaz-Canel told reporters – 'a frank talk', as he put it – and José Manuel Albares visited"
        " Brasília & São Paulo.",
        "Colombia accused Nicaragua's Daniel Ortega of <blackmail> on Sunday; Costa Rica’s president condemned the"
        " Sandinista leader.",
    )
)
# Accents and quotation marks always, the other dispatches where there is time.
FEW = ("putin_calls_latin_america", "lavrov_briefs_duma", "czech_russia_expulsions_2021")
TEXTS = [
    pytest.param(QUOTED, id="quoted"),
    *(
        pytest.param(seed.read_text(encoding="utf-8"), id=seed.stem, marks=() if seed.stem in FEW else pytest.mark.slow)
        for seed in SEEDS
    ),
]


@pytest.mark.parametrize("text", TEXTS)
def test_page_feed_and_pdf_state_the_same_events(document: Only, extractor: Extractor, text: str) -> None:
    plain = document(text.encode())
    assert plain.published is not None
    expected = facts(extractor, plain)
    assert len(expected) >= 3
    forms = (
        (html_page(text, plain.published), "page.html"),
        (rss_feed(text, f"{plain.published}T10:00:00Z"), "feed.xml"),
        (pdf_file(text), "paper.pdf"),
        (word_file(text), "paper.docx"),
    )
    for data, file_name in forms:
        found = document(data, file_name)
        assert found.published == plain.published
        assert facts(extractor, found) == expected, file_name
