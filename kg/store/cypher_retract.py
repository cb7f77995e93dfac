"""Cypher text for taking documents, rows and runs back; see ``kg.store.cypher``."""

from __future__ import annotations

from kg.store.model import GraphModel

FIND_DOCUMENTS = """
MATCH (d:Document {id: $name}) RETURN d.id AS id, d.url AS url, d.title AS title
UNION
MATCH (d:Document {url: $name}) RETURN d.id AS id, d.url AS url, d.title AS title
"""

FIND_DOCUMENTS_BY_PREFIX = """
MATCH (d:Document) WHERE d.id >= $name AND d.id < $end RETURN d.id AS id, d.url AS url, d.title AS title LIMIT 5
"""

STATEMENTS_IN = """
UNWIND $ids AS id
MATCH (d:Document {id: id})-[r:STATES_OFFICE]->(p:Actor)
RETURN id AS document, r.id AS id, p.id AS person, r.of AS of, r.runs AS runs
"""

DELETE_EVIDENCE = """
UNWIND $rows AS row
MATCH (:Event {id: row.event})-[r:EVIDENCED_BY]->(:Sentence {id: row.place}) DELETE r
"""

DELETE_REPORTS = """
UNWIND $rows AS row
MATCH (:Event {id: row.event})-[r:REPORTED_IN]->(:Document {id: row.place}) DELETE r
"""

DELETE_STATEMENTS = """
UNWIND $rows AS row
MATCH (:Document {id: row.document})-[r:STATES_OFFICE {id: row.id}]->(:Actor {id: row.person}) DELETE r
"""

DELETE_LONE_SENTENCES = """
UNWIND $ids AS id
MATCH (s:Sentence {id: id}) WHERE NOT EXISTS { (s)<-[:EVIDENCED_BY]-() } DETACH DELETE s
"""

SENTENCES_OF = """
UNWIND $ids AS id MATCH (:Document {id: id})<-[:IN_DOCUMENT]-(s:Sentence) RETURN s.id AS id
"""

DELETE_DOCUMENTS = "UNWIND $ids AS id MATCH (d:Document {id: id}) DETACH DELETE d"

DELETE_EVENTS = "UNWIND $ids AS id MATCH (e:Event {id: id}) DETACH DELETE e"

DELETE_LINKS = """
UNWIND $ids AS id MATCH (:Event {id: id})-[r:DISPUTES|POSSIBLY_SAME]-(:Event) DELETE r
"""

ACTORS_OF_EVENTS = """
UNWIND $ids AS id
MATCH (:Event {id: id})-[:SOURCE|TARGET|ATTRIBUTED_TO|LOCATED_IN]->(a:Actor) RETURN DISTINCT a.id AS id
"""

# actors that nothing speaks of any more
LONE_ACTORS = """
UNWIND $ids AS id
MATCH (a:Actor {id: id})
WHERE (a.known <> 'listed' OR a.met)
  AND NOT EXISTS { (a)<-[:SOURCE|TARGET|ATTRIBUTED_TO|LOCATED_IN|STATES_OFFICE|MENTIONS|COUNTS]-() }
OPTIONAL MATCH (a)-[r]-(b) WHERE NOT type(r) IN ['PART_OF', 'HOLDS_OFFICE', 'MEMBER_OF'] OR endNode(r) = a
WITH a, count(r) AS facts WHERE facts = 0
OPTIONAL MATCH (a)-[:PART_OF|HOLDS_OFFICE|MEMBER_OF]->(whole:Actor)
RETURN a.id AS id, collect(whole.id) AS wholes
"""

DELETE_ACTORS = "UNWIND $ids AS id MATCH (a:Actor {id: id}) DETACH DELETE a"

# how the remaining events speak of actors
ROLES_IN_EVIDENCE = """
UNWIND $ids AS id
MATCH (a:Actor {id: id})<-[side:SOURCE|TARGET]-(e:Event)-[r:EVIDENCED_BY|REPORTED_IN]->()
WHERE e.dataset IS NULL
RETURN id AS id, type(side) AS side, properties(r) AS said
"""


def described_otherwise(model: GraphModel) -> str:
    """Which actors are described by more than the mentions of events: rows of data sets, places, offices, ties."""
    ties = "|".join(sorted(model.ties))
    return f"""
UNWIND $ids AS id
MATCH (a:Actor {{id: id}})
WHERE EXISTS {{ (a)<-[:LOCATED_IN|STATES_OFFICE|HOLDS_OFFICE|MENTIONS|COUNTS]-() }} OR EXISTS {{ (a)-[:{ties}]-() }}
   OR EXISTS {{ MATCH (a)<-[:SOURCE|TARGET]-(e:Event) WHERE e.dataset IS NOT NULL }}
RETURN a.id AS id
"""


SPEAKING = "UNWIND $ids AS id MATCH (a:Actor {id: id})<-[:ATTRIBUTED_TO]-() RETURN DISTINCT a.id AS id"

UNLINK_RUN = "UNWIND $ids AS id MATCH (:Document {id: id})-[r:INGESTED_IN]->(:Run {id: $run}) DELETE r"

