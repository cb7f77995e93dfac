"""Features of the pair model in words, for ``kg explain``."""

from __future__ import annotations

from kg.arbiter.features import Features
from kg.arbiter.model import Linear

PHRASES = {
    "rule": "a rule reads {}",
    "relation": "the rules find {}",
    "ruleside": "a rule reads something {}",
    "turned": "a rule reads {} the other way round",
    "from": "one of the two does or meets {} elsewhere",
    "fromside": "the source has part in something {}",
    "to": "the target has part in {}",
    "toside": "the target has part in something {}",
    "path": "{!r} links them",
    "top": "{!r} governs both",
    "near": "a word that links them can mean {}",
    "any": "a word of the sentence can mean {}",
    "below": "{!r} follows",
    "pair": "{!r} go together",
    "hung": "{!r} leads to the target",
    "sverb": "the source belongs to {!r}",
    "tverb": "the target belongs to {!r}",
    "shead": "the source hangs on {!r}",
    "thead": "the target hangs on {!r}",
    "sroot": "the source is a {!r}",
    "troot": "the target is a {!r}",
    "sin": "the source is called {!r}",
    "tin": "the target is called {!r}",
    "between": "{!r} stands between them",
    "word": "{!r} occurs",
    "arg": "{!r} belongs to what links them",
    "in": "{!r} belongs to what links them",
}


def in_words(name: str) -> str | None:
    """A feature as a phrase; None where it is only of the machinery (shape of the path, kinds of entities)."""
    for mark in ("=", ":"):
        prefix, found, value = name.partition(mark)
        if found and prefix in PHRASES:
            return PHRASES[prefix].format(value.replace("_", " ").replace("=", " ").replace(",", ", "))
    return None


def reasons(model: Linear, named: Features, output: str, against: str | None = None, count: int = 3) -> list[str]:
    """The weightiest features for an output (over another one), each in words with its share in the score."""
    found: list[str] = []
    for name, share in model.weightiest(named, output, against):
        phrase = in_words(name)
        if share <= 0.05 or len(found) == count:
            break
        if phrase is not None:
            found.append(f"{phrase} ({share:+.1f})")
    return found
