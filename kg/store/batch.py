"""What one transaction writes: rows by key, each fact once."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from kg.ids import dataset_event_id, sentence_id
from kg.records import ActorRef, DocumentFacts, Event, Extraction, Report, Tie
from kg.store import rows
from kg.store.rows import Row

Place = tuple[str, str]  # event id, id of the sentence or document


@dataclass(slots=True)
class Batch:
    """Rows to write together.

    ``own`` holds events that one record tells completely (rows of data sets, events without a document); ``events``
    those whose properties follow from their mentions. ``reports`` are mentions whose place is a document; ``reported``
    are events that are in the graph and of which the batch has nothing but reports. ``ties`` are by edge type and id.
    """

    documents: dict[str, Row] = field(default_factory=dict)
    copies: set[tuple[str, str]] = field(default_factory=set)
    ingested: list[str] = field(default_factory=list)
    sentences: dict[str, Row] = field(default_factory=dict)
    actors: dict[str, Row] = field(default_factory=dict)
    parts: set[tuple[str, str]] = field(default_factory=set)
    events: dict[str, Row] = field(default_factory=dict)
    own: dict[str, Row] = field(default_factory=dict)
    own_ends: dict[str, tuple[set[str], set[str]]] = field(default_factory=dict)
    evidence: dict[Place, Row] = field(default_factory=dict)
    reports: dict[Place, Row] = field(default_factory=dict)
    reported: set[str] = field(default_factory=set)
    names: set[tuple[str, str]] = field(default_factory=set)
    tallies: dict[str, Row] = field(default_factory=dict)
    withdrawn: dict[str, Row] = field(default_factory=dict)
    offices: dict[tuple[str, str], Row] = field(default_factory=dict)
    ties: defaultdict[str, dict[str, Row]] = field(default_factory=lambda: defaultdict(dict))

    @property
    def size(self) -> int:
        """How many rows, roughly."""
        places = len(self.documents) + len(self.evidence) + len(self.own) + len(self.offices)
        apart = len(self.reported) + len(self.names) + len(self.tallies) + len(self.withdrawn)
        return places + apart + sum(len(found) for found in self.ties.values())

    def add_extraction(self, extraction: Extraction) -> None:
        """Take in all that was found in a document."""
        document = extraction.document
        self._document(rows.document_row(document))
        self.ingested.append(document.id)
        # The pair is sorted: which of the two was read first must not show in the graph.
        self.copies.update((min(document.id, other), max(document.id, other)) for other in document.near_duplicates)
        for event in extraction.events:
            self.add_event(event)
        for office in extraction.offices:
            self._offices(rows.stated_office_row(office, document), office.person, office.of)

    def add_event(self, event: Event) -> None:
        """Take in an event with its actors, document and sentence."""
        event = rows.normalised(event)
        for row in rows.event_actors(event):
            self.add_actor(row)
        said = rows.mention(event)
        if event.document is not None:
            self._document(rows.document_row(event.document))
        if event.dataset is not None or event.document is None:
            self._own(rows.own_properties(event), said)
            said = {key: said[key] for key in ("start", "end", "trigger") if key in said}
        else:
            self.events[event.id] = rows.identity(event)
        if event.document is None:
            return
        if event.sentence is None and event.dataset is not None:
            self._report(event.id, event.document.id, said | {"own": True})
        elif event.sentence is None:
            _keep_best(self.reports, (event.id, event.document.id), said)
        else:
            place = sentence_id(event.document.id, event.sentence.start, event.sentence.end)
            self.sentences[place] = rows.sentence_row(event.document.id, event.sentence)
            _keep_best(self.evidence, (event.id, place), said)

    def add_tie(self, tie: Tie) -> None:
        """Take in a standing relation with its actors."""
        row = rows.tie_row(tie)
        self.ties[row["relation"]][tie.id] = row
        self.add_actor(rows.actor_row(tie.source))
        self.add_actor(rows.actor_row(tie.target))

    def add_report(self, report: Report) -> None:
        """Take in a document that reports an event of which the graph knows the actors."""
        event = dataset_event_id(report.dataset, report.dataset_id)
        self._document(rows.document_row(report.document))
        self.ingested.append(report.document.id)
        self.reported.add(event)
        self._report(event, report.document.id, rows.report_row(report))

    def add_facts(self, facts: DocumentFacts) -> None:
        """Take in whom documents name and which numbers they give."""
        for actor in facts.actors:
            self.add_actor(rows.actor_row(actor))
        for tally in facts.tallies:
            self.add_actor(rows.location_row(tally.location))
        for document in facts.documents:
            self._document(rows.document_row(document))
            self.ingested.append(document.id)
            self.names.update((document.id, actor.id) for actor in facts.actors)
            told = (rows.tally_row(document.id, tally) for tally in facts.tallies)
            self.tallies.update((row["properties"]["id"], row) for row in told)

    def add_withdrawal(self, row: tuple[str, str, str | None]) -> None:
        """Take in that a row of a data set was withdrawn: data set, the row's own id, and when."""
        told = rows.withdrawn_row(*row)
        known = self.withdrawn.get(told["id"])
        self.withdrawn[told["id"]] = rows.merge_withdrawn(known, told) if known else told

    def _own(self, row: Row, said: Row) -> None:
        key = row["id"]
        if key in self.own and rows.is_later(self.own[key], row):
            return
        self.own[key] = row
        self.own_ends[key] = (
            set(said.get("speaker_ids", ())),
            {said["location_id"]} if "location_id" in said else set(),
        )

    def _report(self, event: str, document: str, said: Row) -> None:
        place = (event, document)
        self.reports[place] = rows.merge_report(self.reports[place], said) if place in self.reports else said

    def add_actor(self, row: Row) -> None:
        """Take in an actor; one of a country's bodies brings the country."""
        known = self.actors.get(row["id"])
        self.actors[row["id"]] = rows.merge_actor(known, row) if known else row
        body = rows.body_of(row)
        if body is not None and body != row["id"]:
            self.parts.add((row["id"], body))
            self.add_implied(body)

    def add_implied(self, actor_id: str) -> None:
        """Take in an actor of which only the id is known."""
        self.actors.setdefault(actor_id, rows.implied_row(actor_id))

    def _document(self, row: Row) -> None:
        known = self.documents.get(row["id"])
        self.documents[row["id"]] = rows.merge_document(known, row) if known else row

    def _offices(self, row: Row, person: ActorRef, body: ActorRef) -> None:
        self.add_actor(rows.actor_row(person))
        self.add_actor(rows.actor_row(body))
        self.offices[row["document"], row["id"]] = row


def _keep_best(mentions: dict[Place, Row], place: Place, said: Row) -> None:
    """Where one sentence states an event twice, the surer mention counts, then the first."""

    def rank(row: Row) -> tuple[float, int, str]:
        return (-row.get("confidence", 0.0), row.get("start", 0), repr(sorted(row.items())))

    mentions[place] = min(mentions[place], said, key=rank) if place in mentions else said
