"""One text written in other formats, as the programs that make such files write them."""

from __future__ import annotations

import io
import textwrap
import zipfile
from html import escape


def split_article(text: str) -> tuple[str, list[str]]:
    title, *paragraphs = [part for part in text.strip().split("\n\n") if part.strip()] or [""]
    return title, paragraphs


def html_page(text: str, published: str = "2022-01-26") -> bytes:
    title, paragraphs = split_article(text)
    body = "\n".join(f"<p>{escape(part)}</p>" for part in paragraphs)
    return f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{escape(title)} | The Gazette</title>
<meta property="og:title" content="{escape(title)}"><meta property="og:site_name" content="The Gazette">
<meta property="article:published_time" content="{published}T10:00:00+00:00">
<link rel="canonical" href="https://gazette.example/world/briefing"></head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li></ul></nav>
<article><h1>{escape(title)}</h1>
{body}
</article>
<aside><h2>Most read</h2><ul><li><a href="/a">Ten recipes for spring</a></li></ul></aside>
<footer><p>Copyright 2031 The Gazette. All rights reserved.</p></footer></body></html>""".encode()


def rss_feed(
    text: str, published: str = "Wed, 26 Jan 2022 23:30:00 -0500", link: str = "https://gazette.example/1"
) -> bytes:
    title, paragraphs = split_article(text)
    body = "".join(f"<p>{escape(part)}</p>" for part in paragraphs)
    return f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>The Gazette</title><link>https://gazette.example/</link><description>World news</description>
<language>en-gb</language>
<item><title>{escape(title)}</title><link>{link}</link><guid>{link}</guid><pubDate>{published}</pubDate>
<description>{escape(escape(paragraphs[0][:60]))} ...</description>
<content:encoded><![CDATA[{body}]]></content:encoded></item>
</channel></rss>""".encode()


def atom_feed(text: str) -> bytes:
    title, paragraphs = split_article(text)
    body = "".join(f"<p>{escape(part)}</p>" for part in paragraphs)
    return f"""<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>The Gazette</title><id>urn:gazette</id>
<updated>2022-01-27T08:00:00Z</updated>
<entry><title>{escape(title)}</title><id>urn:gazette:1</id><link href="https://gazette.example/1"/>
<published>2022-01-26T10:00:00Z</published><updated>2022-01-27T08:00:00Z</updated>
<content type="html">{escape(body)}</content></entry></feed>""".encode()


def pdf_file(text: str, lines_on_page: int = 16, width: int = 90) -> bytes:
    """Wrapped lines, a larger headline, page numbers; text in WinAnsi with its octal escapes."""
    title, paragraphs = split_article(text)
    rows: list[tuple[str, int, float]] = [(line, 18, 24.0) for line in textwrap.wrap(title, 60)]
    for part in paragraphs:
        wrapped = textwrap.wrap(part, width)
        rows += [(line, 11, 24.0 if index == 0 else 13.5) for index, line in enumerate(wrapped)]
    pages = [rows[at : at + lines_on_page] for at in range(0, len(rows), lines_on_page)]
    objects: list[bytes] = [b"", b"", b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"]
    kids = []
    for number, page in enumerate(pages, start=1):
        y, commands = 780.0, []
        for line, size, gap in page:
            y -= gap
            commands.append(b"BT /F1 %d Tf 72 %.1f Td (%s) Tj ET" % (size, y, _pdf_string(line)))
        commands.append(b"BT /F1 9 Tf 300 30 Td (%d) Tj ET" % number)
        stream = b"\n".join(commands)
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream))
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>/Contents %d 0 R>>"
            % len(objects)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[0] = b"<</Type/Catalog/Pages 2 0 R>>"
    objects[1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(kids), b" ".join(kids))
    out = io.BytesIO(b"%PDF-1.4\n")
    out.seek(0, io.SEEK_END)
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % offset for offset in offsets))
    out.write(b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start))
    return out.getvalue()


def _pdf_string(line: str) -> bytes:
    raw = line.encode("cp1252")
    return b"".join(
        b"\\%03o" % byte if byte > 126 else b"\\" + bytes([byte]) if byte in b"()\\" else bytes([byte]) for byte in raw
    )


def word_file(text: str) -> bytes:
    import docx

    title, paragraphs = split_article(text)
    word = docx.Document()
    word.add_heading(title, level=0)
    for part in paragraphs:
        word.add_paragraph(part)
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def zip_file(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()
