"""JSON lines in the contract of ``kg extract``: one line a mention, made anew from the graph.

The graph keeps the words of a mention and where its trigger stands, not the place of every word. Places of actors and
objects are found again where their words stand once in the sentence, and are null otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from kg.export.evidence import Evidence
from kg.records import (
    ActorRef,
    Amount,
    Attribution,
    DocumentRef,
    Event,
    Location,
    Magnitude,
    Plover,
    SentenceRef,
    Span,
    to_json,
)

Row = Mapping[str, Any]
_SENTENCE = ("index", "text", "start", "end")
_DOCUMENT = ("id", "title", "url", "publisher", "published", "loader")


def write_jsonl(file: BinaryIO, evidence: Evidence) -> int:
    """Write events; returns the number of lines."""
    count = 0
    for portion in evidence.portions():
        for row in portion:
            for event in mentions_of(row, evidence.actors):
                file.write(f"{to_json(event)}\n".encode())
                count += 1
    return count


def mentions_of(row: Row, actors: Mapping[str, Row]) -> Iterator[Event]:
    """An event once for each sentence or document that states it; once without, where nothing does.

    Args:
        row: As ``kg.store.dump.stream_evidence`` gives it.
        actors: Properties of the actors it names, by id.
    """
    for mention in row["mentions"]:
        yield _event(row, mention["said"], mention["place"], mention["document"], actors)
    if not row["mentions"]:
        yield _event(row, {}, None, None, actors)


def _event(row: Row, said: Row, place: Row | None, document: Row | None, actors: Mapping[str, Row]) -> Event:
    node = row["event"]
    sentence = place if document is not None else None
    # The row of a data set says everything itself; its edge to the page it cites only says where.
    whole = place is None or "dataset" in node
    known = {**node, **said} if whole else said
    if whole:
        speakers = [Attribution(name=actors[key]["name"], id=key) for key in sorted(row["speakers"])]
        location = min(row["places"], default=None)
    else:
        speakers, location = _speakers(said, actors), said.get("location_id")
    return Event(
        id=node["id"],
        relation=node["relation"],
        trigger=_trigger(said),
        source=_actor("source", node, known, actors, sentence),
        target=_actor("target", node, known, actors, sentence),
        plover=Plover(
            type=node["plover_type"], mode=known.get("plover_mode"), context=tuple(known.get("plover_context", ()))
        ),
        cameo=known.get("cameo"),
        quad_class=known["quad_class"],
        goldstein=known.get("goldstein"),
        date=node.get("date"),
        date_precision=node["date_precision"],
        date_end=known.get("date_end"),
        realis=node["realis"],
        attribution=tuple(speakers),
        amount=Amount(value=known["amount"], currency=known["currency"]) if "amount" in known else None,
        magnitude=Magnitude(value=known["magnitude"], unit=known["unit"]) if "magnitude" in known else None,
        object=_span(said.get("object"), sentence),
        location=_location(actors[location]) if location else None,
        source_location=_actor_place("source", node),
        target_location=_actor_place("target", node),
        confidence=known["confidence"],
        rule=known["rule"],
        sentence=SentenceRef(**{key: sentence[key] for key in _SENTENCE}) if sentence else None,
        document=_document(document or place),
        dataset=node.get("dataset"),
        dataset_id=node.get("dataset_id"),
    )


def _trigger(said: Row) -> Span | None:
    if "trigger" not in said:
        return None
    return Span(text=said["trigger"], start=said["start"], end=said["end"])


def _actor(side: str, node: Row, known: Row, actors: Mapping[str, Row], sentence: Row | None) -> ActorRef:
    key = node[f"{side}_id"]
    actor = actors[key]
    words = known.get(f"{side}_text")
    span = _span(words, sentence)
    return ActorRef(
        id=key,
        name=known.get(f"{side}_name") or actor["name"],
        kind=known.get(f"{side}_kind") or actor["kind"],
        country=known.get(f"{side}_country"),
        sector=known.get(f"{side}_sector"),
        role=known.get(f"{side}_role"),
        text=words,
        start=span.start if span else None,
        end=span.end if span else None,
    )


def _span(words: str | None, sentence: Row | None) -> Span | None:
    """Where words stand in a sentence that has them once."""
    if not words or sentence is None or sentence["text"].count(words) != 1:
        return None
    start = sentence["start"] + sentence["text"].index(words)
    return Span(text=words, start=start, end=start + len(words))


def _speakers(said: Row, actors: Mapping[str, Row]) -> list[Attribution]:
    """Speakers in their order; the graph keeps names and ids apart, and an id goes to the name its actor has."""
    ids = list(said.get("speaker_ids", ()))
    found = []
    for name in said.get("speakers", ()):
        key = next((key for key in ids if key in actors and actors[key].get("name") == name), None)
        if key is not None:
            ids.remove(key)
        found.append(Attribution(name=name, id=key))
    unnamed = iter(ids)
    return [speaker if speaker.id else Attribution(name=speaker.name, id=next(unnamed, None)) for speaker in found]


def _location(place: Row) -> Location:
    return Location(
        id=place["id"],
        name=place["name"],
        country=place.get("country"),
        latitude=place.get("latitude"),
        longitude=place.get("longitude"),
    )


def _actor_place(side: str, node: Row) -> Location | None:
    if f"{side}_place" not in node:
        return None
    return Location(
        id=node[f"{side}_place_id"],
        name=node[f"{side}_place"],
        country=node.get(f"{side}_place_country"),
        latitude=node.get(f"{side}_latitude"),
        longitude=node.get(f"{side}_longitude"),
    )


def _document(node: Row | None) -> DocumentRef | None:
    return DocumentRef(**{key: node[key] for key in _DOCUMENT if key in node}) if node else None
