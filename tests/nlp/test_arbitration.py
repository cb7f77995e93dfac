"""The learned arbiter beside the rules: confidence, proposals, and what it never does."""

from __future__ import annotations

import pytest

from kg.arbiter.model import load_arbiter
from kg.arbiter.relation_choice import relation_for
from kg.explain import explain
from kg.extract import Extractor
from kg.ids import document_id
from kg.records import Document


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


def document(text: str) -> Document:
    return Document(id=document_id(text), text=text)


def test_a_plain_statement_gets_a_confidence_above_that_of_a_guess(extractor: Extractor) -> None:
    (event,) = extractor.extract(document("Norway condemned Belarus on Monday.")).events
    assert 0.7 < event.confidence <= 1.0
    assert event.rule.startswith("lexicon:CONDEMNED")


def test_the_reasons_are_shown_in_words(extractor: Extractor) -> None:
    (sentence,) = explain(extractor, "Norway condemned Belarus on Monday.")
    (found,) = sentence.events
    assert found.arbiter[0].startswith("arbiter: ACCUSE ")


def test_a_word_that_the_lexicon_knows_keeps_to_its_meanings() -> None:
    assert relation_for("CONCEDE", "VERB", "refuse") is None
    choice = relation_for("REJECT", "VERB", "refuse")
    assert choice is not None
    assert choice[0].plover == "REJECT"


def test_class_probabilities_sum_to_one(extractor: Extractor) -> None:
    kind, share = extractor.classify("Norway condemned Belarus.", (0, 6), (17, 24))
    assert kind == "ACCUSE"
    assert 0.5 < share <= 1.0
    shares = load_arbiter().judge({}, 0 * load_arbiter().pair.dense[:, 0]).shares
    assert sum(shares.values()) == pytest.approx(1.0, abs=1e-5)


def test_what_lies_below_the_asked_confidence_is_kept_with_its_reason() -> None:
    strict = Extractor(min_confidence=1.0)
    found = strict.extract(document("Norway condemned Belarus on Monday."), rejected=True)
    assert not found.events
    assert any("is below 1.0" in item.reason for item in found.rejected)


def test_the_same_text_gives_the_same_confidence_alone_and_in_a_batch(extractor: Extractor) -> None:
    texts = ["Norway condemned Belarus on Monday.", "Kenya lent Somalia $5 million.", "The rebels shelled Goma."]
    together = [found.events for found in extractor.pipe([document(text) for text in texts])]
    assert together == [extractor.extract(document(text)).events for text in texts]
