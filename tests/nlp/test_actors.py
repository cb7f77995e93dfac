"""Mentions and who they are: our own gold, and the shape of what ``kg_actors`` writes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from spacy.language import Language
from spacy.tokens import Doc

from kg.nlp.mentions import Mention, register_extensions
from kg.nlp.pipeline import load_model

GOLD = Path(__file__).parents[1] / "gold" / "actors.yaml"
AT_LEAST = 0.97


@pytest.fixture(scope="module")
def nlp() -> Language:
    import kg.nlp.actors
    import kg.nlp.coref
    import kg.nlp.sentences  # noqa: F401 - registers the component

    register_extensions()
    pipeline = load_model()
    pipeline.add_pipe("kg_sentences", first=True)
    pipeline.add_pipe("kg_actors")
    pipeline.add_pipe("kg_coref")
    return pipeline


def read(nlp: Language, text: str, date: str | None = None) -> Doc:
    doc = nlp.make_doc(text)
    doc._.kg_published = date
    return nlp(doc)


def at(doc: Doc, text: str) -> Mention | None:
    """The mention of these words where they stand alone, else the longer one that ends with them."""
    places = [(m.ref.start, m.ref.end, m) for m in doc._.kg_mentions]
    starts = []
    start = doc.text.find(text)
    while start >= 0:
        if doc.char_span(start, start + len(text)) is not None:
            starts.append(start)
        start = doc.text.find(text, start + 1)
    for start in starts:
        for first, _, mention in places:
            if first == start:
                return mention
    for start in starts:
        for first, last, mention in places:
            if first <= start and last == start + len(text):
                return mention
    return None


def meaning(mention: Mention | None) -> str:
    if mention is None:
        return "none"
    return "+".join(ref.id for ref in mention.members) or mention.ref.id


def gold() -> list[dict[str, Any]]:
    return yaml.safe_load(GOLD.read_text(encoding="utf-8"))


def wrong_ones(nlp: Language) -> tuple[list[str], int]:
    wrong, count = [], 0
    for row in gold():
        doc = read(nlp, row["sentence"], row["date"])
        for text, expected in row["mentions"].items():
            count += 1
            found = meaning(at(doc, text))
            if found != expected:
                wrong.append(f"{text!r} is {found}, not {expected} ({row['date']}: {row['sentence']})")
    return wrong, count


def test_gold_mentions_mean_whom_they_should(nlp: Language) -> None:
    wrong, count = wrong_ones(nlp)
    assert count >= 200
    assert len(wrong) <= (1 - AT_LEAST) * count, "\n".join(wrong)
