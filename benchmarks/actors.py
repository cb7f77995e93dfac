"""How many annotated sources and targets kg finds, and with the right country.

    python benchmarks/actors.py GOLD.jsonl... [--misses] [--fold 0/3 | --not-fold 0/3]

GOLD has one sentence a line with ``sentence`` and ``events`` (``source``, ``source_country``, ``target``,
``target_country``). A span counts as found if a mention overlaps it that is not wholly about something else: the
mention's head lies in the span, or the span's last word in the mention. ``--fold K/N`` takes only the sentences whose
number in the file, from 0, modulo N is K; ``--not-fold`` only the others.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from kg.nlp.mentions import Mention, register_extensions
from kg.nlp.pipeline import load_model


@dataclass(frozen=True, slots=True)
class Span:
    """An annotated span and what was found there."""

    sentence: str
    text: str
    country: str | None
    mention: Mention | None

    @property
    def right_country(self) -> bool:
        """Whether the mention, or one of its members, has the annotated country; none at all is none at all."""
        if self.mention is None:
            return self.country is None
        held = {self.mention.ref.country, *(member.country for member in self.mention.members)}
        return self.country in held


def pipeline() -> Language:
    """The model with the actor components alone."""
    import kg.nlp.actors
    import kg.nlp.coref
    import kg.nlp.sentences  # noqa: F401 - registers the component

    register_extensions()
    nlp = load_model()
    nlp.add_pipe("kg_sentences", first=True)
    nlp.add_pipe("kg_actors")
    nlp.add_pipe("kg_coref")
    return nlp


def find(doc: Doc, text: str) -> Mention | None:
    """The mention that stands for an annotated span, at any place where its words occur."""
    best: tuple[bool, int, Mention] | None = None
    start = doc.text.find(text)
    while start >= 0:
        end = start + len(text)
        for mention in doc._.kg_mentions:
            first, last = mention.ref.start or 0, mention.ref.end or 0
            if first >= end or last <= start:
                continue
            if doc[mention.head].dep_ == "poss" and start <= doc[mention.head].head.idx < end:
                continue  # "its neighbours" are not it
            head = doc[mention.head].idx
            fits = start <= head < end or first < end <= last
            # of several the one that the last word, the head of the span, belongs to
            rank = (first < end <= last, min(end, last) - max(start, first))
            if fits and (best is None or rank > best[:2]):
                best = (*rank, mention)
        start = doc.text.find(text, start + 1)
    return best[2] if best else None


def measure(paths: Iterable[Path], nlp: Language, wanted: Callable[[int], bool] = lambda _: True) -> Iterator[Span]:
    """All annotated spans of gold files, each once a sentence, of the sentences with a number that is wanted."""
    for path in paths:
        lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        rows = [json.loads(line) for number, line in enumerate(lines) if wanted(number)]
        for row, doc in zip(rows, nlp.pipe(row["sentence"] for row in rows), strict=True):
            seen: set[str] = set()
            for event in row["events"]:
                for side in ("source", "target"):
                    text = event[side]
                    if text not in seen:
                        seen.add(text)
                        yield Span(row["sentence"], text, event[f"{side}_country"], find(doc, text))


def fold(text: str) -> tuple[int, int]:
    """``0/3`` as numbers."""
    number, _, count = text.partition("/")
    return int(number), int(count)


def main() -> None:
    """Print recall and share of right countries."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--misses", action="store_true")
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--fold", type=fold, metavar="K/N")
    which.add_argument("--not-fold", type=fold, metavar="K/N")
    arguments = parser.parse_args()
    number, count = arguments.fold or arguments.not_fold or (0, 1)
    nlp = pipeline()
    for path in arguments.gold:
        spans = list(measure([path], nlp, lambda line: (line % count == number) != bool(arguments.not_fold)))
        found = [span for span in spans if span.mention]
        right = [span for span in spans if span.right_country]
        placed = [span for span in found if span.right_country]
        if arguments.misses:
            for span in spans:
                if not span.mention and not span.right_country:
                    print(f"MISSED  {span.text!r} ({span.country}) | {span.sentence}")
                elif span.mention and not span.right_country:
                    ref = span.mention.ref
                    print(
                        f"COUNTRY {span.text!r} {span.country} -> {ref.text!r} {ref.id} {ref.country} | {span.sentence}"
                    )
        print(
            f"{path.name}: {len(spans)} spans, found {len(found) / len(spans):.3f}, "
            f"country right of all {len(right) / len(spans):.3f}, of found {len(placed) / max(1, len(found)):.3f}"
        )


if __name__ == "__main__":
    main()
