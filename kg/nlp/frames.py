"""Predicate frames: who does what in a parsed sentence, independent of how the syntax turns it.

Active and passive, relative, participial, controlled and coordinated clauses all give the same logical slots. A frame
is built for one trigger token on demand; nothing is computed for tokens that trigger nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from spacy.tokens import Token

from kg.nlp.syntax import SYNTAX
from kg.nlp.tree import kids, tree_of

SUBJECT_DEPS = frozenset({"nsubj", "csubj"})
PASSIVE_SUBJECT_DEPS = frozenset({"nsubjpass", "csubjpass"})
OBJECT_DEPS = frozenset({"dobj", "obj"})
CLAUSE_DEPS = frozenset({"xcomp", "ccomp", "pcomp"})

RELATIVE_PRONOUNS = frozenset({"who", "which", "that", "whom", "whose"})


@dataclass(slots=True)
class Frame:
    """The logical arguments of one predicate. All are head tokens of noun phrases, conjuncts not yet expanded."""

    token: Token
    passive: bool = False
    subject: list[Token] = field(default_factory=list)
    object: list[Token] = field(default_factory=list)
    dative: list[Token] = field(default_factory=list)
    preps: dict[str, list[Token]] = field(default_factory=dict)
    poss: list[Token] = field(default_factory=list)
    modifier: list[Token] = field(default_factory=list)
    clauses: list[Token] = field(default_factory=list)
    said: list[Token] = field(default_factory=list)
    particles: frozenset[str] = frozenset()
    support: Token | None = None
    object_lemmas: dict[str, Token] | None = None  # filled by ``patterns.object_lemmas``
    low: dict[str, list[Token]] | None = None  # filled by ``patterns.low_preps``

    def add_prep(self, word: str, token: Token) -> None:
        """Note ``token`` as object of preposition ``word``."""
        held = self.preps.setdefault(word, [])
        if token not in held:
            held.append(token)


def children(token: Token, deps: Iterable[str]) -> list[Token]:
    """The token's direct dependents of these kinds, in text order."""
    return [child for child in kids(token) if child.dep_ in deps]


def is_passive(verb: Token) -> bool:
    """Whether the verb is passive: a passive subject or auxiliary, a by-phrase, or a bare participle on a noun."""
    deps = {child.dep_ for child in kids(verb)}
    if deps & {"nsubjpass", "auxpass"} or ("agent" in deps and "nsubj" not in deps):
        return True  # "jets bombed it by mistake" has an agent for the parser, but a subject
    if verb.tag_ == "VBN" and "agent" in deps and not deps & {"aux", "ccomp"}:
        return True  # "soldiers taken hostage by rebels were released", whatever the parser calls the soldiers
    bare = verb.tag_ == "VBN" or (
        verb.tag_ == "VBD" and verb.dep_ == "acl"
    )  # a noun has no finite clause without "that"
    if bare and verb.dep_ in ("acl", "relcl", "amod") and not children(verb, SUBJECT_DEPS):
        return not any(child.dep_ in ("aux",) for child in kids(verb))
    if verb.tag_ == "VBN" and verb.dep_ == "advcl" and not deps & {"nsubj", "aux", "dobj", "obj"}:
        return True  # "When asked if", "Pressed by nobody"
    if verb.dep_ == "conj" and verb.tag_ in ("VBN", "VBD") and not own_subjects(verb) and verb.head.pos_ == "VERB":
        return verb.tag_ == "VBN" and is_passive(verb.head) and not children(verb, OBJECT_DEPS)
    # A headline drops the auxiliary: "Envoys expelled by Moldova" is caught by its agent above.
    return False


def own_subjects(verb: Token) -> list[Token]:
    """Subjects, of the active or the passive, that hang on the verb itself."""
    return children(verb, SUBJECT_DEPS | PASSIVE_SUBJECT_DEPS)


