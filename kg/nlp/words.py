"""Parts of speech and lemmas by the model's own rules, each outcome worked out once.

What the attribute ruler makes of a word depends on its tag and dependency, and of a few listed words on the word; what
the rule lemmatizer makes of it on the word as well. Where one of the few other patterns fits, such as those of two
words, the rules run as they are. So the outcome of each combination is kept, and worked out for new ones only.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from spacy.attrs import DEP, LEMMA, MORPH, ORTH, POS, TAG
from spacy.language import Language
from spacy.lookups import Lookups
from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler, Lemmatizer
from spacy.tokens import Doc

NAME = "word_rules"
READ = [ORTH, TAG, DEP]
WRITTEN = [TAG, POS, MORPH, LEMMA, DEP]
Key = tuple[int, int, int]


class WordRules:
    """The component, in the place of the attribute ruler and the lemmatizer.

    Args:
        ruler: The model's attribute ruler.
        lemmatizer: The model's lemmatizer, in the mode "rule".
    """

    def __init__(self, ruler: AttributeRuler, lemmatizer: Lemmatizer) -> None:
        self.vocab = ruler.vocab
        self.ruler, self.lemmatizer = ruler, lemmatizer
        self.simple = AttributeRuler(self.vocab)
        self.others = Matcher(self.vocab)
        self.listed: set[int] = set()
        entries: Any = ruler.patterns
        for entry in entries:
            simple = [pattern for pattern in entry["patterns"] if _is_simple(pattern)]
            others = [pattern for pattern in entry["patterns"] if not _is_simple(pattern)]
            self.listed |= {self.vocab.strings.add(word) for pattern in simple for word in _named(pattern)}
            if simple:
                self.simple.add(simple, entry["attrs"], entry["index"])
            if others:
                self.others.add(f"{len(self.others)}", others)
        self.ruled: dict[Key, list[int]] = {}
        self.known: dict[Key, list[int]] = {}

    def __call__(self, doc: Doc) -> Doc:
        """Set tag, part of speech, morphology, lemma and dependency of all words."""
        if not len(doc):
            return doc
        keys = _keys(doc)
        known = self.known
        missing = [key for key in dict.fromkeys(keys) if key not in known]
        if missing:
            self._learn(missing)
        found: Any = np.array([known[key] for key in keys], np.uint64)
        for start, end in {place[1:] for place in self.others(doc, allow_missing=True)}:
            low, high = max(0, start - 1), min(len(doc), end + 1)
            around = self.lemmatizer(self.ruler(self._words(keys[low:high]))).to_array(WRITTEN)
            found[start:end] = around[start - low : end - low]
        return doc.from_array(WRITTEN, found)

    def _learn(self, missing: Sequence[Key]) -> None:
        groups = [self._group(key) for key in missing]
        unruled = {group: key for group, key in zip(groups, missing, strict=True) if group not in self.ruled}
        if unruled:
            rows: Any = self.simple(self._words(list(unruled.values()))).to_array(WRITTEN)
            self.ruled.update(zip(unruled, rows.tolist(), strict=True))
        words = self._words(missing)
        array: Any = np.array([self.ruled[group] for group in groups], np.uint64)
        lemmas: Any = self.lemmatizer(words.from_array(WRITTEN, array)).to_array(WRITTEN)
        self.known.update(zip(missing, lemmas.tolist(), strict=True))

    def _group(self, key: Key) -> Key:
        """What simple patterns can tell apart."""
        lexeme = self.vocab[key[0]]
        named = lexeme.lower in self.listed or lexeme.is_space
        return (lexeme.lower if named else 0, *key[1:])

    def _words(self, keys: Sequence[Key]) -> Doc:
        strings = self.vocab.strings
        words = Doc(self.vocab, words=[strings[key[0]] for key in keys])
        given: Any = np.array([key[1:] for key in keys], np.uint64)
        return words.from_array([TAG, DEP], given)


def _keys(doc: Doc) -> list[Key]:
    array: Any = doc.to_array(READ)
    return list(map(tuple, array.tolist()))


def _is_simple(pattern: Any) -> bool:
    """Whether a pattern is of one word and asks for nothing but tag, dependency, space and listed words."""
    lower = pattern[0].get("LOWER", "")
    known = isinstance(lower, str) or lower.keys() == {"IN"}
    return len(pattern) == 1 and known and pattern[0].keys() <= {"LOWER", "TAG", "DEP", "IS_SPACE"}


def _named(pattern: Any) -> Sequence[str]:
    """The words that a simple pattern lists, in lower case."""
    lower = pattern[0].get("LOWER")
    return () if lower is None else (lower,) if isinstance(lower, str) else lower["IN"]


@Language.factory(NAME)
def make_word_rules(nlp: Language, name: str) -> WordRules:
    """Make the component from the two it replaces, which must still be there."""
    del name
    ruler, lemmatizer = nlp.get_pipe("attribute_ruler"), nlp.get_pipe("lemmatizer")
    return WordRules(ruler, lemmatizer)  # type: ignore[arg-type]


def quicken(nlp: Language) -> None:
    """Put the component into a pipeline, where attribute ruler and lemmatizer are of the kind that it can replace."""
    names = nlp.pipe_names
    if "attribute_ruler" not in names or "lemmatizer" not in names:
        return
    place = names.index("attribute_ruler")
    ruler, lemmatizer = nlp.get_pipe("attribute_ruler"), nlp.get_pipe("lemmatizer")
    if names[place + 1 : place + 2] != ["lemmatizer"] or not isinstance(ruler, AttributeRuler):
        return
    if not isinstance(lemmatizer, Lemmatizer) or lemmatizer.mode != "rule" or lemmatizer.overwrite:
        return
    nlp.add_pipe(NAME, before="attribute_ruler")
    nlp.remove_pipe("attribute_ruler")
    nlp.remove_pipe("lemmatizer")


def lemma_tables(nlp: Language) -> Lookups | None:
    """The lemmatizer's tables, whichever component holds it."""
    for pipe in (pipe for _, pipe in nlp.pipeline):
        lemmatizer = pipe.lemmatizer if isinstance(pipe, WordRules) else pipe
        if isinstance(lemmatizer, Lemmatizer):
            found: Lookups = lemmatizer.lookups
            return found
    return None
