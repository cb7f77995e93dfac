"""Attribution: who says that it happened. Nearest speaker first, outlet last."""

from __future__ import annotations

from itertools import pairwise

from spacy.tokens import Doc, Token

from kg.nlp.cues import load_cues
from kg.nlp.fillers import Fillers
from kg.nlp.frames import children, is_passive, prep_objects, subjects
from kg.nlp.mentions import Mention
from kg.nlp.realis import CLAIMS
from kg.nlp.tree import kids, sentence_of
from kg.records import Attribution

CITING = frozenset({"cite", "quote"})
PRONOUNS = frozenset({"who", "which", "that", "it", "he", "she", "they"})
BELIEF = frozenset("allege assume believe claim contend deny dismiss doubt estimate expect fear hope insist maintain predict rebut refute reject speculate suggest suspect think worry".split())  # fmt: skip # noqa: E501
CHARGING = frozenset({"accuse", "charge", "suspect", "blame"})
# Verbs that give as somebody's word the clause they come after: "Oslo will send troops, the cabinet decided".
REMARKING = frozenset({"decide", "rule", "conclude", "agree"})
# What somebody says something in; who it is by speaks.
STATEMENTS = CLAIMS | frozenset("statement interview speech letter tweet post briefing communique communiqué message address dispatch study article testimony word remark comment".split())  # fmt: skip # noqa: E501
CLAUSES = frozenset({"ccomp", "parataxis"})


def attributions_of(anchor: Token, doc: Doc, fillers: Fillers) -> tuple[Attribution, ...]:
    """Everybody on whose word the sentence states the event at ``anchor``.

    A clause under a verb of speech or belief is its subject's word; a claim is its owner's; "according to X" covers
    the clause it hangs on; "X, which cited Y", "said, citing Y" and "quoted Y as saying" put Y before X.
    """
    speakers = _Speakers(doc, fillers)
    path = _upwards(anchor)
    for node in path:
        if node != anchor and _speaks(node):
            speakers.add_verb(node)
        elif node != anchor and node.lemma_.lower() in STATEMENTS:
            speakers.add_owner(node)
        for child in kids(node):
            if child.lower_ == "per" and child.dep_ == "prep":
                for token in children(child, {"pobj"}):
                    speakers.add(token)
            elif node == anchor and child.i > anchor.i and _set_off(child):
                speakers.add_verb(child)
    for word in sentence_of(anchor):
        if word.lower_ == "according" and (_covers(word, anchor) or word.head in path):
            for token in prep_objects(word, "to") or _behind(word):
                speakers.add(token)
    return tuple(speakers.found)


def _covers(according: Token, anchor: Token) -> bool:
    """Whether "according to" speaks of the clause of the anchor, as its opening, its end or an insertion in it."""
    if according.head == according:
        return according.i == sentence_of(according).start
    return according.head == anchor or anchor in according.subtree or according.head in subjects(anchor)


def _behind(according: Token) -> list[Token]:
    return [inner for child in children(according, {"prep"}) for inner in children(child, {"pobj"})]


def _set_off(verb: Token) -> bool:
    """Whether a verb of speech follows what is said as a remark: "..., rights groups said", "..., Tass quoted her"."""
    quoting = verb.dep_ == "advcl" and verb.lemma_.lower() in CITING and bool(_quoted_as(verb))
    if not quoting and (verb.dep_ not in CLAUSES or not _speaks(verb) or children(verb, {"mark"})):
        return False
    return verb.dep_ == "parataxis" or verb.left_edge.i == 0 or verb.doc[verb.left_edge.i - 1].is_punct


def _quoted_as(verb: Token) -> list[Token]:
    """ "Quoted her as saying": the verb that is said."""
    return [inner for child in children(verb, {"prep"}) if child.lower_ == "as" for inner in children(child, {"pcomp"})]


def _upwards(anchor: Token) -> list[Token]:
    """The words above the anchor under which its clause is somebody's word."""
    nodes = [anchor]
    while nodes[-1].head != nodes[-1] and len(nodes) < 15:
        nodes.append(nodes[-1].head)
    kept = [nodes[0]]
    for below, node in pairwise(nodes):
        if node.pos_ not in ("VERB", "AUX", "NOUN", "PROPN", "ADJ"):
            continue
        if _speaks(node) and below.dep_ not in CLAUSES and not _takes(node, below, kept[-1]):
            continue
        if node.lemma_.lower() in STATEMENTS and below.dep_ not in ("acl", "relcl", "ccomp") and below.lower_ != "of":
            continue
        kept.append(node)
    return kept


