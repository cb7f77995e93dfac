"""The shipped lexicon: sound, and worded so that its own examples are found."""

from __future__ import annotations

import re

import pytest

from kg.lexicon import Pattern, Relation, load_lexicon, parse_relations
from kg.nlp.cues import load_cues
from kg.nlp.mentions import register_extensions
from kg.nlp.pipeline import load_model
from kg.ontology import load_ontology

LEXICON = load_lexicon()
EXAMPLES = [(relation, example) for relation in LEXICON.relations.values() for example in relation.examples]
MARK = re.compile(r"</?[st]>")

# Wording that the lexicon states rightly and the small model parses wrongly.
MISPARSED: set[str] = set()


@pytest.fixture(scope="module")
def nlp():
    for module in ("sentences", "actors", "relations"):
        __import__(f"kg.nlp.{module}")
    register_extensions()
    nlp = load_model()
    nlp.add_pipe("kg_sentences", first=True)
    nlp.add_pipe("kg_actors")
    nlp.add_pipe("kg_relations")
    return nlp


def marked(example: str) -> tuple[str, range, range]:
    """An example without its marks, and where source and target stand in it."""
    places: dict[str, int] = {}
    text = ""
    last = 0
    for mark in MARK.finditer(example):
        text += example[last : mark.start()]
        last = mark.end()
        places[mark.group()] = len(text)
    text += example[last:]
    return text, range(places["<s>"], places["</s>"]), range(places["<t>"], places["</t>"])


def overlaps(span: range, start: int | None, end: int | None) -> bool:
    return start is not None and end is not None and start < span.stop and end > span.start


@pytest.mark.parametrize(("relation", "example"), EXAMPLES, ids=[MARK.sub("", e)[:60] for _, e in EXAMPLES])
def test_example_is_found(nlp, relation: Relation, example: str) -> None:
    text, source, target = marked(example)
    if text in MISPARSED:
        pytest.skip("parsed wrongly by the small model")
    found = [c for c in nlp(text)._.kg_candidates if c.rejected is None]
    pairs = {
        (c.relation.name, c.source.ref.text, c.target.ref.text)
        for c in found
        if (
            overlaps(source, c.source.ref.start, c.source.ref.end)
            and overlaps(target, c.target.ref.start, c.target.ref.end)
        )
        or (
            relation.symmetric
            and overlaps(target, c.source.ref.start, c.source.ref.end)
            and overlaps(source, c.target.ref.start, c.target.ref.end)
        )
    }
    assert relation.name in {name for name, _, _ in pairs}, [
        (c.relation.name, c.source and c.source.ref.text, c.target and c.target.ref.text, c.rejected)
        for c in nlp(text)._.kg_candidates
    ]


def test_every_type_has_relations() -> None:
    assert {relation.plover for relation in LEXICON.relations.values()} == set(load_ontology().types)


def test_every_relation_has_examples() -> None:
    assert [relation.name for relation in LEXICON.relations.values() if not relation.examples] == []


def test_breadth() -> None:
    assert len(LEXICON.relations) >= 100
    verbs = {lemma for (pos, lemma) in LEXICON.index() if pos == "VERB"}
    assert {"condemn", "lambast", "denounce", "slam", "blast", "rebuke", "censure", "decry", "berate"} <= verbs


@pytest.mark.parametrize(
    ("objects", "relation"),
    [
        ("aid", "CUT_AID_TO"),
        ("deal", "SIGNED_AGREEMENT_WITH"),
        ("tie", "BROKE_RELATIONS_WITH"),
        ("talk", "SUSPENDED_TALKS_WITH"),
    ],
)
def test_what_is_cut_decides(objects: str, relation: str) -> None:
    entries = LEXICON.index()[("VERB", "cut")]
    assert next(found.name for found, pattern, _ in entries if objects in pattern.object) == relation


def test_most_demanding_pattern_comes_first() -> None:
    for entries in LEXICON.index().values():
        ranks = [(pattern.specificity, pattern.weight) for _, pattern, _ in entries]
        assert ranks == sorted(ranks, reverse=True)


def test_pattern_needs_one_kind_of_trigger() -> None:
    with pytest.raises(ValueError, match="exactly one"):
        Pattern.model_validate({"verbs": ["call"], "nouns": ["call"]})


def test_unknown_slot_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown slot"):
        Pattern.model_validate({"verbs": ["call"], "target": ["indirect"]})


def test_broken_file_names_relation_and_key() -> None:
    pattern = "{verbs: [call], sorce: [subject]}"
    text = f"plover: CONSULT\nrelations:\n  CALLED: {{gloss: x, cameo: '041', patterns: [{pattern}]}}\n"
    with pytest.raises(Exception, match=r"mine\.yaml: CALLED: patterns\.0\.sorce"):
        parse_relations(text, "mine.yaml")


def test_light_verbs_carry_and_terminating_verbs_do_not() -> None:
    cues = load_cues()
    assert {"hold", "launch", "impose", "issue", "pay"} <= cues.support
    assert ("carry", "out") in cues.phrasal
    assert {"lift", "cancel", "suspend", "halt"} <= cues.terminate
    assert not (cues.support | cues.aspect) & cues.terminate
