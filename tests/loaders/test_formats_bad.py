"""Malformed inputs of each format: one line says what is wrong, and what is good is read."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from email.message import EmailMessage

import pytest
from loader_help import Read, reasons
from made_files import html_page, pdf_file, rss_feed, word_file, zip_file

from kg.errors import InputError
from kg.loading import Link, LoadOptions, RefusedError, make_loader
from kg.records import Document, Rejection

Only = Callable[..., Document]

TEXT = "Moscow lends Havana $50 million\n\nRussia lent Cuba 50 million dollars, officials said. Cuba thanked Russia."
BOMB = b"""<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]>"""


def test_a_page_without_an_article(read: Read) -> None:
    with pytest.raises(InputError, match="no article"):
        read(b"<!DOCTYPE html><html><head><title>x</title></head><body></body></html>", "a.html")


def test_a_page_in_an_old_encoding(document: Only) -> None:
    page = html_page(TEXT.replace("Cuba thanked", "Díaz-Canel’s office thanked")).decode()
    old = page.replace('charset="utf-8"', 'charset="iso-8859-1"').encode("cp1252")
    assert "Díaz-Canel’s office" in document(old, "a.html").text


def test_no_date_is_guessed_from_a_copyright_note(document: Only) -> None:
    page = html_page(TEXT).replace(b'<meta property="article:published_time" content="2022-01-26T10:00:00+00:00">', b"")
    assert document(page, "a.html").published is None


def test_a_scanned_pdf_and_a_cut_one(read: Read) -> None:
    with pytest.raises(InputError, match="without text"):
        read(pdf_file(" \n\n "), "scan.pdf")
    with pytest.raises(InputError, match=r"damaged PDF|without text"):
        read(pdf_file(TEXT)[:200], "cut.pdf")


def test_an_encrypted_pdf(read: Read) -> None:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(PdfReader(io.BytesIO(pdf_file(TEXT))))
    writer.encrypt("secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    with pytest.raises(InputError, match="encrypted"):
        read(out.getvalue(), "a.pdf")


def test_word_files_without_text_or_damaged(read: Read) -> None:
    with pytest.raises(InputError, match="without text"):
        read(word_file(" \n\n "), "a.docx")
    with pytest.raises(InputError, match="damaged"):
        read(word_file(TEXT)[:3000], "a.docx")
    with pytest.raises(InputError, match="damaged Word"):
        read(zip_file({"word/document.xml": b"<w:document"}), "a.docx")


def test_word_tables_are_read_in_order(document: Only) -> None:
    import docx

    word = docx.Document()
    word.add_paragraph("Visits in 2022")
    table = word.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Lavrov visited Caracas.", "Maduro hosted him."
    word.add_paragraph("Both sides praised the talks.")
    out = io.BytesIO()
    word.save(out)
    assert document(out.getvalue(), "a.docx").text.split("\n\n") == [
        "Visits in 2022",
        "Lavrov visited Caracas.",
        "Maduro hosted him.",
        "Both sides praised the talks.",
    ]


@pytest.mark.parametrize(
    ("data", "name"), [(rss_feed(TEXT), "f.xml"), (b"<urlset><url><loc>x</loc></url></urlset>", "s.xml")]
)
def test_xml_that_declares_entities_is_refused(read: Read, data: bytes, name: str) -> None:
    body = data.partition(b"?>")[2] or data
    with pytest.raises(RefusedError, match="declares XML entities"):
        read(BOMB + body, name)


def test_a_damaged_feed_gives_the_entries_that_can_be_read(read: Read) -> None:
    whole = rss_feed(TEXT)
    cut = whole.replace(b"</channel>", b"<item><title>Cut").replace(b"</rss>", b"")
    records = read(cut, "f.xml")
    assert isinstance(records[0], Document)


def test_feeds_without_entries_or_texts(read: Read) -> None:
    with pytest.raises(InputError, match="without entries"):
        read(b'<?xml version="1.0"?><rss version="2.0"><channel><title>x</title></channel></rss>', "f.xml")
    (reason,) = reasons(read(b'<rss version="2.0"><channel><item><title>Only this</title></item></channel></rss>', "f"))
    assert reason == "entry 1 (Only this) has no text; --follow fetches its article"


def test_a_feed_to_follow_gives_links_with_what_it_tells(dispatch: str) -> None:
    from loader_help import make_source

    (link,) = make_loader("feed").load(make_source(rss_feed(dispatch), "f.xml"), LoadOptions(follow=True))
    assert isinstance(link, Link)
    assert link.url == "https://gazette.example/1"
    assert link.known["published"] == "2022-01-26"
    assert link.known["publisher"] == "The Gazette"


def test_a_sitemap_gives_links(dispatch: str) -> None:
    from loader_help import make_source

    data = b"""<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>https://gazette.example/old</loc><lastmod>2020-05-01</lastmod></url>
