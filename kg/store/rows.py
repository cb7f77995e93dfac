"""Records as rows of parameters for the statements of ``kg.store.cypher``.

A row depends on its record alone. Absent values are left out, so that a property is there or not, never null.
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Iterable, Iterator
from typing import Any

from kg.actors.model import ActorEntry, MembershipEntry, OfficeEntry
from kg.ids import dataset_event_id, sentence_id
from kg.lexicon import load_lexicon
from kg.records import (
    ActorRef,
    Attribution,
    Document,
    DocumentRef,
    Event,
    Location,
    Office,
    Report,
    SentenceRef,
    Tally,
    Tie,
)
from kg.store.days import interval
from kg.store.evidence import COVERAGE, coverage
from kg.store.model import load_graph_model

Row = dict[str, Any]

#: How an actor is known, worst first. A speaker comes with a name as the text has it and no kind.
IMPLIED, SPEAKING, MENTIONED, LISTED = KNOWN = ("implied", "speaking", "mentioned", "listed")
#: Properties of an Actor that come from here; others (such as results of an analysis) are left alone.
ACTOR_PROPERTIES = tuple(load_graph_model().nodes["Actor"].properties)

_KNOWN_CODES = ("iso2", "iso3", "cow", "cameo", "wikidata")


def digest(*parts: str | None) -> str:
    """A short hash of parts, for the keys of edges."""
    return hashlib.sha256("\x1f".join(part or "" for part in parts).encode()).hexdigest()[:32]


def present(row: Row) -> Row:
    """The row without what is absent (None, empty lists)."""
    return {key: value for key, value in row.items() if value is not None and value not in ([], ())}


def normalised(event: Event) -> Event:
    """A symmetric event with its two actors in a fixed order, so that "A met B" and "B met A" are one edge."""
    if is_symmetric(event.relation) and event.target.id < event.source.id:
        return dataclasses.replace(
            event,
            source=event.target,
            target=event.source,
            source_location=event.target_location,
            target_location=event.source_location,
        )
    return event


def is_symmetric(relation: str) -> bool:
    """Whether the two actors of a relation may be exchanged."""
    entry = load_lexicon().relations.get(relation)
    return entry is not None and entry.symmetric


# -- actors ---------------------------------------------------------------------------------------------------------


def actor_row(ref: ActorRef) -> Row:
    """An actor as a text or a data set mentions it."""
    return present(
        {
            "id": ref.id,
            "name": ref.name,
            "kind": str(ref.kind),
            "country": ref.country,
            "sector": ref.sector,
            "known": MENTIONED,
        }
    )


def speaker_row(speaker: Attribution) -> Row | None:
    """A speaker as an actor; None for one nobody could resolve."""
    if speaker.id is None:
        return None
    kind = load_graph_model().kind_of(speaker.id)
    return present({"id": speaker.id, "name": speaker.name, "kind": kind, "known": SPEAKING})


def location_row(location: Location) -> Row:
    """A place as an actor node."""
    return present(
        {
            "id": location.id,
            "name": location.name,
            "kind": load_graph_model().kind_of(location.id) or "place",
            "country": location.country,
            "latitude": location.latitude,
            "longitude": location.longitude,
            "known": MENTIONED,
        }
    )


def event_actors(event: Event) -> Iterator[Row]:
    """Every actor node that an event needs."""
    yield actor_row(event.source)
    yield actor_row(event.target)
    for speaker in event.attribution:
        if (row := speaker_row(speaker)) is not None:
            yield row
    if event.location is not None:
        yield location_row(event.location)


def body_of(row: Row) -> str | None:
    """Id of the country that a government, group or armed group of a country is part of."""
    country = row.get("country")
    if country and row.get("kind") in {"government", "group", "armed_group"}:
        return f"country:{country}"
    return None


def implied_row(actor_id: str) -> Row:
    """An actor of which nothing but the id is known, because another row points to it."""
    name = actor_id.partition(":")[2] or actor_id
    kind = load_graph_model().kind_of(actor_id)
    country = name if kind == "country" else None
    return present({"id": actor_id, "name": name, "kind": kind, "country": country, "known": IMPLIED})


def merge_actor(old: Row, new: Row) -> Row:
    """Two rows of one actor as one; the result does not depend on which is old.

    Better knowledge counts alone (listed before mentioned before implied). Of two equally good values the smaller
    counts: any rule would do that does not ask who came first.
    """
    if old["known"] != new["known"]:
        return max(old, new, key=lambda row: KNOWN.index(row["known"]))
    if new["known"] == LISTED:
        # whoever was loaded for his own sake stays so
        return new if old.get("met") else {key: value for key, value in new.items() if key != "met"}
    merged = dict(old)
    for key, value in new.items():
        merged[key] = min(merged[key], value) if key in merged else value
    return merged


def entry_row(entry: ActorEntry, *, met: bool = False) -> Row:
    """A listed actor; ``met``: it is written because records speak of it."""
    codes = {key: value for key, value in sorted(entry.codes.items()) if key in _KNOWN_CODES}
    return present(
        {
            "id": entry.id,
            "name": entry.name,
            "kind": entry.kind,
            "country": entry.country,
            "sector": entry.sector,
            "status": entry.status,
            "gender": entry.gender,
            "aliases": sorted(set(entry.aliases)),
            "capital": entry.capital,
            "since": entry.since,
            "until": entry.until,
            "known": LISTED,
            "met": met or None,
            **codes,
        }
    )


def listed_office_row(person: str, office: OfficeEntry) -> Row:
    """An office from actor knowledge."""
    return {
        "person": person,
        "of": office.of,
        "properties": present(
            {
                "id": digest("listed", person, office.title, office.of, office.since, office.until),
                "title": office.title,
                "role": office.role,
                "from": office.since,
                "to": office.until,
                "source": office.source,
                "verified": office.verified,
            }
        ),
    }


def membership_row(member: str, body: str, entry: MembershipEntry) -> Row:
    """A membership from actor knowledge."""
    return {
        "member": member,
        "body": body,
        "properties": present(
            {
                "id": digest(member, body, entry.since, entry.until),
                "from": entry.since,
                "to": entry.until,
                "status": entry.status,
                "source": entry.source,
                "verified": entry.verified,
            }
        ),
    }


def stated_office_row(office: Office, document: Document) -> Row:
    """An office as a text states it."""
    return {
        "person": office.person.id,
        "of": office.of.id,
        "document": document.id,
        "id": digest("stated", office.person.id, office.title.casefold(), office.of.id, str(office.former)),
        "title": office.title,
        "role": office.role,
        "former": office.former,
        "seen": office.seen or document.published,
    }


# -- documents ------------------------------------------------------------------------------------------------------


def document_row(document: Document | DocumentRef) -> Row:
    """A document without its text."""
    return present(
        {
            "id": document.id,
            "title": document.title,
            "url": document.url,
            "publisher": document.publisher,
            "published": document.published,
            "language": getattr(document, "language", None),
            "loader": document.loader,
        }
    )


def merge_document(old: Row, new: Row) -> Row:
    """Two rows of one text as one: that of the earliest publication, whole; no mixture, and no matter which is old."""

    def rank(row: Row) -> tuple[str, ...]:
        keys = ("published", "url", "publisher", "title", "language", "loader")
        return tuple(str(row.get(key) or "~") for key in keys)

    return min(old, new, key=rank)


def sentence_row(document: str, sentence: SentenceRef) -> Row:
    """A sentence and the document it stands in."""
    return {
        "document": document,
        "properties": {
            "id": sentence_id(document, sentence.start, sentence.end),
            "text": sentence.text,
            "index": sentence.index,
            "start": sentence.start,
            "end": sentence.end,
        },
    }


# -- events ---------------------------------------------------------------------------------------------------------


def identity(event: Event) -> Row:
    """What makes it this event and no other; the same in every mention."""
    days = interval(event.date)
    return present(
        {
            "id": event.id,
            "relation": load_graph_model().relation(event.relation),
            "source_id": event.source.id,
            "target_id": event.target.id,
            "plover_type": event.plover.type,
            "date": event.date,
            "date_precision": event.date_precision,
            "year": int(event.date[:4]) if event.date and event.date[:4].isdigit() else None,
            "first_day": days[0] if days else None,
            "last_day": days[1] if days else None,
            "realis": event.realis,
            "symmetric": is_symmetric(event.relation),
            "dataset": event.dataset,
            "dataset_id": event.dataset_id,
            "revised": event.revised,
        }
    )


def mention(event: Event) -> Row:
    """What this mention says in detail: the properties of EVIDENCED_BY and REPORTED_IN."""
    row: Row = {
        "start": event.trigger.start if event.trigger else None,
        "end": event.trigger.end if event.trigger else None,
        "trigger": event.trigger.text if event.trigger else None,
        "plover_mode": event.plover.mode,
        "plover_context": sorted(event.plover.context),
        "cameo": event.cameo,
        "quad_class": event.quad_class,
        "goldstein": None if event.goldstein is None else float(event.goldstein),
        "date_end": event.date_end,
        "amount": float(event.amount.value) if event.amount else None,
        "currency": event.amount.currency if event.amount else None,
        "magnitude": float(event.magnitude.value) if event.magnitude else None,
        "unit": event.magnitude.unit if event.magnitude else None,
        "object": event.object.text if event.object else None,
        "confidence": float(event.confidence),
        "rule": event.rule,
        "speakers": [speaker.name for speaker in event.attribution],
        "speaker_ids": sorted({speaker.id for speaker in event.attribution if speaker.id}),
        "location_id": event.location.id if event.location else None,
    }
    for side, ref in (("source", event.source), ("target", event.target)):
        row |= {
            f"{side}_name": ref.name,
            f"{side}_text": ref.text,
            f"{side}_role": ref.role,
            f"{side}_country": ref.country,
            f"{side}_sector": ref.sector,
            f"{side}_kind": ref.kind,
        }
    return present(row)


def own_properties(event: Event) -> Row:
    """All properties of an event that is known from one record alone: a row of a data set."""
    said = mention(event)
    taken = (
        "source_country",
        "source_sector",
        "target_country",
        "target_sector",
        "plover_mode",
        "plover_context",
        "cameo",
        "quad_class",
        "goldstein",
        "date_end",
        "rule",
        "amount",
        "currency",
        "magnitude",
        "unit",
        "confidence",
    )
    placed = _actor_place("source", event.source_location) | _actor_place("target", event.target_location)
    document = event.document
    covered = coverage([(document.id, document.published, document.publisher)] if document else [])
    return present(identity(event) | {key: said[key] for key in taken if key in said} | placed | covered)


def _actor_place(side: str, place: Location | None) -> Row:
    """Where a data set places an actor, as properties of the event: unlike the event, the actor is in many places."""
    if place is None:
        return {}
    return {
        f"{side}_place": place.name,
        f"{side}_place_id": place.id,
        f"{side}_place_country": place.country,
        f"{side}_latitude": place.latitude,
        f"{side}_longitude": place.longitude,
    }


def is_later(old: Row, new: Row) -> bool:
    """Whether of two versions of a data set's row the old one was revised after the new one."""
    return str(old.get("revised") or "") > str(new.get("revised") or "")


