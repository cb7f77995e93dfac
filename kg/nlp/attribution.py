"""Attribution: who says that it happened. Nearest speaker first, outlet last."""

from __future__ import annotations

from itertools import pairwise

from spacy.tokens import Doc, Token

from kg.nlp.cues import load_cues
from kg.nlp.fillers import Fillers
from kg.nlp.frames import children, prep_objects, subjects
from kg.nlp.mentions import Mention
from kg.nlp.realis import CLAIMS
from kg.records import Attribution

CITING = frozenset({"cite", "quote"})
ACCORDING = frozenset({"according"})
PRONOUNS = frozenset({"who", "which", "that", "it", "he", "she", "they"})


def attributions_of(anchor: Token, doc: Doc, fillers: Fillers) -> tuple[Attribution, ...]:
    """Everybody on whose word the sentence states the event at ``anchor``.

    A clause under a verb of speech or belief is its subject's word; "according to X" covers the clause it hangs on; "X,
    which cited Y" and "said, citing Y" put Y before X.
    """
    found: list[Attribution] = []
    for node in _upwards(anchor):
        if node != anchor and _speaks(node):
            _add_speaker(found, node, doc, fillers)
        for child in node.children:
            if child.lower_ in ACCORDING and child.dep_ in ("prep", "advmod", "advcl", "pcomp", "acl", "amod"):
                _add_according(found, child, doc, fillers)
            elif child.lower_ == "per" and child.dep_ == "prep":
                for token in children(child, {"pobj"}):
                    _add(found, token, doc, fillers)
            elif child.dep_ in ("parataxis", "ccomp") and child.i > anchor.i and node == anchor and _set_off(child):
                _add_speaker(found, child, doc, fillers)
    return tuple(found)


def _set_off(verb: Token) -> bool:
    """Whether a verb of speech follows what is said as a remark: "..., rights groups said"."""
    if not _speaks(verb) or children(verb, {"mark"}):
        return False
    return verb.dep_ == "parataxis" or verb.left_edge.i == 0 or verb.doc[verb.left_edge.i - 1].is_punct


def _upwards(anchor: Token) -> list[Token]:
    nodes = [anchor]
    while nodes[-1].head != nodes[-1] and len(nodes) < 15:
        nodes.append(nodes[-1].head)
    kept = [nodes[0]]
    for below, node in pairwise(nodes):
        if node.pos_ in ("VERB", "AUX", "NOUN", "PROPN", "ADJ"):
            if _speaks(node) and below.dep_ not in ("ccomp", "parataxis") and not _denies(node, below):
                continue
            kept.append(node)
    return kept


def _speaks(token: Token) -> bool:
    cues = load_cues()
    lemma = token.lemma_.lower()
    return token.pos_ in ("VERB", "AUX") and (lemma in cues.speech or lemma in CITING or _believes(lemma))


def _denies(verb: Token, below: Token) -> bool:
    """ "Rwanda denies arming", "rejected the charge that": a word on what is told without a clause as complement."""
    if load_cues().verbs.get(verb.lemma_.lower()) != "denied":
        return False
    return below.dep_ in ("xcomp", "pcomp") or (below.dep_ == "dobj" and below.lemma_.lower() in CLAIMS)


def _believes(lemma: str) -> bool:
    return load_cues().verbs.get(lemma) in ("hypothetical", "denied") and lemma in BELIEF


BELIEF = frozenset("allege assume believe claim contend deny dismiss doubt estimate expect fear hope insist maintain predict rebut refute reject speculate suggest suspect think worry".split())  # fmt: skip # noqa: E501


def _add_speaker(found: list[Attribution], verb: Token, doc: Doc, fillers: Fillers) -> None:
    for child in children(verb, {"advcl", "conj", "acl"}):
        if child.lemma_.lower() in CITING:
            for token in children(child, {"dobj"}):
                _add(found, token, doc, fillers)
    for token in subjects(verb):
        if verb.dep_ == "ROOT" or token.i != verb.i:
            _add(found, token, doc, fillers)


def _add_according(found: list[Attribution], word: Token, doc: Doc, fillers: Fillers) -> None:
    for token in prep_objects(word, "to") or [
        inner for child in children(word, {"prep"}) for inner in children(child, {"pobj"})
    ]:
        _add(found, token, doc, fillers)


def _add(found: list[Attribution], token: Token, doc: Doc, fillers: Fillers) -> None:
    """The speaker at ``token``; whom a relative clause of that noun cites comes before it."""
    for clause in children(token, {"relcl", "acl"}):
        if clause.lemma_.lower() in CITING:
            for cited in children(clause, {"dobj"}):
                _add(found, cited, doc, fillers)
    mention = fillers.mention(token)
    speaker = _from_mention(mention) if mention else _from_phrase(token, doc)
    if speaker is not None and all(
        (speaker.id, speaker.start) != (other.id, other.start) and (speaker.id is None or speaker.id != other.id)
        for other in found
    ):
        found.append(speaker)


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
