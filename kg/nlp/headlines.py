"""Component ``kg_headlines``: parses title-case headlines anew, in the case a sentence would have.

The models learned from sentences, and take every capital for a name: "Japan Condemns Missile Launch" has no verb for
them. The words of such a line are put in sentence case, names excepted, tagged and parsed so, and the result is
written over that of the line. The text and all offsets stay as they are.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from spacy.attrs import DEP, ENT_IOB, ENT_TYPE, HEAD, LEMMA, MORPH, POS, TAG
from spacy.language import Language
from spacy.tokens import Doc, Span

from kg.actors.folding import fold_word
from kg.actors.knowledge import KnowledgeBase, knowledge
from kg.nlp.words import lemma_tables

WRITTEN = (TAG, POS, MORPH, LEMMA, DEP, HEAD, ENT_IOB, ENT_TYPE)
FEWEST = 4  # words
TITLED = 0.85  # share of the longer words that must be capitalised
LONG = 4  # letters from which a headline capitalises every word


class Headlines:
    """The component.

    Args:
        pipes: The model's own components, in their order.
        base: Known actors, whose names keep their capitals.
        words: Words of the language in lower case.
    """

    def __init__(self, pipes: list[Callable[[Doc], Doc]], base: KnowledgeBase, words: frozenset[str]) -> None:
        self.pipes = pipes
        self.base = base
        self.words = words

    def __call__(self, doc: Doc) -> Doc:
        """Parse the headlines of a document anew."""
        spans = [sentence for sentence in doc.sents if is_titled(sentence)]
        if not spans:
            return doc
        attributes: Any = doc.to_array(list(WRITTEN))
        for span in spans:
            again = Doc(doc.vocab, words=self.sentence_case(span), spaces=[bool(t.whitespace_) for t in span])
            for index, token in enumerate(again):
                token.is_sent_start = index == 0
            for pipe in self.pipes:
                again = pipe(again)
            attributes[span.start : span.end] = again.to_array(list(WRITTEN))
        return doc.from_array(list(WRITTEN), attributes)

    def sentence_case(self, span: Span) -> list[str]:
        """The words of a headline as a sentence writes them: common words in lower case, names as they are."""
        doc = span.doc
        named = {
            place
            for hit in self.base.index.match([fold_word(t.text) for t in span], [t.text for t in span])
            for place in range(hit.start, hit.end)
        }
        names, common = set[str](), set[str]()
        for sentence in doc.sents:
            if sentence.start != span.start and not is_titled(sentence):
                names.update(token.text for token in sentence[1:] if token.is_title)
                common.update(token.text for token in sentence if token.is_lower)
        found: list[str] = []
        for index, token in enumerate(span):
            keep = index == 0 or not token.is_title or token.text in names
            lower = token.lower_ in common or (index not in named and self._is_word(token.lower_))
            found.append(token.lower_ if lower and not keep else token.text)
        return found

    def _is_word(self, word: str) -> bool:
        if word in self.words:
            return True
        stems = [(word.removesuffix(ending), ending) for ending in ("s", "es", "ed", "ing") if word.endswith(ending)]
        return any(stem in self.words or (ending != "s" and f"{stem}e" in self.words) for stem, ending in stems)


def is_titled(span: Span) -> bool:
    """Whether a line is a headline in title case: no full stop, all longer words with a capital."""
    if span.text.rstrip().endswith("."):
        return False
    words = [token for token in span if token.is_alpha]
    longer = [token for token in words if len(token) >= LONG]
    if len(words) < FEWEST or not longer:
        return False
    return sum(not token.is_lower for token in longer) >= TITLED * len(longer) and any(t.is_title for t in longer)


@Language.factory("kg_headlines")
def make_headlines(nlp: Language, name: str) -> Headlines:
    """Make the component; it goes behind the model's own components and runs them again."""
    del name
    pipes = [pipe for other, pipe in nlp.pipeline if not other.startswith("kg_")]
    words = set(nlp.Defaults.stop_words)
    lookups = lemma_tables(nlp)
    if lookups is not None and "lemma_index" in lookups.tables:
        index = lookups.get_table("lemma_index")
        words.update(word for part in ("noun", "verb", "adj", "adv") for word in index.get(part, ()))
        words.update(form for part in lookups.get_table("lemma_exc").values() for form in part)
    return Headlines(pipes, knowledge(), frozenset(words))
