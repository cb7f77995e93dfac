"""The linear model: class probabilities of a pair of actors, from ``weights.npz``. Needs numpy only."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from kg.arbiter.features import features
from kg.errors import ModelError

DENSE_SCALE = 2.0
FOLDED = "YIELD"
UNFOLDED = ("CONCEDE", "RETREAT")


@dataclass(frozen=True, slots=True)
class Arbiter:
    """Weights of the model.

    Attributes:
        classes: Names of the classes; YIELD stands for CONCEDE and RETREAT.
        names: Feature name -> row of ``sparse``.
        sparse: Weights of named features, shape (features, classes).
        dense: Weights of the word-vector means, shape (dimensions, classes).
        bias: Shape (classes,).
    """

    classes: tuple[str, ...]
    names: dict[str, int]
    sparse: NDArray[np.float32]
    dense: NDArray[np.float32]
    bias: NDArray[np.float32]

    def probabilities(self, named: dict[str, float], vector: NDArray[np.float32]) -> dict[str, float]:
        """Class -> probability."""
        scores = self.bias + (vector * DENSE_SCALE) @ self.dense
        for name, value in named.items():
            row = self.names.get(name)
            if row is not None:
                scores = scores + value * self.sparse[row]
        grown = np.exp(scores - scores.max())
        shares = grown / grown.sum()
        return {name: float(share) for name, share in zip(self.classes, shares, strict=True)}

    def classify(self, doc: Doc, source: tuple[int, int], target: tuple[int, int]) -> tuple[str, float]:
        """The PLOVER class in which ``source`` stands to ``target`` (character spans), and its probability.

        CONCEDE and RETREAT are learned as one class and told apart by what the rules say of the pair.
        """
        named, vector = features(doc, source, target)
        shares = self.probabilities(named, vector)
        best = max(shares, key=lambda name: shares[name])
        if best != FOLDED:
            return best, shares[best]
        votes = {
            kind: sum(named.get(f"{sign}{kind}", 0.0) for sign in ("rule=", "turned=", "from=", "near:", "any:"))
            for kind in UNFOLDED
        }
        return max(UNFOLDED, key=lambda kind: votes[kind]), shares[best]


@lru_cache(maxsize=1)
def load_arbiter() -> Arbiter:
    """The shipped model; ``kg/arbiter/MODEL_CARD.md`` says what it was learned from."""
    path = files("kg.arbiter").joinpath("weights.npz")
    if not path.is_file():
        raise ModelError("the arbiter has no weights", hint="make them with tools/train_arbiter.py")
    with path.open("rb") as stream, np.load(stream) as data:
        return Arbiter(
            classes=tuple(str(name) for name in data["classes"]),
            names={str(name): row for row, name in enumerate(data["names"])},
            sparse=data["sparse"].astype(np.float32),
            dense=data["dense"].astype(np.float32),
            bias=data["bias"].astype(np.float32),
        )
