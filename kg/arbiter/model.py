"""The learned models and their weights, ``weights.npz``: linear throughout, numpy only.

- pair model: the class in which one actor stands to another, and whether there is an event between them at all
- topic model: whether a sentence is about politics
- confidence: how sure a rule's candidate, or an event the rules are silent on, is right; from the outputs of the others
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from kg.arbiter.features import Features, pair_features
from kg.arbiter.given import SOURCE, TARGET, candidates_between, given_span
from kg.arbiter.vectors import Vector, mean_vector
from kg.arbiter.view import View
from kg.errors import ModelError

FOLDED = "YIELD"
UNFOLDED = ("CONCEDE", "RETREAT")
WEIGHTS = "weights.npz"


@dataclass(frozen=True, slots=True)
class Linear:
    """One linear model.

    Attributes:
        outputs: Names of the outputs.
        names: Feature name -> row of ``sparse``.
        sparse: Weights of named features, shape (features, outputs).
        dense: Weights of the word vectors, shape (dimensions, outputs).
        bias: Shape (outputs,).
    """

    outputs: tuple[str, ...]
    names: dict[str, int]
    sparse: NDArray[np.float32]
    dense: NDArray[np.float32]
    bias: NDArray[np.float32]

    def scores(self, named: Features, vector: Vector | None = None) -> NDArray[np.float32]:
        """Scores of the outputs, before any squashing."""
        names = self.names
        rows = [names[name] for name in named if name in names]
        values = [value for name, value in named.items() if name in names]
        found: NDArray[np.float32] = self.bias
        if rows:
            found = found + np.array(values, np.float32) @ self.sparse[rows]
        return found if vector is None else found + vector @ self.dense

    def weightiest(self, named: Features, output: str, against: str | None = None) -> list[tuple[str, float]]:
        """Features that speak most for an output (over another one), with their share in its score, greatest first."""
        column = self.outputs.index(output)
        other = None if against is None else self.outputs.index(against)
        shares = []
        for name, value in named.items():
            row = self.names.get(name)
            if row is not None:
                weight = self.sparse[row, column] - (0.0 if other is None else self.sparse[row, other])
                shares.append((name, float(weight) * value))
        return sorted(shares, key=lambda entry: (-entry[1], entry[0]))


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the pair model says: the features it saw, class -> probability, and the score that there is an event."""

    named: Features
    shares: dict[str, float]
    event: float

    @property
    def best(self) -> str:
        """The likeliest class (YIELD for CONCEDE and RETREAT)."""
        return max(self.shares, key=lambda name: self.shares[name])

    def unfold(self, name: str) -> str:
        """CONCEDE and RETREAT are learned as one class; which of them, the rules' finds and the words tell."""
        if name != FOLDED:
            return name
        signs = ("rule=", "turned=", "from=", "near:", "any:")
        votes = {kind: sum(self.named.get(f"{sign}{kind}", 0.0) for sign in signs) for kind in UNFOLDED}
        return max(UNFOLDED, key=lambda kind: votes[kind])

    def share(self, plover: str) -> float:
        """Probability of a PLOVER class."""
        return self.shares.get(FOLDED if plover in UNFOLDED else plover, 0.0)


@dataclass(frozen=True, slots=True)
class Arbiter:
    """The models together. ``pair`` has one output a class and last ``event``; ``confidence`` "rule" and "silent"."""

    pair: Linear
    topic: Linear
    confidence: Linear

    def judge(self, named: Features, vector: Vector) -> Judgement:
        """Classes and event score of a pair."""
        scores = self.pair.scores(named, vector)
        grown = np.exp(scores[:-1] - np.maximum.reduce(scores[:-1]))
        shares = grown / grown.sum()
        return Judgement(named, dict(zip(self.pair.outputs[:-1], shares.tolist(), strict=True)), float(scores[-1]))

    def politics(self, view: View) -> float:
        """Score that a sentence is about politics: above 0 more likely than not."""
        return float(self.topic.scores(*topic_features(view))[0])

    def sure(self, evidence: Features, kind: str) -> float:
        """Probability that a candidate is right; ``kind`` is "rule" or "silent" (see ``kg.arbiter.evidence``)."""
        score = self.confidence.scores(evidence)[self.confidence.outputs.index(kind)]
        return float(1 / (1 + np.exp(-score)))

    def classify(self, doc: Doc, source: tuple[int, int], target: tuple[int, int]) -> tuple[str, float]:
        """The PLOVER class in which ``source`` stands to ``target`` (character spans), and its probability."""
        found = self.judge(*given_features(doc, source, target))
        return found.unfold(found.best), found.shares[found.best]


def given_features(doc: Doc, source: tuple[int, int], target: tuple[int, int]) -> tuple[Features, Vector]:
    """Features of two given spans in a parsed text."""
    first, second = given_span(doc, source), given_span(doc, target)
    return pair_features(View(doc, candidates_between(doc, first, second)), first, second, (SOURCE, TARGET))


def topic_features(view: View) -> tuple[Features, Vector]:
    """Content words of a text, and their mean vector."""
    words = [word for word in view.words.values() if word.content]
    named = {f"word={word.lemma}": 1.0 for word in words}
    named |= {f"ent={word.token.ent_type_}": 0.5 for word in words if word.token.ent_type_}
    named |= {f"any:{kind}": 0.5 for word in words for kind in word.classes}
    return named, mean_vector([word.row for word in words if word.row >= 0])


def load_weights(path: Path) -> Arbiter:
    """Models of a weights file."""
    with path.open("rb") as stream, np.load(stream) as data:
        return Arbiter(*(Linear(**dict(_read(data, part))) for part in ("pair", "topic", "confidence")))


def _read(data: Any, part: str) -> Iterator[tuple[str, Any]]:
    yield "outputs", tuple(str(name) for name in data[f"{part}_outputs"])
    yield "names", {str(name): row for row, name in enumerate(data[f"{part}_names"])}
    for field in ("sparse", "dense", "bias"):
        yield field, data[f"{part}_{field}"].astype(np.float32)


@lru_cache(maxsize=1)
def load_arbiter() -> Arbiter:
    """The shipped models; ``kg/arbiter/MODEL_CARD.md`` says what they were learned from."""
    path = files("kg.arbiter").joinpath(WEIGHTS)
    if not path.is_file():
        raise ModelError("the arbiter has no weights", hint="make them with tools/train_arbiter.py")
    return load_weights(Path(str(path)))