def _speaks(token: Token) -> bool:
    lemma = token.lemma_.lower()
    if token.pos_ not in ("VERB", "AUX"):
        return False
    return lemma in load_cues().speech or lemma in CITING or lemma in CHARGING | REMARKING or _believes(lemma)


def _takes(verb: Token, below: Token, clause: Token) -> bool:
    """Whether a verb of speech governs a clause otherwise than as its complement.

    "Rwanda denies arming", "rejected the charge that", "accused Baku of", "said in a statement that", "was quoted as".
    """
    lemma = verb.lemma_.lower()
    if load_cues().verbs.get(lemma) == "denied":
        return below.dep_ in ("xcomp", "pcomp") or (below.dep_ == "dobj" and below.lemma_.lower() in CLAIMS)
    if below.dep_ != "prep":
        return False
    if lemma in CHARGING:
        return below.lower_ in ("of", "with")
    if lemma in CITING:
        return below.lower_ == "as"
    return clause.lemma_.lower() in STATEMENTS and clause.head == below


def _believes(lemma: str) -> bool:
    return load_cues().verbs.get(lemma) in ("hypothetical", "denied") and lemma in BELIEF


class _Speakers:
    """Collects speakers, each once."""

    def __init__(self, doc: Doc, fillers: Fillers) -> None:
        self.doc = doc
        self.fillers = fillers
        self.found: list[Attribution] = []

    def add_verb(self, verb: Token) -> None:
        """Whoever says, believes or decides what a verb governs; those cited come first."""
        lemma = verb.lemma_.lower()
        for child in (*kids(verb), *(inner for below in kids(verb) for inner in kids(below))):
            if child.lemma_.lower() in CITING and child.tag_ == "VBG":
                for token in children(child, {"dobj"}):
                    self.add(token)
        if lemma in CITING:
            for token in children(verb, {"nsubjpass"} if is_passive(verb) else {"dobj"}):
                self.add(token)
        for token in prep_objects(verb, "by") if is_passive(verb) else subjects(verb):
            self.add(token)

    def add_owner(self, noun: Token) -> None:
        """Whose claim or statement it is."""
        for filler in self.fillers.of(noun):
            if filler.how in ("poss", "by", "modifier", "from"):
                self._keep(_from_mention(filler.mention))

    def add(self, token: Token) -> None:
        """The speaker at ``token``; whom a relative clause of that noun cites comes before it."""
        for clause in children(token, {"relcl", "acl"}):
            if clause.lemma_.lower() in CITING:
                for cited in children(clause, {"dobj"}):
                    self.add(cited)
        mention = self.fillers.mention(token)
        before = len(self.found)
        if mention is None and token.lemma_.lower() in STATEMENTS:
            self.add_owner(token)
        if len(self.found) == before:
            self._keep(_from_mention(mention) if mention else _from_phrase(token, self.doc))

    def _keep(self, speaker: Attribution | None) -> None:
        if speaker is not None and all(
            (speaker.id, speaker.start) != (other.id, other.start) and (speaker.id is None or speaker.id != other.id)
            for other in self.found
        ):
            self.found.append(speaker)


def _from_mention(mention: Mention) -> Attribution:
    ref = mention.ref
    return Attribution(name=ref.name, id=ref.id, text=ref.text, start=ref.start, end=ref.end)


def _from_phrase(token: Token, doc: Doc) -> Attribution | None:
    """A speaker that is no known actor: the noun phrase as written, without its article."""
    if token.pos_ not in ("NOUN", "PROPN") or token.lower_ in PRONOUNS:
        return None
    left = min(
        (
            t.i
            for t in token.subtree
            if t.i <= token.i and t.dep_ in ("compound", "amod", "poss", "nmod") and t.head == token
        ),
        default=token.i,
    )
    span = doc[left : token.i + 1]
    return Attribution(name=span.text, text=span.text, start=span.start_char, end=span.end_char)
