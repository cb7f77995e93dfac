"""Short vectors of words (``vectors.npz``), so that a word never seen in training is read like those it resembles."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float32]


@lru_cache(maxsize=1)
def word_vectors() -> tuple[dict[str, int], Vector]:
    """Word -> row, and the vectors, shape (words, dimensions), each of length 1."""
    with files("kg.arbiter").joinpath("vectors.npz").open("rb") as stream, np.load(stream) as data:
        words, vectors = data["words"], data["vectors"].astype(np.float32)
    return {str(word): place for place, word in enumerate(words)}, vectors


def mean_vector(rows: Sequence[int]) -> Vector:
    """The mean of these rows, scaled to length 1; zeros where there are none."""
    vectors = word_vectors()[1]
    if not rows:
        return np.zeros(vectors.shape[1], np.float32)
    total: Vector = vectors[rows[0]] if len(rows) == 1 else np.add.reduce(vectors[rows])
    norm = float(np.sqrt(total @ total))
    return total / norm if norm else total
