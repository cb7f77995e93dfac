"""The relation that a class takes on at a trigger: the lexicon's own for that word, or that of the nearest word."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from kg.arbiter.vectors import Vector, word_vectors
from kg.lexicon import Pattern, Relation, lexicon_index, load_lexicon

Choice = tuple[Relation, Pattern, int]

# Cosine below which the nearest trigger of a class says nothing about a word.
ALIKE = 0.4


def relation_for(plover: str, pos: str, lemma: str) -> Choice | None:
    """Relation, pattern and its number for a class at a trigger.

    A pattern of the trigger itself that needs no certain object comes first. A word that the lexicon knows in other
    classes only keeps to those ("refused" is never a concession): None. For an unknown word it is the relation of the
    nearest word among all triggers of the class; None where none is near.
    """
    group = "VERB" if pos in ("VERB", "AUX") else "NOUN"
    known = lexicon_index().get((group, lemma), ())
    own = [entry for entry in known if entry[0].plover == plover]
    if known and not own:
        return None
    if own:
        return min(own, key=lambda entry: (bool(entry[1].object), entry[1].specificity, entry[0].name, entry[2]))
    row = word_vectors()[0].get(lemma)
    if row is None:
        return None
    choices, matrix = _triggers(plover)
    if not choices:
        return None
    likeness = matrix @ word_vectors()[1][row]
    nearest = int(np.argmax(likeness))
    return choices[nearest] if likeness[nearest] >= ALIKE else None


@lru_cache(maxsize=16)
def _triggers(plover: str) -> tuple[list[Choice], Vector]:
    """Plain patterns of a class, one row a trigger."""
    rows, vectors = word_vectors()
    choices, places = [], []
    for relation in load_lexicon().relations.values():
        if relation.plover != plover:
            continue
        for number, pattern in enumerate(relation.patterns):
            if pattern.object or pattern.particle or pattern.with_ or pattern.clause is not None:
                continue
            for trigger in pattern.triggers:
                if trigger in rows:
                    choices.append((relation, pattern, number))
                    places.append(rows[trigger])
    return choices, vectors[places]
