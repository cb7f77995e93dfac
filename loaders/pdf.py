"""PDF: text with its lines joined into paragraphs again, without page numbers and running heads."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from kg.loaders.text import text_document

from kg.errors import InputError
from kg.loading import LoadOptions, Record, Source, seekable

# What pypdf lets through of its own accord where the structure is broken.
_DAMAGE = (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, OSError)

MAX_PAGES = 5000
MAX_BYTES = 200 * 1024**2


@dataclass(slots=True)
class _Line:
    text: str
    y: float
    size: float
    page: int


class PdfLoader:
    """A PDF with text in it; scans hold none."""

    name = "pdf"

    def sniff(self, source: Source) -> float:
        """By its mark, which may stand after some stray bytes."""
        return 0.95 if b"%PDF-" in source.head[:1024] else 0.0

    def load(self, source: Source, options: LoadOptions) -> Iterator[Record]:
        """One document.

        Raises:
            InputError: Encrypted, damaged, or without text.
        """
        import logging

        from pypdf import PdfReader
        from pypdf.errors import PyPdfError

        logging.getLogger("pypdf").setLevel(logging.CRITICAL)
        with seekable(source, min(MAX_BYTES, options.max_bytes)) as stream:
            try:
                reader = PdfReader(stream)
                if reader.is_encrypted and not reader.decrypt(""):
                    raise InputError("encrypted with a password", where=source.name)
                lines = _lines(reader, source.name)
                info = reader.metadata
                title = str(info.title).strip() if info is not None and info.title else ""
            except InputError:
                raise
            except _DAMAGE as error:
                raise InputError(
                    f"damaged PDF: {str(error)[:120] or type(error).__name__}", where=source.name
                ) from error
            except PyPdfError as error:
                raise InputError(f"damaged PDF: {str(error)[:120]}", where=source.name) from error
        text = paragraphs(lines)
        if not text.strip():
            raise InputError("a PDF without text (a scan?)", where=source.name)
        first = text.partition("\n")[0]
        # Programs write file names into the title; it counts where the text shows the same words.
        fields = {"title": title} if title and _plain(title) in _plain(text[:500]) else {}
        if not fields and len(first) < 200 and not first.endswith("."):
            fields = {"title": first}
        yield text_document(text, source, options, self.name, fields)


def _plain(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold()


def _lines(reader: Any, name: str) -> list[_Line]:
    if len(reader.pages) > MAX_PAGES:
        raise InputError(f"{len(reader.pages):,} pages, more than {MAX_PAGES:,}", where=name)
    pages: list[list[_Line]] = []
    for number, page in enumerate(reader.pages):
        lines: list[_Line] = []

        def visit(
            text: str,
            cm: list[float],
            tm: list[float],
            _font: Any,
            size: float,
            lines: list[_Line] = lines,
            number: int = number,
        ) -> None:
            y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
            height = abs(size * (tm[3] or 1.0) * (cm[3] or 1.0)) or 1.0
            for index, part in enumerate(text.split("\n")):
                if index == 0 and lines and abs(lines[-1].y - y) < 0.5 * height:
                    lines[-1].text += part
                elif part.strip():
                    lines.append(_Line(part, y, height, number))

        page.extract_text(visitor_text=visit)
        pages.append([line for line in lines if line.text.strip()])
    repeated = Counter(_numberless(line.text) for page in pages for line in (*page[:2], *page[-2:]))
    return [
        line
        for page in pages
        for index, line in enumerate(page)
        if not (
            (index < 2 or index >= len(page) - 2)
            and (
                re.fullmatch(r"\W*(?:page\s*)?\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?\W*", line.text, re.I)
                or (len(pages) > 2 and repeated[_numberless(line.text)] > len(pages) / 2)
            )
        )
    ]


def _numberless(text: str) -> str:
    return re.sub(r"\d+", "#", " ".join(text.split()))


def paragraphs(lines: list[_Line]) -> str:
    """Lines joined to paragraphs: one begins after a gap, with another size of type, or after a short last line."""
    widest = max((len(line.text.strip()) for line in lines), default=0)
    gaps = sorted(one.y - other.y for one, other in pairwise(lines) if one.page == other.page and one.y > other.y)
    usual = gaps[len(gaps) // 4] if gaps else 0.0
    words = Counter(word for line in lines for word in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", line.text))
    parts: list[str] = []
    previous: _Line | None = None
    for line in lines:
        text = " ".join(line.text.split())
        if previous is None or _breaks(previous, line, usual, widest):
            parts.append(text)
        elif (broken := re.search(r"([^\W\d_]+)-$", parts[-1])) and text[:1].islower():
            kept = _keeps_hyphen(broken[1], re.match(r"[^\W\d_]*", text)[0], words)  # type: ignore[index]
            parts[-1] = (parts[-1] if kept else parts[-1][:-1]) + text
        else:
            parts[-1] += " " + text
        previous = line
    return "\n\n".join(parts)


def _keeps_hyphen(first: str, second: str, words: Counter[str]) -> bool:
    """Whether a word cut at the end of a line has its own hyphen: as the rest of the text has it, else names do."""
    own, joined = words[f"{first}-{second}"], words[first + second]
    return own > joined if own or joined else first[0].isupper()


def _breaks(previous: _Line, line: _Line, usual: float, widest: int) -> bool:
    ended = previous.text.rstrip()[-1:] in '.!?"”’)»:'
    if abs(previous.size - line.size) > 0.15 * max(previous.size, line.size):
        return True
    if previous.page == line.page and usual and previous.y - line.y > max(1.35 * usual, 1.5 * line.size):
        return True
    return ended and len(previous.text.strip()) < 0.75 * widest
