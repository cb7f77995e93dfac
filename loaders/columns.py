"""Which column of a table holds what of an article, and rows to documents."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches
from typing import Any

from kg.loaders.dating import parse_date
from kg.loaders.markup import fragment_text

from kg.errors import InputError
from kg.loading import LoadOptions, Record, Source, make_document
from kg.records import Rejection

# field -> usual column names, best first
USUAL: dict[str, tuple[str, ...]] = {
    "text": ("text", "body", "content", "article", "maintext", "full_text", "fulltext", "article_text", "body_text",
             "story", "articlebody"),
    "title": ("title", "headline", "article_title", "head"),
    "published": ("published", "date", "published_at", "publish_date", "date_publish", "pub_date", "pubdate",
                  "publication_date", "published_date", "date_published", "datetime", "datepublished"),
    "url": ("url", "link", "article_url", "source_url", "web_url"),
    "publisher": ("publisher", "source", "outlet", "publication", "source_name", "site", "site_name", "newspaper",
                  "source_domain", "media_name"),
    "language": ("language", "lang"),
}  # fmt: skip


def plain_name(column: str) -> str:
    """A column name without case, spaces and marks."""
    return re.sub(r"[^a-z0-9]+", "_", column.strip().lower()).strip("_")


def has_text_column(columns: Iterable[str]) -> bool:
    """Whether one of the columns is called like the text of an article."""
    names = {plain_name(column) for column in columns}
    return any(name in names for name in USUAL["text"])


@dataclass(frozen=True, slots=True)
class Columns:
    """The column of each field, as the input calls it."""

    columns: Mapping[str, str]

    @classmethod
    def find(cls, header: Iterable[str], mapping: Mapping[str, str], where: str, line: int | None = None) -> Columns:
        """Match fields to columns: the user's mapping first, usual names for the rest.

        Raises:
            InputError: The mapping names an unknown field or column, or no column holds the text. The message names
                the line of the header and the nearest match.
        """
        names = [str(name) for name in header]
        at = f"line {line}: " if line is not None else ""
        found: dict[str, str] = {}
        for field, column in mapping.items():
            if field not in USUAL:
                raise InputError(f"--map: no field {field!r}{nearest(field, USUAL)}", where=where)
            if column not in names:
                folded = [name for name in names if plain_name(name) == plain_name(column)]
                if len(folded) != 1:
                    raise InputError(f"{at}no column {column!r} for {field}{nearest(column, names)}", where=where)
                column = folded[0]
            found[field] = column
        plain: dict[str, str] = {}
        for name in names:
            plain.setdefault(plain_name(name), name)
        for field, usual in USUAL.items():
            if field not in found:
                match = next(
                    (plain[name] for name in usual if name in plain and plain[name] not in found.values()), None
                )
                if match is not None:
                    found[field] = match
        if "text" not in found:
            shown = ", ".join(names[:12]) + (", …" if len(names) > 12 else "")
            raise InputError(
                f"{at}no column holds the text; columns: {shown}",
                where=where,
                hint="articles: --map text=COLUMN; relations of two: --map source=COLUMN,target=COLUMN,relation=NAME",
            )
        return cls(found)

    def document(self, row: Mapping[str, Any], source: Source, options: LoadOptions, loader: str, line: int) -> Record:
        """The document of a row, or the rejection of it with line and column."""
        values = {field: _text_of(row.get(column)) for field, column in self.columns.items()}
        body = fragment_text(values["text"])
        if not body:
            return self._reject("no text", "text", source, line)
        published = None
        if stated := values.get("published"):
            published = parse_date(stated)
            if published is None and options.published is None:
                return self._reject(
                    f"{stated[:40]!r} is no date that can be read with certainty", "published", source, line
                )
        title = " ".join(fragment_text(values.get("title", "")).split())
        first = body.partition("\n")[0].strip()
        return make_document(
            f"{title}\n\n{body}" if title and first != title else body,
            Source(name=source.name, stream=source.stream, head=b"", known=source.known),
            options,
            loader,
            title=title or None,
            url=values.get("url") or None,
            publisher=values.get("publisher") or None,
            published=published,
            language=(values.get("language") or "")[:2].lower() or None,
        )

    def _reject(self, reason: str, field: str, source: Source, line: int) -> Rejection:
        return Rejection(source=source.name, reason=reason, line=line, column=self.columns[field])


def nearest(name: str, known: Iterable[str]) -> str:
    """The end of a message about an unknown name: the known one that is nearest to it, else the first of them."""
    names = list(known)
    folded = {plain_name(other): other for other in names}
    near = get_close_matches(plain_name(name), list(folded), n=1, cutoff=0.5)
    return f"; did you mean {folded[near[0]]!r}?" if near else f"; there are: {', '.join(names[:12])}"


def _text_of(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    if isinstance(value, str):
        return value.replace("\r\n", "\n").replace("\x00", " ").strip()
    if isinstance(value, Mapping):
        # nested forms such as {"name": "Reuters"} or {"title": "..."} of news APIs
        return next((_text_of(value[key]) for key in ("name", "title", "value", "text") if key in value), "")
    if isinstance(value, list):
        return "\n\n".join(part for item in value if (part := _text_of(item)))
    return str(value)