def _antecedent(token: Token, clause: Token) -> Token:
    """A relative pronoun stands for the noun that its clause hangs on."""
    if token.lower_ in RELATIVE_PRONOUNS and clause.dep_ == "relcl":
        return _last_listed(clause.head, token) if clause.tag_ == "VBZ" else clause.head
    return token


def _last_listed(noun: Token, pronoun: Token) -> Token:
    """Of a list the last before "which mediates": one that does, not all."""
    listed = [noun]
    for member in listed:
        listed += [child for child in children(member, {"conj", "appos"}) if child.i < pronoun.i]
    last = max(listed, key=lambda token: token.i)
    between = noun.doc[last.i + 1 : pronoun.i]
    return last if all(token.is_punct or token.dep_ == "prep" for token in between) else noun


def _relative_clause_root(verb: Token) -> Token:
    """The verb that carries ``relcl`` above a coordinated or complement verb."""
    current = verb
    while current.dep_ in ("conj", "xcomp", "ccomp") and current.head != current:
        current = current.head
    return current


def subjects(verb: Token, depth: int = 0) -> list[Token]:
    """Surface subject of a verb, found through control, coordination, relatives and participles.

    Args:
        verb: A verb or auxiliary.
        depth: Guards against cycles in odd parses.

    Returns:
        Head tokens; for a passive verb these are its logical objects.
    """
    if depth > 6:
        return []
    own = own_subjects(verb)
    if own:
        return [_antecedent(token, _relative_clause_root(verb)) for token in own]
    head, dep = verb.head, verb.dep_
    if head == verb:
        return []
    if dep in ("relcl", "acl"):
        # "soldiers guarding", "the man arrested", "the country that bombed" with the pronoun lost by the parser
        if dep == "acl" and verb.tag_ == "VB":
            return _addressee(head, depth + 1) or _whose(head) or noun_agent(head, depth + 1)
        return [head]
    if dep == "conj" and head.pos_ in ("VERB", "AUX"):
        return subjects(head, depth + 1)
    if dep in ("xcomp", "ccomp", "advcl") and head.pos_ in ("VERB", "AUX"):
        asked = _prep_controller(verb, head)
        if asked:
            return asked
    if dep in ("xcomp", "ccomp") and head.pos_ in ("VERB", "AUX"):
        matrix_objects = [] if is_passive(head) else children(head, OBJECT_DEPS | {"dative"})
        if matrix_objects and head.lemma_ not in SYNTAX.subject_control and _is_nominal(matrix_objects[0]):
            return matrix_objects[:1]
        return subjects(head, depth + 1)
    if dep in ("xcomp", "ccomp", "acomp") and head.pos_ == "ADJ":
        return subjects(head.head, depth + 1) if head.head != head else []
    if dep == "advcl":
        return subjects(head, depth + 1)
    if dep == "pcomp" and head.dep_ in ("prep", "agent"):
        governor = head.head
        if governor.pos_ in ("VERB", "AUX"):
            if head.lower_ in SYNTAX.object_control_preps and governor.lemma_ not in SYNTAX.subject_of_for:
                held = objects(governor, depth + 1)
                if held:
                    return held
            return subjects(governor, depth + 1)
        if governor.dep_ in OBJECT_DEPS and governor.head.lemma_.lower() in SYNTAX.answering and head.lower_ == "for":
            return [governor]  # "is investigating the bank for laundering", hung too low
        by = governor.head if governor.dep_ == "pobj" and governor.head.lower_ == "by" else None
        if by is not None and head.lower_ in SYNTAX.object_control_preps and is_passive(by.head):
            return objects(by.head, depth + 1)  # "is accused by rebels of using gas", hung too low
        if governor.pos_ in ("ADV", "ADJ"):
            return subjects(governor.head, depth + 1) if governor.head != governor else []  # "stopped short of"
        return noun_agent(governor, depth + 1)
    if dep in ("dep", "parataxis"):
        return subjects(head, depth + 1) if head.pos_ in ("VERB", "AUX") else []
    return []


