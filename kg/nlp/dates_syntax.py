"""Where a date hangs in the sentence: what it modifies, the tense around it, which predicate it dates."""

from __future__ import annotations

from typing import Protocol

from spacy.tokens import Doc, Token

from kg.nlp.tree import kids

# What these announce, ask for or judge lies in another time than they do.
LOOKS_ELSEWHERE = frozenset(
    """accuse acknowledge admit agree allege allow announce applaud approve ask authorize avoid back believe blame call
    cite claim commemorate commit condemn confirm consent consider criticise criticize decide decline decry demand
    denounce deny describe direct discuss dismiss dispute encourage endorse expect express fear forbid force hail
    hope insist instruct intend invite justify lambast lament mark mourn offer oppose order permit persuade plan
    pledge praise predict prepare press pressure promise propose protest rebuke recall recommend refuse regret reject
    remember report request rule say schedule seek slam suggest suspect swear tell thank threaten think urge view vote
    vow want warn welcome""".split()
)
_LIGHT = frozenset(
    """announce approve begin broker carry clinch close complete conclude conduct deliver do finalise finalize give
    grant have hold host issue launch make mediate mount offer open pay pledge provide publish reach receive release
    seal secure send sign stage start take undergo""".split()
)
_SPEECH = frozenset(
    "say tell report announce claim insist add state note confirm warn believe think quote cite".split()
)
_FUTURE_MODALS = frozenset("will shall 'll ’ll wo sha would may might could can should must".split())
_PLANNED = frozenset("due scheduled set slated planned expected likely ready prepared poised bound booked".split())
_PARTS = frozenset("much most part end beginning start middle half rest course all remainder".split())
_TIME_ADVERBS = frozenset("later earlier ago after before afterwards late early previously".split())
_UP = frozenset(
    """dobj attr dative oprd nsubj nsubjpass pobj prep agent conj appos compound nmod npadvmod advmod acomp prt
    quantmod nummod amod poss""".split()
)
_WHILE = frozenset({"while", "when", "as"})
# "Among the first to send aid", "the only state to object": what was done, not what is meant to be done.
_RANKED = frozenset("first second third last latest only".split())


class Dated(Protocol):
    """What this module needs to know of a date mention."""

    @property
    def start(self) -> int:
        """First token."""
        ...

    @property
    def end(self) -> int:
        """Token after the last."""
        ...

    @property
    def date(self) -> str | None:
        """ISO date cut to its precision."""
        ...


def is_verbal(token: Token) -> bool:
    """Whether the token heads a clause."""
    return token.pos_ in ("VERB", "AUX") and token.dep_ not in ("amod", "aux", "auxpass", "compound")


def preposition(doc: Doc, start: int) -> str:
    """The word that introduces a date ("by", "until"), lower case, or the empty string."""
    for index in range(start - 1, max(-1, start - 4), -1):
        token = doc[index]
        if token.pos_ in ("ADP", "SCONJ"):
            return token.lower_
        if token.pos_ not in ("DET", "ADJ", "ADV"):
            break
    return ""


def attachment(doc: Doc, start: int, end: int) -> Token:
    """The word that a date modifies: a verb or a noun; the date's own root where it stands alone."""
    token = doc[start:end].root
    while True:
        head = token.head
        if head == token:
            return token
        inside = start <= head.i < end
        of_part = token.dep_ == "prep" and token.lower_ == "of" and head.lower_ in _PARTS
        listed = token.dep_ in ("conj", "appos") and head.ent_type_ in ("DATE", "TIME")
        if inside or of_part or listed or token.dep_ in ("pobj", "pcomp") or head.lower_ in _TIME_ADVERBS:
            token = head
        elif token.lower_ in _PARTS and token.dep_ in ("dobj", "npadvmod", "nsubj"):
            return head
        else:
            return head


def _finite(token: Token) -> Token:
    """The verb whose tense counts: the nearest clause above a noun, a participle or an infinitive."""
    while not is_verbal(token) and token.head != token:
        token = token.head
    return token