<url><loc>https://gazette.example/1</loc><lastmod>2022-01-27</lastmod>
<news:news><news:publication><news:name>The Gazette
</news:name><news:language>en</news:language></news:publication><news:publication_date>2022-01-26T10:00:00Z
</news:publication_date><news:title>Moscow lends Havana $50 million</news:title></news:news></url></urlset>"""
    links = list(make_loader("sitemap").load(make_source(data, "s.xml"), LoadOptions(since="2022-01-01")))
    assert links == [
        Link(
            url="https://gazette.example/1",
            known={
                "title": "Moscow lends Havana $50 million",
                "published": "2022-01-26",
                "publisher": "The Gazette",
                "language": "en",
            },
        )
    ]


def mail(subject: str, body: str) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"] = "news@gazette.example", "a@example.org"
    message["Subject"], message["Date"], message["Message-ID"] = subject, "Wed, 26 Jan 2022 10:00:00 +0000", "<1@g>"
    message.set_content(body)
    return message


def test_mail_with_html_and_attachments(read: Read, dispatch: str) -> None:
    message = mail("Fwd: Briefing", "x")
    message.set_content(html_page(dispatch).decode(), subtype="html")
    message.add_attachment(pdf_file(TEXT), maintype="application", subtype="pdf", filename="loan.pdf")
    message.add_attachment(b"\x89PNG....", maintype="image", subtype="png", filename="photo.png")
    message.add_attachment(mail("Inner", "Lavrov visited Caracas on Monday."))
    records = read(message.as_bytes(), "m.eml")
    assert [(record.loader, record.title) for record in records if isinstance(record, Document)] == [
        ("html", dispatch.partition("\n")[0]),
        ("pdf", "Moscow lends Havana $50 million"),
        ("email", "Inner"),
    ]
    assert {record.published for record in records if isinstance(record, Document)} == {"2022-01-26"}


def test_mail_without_quotes_and_signature(document: Only) -> None:
    body = "Russia lent Cuba money.\n\n> You wrote that\n> Spain did.\n\n-- \nAna Ruiz\nThe Gazette\n"
    assert document(mail("Re: Loan", body).as_bytes(), "m.eml").text.strip() == "Loan\n\nRussia lent Cuba money."


def test_mail_without_text(read: Read) -> None:
    with pytest.raises(InputError, match="without text"):
        read(mail("Empty", " ").as_bytes(), "m.eml")


def test_a_mailbox_with_a_bad_message(read: Read) -> None:
    box = b"".join(
        b"From news@gazette.example Wed Jan 26 10:00:00 2022\n" + message.as_bytes() + b"\n"
        for message in (
            mail("One", "Lavrov visited Caracas.\n\nFrom Caracas he flew on."),
            mail("Bad", " "),
            mail("Two", "B"),
        )
    )
    records = read(box.replace(b"\nFrom Caracas", b"\n>From Caracas"), "inbox")
    assert [record.title for record in records if isinstance(record, Document)] == ["One", "Two"]
    assert isinstance(records[0], Document)
    assert "\nFrom Caracas he flew on." in records[0].text
    (bad,) = (record for record in records if isinstance(record, Rejection))
    assert bad.reason == "message 2: a message without text"
    assert box.splitlines()[(bad.line or 0) - 1].startswith(b"From ")


def test_web_archives_that_are_cut(read: Read) -> None:
    page = html_page(TEXT)
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page
    record = (
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>\r\n"
        b"WARC-Date: 2022-02-01T00:00:00Z\r\nWARC-Target-URI: https://gazette.example/1\r\n"
        b"Content-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n" % len(http)
    )
    whole = record + http + b"\r\n\r\n"
    image = whole.replace(b"text/html", b"image/png").replace(b"gazette.example/1", b"gazette.example/2")
    records = read(whole + image, "a.warc")
    assert [(r.loader, r.url, r.published) for r in records if isinstance(r, Document)] == [
        ("html", "https://gazette.example/1", "2022-01-26")
    ]
    assert reasons(read(whole[:-100], "a.warc")) == ["cut: 96 bytes are missing at its end"]
    with pytest.raises(InputError, match="web archive"):
        read(b"WARC/1.0\r\nWARC-Type: resp", "a.warc")


def test_the_mapping_names_line_column_and_nearest_match(read: Read) -> None:
    data = b"\nheading,story_text,day\nA,Russia met Cuba.,2022-01-26\n"
    with pytest.raises(InputError, match=r"line 2: no column 'story_txt' for text; did you mean 'story_text'\?"):
        read(data, "a.csv", mapping={"text": "story_txt"})
    with pytest.raises(InputError, match=r"no field 'pubished'; did you mean 'published'\?"):
        read(data, "a.csv", mapping={"text": "story_text", "pubished": "day"})
    with pytest.raises(InputError, match=r"line 2: no column holds the text; columns: heading, story_text, day"):
        read(data, "a.csv")
    (found,) = read(data, "a.csv", mapping={"text": "Story Text", "published": "day", "title": "heading"})
    assert isinstance(found, Document)
    assert (found.text, found.published) == ("A\n\nRussia met Cuba.", "2022-01-26")


def test_rows_that_do_not_fit_are_named_with_line_and_column(read: Read) -> None:
    data = (
        b'text;date\r\n"Russia met\r\nCuba.";2022-01-26\r\nToo;many;cells\r\n;2022-01-27\r\nBad date;03/04/2022\r\n'
        b"B\xffd byte;2022-01-28\r\nLast one;2022-01-29\r\n"
    )
    records = read(data, "a.csv", encoding="utf-8")
    assert [record.published for record in records if isinstance(record, Document)] == ["2022-01-26", "2022-01-29"]
    assert [(r.line, r.column, r.reason) for r in records if isinstance(r, Rejection)] == [
        (4, None, "3 columns, the header has 2"),
        (5, "text", "no text"),
        (6, "date", "'03/04/2022' is no date that can be read with certainty"),
        (7, None, "longer than 32 MB, or not utf-8"),
    ]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_tables_in_other_encodings(document: Only, encoding: str) -> None:
    data = "title\ttext\r\nDíaz-Canel’s visit\tMiguel Díaz-Canel met Nicolás Maduro.\r\n".encode(encoding)
    assert document(data, "a.tsv").title == "Díaz-Canel’s visit"


def test_json_lines_that_are_bad(read: Read) -> None:
    lines = [
        b'{"text": "Russia met Cuba.", "title": null}',
        b'{"text": ',
        b"[1]",
        b"",
        b'{"body": "Other key."}',
        b'{"x": 1}',
    ]
    records = read(b"\r\n".join(lines), "a.jsonl")
    assert [record.text for record in records if isinstance(record, Document)] == ["Russia met Cuba.", "Other key."]
    rejected = [record for record in records if isinstance(record, Rejection)]
    assert [record.line for record in rejected] == [2, 3, 6]
    assert rejected[0].reason.startswith("not JSON: ")
    assert rejected[1].reason == "a JSON list, not an object"
    assert rejected[2].reason == "line 6: no column holds the text; columns: x"


def test_a_line_of_100_mb_is_set_aside_and_the_next_read(read: Read) -> None:
    long = b'{"text": "' + b"x" * (100 * 1024**2) + b'"}\n'
    records = read(b'{"text": "First."}\n' + long + b'{"text": "Last."}\n', "a.jsonl")
    assert [type(record).__name__ for record in records] == ["Document", "Rejection", "Document"]
    assert isinstance(records[1], Rejection)
    assert records[1].line == 2


def test_html_in_a_table_becomes_text(document: Only) -> None:
    row = {
        "headline": "Loan &amp; thanks",
        "content": "<p>Russia lent&nbsp;Cuba money.</p><p>Cuba <b>thanked</b> it.</p>",
    }
    found = document(json.dumps(row).encode(), "a.json")
    assert found.text == "Loan & thanks\n\nRussia lent Cuba money.\n\nCuba thanked it."


def test_parquet(document: Only, read: Read) -> None:
    pa = pytest.importorskip("pyarrow")
    import datetime

    import pyarrow.parquet as pq

    out = io.BytesIO()
    pq.write_table(pa.table({"body": ["Russia met Cuba."], "date": [datetime.date(2022, 1, 26)], "n": [1]}), out)
    found = document(out.getvalue(), "a.parquet")
    assert (found.text, found.published, found.loader) == ("Russia met Cuba.", "2022-01-26", "parquet")
    with pytest.raises(InputError, match=r"no column 'bdy' for text; did you mean 'body'\?"):
        read(out.getvalue(), "a.parquet", mapping={"text": "bdy"})
    with pytest.raises(InputError, match="damaged Parquet"):
        read(out.getvalue()[:60], "a.parquet")
