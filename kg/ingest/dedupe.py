"""Nearly the same text, such as syndicated copies of an agency report: MinHash over word shingles.

Two documents count as near duplicates where the estimated overlap of their five-word shingles is at least 0.7. Every
pair is linked, so the links do not depend on the order of reading.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any, Final
from zlib import crc32

import numpy as np
import numpy.typing as npt

from kg.ingest.state import Signature, State
from kg.records import Document

Hashes = npt.NDArray[np.uint32]

SHINGLE: Final = 5
PERMUTATIONS: Final = 64
BANDS: Final = 16
THRESHOLD: Final = 0.7
MIN_WORDS: Final = 40


class NearDuplicates:
    """Finds documents that are nearly the same as earlier ones, in this run or an earlier run into the same graph."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._hashes: dict[str, bytes] = {}
        self._bands: dict[bytes, list[str]] = {}

    def check(self, document: Document) -> tuple[tuple[str, ...], Signature | None]:
        """Ids of the documents it nearly equals, sorted, and its signature; a text of a few words has none."""
        hashes = min_hashes(document.text)
        if hashes is None:
            return (), None
        signature = Signature(document.id, hashes.tobytes(), _bands(hashes))
        candidates = self._state.alike(signature.bands)
        for band in signature.bands:
            candidates.update((other, self._hashes[other]) for other in self._bands.get(band, ()))
        like = sorted(
            other
            for other, theirs in candidates.items()
            if other != document.id and similarity(hashes, np.frombuffer(theirs, dtype=np.uint32)) >= THRESHOLD
        )
        return tuple(like), signature

    def remember(self, signature: Signature) -> None:
        """Keep it for the documents that follow before it has been acknowledged."""
        self._hashes[signature.document] = signature.hashes
        for band in signature.bands:
            self._bands.setdefault(band, []).append(signature.document)

    def release(self, signature: Signature) -> None:
        """It is in the state now and need not be kept in memory."""
        if self._hashes.pop(signature.document, None) is None:
            return
        for band in signature.bands:
            held = self._bands.get(band, [])
            if signature.document in held:
                held.remove(signature.document)
            if not held:
                self._bands.pop(band, None)


def min_hashes(text: str) -> Hashes | None:
    """MinHash values of a text, shape (PERMUTATIONS,), or None where it has fewer than ``MIN_WORDS`` words."""
    words = re.findall(r"\w+", text.casefold())
    if len(words) < MIN_WORDS:
        return None
    shingles = {" ".join(words[at : at + SHINGLE]).encode() for at in range(len(words) - SHINGLE + 1)}
    sketch = _empty_sketch().copy()
    sketch.update_batch(sorted(shingles))
    return np.asarray(sketch.hashvalues, dtype=np.uint32)


@cache
def _empty_sketch() -> Any:
    from datasketch import MinHash  # type: ignore[import-untyped]

    return MinHash(num_perm=PERMUTATIONS, seed=1, hashfunc=crc32)


def similarity(one: Hashes, other: Hashes) -> float:
    """Estimated Jaccard similarity of the shingle sets, 0 to 1."""
    return float(np.mean(one == other))


def _bands(hashes: Hashes) -> tuple[bytes, ...]:
    rows = PERMUTATIONS // BANDS
    return tuple(bytes([band]) + hashes[band * rows : (band + 1) * rows].tobytes() for band in range(BANDS))
