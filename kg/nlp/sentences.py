"""Component ``kg_sentences``: fixes sentence boundaries that layout and punctuation decide, before the parser runs.

A blank line always ends a sentence, so do the line of a headline and a dateline ("HAVANA, Jan 26 —"), whose place
acts in nothing that follows; inside a line only final punctuation can. The parser keeps what is fixed here and
decides the rest.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.language import Language
from spacy.tokens import Doc, Token

from kg.loaders.dating import dateline

FINAL = frozenset({".", "!", "?", "…", "...", ":", ";", "—", "–"})
CLOSING = frozenset({'"', "”", "’", "'", ")", "]", "»", "''"})
OPENING = frozenset({'"', "“", "‘", "(", "["})
HEADLINE_WORDS = 18
_LINE = re.compile(r"[^\n]+")


@Language.component("kg_sentences")
def sentences(doc: Doc) -> Doc:
    """Set ``is_sent_start`` where it is certain; leave it open where the parser knows better."""
    openings = _openings(doc.text)
    tokens = list(doc)
    line_start = 0
    for index in range(1, len(tokens)):
        previous, token = tokens[index - 1], tokens[index]
        breaks = previous.text.count("\n") if previous.is_space else 0
        if token.is_space:
            token.is_sent_start = False
            continue
        if breaks:
            ended = index >= 2 and _ends(tokens, index - 2)
            short = index - line_start <= HEADLINE_WORDS
            if breaks > 1 or (short and not ended and (token.is_title or token.is_upper or token.text[0].isdigit())):
                token.is_sent_start = True
            elif not ended:
                token.is_sent_start = False
            line_start = index
        elif token.idx in openings:
            token.is_sent_start = True
        elif previous.is_alpha or not _ends(tokens, index - 1) or token.is_lower or _is_mark(token):
            token.is_sent_start = False
    return doc


def _is_mark(token: Token) -> bool:
    return token.is_punct and token.text not in OPENING


def _openings(text: str) -> set[int]:
    """Characters at which a report begins behind its dateline."""
    found = ((line.start(), dateline(line[0])) for line in _LINE.finditer(text))
    return {start + opening.length for start, opening in found if opening}


def _ends(tokens: Sequence[Token], index: int) -> bool:
    """Whether a sentence may end with this token: final punctuation, or a closing mark right after it."""
    token = tokens[index]
    while index > 0 and token.text in CLOSING:
        index -= 1
        token = tokens[index]
    text = token.text
    return text in FINAL or (text.endswith(".") and len(text) > 1)
