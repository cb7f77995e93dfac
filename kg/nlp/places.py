"""Where an event took place: a locative phrase at its predicate, resolved like a mention."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from kg.ids import slug
from kg.nlp.dates_syntax import is_verbal
from kg.nlp.mentions import Mention, by_token
from kg.nlp.tree import kids, sentence_of
from kg.records import Location

_LOCATIVE = frozenset("in at near outside inside around off across within beside along throughout aboard".split())
_PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
_UP = frozenset("dobj attr pobj prep agent conj appos compound npadvmod nsubjpass nsubj dative poss oprd".split())


def location_for(doc: Doc, token_index: int) -> Location | None:
    """The place a predicate (verb or event noun) is said to happen at, or None.

    "met Erdogan in Sochi" gives Sochi; a city that stands for its government elsewhere is a place here
    (``place:moscow``), a country keeps its own id.
    """
    predicate = doc[token_index]
    mentions: dict[int, Mention] | None = None
    best: tuple[int, int, Location] | None = None
    for token in sentence_of(predicate):
        if token.dep_ != "prep" or token.lower_ not in _LOCATIVE:
            continue
        steps = _steps(token, predicate)
        if steps is None:
            continue
        for noun in kids(token):
            if noun.dep_ != "pobj":
                continue
            mentions = by_token(doc) if mentions is None else mentions
            location = _location(noun, mentions)
            key = (steps, abs(token.i - token_index))
            if location is not None and (best is None or key < best[:2]):
                best = (*key, location)
    return best[2] if best else None


def _steps(token: Token, predicate: Token) -> int | None:
    steps = 0
    while token.head.i != predicate.i:
        token = token.head
        if token.head == token or is_verbal(token) or token.dep_ not in _UP or steps > 4:
            return None
        steps += 1
    return steps


def _location(noun: Token, mentions: dict[int, Mention]) -> Location | None:
    doc = noun.doc
    mention = mentions.get(noun.i)
    if mention is not None and mention.ref.kind == "country" and mention.via == "name":
        span = doc[mention.start : mention.end]
        ref = mention.ref
        return Location(
            id=ref.id, name=ref.name, country=ref.country, text=span.text, start=span.start_char, end=span.end_char
        )
    if mention is not None and mention.ref.kind == "place":
        span = doc[mention.start : mention.end]
        ref = mention.ref
        return Location(
            id=ref.id, name=ref.name, country=ref.country, text=span.text, start=span.start_char, end=span.end_char
        )
    if mention is not None and mention.via == "metonym" and noun.ent_type_ in {*_PLACE_LABELS, "", "PERSON", "ORG"}:
        span = doc[mention.start : mention.end]
        country: str | None = mention.ref.country
    elif noun.ent_type_ in _PLACE_LABELS:
        span = next((ent for ent in doc.ents if ent.start <= noun.i < ent.end), doc[noun.i : noun.i + 1])
        country = _country_after(doc, span.end, mentions)
    else:
        return None
    if span[0].lower_ == "the" and len(span) > 1:
        span = doc[span.start + 1 : span.end]
    return Location(
        id=f"place:{slug(span.text)}",
        name=span.text,
        country=country,
        text=span.text,
        start=span.start_char,
        end=span.end_char,
    )


def _country_after(doc: Doc, end: int, mentions: dict[int, Mention]) -> str | None:
    """The country of "Aleppo, Syria" and "Afrin in Syria"."""
    if end + 1 < len(doc) and doc[end].text in (",", "in"):
        mention = mentions.get(end + 1) or (mentions.get(end + 2) if doc[end + 1].lower_ == "northern" else None)
        if mention is not None and mention.ref.kind == "country":
            return mention.ref.country
    return None
