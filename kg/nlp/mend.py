"""Component ``kg_mend``: hangs parts of a sentence elsewhere that the parser regularly hangs in the wrong place.

Every later component reads the parse, so a mistake is mended once, here, and only where the words leave no doubt.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc, Token

from kg.lexicon import load_lexicon
from kg.nlp.cues import load_cues
from kg.nlp.mend_verbs import VerbMender
from kg.nlp.quotes import inside_quotes
from kg.nlp.rehang import rehang
from kg.nlp.tree import forget
from kg.nlp.words import lemma_tables

# Prepositions and verbs behind which a word in -ing is a clause of its own: "of bombing Kharkiv".
GERUND_PREPS = frozenset({"of", "for", "from", "by", "without", "before", "after", "about", "into", "against"})
GERUND_VERBS = frozenset({"admit", "deny", "avoid", "consider", "regret", "recall", "favor", "favour", "suggest"})
NAMING = frozenset({"call", "brand", "label", "dub", "declare", "pronounce", "consider"})
TIMES = frozenset(
    "day days week weeks month months year years hour hours morning evening night time afternoon weekend eve".split()
)
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
CLAUSE_OPENERS = frozenset({"after", "before", "until", "since", "as"})
DEEDS = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "SANCTION"})


class Mend:
    """The component.

    Args:
        irregular: Irregular form of a verb -> its lemmas, from the model's lemmatizer.
    """

    def __init__(self, irregular: dict[str, list[str]]) -> None:
        self.mend_verbs = VerbMender(irregular)
        index = load_lexicon().index()
        self.verbs = frozenset(lemma for part, lemma in index if part == "VERB")
        self.deeds = frozenset(
            lemma
            for (part, lemma), entries in index.items()
            if part == "VERB" and all(relation.plover in DEEDS for relation, _, _ in entries)
        )

    def __call__(self, doc: Doc) -> Doc:
        """Mend the parse of a document."""
        doc = self.mend_verbs(_opposite(_fronted(doc)))
        quoted = inside_quotes(doc)
        for token in doc:
            if token.dep_ == "oprd" and token.head.lemma_ == "call":
                self._callee(token)
            elif token.dep_ == "appos" and token.head.head.lemma_ in NAMING:
                _complement(token)
            elif token.dep_ == "prep" and token.head.lower_ in TIMES and token.head.dep_ == "npadvmod":
                _past_the_time(token)
            elif token.dep_ == "conj" and token.tag_ in ("VB", "VBP") and token.lower_ == token.lemma_:
                _joined(token)
            elif token.dep_ == "conj" and token.tag_ == "VBD":
                _subordinate(token)
            if token.tag_ != "VBG" and not token.lower_.endswith("ing"):
                continue
            if token.dep_ in ("compound", "amod"):
                self._gerund(token)
            elif token.dep_ == "advcl" and token.tag_ == "VBG":
                self._outside(token, quoted)
                self._charge(token)
        forget()
        return doc

    def _callee(self, token: Token) -> None:
        """ "Called Modi" names nobody, "which Manila calls Ayungin Shoal" telephones nobody."""
        verb = token.head
        if token.pos_ != "PROPN":
            return
        deps = {child.dep_ for child in verb.children}
        bare = verb.tag_ == "VBN" and not deps & {"aux", "auxpass", "nsubj", "nsubjpass"}
        if "dobj" in deps or (bare and any(child.dep_ == "det" for child in token.children)):
            verb.lemma_ = "name"
        elif "nsubjpass" not in deps:
            token.dep_ = "dobj"

    def _gerund(self, token: Token) -> None:
        """ "Accused Russia of bombing Kharkiv", "admitted bombing Kharkiv": no bombing of a Kharkiv."""
        noun = token.head
        if noun.pos_ != "PROPN" or noun.i <= token.i or token.i == 0 or token.lower_[:-3] == "":
            return
        before = token.nbor(-1)
        clause = before.dep_ == "prep" and before.lower_ in GERUND_PREPS and noun.dep_ == "pobj" and noun.head == before
        object_ = before == noun.head and noun.dep_ == "dobj" and before.lemma_.lower() in GERUND_VERBS
        lemma = self._lemma(token.lower_)
        if lemma is None or not (clause or object_) or any(child.dep_ == "det" for child in noun.children):
            return
        token.head, token.dep_ = before, "pcomp" if clause else "xcomp"
        noun.head, noun.dep_ = token, "dobj"
        token.pos_, token.tag_, token.lemma_ = "VERB", "VBG", lemma
        for child in list(noun.children):
            if child.dep_ == "prep" or child.i < token.i:
                child.head = token

    def _lemma(self, word: str) -> str | None:
        stem = word.removesuffix("ing")
        forms = (stem, f"{stem}e", stem[:-1] if stem[-1:] == stem[-2:-1] else stem)
        return next((form for form in forms if form in self.verbs), None)

    def _outside(self, token: Token, quoted: list[bool]) -> None:
        """A participle behind a quotation belongs to whoever is quoted: "said: ..., blaming the rebels"."""
        head = token.head
        if quoted[token.i] or not quoted[head.i] or head.i > token.i:
            return
        while quoted[head.i] or head.pos_ not in ("VERB", "AUX"):
            if head.head == head:
                return
            head = head.head
        token.head = head

    def _charge(self, token: Token) -> None:
        """ "Accused Baku of opening fire, killing two": both are what Baku is accused of."""
        verb = token.head
        if token.lemma_.lower() not in self.deeds or load_cues().verbs.get(verb.lemma_.lower()) != "hypothetical":
            return
        for holder in (verb, *(child for child in verb.children if child.dep_ == "dobj")):
            for preposition in holder.children:
                if preposition.dep_ != "prep" or preposition.lower_ not in ("of", "for"):
                    continue
                for clause in preposition.children:
                    if clause.dep_ == "pcomp" and clause.i < token.i:
                        token.head, token.dep_ = clause, "conj"
                        return


def _past_the_time(preposition: Token) -> None:
    """ "Threats this month from the Kremlin": no month comes from anywhere."""
    if preposition.lower_ in ("from", "by", "with", "against", "to") and preposition.i > preposition.head.i:
        preposition.head = preposition.head.head


def _joined(verb: Token) -> None:
    """ "Urged them to freeze assets, transfer money and restrict visas": all are what they are urged to do."""
    head = verb.head
    if head.tag_ not in ("VBD", "VBZ", "VBN") or any(child.dep_ in SUBJECTS | {"aux"} for child in verb.children):
        return
    before = [
        child
        for child in head.children
        if child.dep_ in ("xcomp", "ccomp", "advcl")
        and child.tag_ == "VB"
        and child.i < verb.i
        and any(inner.tag_ == "TO" for inner in child.children)
    ]
    if before:
        verb.head = before[-1]


def _subordinate(verb: Token) -> None:
    """ "Turned deadly after loyalists, refusing to leave, attacked": no "and" joins the verb, a conjunction has it."""
    head = verb.head
    if head.pos_ != "VERB" or any(child.dep_ in SUBJECTS for child in verb.children):
        return
    if any(child.dep_ == "cc" and child.i > head.i for child in head.children):
        return
    for child in head.children:
        if child.dep_ == "prep" and child.lower_ in CLAUSE_OPENERS and head.i < child.i < verb.i:
            for noun in child.children:
                if noun.dep_ == "pobj" and noun.i < verb.i:
                    verb.dep_, child.dep_ = "advcl", "mark"
                    noun.head, noun.dep_ = verb, "nsubj"
                    child.head = verb
                    for other in list(head.children):
                        if other.dep_ == "advcl" and noun.i < other.i < verb.i and other.tag_ == "VBG":
                            other.head = verb
                    return


def _fronted(doc: Doc) -> Doc:
    """ "The following month Putin called Modi": the time stands before the clause, which is none of its own."""
    turned = [(root, clause) for sentence in doc.sents if (root := sentence.root) and (clause := _swallowed(root))]
    if not turned:
        return doc
    moves: dict[int, tuple[int, str]] = {}
    for root, clause in turned:
        moves[clause.i] = (clause.i, "ROOT")
        moves[root.i] = (clause.i, "prep" if root.pos_ == "ADP" else "npadvmod")
        moves |= {child.i: (clause.i, child.dep_) for child in root.children if child.i > clause.i}
    return rehang(doc, moves)


def _opposite(doc: Doc) -> Doc:
    """ "Massed armour opposite Kobani": a preposition, not the name of a place."""
    moves: dict[int, tuple[int, str]] = {}
    for token in doc[1:-1]:
        if token.lower_ != "opposite" or token.dep_ not in ("amod", "compound") or token.head.i < token.i:
            continue
        before, place = token.nbor(-1), token.head
        if before.pos_ not in ("NOUN", "PROPN") or before.head not in (place, place.head):
            continue
        if before.head == place:
            moves[before.i] = (before.i if place.head == place else place.head.i, place.dep_)
            moves |= {child.i: (before.i, child.dep_) for child in place.children if child.i < before.i}
        moves[token.i], moves[place.i] = (before.i, "prep"), (token.i, "pobj")
        token.pos_ = "ADP"
    return rehang(doc, moves) if moves else doc


def _complement(word: Token) -> None:
    """ "Called the referendum a sham": no sham of a referendum, but what it is called."""
    named = word.head
    verb = named.head
    between = named.doc[named.i + 1 : word.left_edge.i]
    quoted = len(between) == 1 and between[0].is_quote
    bare = quoted or (not len(between) and (word.left_edge.dep_ == "det" or word.left_edge.is_quote))
    if bare and named.dep_ in ("oprd", "dobj") and sum(c.dep_ in ("oprd", "dobj") for c in verb.children) == 1:
        named.dep_ = "dobj"
        word.head, word.dep_ = verb, "oprd"


def _swallowed(root: Token) -> Token | None:
    """The clause that the parser made a relative clause of the time phrase at the head of the sentence."""
    if root.pos_ not in ("NOUN", "PROPN", "ADP"):
        return None
    phrase = [token for token in root.subtree if token.i <= root.i or token.head == root]
    if root.left_edge != root.sent[0] or not any(token.lower_ in TIMES for token in phrase):
        return None
    for token in root.subtree:
        if token.dep_ != "relcl" or token.tag_ not in ("VBD", "VBZ", "VBP"):
            continue
        subject = next((child for child in token.children if child.dep_ == "nsubj"), None)
        bare = subject is not None and subject.left_edge == token.left_edge and subject.tag_ not in ("WDT", "WP")
        if bare and token.head in (root, *root.children):
            return token
    return None


@Language.factory("kg_mend", requires=["token.dep"], assigns=["token.dep"])
def make_mend(nlp: Language, name: str) -> Mend:
    """Factory of the component."""
    del name
    tables = lemma_tables(nlp)
    known = tables is not None and "lemma_exc" in tables.tables
    return Mend(tables.get_table("lemma_exc").get("verb", {}) if tables is not None and known else {})
