"""What a predicate's own clause says about its realis: negation, modals, conditions, imperatives, infinitives."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kg.nlp.cues import load_cues
from kg.nlp.frames import children
from kg.nlp.tree import kids, sentence_of
from kg.records import Realis

NEGATIONS = frozenset({"not", "n't", "never", "n’t", "neither", "nor", "no", "hardly"})
CONDITIONALS = frozenset({"if", "unless", "whether", "lest", "should", "provided", "otherwise"})
HYPOTHETICAL_ADVERBS = frozenset(
    {"allegedly", "supposedly", "purportedly", "possibly", "perhaps", "maybe", "potentially"}
)
# Auxiliaries that make a condition where they open the clause: "had Oslo agreed", "were Oslo to agree".
INVERTED = frozenset({"had", "were", "should"})
# Under "would" these are a wish, not a plan told in the past: "said Oslo would welcome talks".
WISHING = frozenset({"welcome", "like", "prefer", "love", "support", "favor", "favour", "oppose", "appreciate"})
STATEMENTS = frozenset("statement letter message communique declaration resolution note telegram tweet post address speech".split())  # fmt: skip # noqa: E501
# What is done by saying it, so that a statement made "to" do it does it.
SAYING = frozenset("condemn denounce criticize criticise blame accuse urge demand ask request warn threaten praise thank congratulate commend welcome reject deny protest appeal call deplore apologize apologise".split())  # fmt: skip # noqa: E501
# What is done to say something by it.
SHOWING = frozenset("summon recall call rally march gather demonstrate protest strike withdraw expel walk".split())
RANKED = frozenset({"first", "last", "latest", "second", "third", "only", "next"})
NOBODY = frozenset({"nobody", "none", "nothing", "neither"})

# Past verbs of speech under which "would" is the "will" of what was said.
ASSERTING = frozenset("add affirm announce assert confirm declare disclose inform insist note reiterate repeat reply respond reveal say state stress tell write".split())  # fmt: skip # noqa: E501


def noun_signals(noun: Token) -> Iterator[tuple[Realis, str]]:
    """Effects of the words before an event noun: "no talks", "alleged attack", "planned visit"."""
    known = load_cues().adjectives
    whole = noun.head if noun.dep_ == "compound" and noun.head.pos_ == "NOUN" else None  # "alleged war crimes"
    for child in (*kids(noun), *(kids(whole) if whole is not None else ())):
        if child.dep_ == "det" and child.lower_ in ("no", "neither"):
            yield Realis.NEGATED, child.text
        elif child.dep_ == "det" and child.lower_ == "any":
            yield Realis.HYPOTHETICAL, child.text
        elif child.dep_ in ("amod", "compound", "nmod", "advmod"):
            effect = known.get(child.lower_, known.get(child.lemma_.lower()))
            if effect is not None:
                yield Realis(effect), child.text


def verb_signals(verb: Token) -> Iterator[tuple[Realis, str]]:
    """Effects of what hangs on a verb: negation, auxiliaries, adverbs, conditions, and subjects that are nobody."""
    cues = load_cues()
    carriers = [verb]
    if verb.dep_ == "conj" and verb.head.pos_ in ("VERB", "AUX") and not children(verb, {"aux", "nsubj", "nsubjpass"}):
        carriers.append(verb.head)  # "will meet Putin and sign": the auxiliary serves both
    for carrier in carriers:
        perfect = any(child.dep_ == "aux" and child.lemma_ == "have" for child in kids(carrier))
        for child in kids(carrier):
            word = child.lower_
            if child.dep_ == "neg" or (child.dep_ in ("advmod", "preconj", "cc") and word in NEGATIONS):
                if carrier == verb or child.dep_ != "neg":
                    yield Realis.NEGATED, child.text
            elif child.dep_ == "aux" and word in cues.modals:
                effect = Realis(cues.modals[word])
                if word in ("would", "'d", "’d") and carrier.lemma_ not in WISHING and _backshifted(carrier):
                    effect = Realis.PLANNED
                if effect is Realis.PLANNED and perfect:
                    effect = Realis.HYPOTHETICAL  # "would have", "will have"
                yield effect, child.text
            elif (child.dep_ == "advmod" and word in HYPOTHETICAL_ADVERBS) or (
                child.dep_ == "mark" and word in CONDITIONALS
            ):
                yield Realis.HYPOTHETICAL, child.text
    if _inverted(verb):
        yield Realis.HYPOTHETICAL, "inverted condition"
    if _awaited(verb):
        yield Realis.HYPOTHETICAL, "waited for"
    if any(conditional(clause) for clause in children(verb, {"advcl"})) and children(verb, {"aux"}):
        yield Realis.HYPOTHETICAL, "under a condition"
    if _asked(verb):
        yield Realis.HYPOTHETICAL, "question"
    if _imperative(verb):
        yield Realis.HYPOTHETICAL, "imperative"
    for child in children(verb, {"nsubj", "nsubjpass", "dobj"}):
        if child.lower_ in NOBODY or any(left.lower_ in ("no", "neither") for left in child.lefts):
            yield Realis.NEGATED, "no"
    yield from _infinitive_signals(verb)


def _awaited(verb: Token) -> bool:
    """ "Will not leave until Oslo pays": what has to come first."""
    waiting = any(child.dep_ == "mark" and child.lower_ in ("until", "till") for child in kids(verb))
    return waiting and any(child.tag_ == "MD" or child.dep_ == "neg" for child in kids(verb.head))


def conditional(clause: Token) -> bool:
    """Whether an adverbial clause is a condition."""
    return _inverted(clause) or any(c.dep_ == "mark" and c.lower_ in ("if", "unless") for c in kids(clause))


def _inverted(clause: Token) -> bool:
    """ "Were Oslo to agree", "had Oslo agreed": a condition without "if"."""
    carrier = clause.head if clause.head.lower_ in INVERTED and clause.dep_ in ("advcl", "xcomp") else clause
    if clause.dep_ not in ("advcl", "xcomp"):
        return False
    auxiliary = carrier if carrier.lower_ in INVERTED else next(iter(children(carrier, {"aux"})), None)
    subject = next(iter(children(carrier, {"nsubj", "nsubjpass"})), None)
    if auxiliary is None or subject is None or auxiliary.lower_ not in INVERTED:
        return False
    return auxiliary.i < subject.i


def _backshifted(verb: Token) -> bool:
    """ "Said that Moscow would supply": will, told in the past, and not what depends on something."""
    clause = verb
    while clause.dep_ == "conj" and clause.head != clause:
        clause = clause.head
    speech = clause.head
    if clause.dep_ != "ccomp" or speech.tag_ not in ("VBD", "VBN") or speech.lemma_.lower() not in ASSERTING:
        return False
    return not any(conditional(inner) for part in (verb, clause, speech) for inner in children(part, {"advcl"}))


def _asked(verb: Token) -> bool:
    """ "Did Oslo agree?", but not "why did Oslo agree?", which takes it for granted."""
    sentence = sentence_of(verb)
    if verb.dep_ not in ("ROOT", "conj") or not any(token.text == "?" for token in sentence[-3:]):
        return False
    return not any(token.tag_ in ("WRB", "WP", "WDT", "WP$") for token in sentence)


def _imperative(verb: Token) -> bool:
    """ "Release our sailors now", as somebody is quoted."""
    if verb.tag_ != "VB" or verb.dep_ not in ("ROOT", "ccomp") or not verb.text[:1].isupper():
        return False
    return not children(verb, {"nsubj", "nsubjpass", "aux", "auxpass", "expl"}) and not children(verb, {"mark"})


def has_to(verb: Token) -> bool:
    """Whether the verb is an infinitive with "to"."""
    return any(child.tag_ == "TO" for child in kids(verb))


def _put_into(verb: Token) -> bool:
    """ "Issued a statement to condemn it", "rallied to denounce it": said by that, not planned to be said."""
    if verb.lemma_.lower() not in SAYING:
        return False
    if verb.dep_ == "advcl" and verb.head.lemma_.lower() in SHOWING:
        return True
    bearers = [verb.head] if verb.head.pos_ == "NOUN" else children(verb.head, {"dobj", "nsubjpass"})
    return any(noun.lemma_.lower() in STATEMENTS for noun in bearers)


def _infinitive_signals(verb: Token) -> Iterator[tuple[Realis, str]]:
    """ "is to meet", headline "to meet", purpose "to help"."""
    if not has_to(verb):
        return
    if _put_into(verb):
        return
    if verb.dep_ == "xcomp" and verb.head.lemma_ == "be":
        perfect = any(child.dep_ == "aux" and child.lemma_ == "have" for child in kids(verb))
        yield (Realis.HYPOTHETICAL, "was to have") if perfect else (Realis.PLANNED, "is to")
    elif verb.dep_ == "ROOT":
        yield Realis.PLANNED, "headline infinitive"
    elif verb.dep_ == "advcl":
        yield Realis.PLANNED, "purpose"
    elif verb.dep_ in ("relcl", "acl") and any(child.lower_ in RANKED for child in children(verb.head, {"amod"})):
        return  # "the first official to visit China"
    elif verb.dep_ in ("relcl", "acl") and verb.head.lemma_.lower() not in load_cues().nouns:
        yield Realis.PLANNED, "infinitive"