def is_future(token: Token) -> bool:
    """Whether what this word says, or the clause it stands in, lies ahead: "will meet", "due", "plans to visit"."""
    verb = _finite(token)
    for _ in range(4):
        words = {child.lower_ for child in kids(verb) if child.dep_ in ("aux", "auxpass", "neg")}
        if words & {"have", "has", "had", "having", "'ve"}:
            return False
        if words & _FUTURE_MODALS or verb.lower_ in _FUTURE_MODALS:
            return True
        if verb.lower_ in _PLANNED and (verb.dep_ == "acl" or words or verb.head != verb):
            return True
        if verb.tag_ == "VBD" or (verb.tag_ == "VBN" and words & {"was", "were"}):
            return False
        if "to" in words:
            head = verb.head
            if head == verb:
                return True  # a headline: "Vucic, Kurti to meet on 26 June"
            lemma = head.lemma_.lower()
            if lemma == "be" or lemma == "go" or head.lower_ in _PLANNED:
                return True
            ranked = head.lower_ in _RANKED or any(child.lower_ in _RANKED for child in kids(head))
            if lemma in LOOKS_ELSEWHERE or (head.pos_ in ("NOUN", "ADJ") and not ranked):
                return True
        elif verb.tag_ in ("VBZ", "VBP"):
            return verb.lemma_.lower() not in _SPEECH
        elif verb.tag_ in ("VBG", "VBN") and words & {"is", "are", "am", "'s", "'re"}:
            return True  # "is meeting him on Monday", "is expected on Monday"
        if verb.head == verb or not is_verbal(_finite(verb.head)):
            return False
        verb = _finite(verb.head)
    return False


def _own(mentions: list[tuple[Dated, Token]], predicate: Token) -> Dated | None:
    """The date that modifies a predicate or a noun in its phrase, without passing another clause."""
    best: tuple[int, bool, int] | None = None
    found: Dated | None = None
    for mention, anchor in mentions:
        rank = _distance(mention, anchor, predicate)
        if rank is None:
            continue
        key = (rank, mention.date is None, abs(mention.start - predicate.i))
        if best is None or key < best:
            best, found = key, mention
    return found


def _distance(mention: Dated, anchor: Token, predicate: Token) -> int | None:
    """Steps of syntax from a date up to the predicate, or None where it dates something else."""
    if mention.start == predicate.i + 1 and predicate.pos_ == "NOUN":
        return 0  # "threats this month": next to its noun, wherever the parser hangs it
    steps = 0
    token = anchor
    while token.i != predicate.i:
        if is_verbal(token) or token.dep_ not in _UP or token.head == token or steps > 6:
            return None
        steps += 3 if token.dep_ == "nsubj" else 1
        token = token.head
    return steps if _belongs(mention, anchor, predicate, steps) else None


def _belongs(mention: Dated, anchor: Token, predicate: Token, steps: int) -> bool:
    """Whether a date reached through nouns dates the predicate itself and not a thing it speaks of."""
    if steps and is_verbal(predicate):
        lemma = predicate.lemma_.lower()
        if mention.end <= anchor.i and lemma not in _LIGHT:
            return False  # "condemned the 2014 annexation": the year dates the noun
        if lemma in LOOKS_ELSEWHERE - _LIGHT and mention.date is not None and len(mention.date) < 8:
            return False  # "condemned the annexation of Crimea in 2014"
    return True


def _inherited(mentions: list[tuple[Dated, Token]], predicate: Token, depth: int) -> Dated | None:
    """The date of the clause around a predicate that has none, where both must be of one time."""
    head = predicate.head
    if not is_verbal(predicate):
        for child in kids(predicate):
            if child.dep_ in ("acl", "relcl") and (found := _own(mentions, child)):
                return found
        verb = predicate
        while not is_verbal(verb):
            if verb.head == verb or verb.dep_ not in _UP:
                return None
            verb = verb.head
        if verb.lemma_.lower() in LOOKS_ELSEWHERE - _LIGHT:
            return None
        return date_of(mentions, verb, depth + 1)
    if predicate.dep_ == "conj" and is_verbal(head):
        objects = any(child.dep_ in ("dobj", "prep", "dative", "ccomp", "xcomp") for child in kids(head))
        shared = [(mention, anchor) for mention, anchor in mentions if not objects or mention.start < head.i]
        return date_of(shared, head, depth + 1)
    for child in kids(predicate):
        if child.dep_ == "conj" and is_verbal(child):
            objects = any(other.dep_ in ("dobj", "prep", "dative") for other in kids(predicate))
            return None if objects else _own(mentions, child)
    if predicate.dep_ == "advcl":
        marks = {child.lower_ for child in kids(predicate) if child.dep_ in ("mark", "advmod")}
        timeless = predicate.tag_ == "VBG" and not any(child.dep_ == "mark" for child in kids(predicate))
        if not (timeless or marks & _WHILE):
            return None
    elif predicate.dep_ == "pcomp":
        if head.lower_ not in ("by", "in", "while", "with", "upon"):
            return None
        head = head.head
    elif predicate.dep_ != "xcomp":
        return None
    if head.lemma_.lower() in LOOKS_ELSEWHERE:
        return None
    return date_of(mentions, head, depth + 1)


def date_of(mentions: list[tuple[Dated, Token]], predicate: Token, depth: int = 0) -> Dated | None:
    """The date that governs a predicate; ``mentions`` are those of its sentence with the words they modify."""
    if depth > 4 or not mentions:
        return None
    return _own(mentions, predicate) or _inherited(mentions, predicate, depth)
