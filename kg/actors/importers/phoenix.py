"""PETRARCH and Phoenix actor dictionaries: phrases, ``+`` synonyms, codes with dates.

    MOHAMMAD_ZAHIR_SHAH_  ; comment
    +ZAHIR_SHAH
        [AFGELI 320101-331108]
        [AFGGOV 331108-730717]

A code with a role and dates becomes an office; a bare country code makes the phrases metonyms of the country. A date
that is no date is reported with its line; the rest of the entry is kept.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from kg.actors.importers.common import ImportContext, read_text_lines
from kg.actors.model import ActorEntry, OfficeEntry
from kg.ids import slug

_CODE = re.compile(r"\[([^\]]*)\]")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_BODIES = {"IGO": "IGO", "NGO": "NGO", "NGM": "NGO", "MNC": "BUS", "IMG": "REB", "INT": None}
_SECTORS = {
    "GOV": "GOV", "MIL": "MIL", "LEG": "LEG", "JUD": "JUD", "COP": "COP", "SPY": "SPY", "OPP": "OPP", "REB": "REB",
    "SEP": "REB", "INS": "REB", "UAF": "UAF", "MED": "MED", "BUS": "BUS", "EDU": "EDU", "ELI": "ELI", "CVL": "CVL",
    "NGO": "NGO", "LAB": "LAB", "CRM": "CRM", "REF": "REF", "REL": "REL", "PTY": "PTY", "DEV": "GOV", "HRI": "NGO",
    "HLH": "GOV", "AGR": "GOV", "ENV": "NGO",
}  # fmt: skip


@dataclass(slots=True)
class _Record:
    line: int
    phrases: list[str]
    codes: list[tuple[int, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Code:
    country: str | None
    body: str | None
    sector: str | None
    since: str | None
    until: str | None
    dated: bool


def import_phoenix(path: Path, context: ImportContext) -> Iterator[ActorEntry]:
    """Read a dictionary; lines that cannot be read are reported, the others come out."""
    for record in _records(path, context):
        entry = _entry(record, path.name, context)
        if entry is not None:
            yield entry


def _records(path: Path, context: ImportContext) -> Iterator[_Record]:
    current: _Record | None = None
    comment = False
    for number, raw in read_text_lines(path):
        line = raw.replace("\x00", "").replace("\x1a", "")
        if _UNPRINTABLE.search(line):
            context.reject(path.name, number, "no text", None)
            continue
        if "<!--" in line or comment:
            comment = "-->" not in line
            continue
        line = re.split(r"[#;]", line, maxsplit=1)[0].rstrip()
        if not line.strip():
            continue
        phrase = _CODE.sub(" ", line).strip()
        codes = [(number, text) for text in _CODE.findall(line)]
        if line.count("[") != line.count("]"):
            context.reject(path.name, number, "a bracket is not closed", raw.strip())
            continue
        if phrase.startswith("+"):
            name = _name(phrase[1:])
            if current is None:
                context.reject(path.name, number, "a synonym without an entry before it", raw.strip())
            elif name:
                current.phrases.append(name)
                current.codes += codes
            continue
        if not phrase:
            if current is None:
                context.reject(path.name, number, "a code without an entry before it", raw.strip())
            else:
                current.codes += codes
            continue
        if line[0] in "\t ":
            context.reject(path.name, number, "text where a code should stand", raw.strip())
            continue
        if current is not None:
            yield current
        name = _name(phrase)
        if name:
            current = _Record(number, [name], codes)
        else:
            current = None
            context.reject(path.name, number, "no name in it", raw.strip())
    if current is not None:
        yield current


def _name(phrase: str) -> str:
    words = re.split(r"[_\s]+", phrase.strip())
    return " ".join(word if word.isupper() and len(word) == 1 else _capital(word) for word in words if word)


def _capital(word: str) -> str:
    if not word.isupper():
        return word
    return "-".join(part[:1] + part[1:].lower() for part in word.split("-"))


def _entry(record: _Record, source: str, context: ImportContext) -> ActorEntry | None:
    codes = [code for line, text in record.codes if (code := _code(text, line, source, context)) is not None]
    name, *aliases = dict.fromkeys(record.phrases)
    country = next((code.country for code in codes if code.country), None)
    plain = [code for code in codes if not code.dated and code.sector is None and code.body is None]
    if country is not None and plain and len(plain) == len(codes):
        # names of places and peoples: they stand for the country
        home = context.home(country)
        return ActorEntry(
            id=home.id,
            name=home.name,
            kind=home.kind,
            country=home.country,
            metonyms=tuple(record.phrases),
        )
    if any(code.dated for code in codes) or any(code.sector == "ELI" for code in codes):
        return ActorEntry(
            id=f"person:{slug(name)}",
            name=name,
            kind="person",
            country=country,
            aliases=tuple(aliases),
            offices=_offices(codes, context),
            source=source,
        )
    sector = next((code.sector for code in codes if code.sector), None)
    body = next((code.body for code in codes if code.body), None)
    kind: Literal["organization", "armed_group"] = "organization"
    if sector == "REB" or body == "IMG":
        kind = "armed_group"
    return ActorEntry(
        id=f"org:{slug(name)}",
        name=name,
        kind=kind,
        country=country,
        sector=sector or (_BODIES.get(body) if body else None),
        aliases=tuple(aliases),
        source=source,
    )


def _offices(codes: list[_Code], context: ImportContext) -> tuple[OfficeEntry, ...]:
    found = []
    for code in codes:
        if code.country is None or not code.dated or code.sector in (None, "ELI"):
            continue
        found.append(
            OfficeEntry(
                role="other",
                title=f"{(code.sector or 'GOV')} position",
                of=context.home(code.country).id,
                since=code.since,
                until=code.until,
            )
        )
    return tuple(dict.fromkeys(found))


def _code(text: str, line: int, source: str, context: ImportContext) -> _Code | None:
    words = text.replace("> ", ">").replace("< ", "<").split()
    if not words or words[0].startswith("-"):
        return None
    letters = words[0].upper()
    if not letters.isalnum() or len(letters) % 3:
        context.reject(source, line, f"{words[0]!r} is no code of three-letter parts", text)
        return None
    parts = [letters[place : place + 3] for place in range(0, len(letters), 3)]
    country = context.country(parts[0])
    body = parts[0] if country is None and parts[0] in _BODIES else None
    sector = next((_SECTORS[part] for part in parts[1:] if part in _SECTORS), None)
    since = until = None
    if len(words) > 1:
        term = _term("".join(words[1:]))
        if term is None:
            context.reject(source, line, f"{' '.join(words[1:])!r} is no date or range of dates", text)
            return None
        since, until = term
        if since and until and until < since[: len(until)]:
            context.reject(source, line, f"{' '.join(words[1:])!r} ends before it begins", text)
            return None
    return _Code(country, body, sector, since, until, len(words) > 1)


def _term(text: str) -> tuple[str | None, str | None] | None:
    if text[0] in "<>":
        date = _date(text[1:])
        if date is None:
            return None
        return (None, date) if text[0] == "<" else (date, None)
    first, dash, last = text.partition("-")
    since, until = _date(first), _date(last)
    return (since, until) if dash and since and until else None


def _date(text: str) -> str | None:
    """``730717`` -> ``1973-07-17``; years to 30 are of this century; a day past the month's end means its end."""
    if not text.isdigit() or len(text) not in (6, 8):
        return None
    if len(text) == 6:
        text = ("20" if int(text[:2]) <= 30 else "19") + text
    year, month, day = int(text[:4]), int(text[4:6]), int(text[6:])
    if not 1 <= month <= 12 or not 1500 <= year <= 2100 or not 0 <= day <= 31:
        return None
    if day == 0:
        return f"{year:04d}-{month:02d}"
    return f"{year:04d}-{month:02d}-{min(day, calendar.monthrange(year, month)[1]):02d}"
