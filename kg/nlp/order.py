"""Predicate frames from the order of words, for where the parse leaves a slot without an actor.

English order is strict enough to tell who acts and whom it meets: whoever is named before a verb and after it, and
behind which preposition. Headlines, long quotes and words that the tagger takes for another part of speech are read
so. What is found like this is a guess and scored as one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from spacy.tokens import Token

from kg.nlp.domain import acts_for_itself
from kg.nlp.frames import Frame
from kg.nlp.mentions import Mention
from kg.nlp.tree import kids, sentence_of, tokens_of

# Words that open another clause: nothing behind them belongs to the predicate before them.
BREAKS = frozenset(
    "that which who whom whose when while because although though if unless whether since but where why how".split()
)
STOPS = frozenset({";", ":", '"', "“", "”", "``", "''", "(", ")", "-", "–", "—", "--", "...", "?", "!"})
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
BEING = frozenset({"be", "get"})
# Before an infinitive that stands for a main verb: "is set to sanction".
UPCOMING = frozenset({"set", "due", "about", "poised", "scheduled", "expected", "likely", "bound"})
LISTED = frozenset({",", "and", "&", "or"})
PHRASE = frozenset({"DET", "ADJ", "NUM", "NOUN", "PROPN"})
REACH = 30  # tokens to either side


def reads_in_order(verb: Token) -> bool:
    """Whether a verb stands where its subject comes before it: finite or behind an auxiliary, no mere participle."""
    if verb.tag_ in FINITE:
        return verb.dep_ != "amod"
    if verb.pos_ in ("NOUN", "PROPN"):
        return True  # found by ``reads_as_verb``
    tokens, index, start = tokens_of(verb.doc), verb.i - 1, sentence_of(verb).start
    while index > start and tokens[index].pos_ in ("ADV", "PART") and tokens[index].tag_ != "TO":
        index -= 1
    if index < start:
        return False
    before = tokens[index]
    if before.tag_ == "TO":
        lead = tokens[index - 1] if index > start else before
        headline = not any(token.tag_ in FINITE for token in tokens[start : sentence_of(verb).end])
        return headline or lead.lemma_.lower() in BEING or lead.lower_ in UPCOMING
    return before.pos_ == "AUX" or before.tag_ == "MD"


def reads_as_verb(noun: Token, mentions: Mapping[int, Mention]) -> bool:
    """Whether the tagger took a verb for a noun.

    So it is in the place of a verb with a subject or object of its own ("whether Russia might attack"), behind "set to"
    or a modal, and in a headline without any other verb ("Seoul hosts Pacific leaders").
    """
    index, sentence = noun.i, sentence_of(noun)
    if index + 1 >= sentence.end or index in mentions:
        return False
    tokens = tokens_of(noun.doc)
    following = tokens[index + 1]
    opens = following.pos_ in ("DET", "NUM", "ADJ", "PROPN", "PRON") or index + 1 in mentions
    if noun.dep_ in ("ccomp", "xcomp", "advcl", "relcl", "ROOT", "conj"):
        deps = {child.dep_ for child in kids(noun)}
        if "nsubj" in deps and deps & {"aux", "mark", "dobj"} and opens:
            return True
    if index == sentence.start or not opens:
        return False
    before = tokens[index - 1]
    if before.tag_ == "MD":
        return True
    if before.lower_ == "to" and index - 2 >= sentence.start:
        lead = tokens[index - 2]
        return lead.lemma_.lower() in BEING or lead.lower_ in UPCOMING
    ends_name = before.i in mentions and mentions[before.i].end == index
    return (
        ends_name
        and noun.tag_ in ("NNS", "NN")
        and not any(token.tag_ in FINITE for token in tokens[sentence.start : sentence.end])
    )


def ordered_frame(trigger: Token, mentions: Mapping[int, Mention]) -> Frame:
    """The frame that the order of words suggests for a verb.

    Args:
        trigger: The verb, or a noun read as one.
        mentions: Token index -> mention.

    Returns:
        Subject, object, dative and prepositions as far as they stand in the same clause.
    """
    before = sorted(_before(trigger, mentions), key=lambda token: token.i)
    objects, preps = _after(trigger, mentions)
    frame = Frame(token=trigger, preps=preps, passive=_passive(trigger, preps))
    if frame.passive:
        frame.object, frame.subject = before, preps.get("by") or _agent(trigger, mentions)
    else:
        frame.subject, frame.object = before, objects[1::-1]
        if len(objects) > 1 and objects[0].i in mentions:
            frame.dative = objects[:1]  # "promised the opposition money"
    frame.dative += preps.get("to", [])
    return frame


def ordered_preps(noun: Token, mentions: Mapping[int, Mention]) -> dict[str, list[Token]]:
    """What follows a noun behind prepositions in the same clause."""
    return _after(noun, mentions)[1]


def completed(frame: Frame, guess: Frame, known: Mapping[int, Mention]) -> Frame:
    """The parsed frame with the slots filled from the guess in which it has no actor."""

    def either(parsed: list[Token], guessed: list[Token]) -> list[Token]:
        if {token.i for token in parsed} < {token.i for token in guessed}:
            return guessed  # "Ghana, Togo agree": the parse has but one of them
        return parsed if any(token.i in known for token in parsed) or not guessed else [*parsed, *guessed]

    active = frame.passive and not guess.passive and any(token.i in known for token in guess.object)
    words = {**guess.preps, **frame.preps}
    own = [child for child in kids(frame.token) if child.dep_ in ("nsubj", "nsubjpass") and child.pos_ == "NOUN"]
    acting = [token for token in guess.subject if all(token.i >= noun.left_edge.i for noun in own)]
    if any(acts_for_itself(noun) for noun in own):
        acting = []  # "a Dutch painter" is not the Netherlands
    return replace(
        frame,
        passive=frame.passive and not active,
        subject=guess.subject if active else either(frame.subject, acting),
        object=guess.object if active else either(frame.object, guess.object),
        dative=either(frame.dative, guess.dative),
        preps={word: either(frame.preps.get(word, []), guess.preps.get(word, [])) for word in words},
        particles=frame.particles,
        object_lemmas=None,
        low=None,
    )


def _passive(trigger: Token, preps: Mapping[str, list[Token]]) -> bool:
    if trigger.tag_ not in ("VBN", "VBD"):
        return False
    tokens, index, start = tokens_of(trigger.doc), trigger.i - 1, sentence_of(trigger).start
    while index > start and tokens[index].pos_ in ("ADV", "PART"):
        index -= 1
    if index >= start and tokens[index].lemma_.lower() in BEING:
        return True
    return trigger.tag_ == "VBN" and "by" in preps


def _agent(trigger: Token, mentions: Mapping[int, Mention]) -> list[Token]:
    """By whom, further on in the clause: "were taught to defuse mines by sappers"."""
    tokens, end = tokens_of(trigger.doc), sentence_of(trigger).end
    for index in range(trigger.i + 1, min(end - 1, trigger.i + REACH)):
        token = tokens[index]
        if token.text in STOPS or token.lower_ in BREAKS or token.tag_ in FINITE:
            return []
        if token.lower_ == "by":
            start = index + 1
            while start < end and tokens[start].pos_ in PHRASE:
                if start in mentions:
                    return [tokens[mentions[start].head]]
                start += 1
    return []


def _before(trigger: Token, mentions: Mapping[int, Mention]) -> Iterator[Token]:
    """Whoever is named last before the trigger in its clause, behind no preposition, and whom it is listed with."""
    tokens, index = tokens_of(trigger.doc), trigger.i - 1
    first = max(sentence_of(trigger).start, trigger.i - REACH)
    while index >= first:
        token, mention = tokens[index], mentions.get(index)
        if mention is not None and mention.end <= trigger.i and tokens[mention.head].tag_ != "PRP$":
            opening = _opening(tokens, mention.start, first)
            if opening <= first or tokens[opening - 1].pos_ not in ("ADP", "SCONJ"):
                yield tokens[mention.head]
                yield from _listed(tokens, opening, first, mentions)
                return
            index = opening - 1
            continue
        opens = token.text in STOPS or token.lower_ in BREAKS or token.dep_ == "mark"
        if opens or (token.tag_ in FINITE and token.pos_ != "AUX"):
            return
        index -= 1


def _opening(tokens: Sequence[Token], start: int, first: int) -> int:
    """Where the noun phrase begins that ends with the mention."""
    while start > first and tokens[start - 1].pos_ in PHRASE and tokens[start - 1].text != ",":
        start -= 1
    return start


def _listed(tokens: Sequence[Token], opening: int, first: int, mentions: Mapping[int, Mention]) -> Iterator[Token]:
    """The others of "Ghana, Togo and Benin", last first."""
    while opening - 2 >= first and tokens[opening - 1].lower_ in LISTED:
        index = opening - 2
        if tokens[index].lower_ in LISTED:
            index -= 1
        mention = mentions.get(index)
        if mention is None or mention.ref.kind not in ("country", "person", "organization"):
            return
        yield tokens[mention.head]
        opening = _opening(tokens, mention.start, first)


def _new_clause(tokens: Sequence[Token], index: int, end: int, mentions: Mapping[int, Mention]) -> bool:
    """Whether what follows a comma or "and" is no further member of a list: nobody named, or one who acts."""
    while index < end and tokens[index].pos_ in ("DET", "ADJ", "NUM"):
        index += 1
    mention = mentions.get(index)
    return mention is None or (mention.end < end and tokens[mention.end].pos_ in ("VERB", "AUX"))


def _after(trigger: Token, mentions: Mapping[int, Mention]) -> tuple[list[Token], dict[str, list[Token]]]:
    """Noun phrases behind the trigger in its clause: bare ones, and those behind each preposition."""
    tokens, end = tokens_of(trigger.doc), min(sentence_of(trigger).end, trigger.i + REACH)
    bare: list[Token] = []
    preps: dict[str, list[Token]] = {}
    word: str | None = None
    index = trigger.i + 1
    while index < end:
        token, mention = tokens[index], mentions.get(index)
        if mention is not None and mention.start > trigger.i:
            head, index = tokens[mention.head], mention.end
            (bare if word is None else preps.setdefault(word, [])).append(head)
            continue
        if token.text in STOPS or token.lower_ in BREAKS or token.pos_ in ("VERB", "AUX"):
            break
        if token.dep_ == "mark" or (token.lower_ in LISTED and _new_clause(tokens, index + 1, end, mentions)):
            break
        if token.pos_ == "ADP" and token.dep_ != "prt":
            word = token.lower_
        elif token.tag_ == "TO":
            if index + 1 < end and tokens[index + 1].tag_ == "VB":
                break
            word = "to"
        elif token.pos_ in ("NOUN", "PROPN", "NUM", "PRON") and not (
            index + 1 < end and tokens[index + 1].pos_ in ("NOUN", "PROPN", "PART") and index + 1 not in mentions
        ):
            (bare if word is None else preps.setdefault(word, [])).append(token)
        index += 1
    return bare, preps