def _prep_controller(verb: Token, matrix: Token) -> list[Token]:
    """Who is to act in "called on Kabul to withdraw": the object of a preposition, if the verb is an infinitive."""
    words = SYNTAX.prep_control.get(matrix.lemma_.lower(), ())
    if not words or not _infinitive(verb):
        return []
    preps = all_preps(matrix)
    return next((preps[word] for word in words if word in preps), [])


def _addressee(noun: Token, depth: int) -> list[Token]:
    """Who is to do what a request says: "its request to Oslo to release", "refused a request to release"."""
    if noun.lemma_.lower() not in SYNTAX.addressed:
        return []
    preps = all_preps(noun)
    held = preps.get("to") or preps.get("on") or preps.get("for") or []
    if not held and noun.dep_ in OBJECT_DEPS and noun.head.pos_ == "VERB":
        return subjects(noun.head, depth + 1)
    return held


def _whose(noun: Token) -> list[Token]:
    """Whose "the efforts of Oslo to ban" are, where a name says so."""
    if children(noun, {"poss"}):
        return []
    return [token for token in prep_objects(noun, "of") if token.pos_ == "PROPN"]


def _is_nominal(token: Token) -> bool:
    return token.pos_ in ("NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET")


def noun_agent(noun: Token, depth: int = 0) -> list[Token]:
    """Who does what a noun names: its possessor, by-phrase, or the subject of the verb that governs it."""
    held = children(noun, {"poss"})
    if held:
        return held
    by = prep_objects(noun, "by") or prep_objects(noun, "from")
    if by:
        return by
    governor = noun.head
    if noun.dep_ in OBJECT_DEPS and governor.pos_ == "VERB":
        if governor.lemma_.lower() in SYNTAX.opposing:
            return children(noun, {"amod", "compound", "nmod"})  # "blocked an effort to bring food": not the blocker's
        return subjects(governor, depth + 1)
    if noun.dep_ == "pobj" and governor.dep_ == "prep" and governor.head.pos_ in ("VERB", "AUX"):
        return subjects(governor.head, depth + 1)
    return children(noun, {"amod", "compound", "nmod"})  # "Israeli threats to bomb"


def objects(verb: Token, depth: int = 0) -> list[Token]:
    """Logical direct objects: those of the active, the subject of the passive, the antecedent of an object relative."""
    if is_passive(verb):
        return subjects(verb, depth + 1)
    held = [_antecedent(token, _relative_clause_root(verb)) for token in children(verb, OBJECT_DEPS)]
    if held:
        return held
    if (
        verb.dep_ == "relcl"
        and own_subjects(verb)
        and not any(token.lower_ in RELATIVE_PRONOUNS for token in own_subjects(verb))
    ):
        if any(child.lower_ in ("where", "when") for child in kids(verb)):
            return []
        hanging = [c for c in kids(verb) if c.dep_ == "prep" and not any(True for _ in kids(c))]
        return [] if hanging else [verb.head]
    if verb.dep_ == "conj" and verb.head.pos_ == "VERB" and _shares_object(verb):
        return []
    # "attacked and looted the town": the object stands at the last of the coordinated verbs
    for follower in children(verb, {"conj"}):
        if follower.pos_ == "VERB" and not own_subjects(follower) and not children(verb, {"prep", "ccomp", "xcomp"}):
            return children(follower, OBJECT_DEPS)
    return []


def _shares_object(verb: Token) -> bool:
    return not children(verb, OBJECT_DEPS)


def prep_objects(token: Token, word: str) -> list[Token]:
    """Objects of one preposition that hangs on the token."""
    return all_preps(token).get(word, [])


def all_preps(token: Token) -> dict[str, list[Token]]:
    """Preposition -> its objects, for all prepositions on the token, compound ones ("in front of") by their parts."""
    known = tree_of(token.doc).preps
    held = known.get(token.i)
    if held is None:
        held = known[token.i] = _preps(token)
    return {word: list(heads) for word, heads in held.items()}


