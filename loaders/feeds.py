"""RSS and Atom feeds: the full text of their entries, or links to the articles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from kg.loaders.dating import parse_date
from kg.loaders.markup import fragment_text, refuse_entities

from kg.errors import InputError
from kg.loading import Link, LoadOptions, Record, Source, make_document, read_all
from kg.records import Rejection

MAX_BYTES = 50 * 1024**2

_ROOT = re.compile(rb"<(?:rss|feed|rdf:RDF)\b", re.I)


class FeedLoader:
    """A feed."""

    name = "feed"

    def sniff(self, source: Source) -> float:
        """By its first element."""
        head = source.head[:4096].replace(b"\x00", b"")
        start = _ROOT.search(head)
        if start is None or re.search(rb"<(?:html|body)\b", head[: start.start()], re.I):
            return 0.0
        if head[start.start() :].lower().startswith(b"<rdf") and b"purl.org/rss" not in head:
            return 0.0
        return 0.95

    def load(self, source: Source, options: LoadOptions) -> Iterator[Record]:
        """A document an entry, or with ``follow`` a link an entry.

        Raises:
            InputError: Not a feed, or declares XML entities.
        """
        import feedparser  # type: ignore[import-untyped]

        data = read_all(source, min(MAX_BYTES, options.max_bytes))
        refuse_entities(data, source.name)
        headers = {"content-location": source.url} if source.url else {}
        parsed = feedparser.parse(data, response_headers=headers, sanitize_html=False)
        if not parsed.entries:
            if parsed.version and not parsed.bozo:
                raise InputError("a feed without entries", where=source.name)
            raise InputError("no entries can be read from this feed", where=source.name)
        outlet = _line(parsed.feed.get("title"))
        language = str(parsed.feed.get("language") or "")[:2].lower()
        for number, entry in enumerate(parsed.entries, start=1):
            yield self._entry(entry, number, outlet, language, source, options)

    def _entry(
        self, entry: Any, number: int, outlet: str, language: str, source: Source, options: LoadOptions
    ) -> Record:
        title = _line(entry.get("title"))
        known = {
            "title": title,
            "published": entry_date(entry) or "",
            "publisher": _line(entry.get("source", {}).get("title")) or outlet,
            "language": language,
        }
        known = {key: value for key, value in known.items() if value}
        url = str(entry.get("link") or "")
        if options.follow and url.startswith(("http://", "https://")):
            return Link(url=url, known=known)
        body = entry_text(entry)
        if not body:
            return Rejection(
                source=source.name,
                reason=f"entry {number} ({title or url or 'untitled'}) has no text; --follow fetches its article",
            )
        first = body.partition("\n")[0].strip()
        text = f"{title}\n\n{body}" if title and first != title else body
        return make_document(
            text,
            Source(name=source.name, stream=source.stream, head=b"", known=known),
            options,
            self.name,
            url=url or None,
        )


def entry_text(entry: Any) -> str:
    """The longest text of an entry: its content, else its summary."""
    bodies = [str(content.get("value") or "") for content in entry.get("content", ())]
    bodies.append(str(entry.get("summary") or ""))
    return max((fragment_text(body) for body in bodies), key=len)


def entry_date(entry: Any) -> str | None:
    """Publication day of an entry in the time zone it is written in; else its day in UTC; else the update's."""
    for field in ("published", "updated", "created"):
        if value := entry.get(field):
            if (day := parse_date(str(value))) is not None:
                return day
            if moment := entry.get(f"{field}_parsed"):
                return f"{moment.tm_year:04d}-{moment.tm_mon:02d}-{moment.tm_mday:02d}"
    return None


def _line(value: Any) -> str:
    return " ".join(fragment_text(str(value or "")).split())
