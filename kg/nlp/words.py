"""Parts of speech and lemmas by the model's own rules, each outcome worked out once.

What the attribute ruler and the rule lemmatizer make of a word depends on the word, its tag and its dependency alone,
a few patterns of two words apart. So the outcome of each such combination is kept; the rules run only on new ones.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
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
# What patterns may ask of a word for its outcome to depend on READ alone.
ASKED = frozenset({"ORTH", "LOWER", "TAG", "DEP", "IS_SPACE"})
Key = tuple[int, int, int]


class WordRules:
    """The component, in the place of the attribute ruler and the lemmatizer.

    Args:
        ruler: The model's attribute ruler.
        lemmatizer: The model's lemmatizer, in the mode "rule".
    """

    def __init__(self, ruler: AttributeRuler, lemmatizer: Lemmatizer) -> None:
        vocab = ruler.vocab
        self.lemmatizer = lemmatizer
        self.whole: list[Callable[[Doc], Doc]] = [ruler, lemmatizer]
        single = AttributeRuler(vocab)
        self.neighbours = Matcher(vocab)
        entries: Any = ruler.patterns
        for entry in entries:
            alone = [pattern for pattern in entry["patterns"] if len(pattern) == 1]
            if alone:
                single.add(alone, entry["attrs"], entry["index"])
            if others := [pattern for pattern in entry["patterns"] if len(pattern) > 1]:
                self.neighbours.add(f"{len(self.neighbours)}", others)
        self.single: list[Callable[[Doc], Doc]] = [single, lemmatizer]
        self.known: dict[Key, list[int]] = {}

    def __call__(self, doc: Doc) -> Doc:
        """Set tag, part of speech, morphology, lemma and dependency of all words."""
        if not len(doc):
            return doc
        keys = _keys(doc)
        missing = [key for key in dict.fromkeys(keys) if key not in self.known]
        if missing:
            self._learn(doc, missing)
        known = self.known
        found: Any = np.array([known[key] for key in keys], np.uint64)
        for start, end in {place[1:] for place in self.neighbours(doc, allow_missing=True)}:
            low, high = max(0, start - 1), min(len(doc), end + 1)
            around = _applied(self.whole, doc, keys[low:high])
            found[start:end] = around[start - low : end - low]
        return doc.from_array(WRITTEN, found)

    def _learn(self, doc: Doc, missing: Sequence[Key]) -> None:
        self.known.update(zip(missing, _applied(self.single, doc, missing).tolist(), strict=True))


def _keys(doc: Doc) -> list[Key]:
    array: Any = doc.to_array(READ)
    return list(map(tuple, array.tolist()))


def _applied(rules: Sequence[Callable[[Doc], Doc]], doc: Doc, keys: Sequence[Key]) -> Any:
    """What rules make of these words, one row each."""
    strings = doc.vocab.strings
    words = Doc(doc.vocab, words=[strings[key[0]] for key in keys])
    given: Any = np.array([key[1:] for key in keys], np.uint64)
    words.from_array([TAG, DEP], given)
    for rule in rules:
        words = rule(words)
    return words.to_array(WRITTEN)


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
    entries: Any = ruler.patterns
    asked = {name for entry in entries for pattern in entry["patterns"] for word in pattern for name in word}
    if asked <= ASKED:
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