def later(old: Row, new: Row) -> Row:
    """Of two versions of a data set's row the one revised later (the new one where nothing says), with the coverage of
    the old: that follows from all reports, not from the row."""
    row = old if is_later(old, new) else new
    kept = {key: old[key] for key in COVERAGE if key in old}
    return {key: value for key, value in row.items() if key not in COVERAGE or key in kept} | kept


def merge_report(old: Row, new: Row) -> Row:
    """What two rows of a data set say of one report, as one; no matter which is old."""
    merged = old | new
    if "confidence" in old and "confidence" in new:
        merged["confidence"] = max(old["confidence"], new["confidence"])
    return merged


def report_row(report: Report) -> Row:
    """What a row of reports says: the properties of REPORTED_IN."""
    return present({"confidence": None if report.confidence is None else float(report.confidence)})


def withdrawn_row(dataset: str, dataset_id: str, withdrawn: str | None) -> Row:
    """A row of a data set that its maker has withdrawn."""
    key = dataset_event_id(dataset, dataset_id)
    return present({"id": key, "dataset": dataset, "dataset_id": dataset_id, "withdrawn": withdrawn})


def merge_withdrawn(old: Row, new: Row) -> Row:
    """Of two withdrawals of one row the later; without a date it holds for every version."""
    return max(old, new, key=lambda row: row.get("withdrawn", "~"))


