"""Checks of the relation lexicon: names, codes, contradictions, doubled and unreachable patterns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kg.errors import SchemaError
from kg.lexicon import Pattern, Relation, parse_relations
from kg.ontology import Ontology
from kg.schema_findings import Finding

_NAME = re.compile(r"[A-Z][A-Z_]*[A-Z]")
_MARKED = re.compile(r"<s>[^<]+</s>.*<t>[^<]+</t>|<t>[^<]+</t>.*<s>[^<]+</s>")

# What decides whether a pattern fits; the rest says what follows.
CONSTRAINTS = (
    "particle",
    "object",
    "not_object",
    "modifier",
    "not_modifier",
    "object_is",
    "with_",
    "without",
    "clause",
    "clause_modal",
    "clause_subject",
    "predicate",
    "source_is",
    "target_is",
    "voice",
    "complement",
)


@dataclass(frozen=True, slots=True)
class _Placed:
    relation: Relation
    pattern: Pattern
    number: int
    where: str

    @property
    def key(self) -> str:
        return f"{self.relation.name}.patterns.{self.number}"


def check_lexicon(texts: Mapping[str, str], ontology: Ontology) -> Iterator[Finding]:
    """Check the lexicon files.

    Args:
        texts: File name -> its text.
        ontology: What types, modes, contexts and codes there are.
    """
    homes: dict[str, str] = {}
    placed: list[_Placed] = []
    for where, text in sorted(texts.items()):
        try:
            relations = parse_relations(text, where)
        except SchemaError as error:
            yield Finding("error", where, "", error.what)
            continue
        for relation in relations:
            if relation.name in homes:
                yield Finding("error", where, relation.name, f"already defined in {homes[relation.name]}")
                continue
            homes[relation.name] = where
            yield from _check_relation(relation, where, ontology)
            placed += [_Placed(relation, pattern, n, where) for n, pattern in enumerate(relation.patterns)]
    yield from _check_overlaps(placed)


def _check_relation(relation: Relation, where: str, ontology: Ontology) -> Iterator[Finding]:
    name = relation.name
    if not _NAME.fullmatch(name):
        yield Finding("error", where, name, "a relation is named in capitals and underscores")
    if relation.plover not in ontology.types:
        yield Finding("error", where, name, f"unknown PLOVER type {relation.plover!r}")
        return
    if not relation.patterns:
        yield Finding("error", where, name, "no patterns")
    yield from _check_coding(relation.plover, relation.cameo, relation.mode, relation.context, where, name, ontology)
    for number, pattern in enumerate(relation.patterns):
        key = f"{name}.patterns.{number}"
        yield from _check_coding(
            relation.plover, pattern.cameo, pattern.mode, pattern.context or (), where, key, ontology
        )
        yield from _check_pattern(pattern, where, key)
    if not relation.examples:
        yield Finding("warning", where, name, "no examples")
    for example in relation.examples:
        if not _MARKED.search(example):
            yield Finding("error", where, f"{name}.examples", f"source and target are not marked: {example!r}")


def _check_coding(
    plover: str,
    cameo: str | None,
    mode: str | None,
    context: tuple[str, ...],
    where: str,
    key: str,
    ontology: Ontology,
) -> Iterator[Finding]:
    if cameo is not None:
        code = ontology.cameo.get(cameo)
        if code is None:
            yield Finding("error", where, key, f"unknown CAMEO code {cameo!r}")
        elif plover not in (code.type, *code.also):
            yield Finding("error", where, key, f"CAMEO {cameo} is {code.type}, the relation is {plover}")
    if mode is not None and mode not in ontology.types[plover].modes:
        yield Finding("error", where, key, f"{plover} has no mode {mode!r}")
    for name in context:
        if name not in ontology.contexts:
            yield Finding("error", where, key, f"unknown context {name!r}")


def _check_pattern(pattern: Pattern, where: str, key: str) -> Iterator[Finding]:
    for lemma in pattern.triggers:
        if " " in lemma or lemma != lemma.lower():
            yield Finding("error", where, key, f"a trigger is one word in lower case, not {lemma!r}")
    if len(set(pattern.triggers)) < len(pattern.triggers):
        doubled = sorted({lemma for lemma in pattern.triggers if pattern.triggers.count(lemma) > 1})
        yield Finding("warning", where, key, f"listed twice: {', '.join(doubled)}")
    for wanted, unwanted, what in (
        (pattern.object, pattern.not_object, "object"),
        (pattern.modifier, pattern.not_modifier, "modifier"),
    ):
        if both := set(wanted) & set(unwanted):
            yield Finding("error", where, key, f"{what} {min(both)!r} is demanded and excluded")
    for word, lemmas in pattern.with_.items():
        excluded = pattern.without.get(word)
        if excluded is not None and (not excluded or set(lemmas) & set(excluded)):
            yield Finding("error", where, key, f"preposition {word!r} is demanded and excluded")
    if pattern.modifier and pattern.verbs and not pattern.object:
        yield Finding("error", where, key, "modifier at a verb needs object")
    if pattern.pos == "ADJ" and not pattern.source:
        yield Finding("error", where, key, "an adjective needs its source slot")
    if pattern.weight == 0:
        yield Finding("warning", where, key, "weight 0: it can never win")


def _check_overlaps(placed: list[_Placed]) -> Iterator[Finding]:
    by_trigger: dict[tuple[str, str], list[_Placed]] = {}
    for item in placed:
        for lemma in dict.fromkeys(item.pattern.triggers):
            by_trigger.setdefault((item.pattern.pos, lemma), []).append(item)
    reported: set[tuple[str, str]] = set()
    for (_, lemma), items in sorted(by_trigger.items()):
        ordered = sorted(items, key=lambda e: (-e.pattern.specificity, -e.pattern.weight, e.relation.name, e.number))
        for index, later in enumerate(ordered):
            for earlier in ordered[:index]:
                if (earlier.key, later.key) in reported or not _covers(earlier.pattern, later.pattern):
                    continue
                reported.add((earlier.key, later.key))
                yield _overlap(earlier, later, lemma)


def _overlap(earlier: _Placed, later: _Placed, lemma: str) -> Finding:
    first, second = earlier.pattern, later.pattern
    same = all(getattr(first, name) == getattr(second, name) for name in CONSTRAINTS)
    if same and earlier.relation is not later.relation and first.weight == second.weight:
        what = f"{lemma!r} means {earlier.key} just as much: same demands, same weight"
        return Finding("error", later.where, later.key, what)
    return Finding("warning", later.where, later.key, f"{lemma!r} never gets here: {earlier.key} fits before")


def _covers(first: Pattern, second: Pattern) -> bool:
    """Whether ``first`` fits and finds its actors wherever ``second`` does."""
    return (
        _weaker(first, second)
        and set(second.source_slots) <= set(first.source_slots)
        and set(second.target_slots) <= set(first.target_slots)
    )


def _weaker(first: Pattern, second: Pattern) -> bool:
    for name in ("particle", "object", "modifier", "clause_modal"):
        demanded, other = set(getattr(first, name)), set(getattr(second, name))
        if demanded and not (other and other <= demanded):
            return False
    for name in ("not_object", "not_modifier"):
        if not set(getattr(first, name)) <= set(getattr(second, name)):
            return False
    if first.object_is not in (None, second.object_is) and not (
        first.object_is == "actor" and second.object_is in ("organization", "country", "person")
    ):
        return False
    if first.voice not in (None, second.voice):
        return False
    if first.clause is not None and (
        second.clause is None or (first.clause and not (second.clause and set(second.clause) <= set(first.clause)))
    ):
        return False
    for word, lemmas in first.with_.items():
        held = second.with_.get(word)
        if held is None or (lemmas and not (held and set(held) <= set(lemmas))):
            return False
    return all(
        word in second.without and (not second.without[word] or set(lemmas) <= set(second.without[word]))
        for word, lemmas in first.without.items()
    )
