"""Quotation marks: which words somebody is quoted with."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token

MARKS = frozenset({"“", "``", '"'})  # that can open a quotation


def inside_quotes(tokens: Iterable[Token]) -> list[bool]:
    """Whether each token of a document stands in quotation marks; a paragraph's end closes them."""
    tokens = list(tokens)
    if MARKS.isdisjoint(token.text for token in tokens):
        return [False] * len(tokens)
    found, open_ = [], False
    for token in tokens:
        text = token.text
        if text in ("“", "``"):
            open_ = True
        elif text in ("”", "''"):
            open_ = False
        elif text == '"':
            open_ = not open_
        elif token.is_space and text.count("\n") > 1:
            open_ = False
        found.append(open_)
    return found