def tally_row(document: str, tally: Tally) -> Row:
    """A number that a document gives, for a place."""
    said = {"kind": tally.kind, "number": float(tally.number), "what": tally.what}
    key = digest(document, tally.kind, f"{tally.number:g}", tally.what, tally.location.id)
    return {"document": document, "place": tally.location.id, "properties": present({"id": key, **said})}


def direct_properties(event: Row) -> Row:
    """Properties of the direct edge, from those of the Event node."""
    keys = ("date", "year", "reported", "goldstein", "quad_class", "confidence")
    return {"event_id": event["id"], **{key: event[key] for key in keys if event.get(key) is not None}}


# -- ties -----------------------------------------------------------------------------------------------------------


def tie_row(tie: Tie) -> Row:
    """A standing relation, a symmetric one with its actors in a fixed order."""
    model = load_graph_model()
    relation = model.tie(tie.relation)
    source, target = tie.source.id, tie.target.id
    if model.ties[relation].symmetric and target < source:
        source, target = target, source
    return {
        "relation": relation,
        "source": source,
        "target": target,
        "properties": present(
            {
                "id": tie.id,
                "since": tie.since,
                "until": tie.until,
                "value": None if tie.value is None else float(tie.value),
                "unit": tie.unit,
                "detail": tie.detail,
                "dataset": tie.dataset,
                "dataset_id": tie.dataset_id,
            }
        ),
    }


def fold_actors(rows: Iterable[Row]) -> dict[str, Row]:
    """Rows of actors by id, several of one actor merged."""
    found: dict[str, Row] = {}
    for row in rows:
        found[row["id"]] = merge_actor(found[row["id"]], row) if row["id"] in found else row
    return found