def _preps(token: Token) -> dict[str, list[Token]]:
    found: dict[str, list[Token]] = {}
    for child in kids(token):
        if child.dep_ in ("acl", "prep", "amod") and child.lower_ in SYNTAX.participle_preps:
            for word, held in _behind_participle(child).items():
                found.setdefault(word, []).extend(held)
            continue
        if child.dep_ in ("advmod", "prt") and child.i > token.i:
            # "moved out of", "fell back from"
            for inner in children(child, {"prep"}):
                for last in children(inner, {"pobj"}):
                    found.setdefault(inner.lower_, []).append(last)
            continue
        if child.dep_ not in ("prep", "agent", "dative") or child.pos_ not in ("ADP", "SCONJ", "VERB", "ADV", "PART"):
            continue
        if child.lower_ in SYNTAX.compound_preps:
            continue
        if child.lower_ == "along" and any(inner.lower_ == "with" for inner in kids(child)):
            continue  # "met, along with his minister": who comes along is not whom it meets
        for inner in kids(child):
            if child.lower_ == "with" and children(inner, {"acl"}) and inner.pos_ == "NOUN" and token.pos_ != "NOUN":
                continue  # "with jets staging sorties": no companions
            if inner.dep_ in ("pobj", "pcomp") and inner.pos_ != "VERB":
                found.setdefault(child.lower_, []).append(_antecedent(inner, _relative_clause_root(token)))
            elif inner.dep_ == "prep":
                for last in children(inner, {"pobj"}):
                    found.setdefault(inner.lower_, []).append(last)
    return found


def _behind_participle(participle: Token) -> dict[str, list[Token]]:
    """ "Posts facing Kabul", "assets belonging to Kabul", "a strike aimed at Kabul": participles that only relate."""
    word = SYNTAX.participle_preps[participle.lower_]
    if word:
        return {word: children(participle, {"dobj", "pobj"}) or all_preps(participle).get("to", [])}
    return all_preps(participle)


def verb_frame(verb: Token) -> Frame:
    """The frame of a verb trigger."""
    frame = Frame(token=verb, passive=is_passive(verb))
    surface = subjects(verb)
    if frame.passive:
        frame.object = surface
        frame.subject = prep_objects(verb, "by")
        frame.object += [token for token in children(verb, OBJECT_DEPS) if token not in frame.object]
    else:
        frame.subject = surface
        frame.object = objects(verb)
    frame.object += children(verb, {"intj"})  # "said no to"
    for child in children(verb, {"dative"}):
        if child.pos_ == "ADP":
            frame.dative += children(child, {"pobj"})
        else:
            frame.dative.append(child)
    for word, held in all_preps(verb).items():
        for token in held:
            frame.add_prep(word, token)
    for noun in list(frame.object) if not frame.passive else children(verb, OBJECT_DEPS):
        _adopt_preps(frame, noun)
    if frame.passive:
        for noun in frame.object:
            _adopt_preps(frame, noun, without="by")  # "protests by monks were put down", by whom is not said
    frame.dative += [token for token in frame.preps.get("to", []) if token not in frame.dative]
    if frame.passive:
        if children(verb, OBJECT_DEPS):
            # "Samoa was promised a boat": the receiver is the surface subject
            frame.dative += [token for token in surface if token not in frame.dative]
        if not frame.subject:
            frame.subject = frame.preps.get("by", []) or _low_agent(verb)
    _inherit_from_conjunct(frame, verb)
    frame.said = _said_of_object(verb)
    for small in frame.said:
        if small.dep_ in ("ccomp", "xcomp") and not frame.object:
            frame.object = children(small, SUBJECT_DEPS)  # "called Baku illegitimate" as a clause without a verb
    frame.clauses = clause_heads(verb)
    frame.particles = particles(verb)
    return frame


