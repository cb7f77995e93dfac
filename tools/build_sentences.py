"""Expand ``data/sentences/source/*.txt`` to ``data/sentences/sentences.jsonl`` and check every line on the way.

The source is written by hand, one sentence a line::

    @passive                                                     phenomenon of the lines below
    [Three envoys|HUN] were expelled by [Moldova|MDA]. ## 2>1 expelled

``[words|CCC]`` marks an actor and its country (ISO 3166 alpha-3), ``[words]`` an actor of no state, ``[it|=1]`` a
mention of actor 1; an article or number at the start and a possessive 's at the end are cut off. Actors are numbered
in the order of the text. Behind ``##`` stand the events, separated by ``;``: ``source>target code``, where ``1,2>3``
stands for each pair and ``1<>2`` for both directions. The code is a key of ``relations.yaml``; a sign behind it gives
the realis (``?`` hypothetical, ``+`` planned, ``!`` denied, ``-`` negated, none: actual), ``~`` marks an event that
careful coders may see differently, ``/TYPE`` another defensible type. A line without ``##`` has no events.

Usage: python tools/build_sentences.py [--check] [--counts]
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent / "data" / "sentences"
TYPES = frozenset(
    "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE "
    "COERCE ASSAULT".split()
)
REALIS = {"": "actual", "?": "hypothetical", "+": "planned", "!": "denied", "-": "negated"}
_MENTION = re.compile(r"\[([^\[\]|]+)(?:\|([^\[\]|]*))?\]")
_NUMBERS = (
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen twenty thirty forty fifty"
)
_OPENING = re.compile(
    r"^(?!The Hague|The Gambia|The Bahamas)(?:(?:the|an?|some|about|more than|at least|up to|nearly|\d[\d,.]*|"
    r"dozens of|hundreds of|thousands of|tens of thousands of|scores of|hundred|thousand|dozen|"
    + "|".join(_NUMBERS.split())
    + r") )+",
    re.IGNORECASE,
)
_EVENT = re.compile(r"^([\d,]+)\s*(<?>)\s*([\d,]+)\s+([a-z]+)([?+!-]?)(~?)((?:/[A-Z]+)*)$")


@dataclass(frozen=True, slots=True)
class Actor:
    """A marked stretch of a sentence; ``name`` is the number of the actor it stands for, its own or an earlier one."""

    text: str
    start: int
    country: str | None
    name: int


class MarkupError(ValueError):
    """A source line that cannot be read; the message names file and line."""


def read_sentence(markup: str) -> tuple[str, list[Actor]]:
    """Plain text and its actors, in order."""
    plain, last = "", 0
    actors: list[Actor] = []
    for found in _MENTION.finditer(markup):
        plain += markup[last : found.start()]
        last = found.end()
        words, mark = found.group(1), found.group(2)
        name, country = len(actors), mark
        if mark and mark.startswith("="):
            name = int(mark[1:]) - 1
            if not 0 <= name < len(actors) or actors[name].name != name:
                raise MarkupError(f"{words!r} refers to actor {name + 1}, which does not stand before it")
            country = actors[name].country
        elif mark is not None and not re.fullmatch(r"[A-Z]{3}", mark):
            raise MarkupError(f"{mark!r} is not a country code")
        opening = _OPENING.match(words)
        skipped = opening.end() if opening else 0
        actors.append(Actor(words[skipped:].removesuffix("'s").removesuffix("'"), len(plain) + skipped, country, name))
        plain += words
    plain += markup[last:]
    if any(sign in plain for sign in "[]|#") or plain != " ".join(plain.split()):
        raise MarkupError("stray markup or white space")
    return plain, actors


def read_events(text: str, actors: list[Actor], relations: dict[str, list[str]]) -> Iterator[dict[str, Any]]:
    """The events of a sentence as the rows of the data set hold them."""
    for item in filter(None, (part.strip() for part in text.split(";"))):
        found = _EVENT.match(item)
        if not found:
            raise MarkupError(f"cannot read event {item!r}")
        left, arrow, right, code, sign, unsure, other = found.groups()
        if code not in relations:
            raise MarkupError(f"unknown relation code {code!r}")
        relation, plover, *alternatives = relations[code]
        alternatives = [*alternatives, *filter(None, other.split("/"))]
        if not {plover, *alternatives} <= TYPES:
            raise MarkupError(f"unknown type in {item!r}")
        pairs = [(int(a) - 1, int(b) - 1) for a in left.split(",") for b in right.split(",")]
        pairs += [(b, a) for a, b in pairs] if arrow == "<>" else []
        for pair in pairs:
            if not all(0 <= index < len(actors) for index in pair) or actors[pair[0]].name == actors[pair[1]].name:
                raise MarkupError(f"event {item!r} names an actor that is not there, or one twice")
            event: dict[str, Any] = {}
            for role, index in zip(("source", "target"), pair, strict=True):
                actor, mention = actors[actors[index].name], actors[index]
                event |= {role: actor.text, f"{role}_country": actor.country, f"{role}_start": actor.start}
                if mention is not actor:
                    event |= {f"{role}_mention": mention.text, f"{role}_mention_start": mention.start}
            yield event | {
                "plover": plover,
                "alt": alternatives,
                "relation": relation,
                "realis": REALIS[sign],
                "sure": not unsure and not alternatives,
            }


def rows() -> Iterator[dict[str, Any]]:
    """All sentences of the source, in the order of files and lines. Raises MarkupError."""
    relations = yaml.safe_load((ROOT / "relations.yaml").read_text(encoding="utf-8"))
    seen: dict[str, str] = {}
    for path in sorted((ROOT / "source").glob("*.txt")):
        phenomenon = ""
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            line = line.strip()
            where = f"{path.name}:{number}"
            if not line or line.startswith("#"):
                continue
            if line.startswith("@"):
                phenomenon = line[1:].strip()
                continue
            markup, _, events = line.partition(" ##")
            try:
                text, actors = read_sentence(markup.strip())
                found = list(read_events(events, actors, relations))
            except MarkupError as error:
                raise MarkupError(f"{where}: {error}") from error
            if text in seen or not phenomenon:
                raise MarkupError(f"{where}: no phenomenon" if not phenomenon else f"{where}: same as {seen[text]}")
            if (phenomenon == "quiet") != (not found) and phenomenon != "agentless_passive":
                raise MarkupError(f"{where}: only quiet sentences are without events")
            seen[text] = where
            digest = hashlib.sha256(text.encode("utf-8")).hexdigest()
            yield {
                "sentence_id": "s" + digest[:10],
                "split": "test" if int(digest[:8], 16) % 5 == 0 else "train",
                "sentence": text,
                "phenomenon": phenomenon,
                "events": found,
            }


def counts(sentences: list[dict[str, Any]]) -> str:
    """The figures of the README, as Markdown tables."""
    events = [event for row in sentences for event in row["events"]]
    words = sorted(len(row["sentence"].split()) for row in sentences)
    countries = {event[f"{role}_country"] for event in events for role in ("source", "target")} - {None}
    lines = [
        f"{len(sentences)} sentences ({sum(row['split'] == 'test' for row in sentences)} of them test), "
        f"{sum(not row['events'] for row in sentences)} without events; {len(events)} events, "
        f"{sum(event['sure'] for event in events)} sure; {len(countries)} countries and territories; "
        f"words a sentence: median {words[len(words) // 2]}, longest {words[-1]}.",
    ]
    tables = {
        "PLOVER type": Counter(event["plover"] for event in events),
        "realis": Counter(event["realis"] for event in events),
        "phenomenon (sentences)": Counter(row["phenomenon"] for row in sentences),
    }
    for title, table in tables.items():
        lines += ["", f"| {title} | number |", "|---|---|"]
        lines += [
            f"| {key} | {number} |" for key, number in sorted(table.items(), key=lambda item: (-item[1], item[0]))
        ]
    return "\n".join(lines) + "\n"


def main() -> int:
    """Build, or with --check compare with what is there; --counts rewrites the figures of the README."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="fail if the built file is not up to date")
    parser.add_argument("--counts", action="store_true", help="rewrite the figures in README.md")
    options = parser.parse_args()
    try:
        sentences = list(rows())
    except MarkupError as error:
        sys.stderr.write(f"error: {error}\n")
        return 1
    built = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in sentences)
    target = ROOT / "sentences.jsonl"
    if options.check:
        if not target.exists() or target.read_text(encoding="utf-8") != built:
            sys.stderr.write("error: sentences.jsonl is not what the source gives; run tools/build_sentences.py\n")
            return 1
        return 0
    target.write_text(built, encoding="utf-8")
    summary = counts(sentences)
    if options.counts:
        readme = ROOT / "README.md"
        text = readme.read_text(encoding="utf-8")
        begin, end = "<!-- counts -->\n", "<!-- end of counts -->"
        before, _, rest = text.partition(begin)
        readme.write_text(before + begin + summary + end + rest.partition(end)[2], encoding="utf-8")
    sys.stdout.write(summary)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
