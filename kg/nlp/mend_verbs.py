"""Verbs that the small model takes for something else, given back their place in the parse.

A past tense is taken for a participle before a noun ("A helicopter strafed rebels"), a participle for an adjective
("has frozen assets", "was jeered by students"), the particle of a phrasal verb for a preposition ("hauled in the
envoy"), and a name behind what it is called for a subject of its own ("the jailing of the rapper Osorbo inspired").
"""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Span, Token

from kg.lexicon import Pattern, load_lexicon
from kg.nlp.rehang import rehang

NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
Moves = dict[int, tuple[int, str]]
PLACING = frozenset({"in", "on", "at", "over", "to", "for", "with", "from", "of", "by", "against"})


class VerbMender:
    """Mends one document's verbs.

    Args:
        irregular: Irregular form of a verb -> its lemmas, from the model's lemmatizer.
    """

    def __init__(self, irregular: dict[str, list[str]]) -> None:
        self.irregular = irregular
        index = load_lexicon().index()
        self.verbs = frozenset(lemma for part, lemma in index if part == "VERB")
        self.particles: dict[str, dict[str, frozenset[str]]] = {}
        for (part, lemma), entries in index.items():
            if part == "VERB":
                self.particles[lemma] = _phrasal([pattern for _, pattern, _ in entries])

    def __call__(self, doc: Doc) -> Doc:
        """The document with its verbs in place."""
        moves: Moves = {}
        for sentence in doc.sents:
            self._opening(sentence)
            moves |= _pair(sentence)
            moves |= self._past(sentence) or self._participle(sentence)
        if moves:
            doc = rehang(doc, moves)
        for token in doc:
            if token.dep_ == "prep":
                self._particle(token)
            elif token.dep_ == "nsubj" and token.pos_ == "PROPN":
                _apposition(token)
        return doc

    def lemma(self, form: str) -> str | None:
        """The verb of the lexicon whose past or participle the form is."""
        if form in self.irregular:
            return next((lemma for lemma in self.irregular[form] if lemma in self.verbs), None)
        if not form.endswith("ed"):
            return None
        stem = form[:-2]
        doubled = stem[:-1] if stem[-1:] == stem[-2:-1] else stem
        forms = (f"{stem[:-1]}y" if stem.endswith("i") else stem, f"{stem}e", doubled)
        return next((lemma for lemma in forms if lemma in self.verbs), None)

    def _opening(self, sentence: Span) -> None:
        """ "Slammed by Brussels, Budapest said": no name, whatever its capital."""
        first = sentence[0]
        if first.pos_ != "PROPN" or len(sentence) < 2 or sentence[1].lower_ != "by" or sentence[1].head != first:
            return
        lemma = self.lemma(first.lower_)
        if lemma is not None:
            first.pos_, first.tag_, first.lemma_ = "VERB", "VBN", lemma
            sentence[1].dep_ = "agent"

    def _past(self, sentence: Span) -> Moves:
        """ "Ankara doubled tariffs on": a sentence without a verb has one where a participle follows a noun."""
        if sentence.root.pos_ in ("VERB", "AUX"):
            return {}
        for verb in sentence[1:-1]:
            if verb.tag_ not in ("VBN", "VBD") or verb.dep_ != "amod" or verb.nbor(-1).pos_ not in NOMINAL:
                continue
            if verb.nbor(1).lower_ == "by" or verb.head.i < verb.i:
                continue
            tops = [token for token in sentence if token.head == token or (token.head.i < verb.i) != (token.i < verb.i)]
            left = [token for token in tops if token.i < verb.i]
            right = [token for token in tops if token.i > verb.i]
            right += [token for token in verb.children if token.i > verb.i]
            subject = next((token for token in reversed(left) if token.pos_ in NOMINAL), None)
            object_ = next((token for token in right if token.pos_ in NOMINAL), None)
            if subject is None or object_ is None:
                continue
            verb.tag_ = "VBD"
            moves: Moves = {verb.i: (verb.i, "ROOT"), subject.i: (verb.i, "nsubj"), object_.i: (verb.i, "dobj")}
            moves |= {token.i: (subject.i, token.dep_) for token in left if token != subject}
            moves |= {token.i: (verb.i, token.dep_) for token in right if token != object_}
            return moves
        return {}

    def _participle(self, sentence: Span) -> Moves:
        """ "Has frozen assets", "was jeered by students": a participle that the tagger takes for an adjective."""
        for word in sentence[1:]:
            if word.pos_ not in ("ADJ", "VERB") or word.dep_ not in ("amod", "acomp"):
                continue
            auxiliary = word.head.head if word.dep_ == "amod" else word.head
            if word.dep_ == "amod":
                perfect = auxiliary.lemma_ == "have" and word.head.dep_ == "dobj" and word.nbor(-1) == auxiliary
                kind, object_ = "aux", word.head
            else:
                perfect = auxiliary.lemma_ == "be" and any(child.dep_ == "agent" for child in word.children)
                kind, object_ = "auxpass", None
            lemma = self.lemma(word.lower_) if perfect else None
            if lemma is None:
                continue
            word.pos_, word.tag_, word.lemma_ = "VERB", "VBN", lemma
            above = word.i if auxiliary.head == auxiliary else auxiliary.head.i
            moves: Moves = {word.i: (above, auxiliary.dep_), auxiliary.i: (word.i, kind)}
            for child in auxiliary.children:
                if child not in (word, object_):
                    passive = kind == "auxpass" and child.dep_ == "nsubj"
                    moves[child.i] = (word.i, "nsubjpass" if passive else child.dep_)
            if object_ is not None:
                moves[object_.i] = (word.i, "dobj")
            return moves
        return {}

    def _particle(self, preposition: Token) -> None:
        """ "Hauled in the envoy", "beefs up posts": the preposition right behind the verb is its particle."""
        verb = preposition.head
        if verb.pos_ != "VERB" or preposition.i != verb.i + 1 or any(c.dep_ == "dobj" for c in verb.children):
            return
        objects = self.particles.get(verb.lemma_.lower(), {}).get(preposition.lower_)
        held = [child for child in preposition.children if child.dep_ == "pobj"]
        if objects is None or len(held) != 1 or (objects and held[0].lemma_.lower() not in objects):
            return
        preposition.dep_ = "prt"
        held[0].head, held[0].dep_ = verb, "dobj"