def _said_of_object(verb: Token) -> list[Token]:
    """What a verb says its object is: "called him a liar", "branded it illegal", "described it as a threat"."""
    found = []
    objects_seen = 0
    for child in kids(verb):
        if child.i < verb.i:
            continue
        if child.dep_ in OBJECT_DEPS:
            objects_seen += 1
            if objects_seen > 1 and child.pos_ in ("NOUN", "ADJ"):
                found.append(child)
        elif child.dep_ == "oprd" or (
            child.dep_ in ("ccomp", "xcomp", "acomp") and child.pos_ in ("NOUN", "ADJ", "PROPN")
        ):
            found.append(child)
        elif child.dep_ == "prep" and child.lower_ == "as":
            found += [inner for inner in kids(child) if inner.dep_ in ("pobj", "amod", "pcomp", "acomp")]
    return found + [other for token in found for other in children(token, {"conj"})]


def _low_agent(verb: Token) -> list[Token]:
    """The by-phrase of a passive that hangs too low: "killed in an ambush by rebels"."""
    for child in children(verb, {"prep"} | OBJECT_DEPS):
        for token in child.subtree:
            if token.lower_ == "by" and token.dep_ in ("prep", "agent") and token.head.pos_ in ("NOUN", "PROPN"):
                return children(token, {"pobj"})
    return []


def _adopt_preps(frame: Frame, noun: Token, without: str = "") -> None:
    """Prepositions at the object noun count as the verb's: parsers attach them to either."""
    for word, held in all_preps(noun).items():
        if word == without:
            continue
        for token in held:
            frame.add_prep(word, token)


def _inherit_from_conjunct(frame: Frame, verb: Token) -> None:
    """ "rejected and condemned the plan by X": arguments after the last coordinated verb belong to the first too."""
    for follower in children(verb, {"conj"}):
        if follower.pos_ == "VERB" and not frame.object and not frame.preps and not own_subjects(follower):
            for word, held in all_preps(follower).items():
                for token in held:
                    frame.add_prep(word, token)


def particles(verb: Token) -> frozenset[str]:
    """Particles of a phrasal verb; adverbs and stranded prepositions count, since parsers mix them up."""
    found = set()
    for child in kids(verb):
        if (
            child.dep_ == "prt"
            or (child.dep_ == "advmod" and child.pos_ in ("ADP", "ADV", "PART") and len(child) <= 9)
            or (child.dep_ == "prep" and not any(True for _ in kids(child)))
            or (child.dep_ == "prep" and any(inner.dep_ == "prep" for inner in kids(child)))
        ):
            found.add(child.lower_)
    return frozenset(found)


def clause_heads(token: Token) -> list[Token]:
    """Heads of the clauses that the token governs as complements, also behind a preposition ("of attacking")."""
    found = [child for child in kids(token) if child.dep_ in CLAUSE_DEPS and child.pos_ in ("VERB", "AUX")]
    for child in kids(token):
        if child.dep_ == "prep":
            found += [inner for inner in kids(child) if inner.dep_ == "pcomp" and inner.pos_ in ("VERB", "AUX")]
    if token.pos_ in ("NOUN", "PROPN"):
        found += [child for child in kids(token) if child.dep_ in ("acl", "relcl") and child.tag_ == "VB"]
    else:
        # parsers take "called on Kabul to release" for a purpose
        found += [
            child
            for child in kids(token)
            if child.dep_ == "advcl" and child.tag_ == "VB" and child.i > token.i and _infinitive(child)
        ]
    extra = [follower for head in found for follower in children(head, {"conj"}) if follower.pos_ == "VERB"]
    return found + extra


def _infinitive(verb: Token) -> bool:
    return any(child.tag_ == "TO" for child in kids(verb))


def object_clauses(frame: Frame) -> list[Token]:
    """Clauses that hang on the frame's objects: "passed a bill that would ban", "issued a report accusing"."""
    return [
        clause
        for noun in frame.object
        for clause in (*clause_heads(noun), *(c for c in children(noun, {"acl"}) if c.tag_ == "VBG"))
    ]
