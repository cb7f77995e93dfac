"""Heads of organisations with their dates, and what confirms them: the Phoenix dictionaries, Wikidata's tables."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from kg.actors.folding import fold_name

# Posts of the table of Wikidata that head an organisation, or are asked for by title.
POSTS = {
    "Secretary-General of the United Nations": ("org:un", "head", "Secretary-General"),
    "Deputy Secretary-General of the United Nations": ("org:un", "other", "Deputy Secretary-General"),
    "President of the United Nations General Assembly": ("org:un-general-assembly", "head", "President"),
    "President of the International Court of Justice": ("org:icj", "head", "President"),
    "Director-General of the World Trade Organization": ("org:wto", "head", "Director-General"),
    "OSCE High Commissioner on National Minorities": ("org:osce", "other", "High Commissioner on National Minorities"),
    "president of the Parliamentary Assembly of the Council of Europe": ("org:pace", "head", "President"),
    "Speaker of the Arab Parliament": ("org:arab-parliament", "head", "Speaker"),
}
_OTHER_TITLES = frozenset({"Prosecutor", "High Commissioner on National Minorities", "Deputy Secretary-General"})
_DATED = re.compile(r"\[\s*[A-Z]+ +(?P<open>[<>]?)\s*(?P<first>\d{6,8})(?:-(?P<last>\d{6,8}))?\s*\]")


@dataclass(frozen=True, slots=True)
class Head:
    """Somebody at the head of an organisation, or in another office of it.

    ``listed`` is the name that the files of leaders have, where it is another one.
    """

    body: str
    role: str
    title: str
    name: str
    since: str
    until: str
    country: str
    qid: str = ""
    sources: tuple[str, ...] = ()
    listed: str = ""


def _day(digits: str) -> str:
    if len(digits) == 6:
        digits = ("20" if int(digits[:2]) <= 30 else "19") + digits
    return f"{digits[:4]}-{digits[4:6]}-{digits[6:]}"


def phoenix_terms(path: Path) -> dict[str, set[tuple[str, str]]]:
    """Folded last name -> terms (first day, last day or empty) in a Phoenix actor dictionary."""
    found: dict[str, set[tuple[str, str]]] = defaultdict(set)
    names: set[str] = set()
    dated = False
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        for match in _DATED.finditer(line):
            last = _day(match["last"]) if match["last"] else ""
            for name in names:
                found[name].add((_day(match["first"]), last))
            dated = True
        if line[:1].isalpha() or line.startswith(("+", "-+")):
            if dated or not line.startswith(("+", "-+")):
                names = names if line.startswith(("+", "-+")) else set()
                dated = False
            written = line.lstrip("-+").split("[")[0].split(";")[0].strip().strip("_")
            names.add(_last(written.replace("_", " ")))
    return found


def _last(name: str) -> str:
    words = fold_name(name).split()
    return words[-1] if words else ""


def wikidata_heads(path: Path) -> Iterator[Head]:
    """Heads in the table of Wikidata's holders of international posts."""
    with path.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            if row["position"] in POSTS and row["person"].isascii() | (fold_name(row["person"]).isascii()):
                body, role, title = POSTS[row["position"]]
                name = re.sub(r", (?:Baron|Baroness) .*", "", row["person"])
                yield Head(body, role, title, name, row["start"], row["end"], "", row["personID"], ("wikidata",))


def hand_heads(lines: Iterable[str]) -> Iterator[Head]:
    """Heads of ``organization_heads.txt``."""
    for line in lines:
        if line.strip() and not line.startswith("#"):
            body, title, name, since, until, country, *read = (cell.strip() for cell in line.split("|"))
            role = "other" if title in _OTHER_TITLES else "head"
            name, _, listed = name.removesuffix(")").partition(" (")
            yield Head(body, role, title, name, since, until, country, sources=tuple(read), listed=listed)


def reconcile(hand: Iterable[Head], wikidata: Iterable[Head], phoenix: dict[str, set[tuple[str, str]]]) -> list[Head]:
    """One entry a term: Wikidata's where both have it, else the hand-written one with what confirms it."""
    table = list(wikidata)
    found = list(table)
    for head in hand:
        twins = [
            place
            for place, other in enumerate(found[: len(table)])
            if other.body == head.body and _last(other.name) == _last(head.name) and other.since[:4] == head.since[:4]
        ]
        if twins:
            twin = found[twins[0]]
            end = twin.until or head.until
            found[twins[0]] = replace(twin, name=head.name, until=end, country=head.country, listed=head.listed)
            continue
        terms = phoenix.get(_last(head.name), set())
        begins = [term for term in terms if abs(_months(term[0]) - _months(head.since)) <= 2]
        same_end = any(term[1] and head.until and abs(_months(term[1]) - _months(head.until)) <= 2 for term in begins)
        phoenix_too = ("phoenix",) if begins and (same_end or not head.until or head.until > "2011") else ()
        found.append(replace(head, sources=(*head.sources, *phoenix_too)))
    return found


def _months(date: str) -> int:
    return int(date[:4]) * 12 + int(date[5:7] or 6)
