"""A document as plain lists, read once: the actor components look at every token several times."""

from __future__ import annotations

from spacy.attrs import DEP, ENT_TYPE, HEAD, POS, SENT_START, TAG
from spacy.symbols import ADJ, ADP, ADV, AUX, CCONJ, DET, NOUN, NUM, PRON, PROPN, PUNCT, SPACE, VERB
from spacy.tokens import Doc

from kg.actors.folding import fold_word
from kg.nlp.tree import text_of, tokens_of

NOMINAL = frozenset({NOUN, PROPN})
MODIFIER = frozenset({ADJ, NOUN, PROPN, NUM})
JOINTS = frozenset({"-", "‐", "‑", "–"})
POSSESSIVES = frozenset({"'s", "’s", "'", "’", "s"})

__all__ = ["ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "JOINTS", "MODIFIER", "NOMINAL", "NOUN", "NUM", "PRON", "PROPN", "PUNCT", "SPACE", "VERB", "View"]  # fmt: skip # noqa: E501


class View:
    """Token attributes by index.

    Attributes:
        texts: Words as written.
        words: Folded words, empty for punctuation and white space.
        pos, dep, tag: spaCy's symbols as numbers (``pos``), strings (``dep``, ``tag``).
        head: Index of the syntactic head.
        ent: Entity label of each token, empty for none.
        content: The text of the document.
        possessive: Whether the token is 's.
    """

    __slots__ = (
        "content",
        "dep",
        "doc",
        "ent",
        "head",
        "joint",
        "pos",
        "possessive",
        "sent",
        "size",
        "tag",
        "texts",
        "tokens",
        "words",
    )

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.content = text_of(doc)
        self.size = len(doc)
        self.tokens = tokens_of(doc)
        self.texts = [token.text for token in self.tokens]
        self.words = [fold_word(text) for text in self.texts]
        columns = [POS, DEP, HEAD, TAG, ENT_TYPE, SENT_START]
        rows: list[list[int]] = doc.to_array(columns).tolist() if self.size else []
        strings = doc.vocab.strings
        names: dict[int, str] = {0: ""}
        self.pos: list[int] = []
        self.dep: list[str] = []
        self.head: list[int] = []
        self.tag: list[str] = []
        self.ent: list[str] = []
        self.sent: list[int] = []
        current = -1
        for index, (pos, dep, head, tag, ent, start) in enumerate(rows):
            self.pos.append(pos)
            for store, value in ((self.dep, dep), (self.tag, tag), (self.ent, ent)):
                name = names.get(value)
                if name is None:
                    name = names[value] = strings[value]
                store.append(name)
            self.head.append(index + (head if head < 2**63 else head - 2**64))
            current += start == 1 or current < 0
            self.sent.append(current)
        self.joint = [text in JOINTS for text in self.texts]
        self.possessive = [tag == "POS" for tag in self.tag]

    def is_capital(self, index: int) -> bool:
        """Whether the token begins with a capital."""
        return self.texts[index][:1].isupper()

    def text(self, start: int, end: int) -> str:
        """The document's text from one token to another, as written."""
        last = self.tokens[end - 1]
        return self.content[self.tokens[start].idx : last.idx + len(last)]
