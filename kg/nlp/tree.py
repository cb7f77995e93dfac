"""The parse of a document, laid out once: its tokens, the children of each, and its sentences.

spaCy makes a new object for a token at every look and finds children by walking along the sentence; the rules look
thousands of times. What is laid out here holds for the document read last, until its parse is changed (``forget``).
"""

from __future__ import annotations

from bisect import bisect_right
from typing import Any

from spacy.attrs import HEAD
from spacy.tokens import Doc, Span, Token


class Tree:
    """The layout of one document.

    Attributes:
        doc: The document.
        tokens: Its tokens.
        children: Of each token, in the order of the text.
        preps: What ``frames.all_preps`` found so far, by token.
        text: Its text, which spaCy joins anew at each look.
    """

    __slots__ = ("_sentences", "_starts", "children", "doc", "preps", "text", "tokens")

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.text = doc.text
        self.tokens: list[Token] = list(doc)
        self.preps: dict[int, dict[str, list[Token]]] = {}
        self._sentences: list[Span] = []
        self._starts: list[int] = []
        below: list[list[Token]] = [[] for _ in self.tokens]
        heads: Any = doc.to_array(HEAD).astype("int64")
        for token, offset in zip(self.tokens, heads.tolist(), strict=True):
            if offset:
                below[token.i + offset].append(token)
        self.children = below

    @property
    def sentences(self) -> list[Span]:
        """Its sentences; who sets their boundaries may come late."""
        if not self._sentences and self.tokens:
            self._sentences = list(self.doc.sents)
            self._starts = [sentence.start for sentence in self._sentences]
        return self._sentences

    def sentence(self, index: int) -> Span:
        """The sentence that a token stands in."""
        return self.sentences[bisect_right(self._starts, index) - 1]


_last: list[Tree] = []


def tree_of(doc: Doc) -> Tree:
    """The layout of a document."""
    if not _last or _last[0].doc is not doc:
        _last[:] = [Tree(doc)]
    return _last[0]


def forget() -> None:
    """Whoever changes heads or sentences of a document calls this."""
    _last.clear()


def kids(token: Token) -> list[Token]:
    """The token's children, in the order of the text; not to be changed."""
    return tree_of(token.doc).children[token.i]


def tokens_of(doc: Doc) -> list[Token]:
    """The tokens of a document."""
    return tree_of(doc).tokens


def text_of(doc: Doc) -> str:
    """The text of a document."""
    return tree_of(doc).text


def text_between(span: Span) -> str:
    """The text of a sentence or other span."""
    return tree_of(span.doc).text[span.start_char : span.end_char]


def sentences_of(doc: Doc) -> list[Span]:
    """The sentences of a document."""
    return tree_of(doc).sentences


def sentence_of(token: Token) -> Span:
    """The sentence that a token stands in."""
    return tree_of(token.doc).sentence(token.i)