UNLINK_RUN_FROM_EVENTS = "UNWIND $ids AS id MATCH (:Event {id: id})-[r:INGESTED_IN]->(:Run {id: $run}) DELETE r"

DELETE_RUN = "MATCH (r:Run {id: $id}) DETACH DELETE r"

RUN_DOCUMENTS = """
MATCH (d:Document)-[:INGESTED_IN]->(:Run {id: $run})
RETURN d.id AS id, COUNT { (d)-[:INGESTED_IN]->(:Run) } AS runs
"""

RUN_EVENTS = """
MATCH (e:Event)-[:INGESTED_IN]->(:Run {id: $run})
RETURN e.id AS id, COUNT { (e)-[:INGESTED_IN]->(:Run) } AS runs
"""

RUN_EVIDENCE = """
UNWIND $ids AS id
MATCH (:Document {id: id})<-[:IN_DOCUMENT]-(s:Sentence)<-[r:EVIDENCED_BY]-(e:Event)
WHERE $run IN r.runs RETURN e.id AS event, s.id AS place, r.runs AS runs
"""

RUN_REPORTS = """
UNWIND $ids AS id
MATCH (d:Document {id: id})<-[r:REPORTED_IN]-(e:Event)
WHERE $run IN r.runs RETURN e.id AS event, d.id AS place, r.runs AS runs, coalesce(r.own, false) AS own
"""

# documents that report an event also without this run
REPORTING_OTHERWISE = """
UNWIND $ids AS id
MATCH (d:Document {id: id})<-[r:REPORTED_IN]-(:Event)
WHERE r.own OR NOT $run IN coalesce(r.runs, []) OR size(r.runs) > 1
RETURN DISTINCT d.id AS id
"""

LONE_FACTS = """
UNWIND $ids AS id
MATCH (:Document {id: id})-[r:MENTIONS|COUNTS]->(a:Actor) WHERE $run IN r.runs AND size(r.runs) = 1
RETURN DISTINCT a.id AS actor
"""

DELETE_LONE_FACTS = """
UNWIND $ids AS id
MATCH (:Document {id: id})-[r:MENTIONS|COUNTS]->(:Actor) WHERE $run IN r.runs AND size(r.runs) = 1 DELETE r
"""

UNLINK_FACTS = """
UNWIND $ids AS id
MATCH (:Document {id: id})-[r:MENTIONS|COUNTS]->(:Actor) WHERE $run IN r.runs
SET r.runs = [other IN r.runs WHERE other <> $run]
"""

RUN_WITHDRAWN = """
MATCH (w:Withdrawn)-[:INGESTED_IN]->(:Run {id: $run})
RETURN w.id AS id, COUNT { (w)-[:INGESTED_IN]->(:Run) } AS runs
"""

DELETE_WITHDRAWN = "UNWIND $ids AS id MATCH (w:Withdrawn {id: id}) DETACH DELETE w"

SET_EVIDENCE_RUNS = """
UNWIND $rows AS row
MATCH (:Event {id: row.event})-[r:EVIDENCED_BY]->(:Sentence {id: row.place}) SET r.runs = row.runs
"""

SET_REPORT_RUNS = """
UNWIND $rows AS row
MATCH (:Event {id: row.event})-[r:REPORTED_IN]->(:Document {id: row.place}) SET r.runs = row.runs
"""

SET_STATEMENT_RUNS = """
UNWIND $rows AS row
MATCH (:Document {id: row.document})-[r:STATES_OFFICE {id: row.id}]->(:Actor {id: row.person}) SET r.runs = row.runs
"""

ACTORS_OF_DOCUMENTS = """
UNWIND $ids AS id MATCH (:Document {id: id})-[:MENTIONS|COUNTS]->(a:Actor) RETURN DISTINCT a.id AS id
"""

DOCUMENTS_OF_EVENTS = """
UNWIND $ids AS id MATCH (:Event {id: id})-[:REPORTED_IN]->(d:Document) RETURN DISTINCT d.id AS id
UNION
UNWIND $ids AS id MATCH (:Event {id: id})-[:EVIDENCED_BY]->(:Sentence)-[:IN_DOCUMENT]->(d:Document)
RETURN DISTINCT d.id AS id
"""

DELETE_LONE_DOCUMENTS = """
UNWIND $ids AS id
MATCH (d:Document {id: id})
WHERE NOT EXISTS { (d)--() } DELETE d
"""


def unsupport_ties(tie: str) -> str:
    """A run has not read these ties."""
    return f"MATCH ()-[r:{tie}]->() WHERE r.id IN $ids SET r.runs = [run IN r.runs WHERE run <> $run]"


def ties_of_run(tie: str) -> str:
    """Ties that a run has read, and how many have."""
    return f"MATCH ()-[r:{tie}]->() WHERE $run IN r.runs RETURN r.id AS id, size(r.runs) AS runs"


def ties_of_rows(tie: str) -> str:
    """Ties of rows of a data set."""
    return f"MATCH ()-[r:{tie}]->() WHERE r.dataset = $dataset AND r.dataset_id IN $ids RETURN r.id AS id"
