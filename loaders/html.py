"""HTML pages: the article without its surroundings, with title, date, publisher and language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from kg.loaders.dating import parse_date
from kg.loaders.decoding import decode, looks_binary
from kg.loaders.text import text_document

from kg.errors import InputError
from kg.loading import LoadOptions, Record, Source, read_all

MAX_BYTES = 20 * 1024**2

_START = re.compile(
    rb"\A\s*(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.I | re.S,
)
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]{3,20})", re.I)
_LANGUAGE = re.compile(r"<html[^>]{0,500}\blang\s*=\s*[\"']?([A-Za-z]{2})\b")


class HtmlLoader:
    """A saved or fetched web page."""

    name = "html"

    def sniff(self, source: Source) -> float:
        """By its first tag; the name or media type helps where comments come first."""
        if _START.match(source.head):
            return 0.9
        if looks_binary(source.head):
            return 0.0
        tagged = re.search(rb"<(?:html|body|article|div|p)\b", source.head[:8192], re.I) is not None
        named = source.suffix in (".html", ".htm", ".xhtml") or source.media_type in (
            "text/html",
            "application/xhtml+xml",
        )
        return 0.8 if tagged and named else 0.5 if named else 0.0

    def load(self, source: Source, options: LoadOptions) -> Iterator[Record]:
        """One document; its text is the title, then the paragraphs, with blank lines between.

        Raises:
            InputError: No article is found in the page.
        """
        data = read_all(source, min(MAX_BYTES, options.max_bytes))
        page = decode(data, source.name, options.encoding or _declared(data))
        yield page_document(page, source, options, self.name)


def _declared(data: bytes) -> str | None:
    match = _CHARSET.search(data[:4096])
    if match is None:
        return None
    name = match[1].decode("ascii").lower()
    # Browsers read these two names as cp1252, and so does who writes such pages.
    name = "cp1252" if name in ("iso-8859-1", "latin1", "ascii", "us-ascii") else name
    try:
        data.decode(name)
    except (LookupError, UnicodeDecodeError):
        return None
    return name


def page_document(page: str, source: Source, options: LoadOptions, loader: str) -> Record:
    """The document of a page.

    Raises:
        InputError: No article is found in it.
    """
    from trafilatura import bare_extraction

    found = bare_extraction(
        page,
        url=source.url,
        with_metadata=True,
        include_comments=False,
        include_tables=False,
        deduplicate=False,
        # htmldate's extensive search reads dates into copyright notes; only stated dates count.
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    body = (getattr(found, "text", None) or "").strip()
    if found is None or isinstance(found, dict) or not body:
        raise InputError("no article found in this page", where=source.name)
    paragraphs = [line.strip() for line in body.split("\n") if line.strip()]
    title = _without_site(_squeeze(found.title), _squeeze(found.sitename))
    if title and (not paragraphs or _squeeze(paragraphs[0]) != title):
        paragraphs.insert(0, title)
    language = _LANGUAGE.search(page)
    fields = {
        "title": title,
        "published": parse_date(found.date or "") or "",
        "publisher": _publisher(found.sitename, source.url or found.url),
        "url": source.url or found.url or "",
        "language": language[1].lower() if language else "",
    }
    return text_document("\n\n".join(paragraphs), source, options, loader, {k: v for k, v in fields.items() if v})


def _without_site(title: str, site: str) -> str:
    """A title without the site's name behind it: ``Calls to Havana | The Gazette``."""
    short = re.sub(rf"\s*[|·•–—:-]\s*{re.escape(site)}$", "", title) if site else title
    return short or title


def _squeeze(text: str | None) -> str:
    return " ".join((text or "").split())


def _publisher(site: str | None, url: str | None) -> str:
    if site:
        return _squeeze(site)
    host = urlsplit(url or "").hostname or ""
    return host.removeprefix("www.")
