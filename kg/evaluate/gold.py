"""Gold data in its three layouts: PLV tables, annotated JSON lines, and articles with expected events in YAML."""

from __future__ import annotations

import csv
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from kg.errors import InputError
from kg.records import Amount


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldOffice:
    """A person's office as an article states it; ``former`` where it is over."""

    person: str
    office: str
    country: str | None = None
    former: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldEvent:
    """An annotated event.

    ``types`` are all classes that count as right, the first being the annotators' own; the ``_also`` are other texts
    that name the same actor. ``realis`` is empty where any will do. ``date`` is ISO, ``date_text`` the words.
    """

    source: str
    target: str
    types: tuple[str, ...]
    realis: str = "actual"
    sure: bool = True
    source_country: str | None = None
    target_country: str | None = None
    source_also: tuple[str, ...] = ()
    target_also: tuple[str, ...] = ()
    relation: str | None = None
    date: str | None = None
    date_text: str | None = None
    amount: Amount | None = None
    attribution: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldSentence:
    """A sentence with all its events; ``spans`` are the given source and target of a PLV row."""

    id: str
    text: str
    events: tuple[GoldEvent, ...]
    phenomenon: str | None = None
    spans: tuple[tuple[int, int], tuple[int, int]] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldArticle:
    """An article with the events it must, may and must not give."""

    text: str
    published: str | None
    expected: tuple[GoldEvent, ...]
    optional: tuple[GoldEvent, ...]
    forbidden: tuple[GoldEvent, ...]
    offices: tuple[GoldOffice, ...] = ()


def fold_of(sentence_id: str, folds: int) -> int:
    """The fold of a sentence: its number modulo the count of folds."""
    return int("".join(re.findall(r"\d", sentence_id)) or 0) % folds


def read_lines(path: Path) -> list[GoldSentence]:
    """Annotated JSON lines."""
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            data = json.loads(line)
            found.append(_sentence(data))
        except (json.JSONDecodeError, KeyError) as error:
            raise InputError(f"line {number} is no annotated sentence: {error}", where=str(path)) from error
    return found


def _sentence(data: dict[str, Any]) -> GoldSentence:
    events = tuple(
        GoldEvent(
            source=item["source"],
            target=item["target"],
            types=(item["plover"], *item.get("alt", ())),
            realis=item.get("realis", "actual"),
            sure=item.get("sure", True),
            source_country=item.get("source_country"),
            target_country=item.get("target_country"),
            source_also=_also(item, "source"),
            target_also=_also(item, "target"),
            relation=item.get("relation"),
            date_text=item.get("date_text"),
            amount=Amount(value=float(item["amount"]), currency=item["currency"]) if item.get("amount") else None,
            attribution=item.get("attribution"),
        )
        for item in data["events"]
    )
    return GoldSentence(
        id=str(data.get("sentence_id") or data["id"]),
        text=data.get("sentence") or data["text"],
        events=events,
        phenomenon=data.get("phenomenon"),
    )


def _also(item: dict[str, Any], side: str) -> tuple[str, ...]:
    """Other texts that name an actor: listed ones, and the pronoun or second name that stands at the event."""
    mention = item.get(f"{side}_mention")
    return (*item.get(f"{side}_also", ()), *((mention,) if mention else ()))


def read_table(path: Path) -> list[GoldSentence]:
    """A PLV table; source and target are marked in ``marked_sentence``."""
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))
    if not rows or not {"sentence_id", "marked_sentence", "gold_root"} <= set(rows[0]):
        raise InputError("not a PLV table: sentence_id, marked_sentence, gold_root are missing", where=str(path))
    found = []
    for row in rows:
        text, spans = _unmark(row["marked_sentence"])
        event = GoldEvent(source=row["source"], target=row["target"], types=(row["gold_root"],))
        both = (spans["s"], spans["t"]) if set(spans) == {"s", "t"} else None
        found.append(GoldSentence(id=row["sentence_id"], text=text, events=(event,), spans=both))
    return found


def _unmark(marked: str) -> tuple[str, dict[str, tuple[int, int]]]:
    text, spans, opened = "", {}, {}
    for piece in re.split(r"(</?[st]>)", marked):
        if piece in ("<s>", "<t>"):
            opened[piece[1]] = len(text)
        elif piece in ("</s>", "</t>"):
            spans[piece[2]] = (opened[piece[2]], len(text))
        else:
            text += piece
    return text, spans


def read_article(path: Path) -> GoldArticle:
    """An article's YAML; its text is the file named in it, of the same stem, or the one of its first comment line."""
    raw = path.read_text(encoding="utf-8")
    try:
        data = yaml.safe_load(raw)
    except yaml.YAMLError as error:
        raise InputError(f"not YAML: {error}".replace("\n", " "), where=str(path)) from error
    if not isinstance(data, dict) or "expected" not in data:
        raise InputError("a gold article has the key `expected`", where=str(path))
    candidates = [path.with_suffix(".txt"), path.with_suffix(".md")]
    if data.get("text"):
        candidates.insert(0, path.parent / data["text"])
    named = re.search(r"([\w./-]+\.(?:txt|md))", raw.splitlines()[0])
    if named:
        candidates += [path.parent / named[1], path.parent.parent / named[1]]
    article = next((candidate for candidate in candidates if candidate.is_file()), None)
    if article is None:
        raise InputError("the text of this gold article was not found", where=str(path), hint="set `text: FILE` in it")
    published = data.get("published")
    return GoldArticle(
        text=article.read_text(encoding="utf-8"),
        published=str(published) if published else None,
        expected=_events(data.get("expected")),
        optional=_events(data.get("optional")),
        forbidden=_events(data.get("forbidden")),
        offices=tuple(
            GoldOffice(
                person=item["person"],
                office=item["office"],
                country=item.get("country"),
                former=bool(item.get("former")),
            )
            for item in data.get("offices") or ()
        ),
    )


def _events(items: list[dict[str, Any]] | None) -> tuple[GoldEvent, ...]:
    found = []
    for item in items or ():
        source, source_country = _named(item["source"])
        target, target_country = _named(item["target"])
        types = tuple(str(item[key]) for key in ("plover",) if item.get(key))
        types += tuple(item.get("alt") or ())
        if "any ASSAULT or COERCE" in str(item.get("note", "")):
            types += ("COERCE",)
        found.append(
            GoldEvent(
                source=source,
                target=target,
                source_country=source_country,
                target_country=target_country,
                types=types,
                realis=item.get("realis", ""),
                relation=item.get("relation"),
                date=str(item["date"]) if item.get("date") else None,
                amount=_amount(item.get("amount")),
                attribution=item.get("attribution"),
            )
        )
    return tuple(found)


def _amount(stated: object) -> Amount | None:
    if stated is None:
        return None
    value, currency = str(stated).split()
    return Amount(value=float(value), currency=currency)


def _named(text: str) -> tuple[str, str | None]:
    match = re.fullmatch(r"(.+?) \(([A-Z]{3})\)", text)
    return (match[1], match[2]) if match else (text, None)
