"""Quotation marks: which words somebody is quoted with."""

from __future__ import annotations

from spacy.tokens import Doc


def inside_quotes(doc: Doc) -> list[bool]:
    """Whether each token stands in quotation marks; a paragraph's end closes them."""
    found, open_ = [], False
    for token in doc:
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