def _phrasal(patterns: Sequence[Pattern]) -> dict[str, frozenset[str]]:
    """Particle of a verb -> objects behind which it is one; none stand for all of them.

    Where the word is a preposition of the verb too ("called in Paris"), an object must be known to decide.
    """
    governed = {slot[5:] for pattern in patterns if not pattern.particle for slot in pattern.target_slots}
    governed |= {word for pattern in patterns for word in pattern.with_} | PLACING
    found: dict[str, frozenset[str]] = {}
    for pattern in patterns:
        if "object" not in pattern.target_slots and not pattern.object:
            continue
        for word in pattern.particle:
            if pattern.object or word not in governed:
                known = found.get(word, frozenset(pattern.object))
                found[word] = known | set(pattern.object) if known and pattern.object else frozenset()
    return found


def _pair(sentence: Span) -> Moves:
    """ "US, Manila condemn": two names with a comma before the verb of a headline both act."""
    if len(sentence) < 4 or sentence[1].text != ",":
        return {}
    first, second = sentence[0], sentence[2]
    if first.dep_ != "npadvmod" or second.dep_ != "nsubj" or first.head != second.head:
        return {}
    if first.pos_ != "PROPN" or second.pos_ != "PROPN" or second.left_edge != second or second.head.i != second.i + 1:
        return {}
    return {first.i: (first.head.i, "nsubj"), second.i: (first.i, "conj")}


def _apposition(name: Token) -> None:
    """ "The jailing of the rapper Osorbo inspired": the name tells who the rapper is, and does nothing."""
    first = next((child for child in name.head.children if child.dep_ == "nsubj"), name)
    before = name.doc[name.left_edge.i - 1] if name.left_edge.i else name
    if first.i < name.i and before.pos_ == "NOUN" and first.is_ancestor(before):
        name.head, name.dep_ = before, "appos"
