"""Hanging words of a parsed document elsewhere, several at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from spacy.attrs import DEP, HEAD
from spacy.tokens import Doc

WORD = 1 << 64  # offsets to the left wrap around in spaCy's arrays


def rehang(doc: Doc, moves: Mapping[int, tuple[int, str]]) -> Doc:
    """Give tokens another head and dependency.

    Args:
        doc: A parsed document.
        moves: Token index -> index of its new head (its own for a root) and its dependency. Together with what stays
            as it is they must give a tree.
    """
    attributes: Any = doc.to_array([HEAD, DEP])
    for index, (head, dependency) in moves.items():
        attributes[index] = ((head - index) % WORD, doc.vocab.strings.add(dependency))
    return doc.from_array([HEAD, DEP], attributes)
