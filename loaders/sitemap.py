"""Sitemaps (sitemaps.org 0.9, with Google's news extension): links to pages and to further sitemaps."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import ParseError

from kg.loaders.dating import parse_date
from kg.loaders.markup import refuse_entities

from kg.errors import InputError
from kg.loading import Link, LoadOptions, Record, RefusedError, Source, read_all

MAX_BYTES = 60 * 1024**2


class SitemapLoader:
    """A sitemap or an index of sitemaps."""

    name = "sitemap"
    container = True

    def sniff(self, source: Source) -> float:
        """By its first element."""
        return 0.95 if re.search(rb"<(?:\w+:)?(?:urlset|sitemapindex)\b", source.head[:4096]) else 0.0

    def load(self, source: Source, options: LoadOptions) -> Iterator[Record]:
        """A link a page; pages last changed before ``since`` are left out.

        Raises:
            InputError: Not well-formed, or declares XML entities.
        """
        from defusedxml.common import DefusedXmlException  # type: ignore[import-untyped]
        from defusedxml.ElementTree import fromstring  # type: ignore[import-untyped]

        data = read_all(source, min(MAX_BYTES, options.max_bytes))
        refuse_entities(data, source.name)
        try:
            root = fromstring(data)
        except DefusedXmlException as error:
            raise RefusedError("XML that declares entities, refused", where=source.name) from error
        except ParseError as error:
            raise InputError(f"damaged XML: {error}", where=source.name) from error
        for entry in root:
            fields = {
                re.sub(r"^\{.*\}", "", item.tag): (item.text or "").strip()
                for item in entry.iter()
                if isinstance(item.tag, str)
            }
            url = fields.get("loc", "")
            changed = parse_date(fields.get("lastmod", ""))
            if not url or (options.since and changed and changed < options.since[: len(changed)]):
                continue
            known = {
                "title": fields.get("title", ""),
                "published": parse_date(fields.get("publication_date", "")) or "",
                "publisher": fields.get("name", ""),
                "language": fields.get("language", ""),
            }
            yield Link(url=url, known={key: value for key, value in known.items() if value})
