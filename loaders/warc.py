"""Web archives: WARC and ARC, plain or gzip."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from typing import Any

from kg.errors import InputError
from kg.loading import HEAD_BYTES, LoadOptions, Record, Source
from kg.records import Rejection

MAX_RECORD = 50 * 1024**2

_KINDS = frozenset("warcinfo response resource request metadata revisit conversion continuation arc_header".split())
_READ = (
    "text/html application/xhtml+xml text/plain text/markdown application/pdf application/rss+xml application/atom+xml"
    " application/xml text/xml application/vnd.openxmlformats-officedocument.wordprocessingml.document"
).split()


class WarcLoader:
    """A web archive; what servers answered with is read by the loader that fits."""

    name = "warc"
    container = True

    def sniff(self, source: Source) -> float:
        """By the first record, unpacked where need be."""
        head = source.head[:8192]
        if head.startswith(b"\x1f\x8b"):
            try:
                head = zlib.decompressobj(31).decompress(head, 64)
            except zlib.error:
                return 0.0
        return 0.97 if head.startswith((b"WARC/", b"filedesc://")) else 0.0

    def load(self, source: Source, options: LoadOptions) -> Iterator[Record]:
        """A source for each text a server gave; requests, failures, pictures and the like are passed over.

        Raises:
            InputError: Damaged; what came before is kept.
        """
        from warcio.archiveiterator import ArchiveIterator  # type: ignore[import-untyped]
        from warcio.exceptions import ArchiveLoadFailed  # type: ignore[import-untyped]

        count = 0
        try:
            for record in ArchiveIterator(source.stream, arc2warc=True):
                count += record.rec_type in _KINDS
                if record.rec_type in ("response", "resource", "conversion"):
                    yield from _page(record, options)
        except (ArchiveLoadFailed, EOFError, zlib.error, ValueError) as error:
            raise InputError(f"damaged web archive: {str(error)[:120]}", where=source.name) from error
        if not count:
            raise InputError("a web archive without records", where=source.name)


def _page(record: Any, options: LoadOptions) -> Iterator[Record]:
    url = record.rec_headers.get_header("WARC-Target-URI") or ""
    if record.rec_type == "response" and record.http_headers is not None:
        if record.http_headers.get_statuscode() != "200":
            return
        kind = record.http_headers.get_header("Content-Type") or ""
    else:
        kind = record.rec_headers.get_header("Content-Type") or ""
    kind = kind.partition(";")[0].strip().lower()
    if kind not in _READ or not url.startswith(("http://", "https://")) or url.endswith("/robots.txt"):
        return
    limit = min(MAX_RECORD, options.max_bytes)
    content = record.content_stream().read(limit + 1)
    # What is left of the length that the record states of itself.
    missing = getattr(record.raw_stream, "limit", 0) if len(content) <= limit else 0
    if missing > 0:
        yield Rejection(source=url, reason=f"cut: {missing:,} bytes are missing at its end")
    elif len(content) > limit:
        yield Rejection(source=url, reason=f"larger than {limit // 1024**2} MB")
    elif content.strip():
        yield Source(name=url, stream=io.BytesIO(content), head=content[:HEAD_BYTES], url=url, media_type=kind)
