"""Where an event took place: a locative phrase on its predicate ("met in Sochi", "near Afrin", "at Guantánamo Bay")."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from kg.ids import slug
from kg.nlp.mentions import Mention, by_token
from kg.records import Location

LOCATIVE = ("in", "at", "near", "outside", "inside", "around", "off", "across", "over")
PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})


def location_for(doc: Doc, index: int) -> Location | None:
    """The place that a locative preposition on the predicate at ``index`` names, or None."""
    mentions = by_token(doc)
    for preposition in doc[index].children:
        if preposition.dep_ != "prep" or preposition.lower_ not in LOCATIVE:
            continue
        for token in preposition.children:
            if token.dep_ == "pobj":
                found = _place(doc, token, mentions)
                if found is not None:
                    return found
    return None


def _place(doc: Doc, token: Token, mentions: dict[int, Mention]) -> Location | None:
    mention = mentions.get(token.i)
    if mention is not None and mention.ref.kind in ("country", "place") and mention.via in ("name", "metonym", "entity"):
        ref = mention.ref
        named = ref.text or ref.name
        capital = mention.via == "metonym"
        return Location(
            id=f"place:{slug(named)}" if capital else ref.id,
            name=named if capital else ref.name,
            country=ref.country,
            text=ref.text,
            start=ref.start,
            end=ref.end,
        )
    for entity in doc.ents:
        if entity.start <= token.i < entity.end and entity.label_ in PLACE_LABELS:
            text = entity.text.removeprefix("the ")
            start = entity.end_char - len(text)
            return Location(id=f"place:{slug(text)}", name=text, text=text, start=start, end=entity.end_char)
    return None
