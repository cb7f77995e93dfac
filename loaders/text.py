"""Plain text and Markdown: title, dateline, publication date and agency are recognised, the text is kept as it is."""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml
from kg.loaders.dating import date_in_name, date_of_line, dateline, parse_date
from kg.loaders.decoding import looks_binary, read_text

from kg.loading import LoadOptions, Record, Source, make_document

_SUFFIXES = {".txt": "text", ".text": "text", ".md": "markdown", ".markdown": "markdown", ".mdown": "markdown"}
_HEAD_LINES = 12
_FRONT = re.compile(r"\A---[ \t]*\n(.*?\n)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_FIELD = re.compile(r"^(?P<key>title|headline|source|publisher|outlet|url|link|language)\s*:\s*(?P<value>\S.*)$", re.I)
_KEYS = {"headline": "title", "source": "publisher", "outlet": "publisher", "link": "url", "lang": "language"}
_DATE_KEYS = ("published", "date", "pubdate", "publication_date", "published_at", "created")

# Markdown marks and what stays of them
_MARKS = (
    (re.compile(r"^```.*?^```[^\n]*$", re.DOTALL | re.MULTILINE), ""),
    (re.compile(r"<!--.*?-->", re.DOTALL), ""),
    (re.compile(r"!\[[^\]\n]*\]\([^)\n]*\)"), ""),
    (re.compile(r"\[([^\]\n]+)\]\((?:[^()\n]|\([^)\n]*\))*\)"), r"\1"),
    (re.compile(r"\[([^\]\n]+)\]\[[^\]\n]*\]"), r"\1"),
    (re.compile(r"^\[[^\]\n]+\]:\s+\S+.*$", re.MULTILINE), ""),
    (re.compile(r"^[ \t]{0,3}#{1,6}[ \t]+(.*?)[ \t]*#*[ \t]*$", re.MULTILINE), r"\n\1\n"),
    (re.compile(r"^(\S[^\n]*)\n(?:=+|-{3,})[ \t]*$", re.MULTILINE), r"\1\n"),
    (re.compile(r"^[ \t]{0,3}(?:[-*_][ \t]*){3,}$", re.MULTILINE), ""),
    (re.compile(r"^[ \t]{0,3}>[ \t]?", re.MULTILINE), ""),
    (re.compile(r"^[ \t]*(?:[-*+]|\d{1,2}[.)])[ \t]+(.*)$", re.MULTILINE), r"\n\1"),
    (re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1"), r"\2"),
    (re.compile(r"(?<![\w*])([*_])(?=\S)([^*_\n]+?)(?<=\S)\1(?![\w*])"), r"\2"),
    (re.compile(r"`([^`\n]+)`"), r"\1"),
    (re.compile(r"\\([\\`*_{}\[\]()#+\-.!>])"), r"\1"),
    (re.compile(r"<(https?://[^>\s]+)>"), r"\1"),
    (re.compile(r"\n{3,}"), "\n\n"),
)


class TextLoader:
    """Plain text."""

    name = "text"

    def sniff(self, source: Source) -> float:
        """Text of any kind; surest where the name says so."""
        if looks_binary(source.head):
            return 0.0
        return 0.6 if _SUFFIXES.get(source.suffix) == "text" else 0.2

    def load(self, source: Source, options: LoadOptions) -> Iterator[Record]:
        """One document, its text as in the file with line ends made ``\\n``."""
        text = read_text(source, options).rstrip("\n")
        yield text_document(text, source, options, self.name)


class MarkdownLoader:
    """Markdown: marks are taken off, so that the text reads as it is shown; front matter becomes metadata."""

    name = "markdown"

    def sniff(self, source: Source) -> float:
        """By name; front matter or a ``# Heading`` on top makes a text likely Markdown."""
        if looks_binary(source.head):
            return 0.0
        if _SUFFIXES.get(source.suffix) == "markdown" or source.media_type == "text/markdown":
            return 0.9
        head = source.head[:4096].decode("utf-8", "replace").lstrip("\ufeff").replace("\r\n", "\n")
        return 0.7 if _FRONT.match(head) or re.match(r"\s*# \S", head) else 0.0

    def load(self, source: Source, options: LoadOptions) -> Iterator[Record]:
        """One document."""
        raw = read_text(source, options)
        fields, body = split_front_matter(raw)
        heading = re.search(r"^[ \t]{0,3}#[ \t]+(.+?)[ \t]*#*[ \t]*$", body, re.MULTILINE)
        text = plain_markdown(body)
        title = fields.get("title") or (plain_markdown(heading[1]) if heading else None)
        yield text_document(text, source, options, self.name, fields | ({"title": title} if title else {}))


def split_front_matter(text: str) -> tuple[dict[str, str], str]:
    """Metadata between ``---`` lines on top (YAML), and the rest; a block that is not YAML is dropped unread."""
    match = _FRONT.match(text)
    if match is None:
        return {}, text
    try:
        # BaseLoader: every value stays the string that was written.
        parsed = yaml.load(match[1], Loader=yaml.BaseLoader)  # noqa: S506 - BaseLoader builds only strings and lists
    except yaml.YAMLError:
        parsed = None
    fields: dict[str, str] = {}
    for key, value in (parsed if isinstance(parsed, dict) else {}).items():
        if isinstance(value, str) and value.strip():
            fields.setdefault(_KEYS.get(str(key).lower(), str(key).lower()), value.strip())
    return fields, text[match.end() :]


def plain_markdown(text: str) -> str:
    """Markdown without its marks."""
    for pattern, replacement in _MARKS:
        text = pattern.sub(replacement, text)
    return text.strip("\n")


def text_document(
    text: str, source: Source, options: LoadOptions, loader: str, fields: dict[str, str] | None = None
) -> Record:
    """The document of a plain text.

    Args:
        text: The text, kept as it is.
        source: Where it comes from.
        options: What the user said.
        loader: Name of the loader.
        fields: What is known already (``title``, ``publisher``, ``url``, ``language``, dates under any usual key).
    """
    fields = dict(fields or {})
    lines = [line.strip() for line in text[:20000].split("\n")]
    filled = [line for line in lines if line][:_HEAD_LINES]
    for line in filled:
        if match := _FIELD.match(line):
            key = match["key"].lower()
            fields.setdefault(_KEYS.get(key, key), match["value"].strip())
    stated = next((value for key in _DATE_KEYS if (value := parse_date(fields.get(key, "")))), None)
    opening = next((found for line in filled if (found := dateline(line))), None)
    published = (
        stated
        or next((value for line in filled if (value := date_of_line(line))), None)
        or (opening.published if opening else None)
        or date_in_name(source.url or source.name)
    )
    return make_document(
        text,
        source,
        options,
        loader,
        title=fields.get("title") or headline(lines),
        url=fields.get("url"),
        publisher=fields.get("publisher") or (opening.agency if opening else None),
        published=published,
        language=fields.get("language"),
    )


def headline(lines: list[str]) -> str | None:
    """The first filled line if it reads like a headline: short, no full stop, and set apart from what follows."""
    filled = [index for index, line in enumerate(lines) if line]
    if not filled:
        return None
    first = lines[filled[0]]
    if len(first) > 200 or len(first.split()) > 30 or first[-1] in ".;,:" or dateline(first) or date_of_line(first):
        return None
    after = lines[filled[0] + 1] if filled[0] + 1 < len(lines) else ""
    if after and not (len(filled) > 1 and (dateline(after) or date_of_line(after) or _FIELD.match(after))):
        return None
    return first if len(filled) > 1 else None
