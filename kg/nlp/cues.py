"""Words that tell realis, attribution and light verbs (``schema/cues.yaml``, ``schema/light_verbs.yaml``)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml
from spacy.tokens import Token

from kg.errors import SchemaError
from kg.nlp.tree import kids


@dataclass(frozen=True, slots=True)
class Cues:
    """Knowledge about words that govern events.

    Attributes:
        verbs: Lemma -> realis of the clause or noun it governs.
        nouns: Lemma -> realis of what it governs ("threat of invasion").
        adjectives: Adjective -> realis of the noun before it or of its complement.
        adverbs: Adverb -> realis of what its preposition governs ("short of condemning").
        modals: Auxiliary -> realis.
        speech: Verbs whose subject says what their clause states.
        support: Light verbs; ``phrasal`` those that need a word ("carry out", "engage in").
        aspect: Verbs that leave the event as it is (begin, resume).
        terminate: Verbs that end what their object names.
        ending: Nouns that say the same of what stands behind their "of": "the lifting of sanctions".
        ongoing: Those of them whose object was going on before: "halt attacks", but not "cancel a visit".
        spoken: Nouns for something said: it was said, whatever others do about it ("rejected the demand").
    """

    verbs: dict[str, str]
    nouns: dict[str, str]
    adjectives: dict[str, str]
    adverbs: dict[str, str]
    modals: dict[str, str]
    speech: frozenset[str]
    support: frozenset[str]
    phrasal: frozenset[tuple[str, str]]
    aspect: frozenset[str]
    terminate: frozenset[str]
    ending: frozenset[str]
    ongoing: frozenset[str]
    spoken: frozenset[str]

    def supports(self, verb: Token, preposition: str | None = None) -> bool:
        """Whether ``verb`` is a light verb: "held talks", "carried out a raid", "engaged in talks"."""
        lemma = verb.lemma_.lower()
        if preposition is not None:
            return (lemma, preposition) in self.phrasal
        if lemma == "take" and any(child.lower_ in ("lightly", "seriously") for child in kids(verb)):
            return False
        if lemma in self.support or lemma in self.aspect:
            return True
        words = {child.lower_ for child in kids(verb) if child.dep_ in ("prt", "advmod", "prep")}
        return any((lemma, word) in self.phrasal for word in words)


def _read(name: str) -> dict[str, Any]:
    data = yaml.safe_load(files("kg.schema").joinpath(name).read_text(encoding="utf-8"))
    if not isinstance(data, dict):
        raise SchemaError("not a mapping", where=f"schema/{name}")
    return data


@lru_cache(maxsize=1)
def load_cues() -> Cues:
    """The shipped knowledge."""
    cues = _read("cues.yaml")
    light = _read("light_verbs.yaml")
    support = [str(entry) for entry in light["support"]]
    return Cues(
        verbs=dict(cues["verbs"]),
        nouns=dict(cues["nouns"]),
        adjectives=dict(cues["adjectives"]),
        adverbs=dict(cues["adverbs"]),
        modals=dict(cues["modals"]),
        speech=frozenset(cues["speech"]),
        support=frozenset(entry for entry in support if " " not in entry),
        phrasal=frozenset((entry.split()[0], entry.split()[-1]) for entry in support if " " in entry),
        aspect=frozenset(light["aspect"]),
        terminate=frozenset(light["terminate"]),
        ending=frozenset(light["ending"]),
        ongoing=frozenset(light["ongoing"]),
        spoken=frozenset(light["spoken"]),
    )
