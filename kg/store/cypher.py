"""All Cypher text of the store.

Values are always parameters. Labels and edge types cannot be: the functions here take them only as they come from the
graph model (``GraphModel.relation``, ``GraphModel.tie``, ``actor_labels``), which refuses names it does not know.
Every statement runs on Neo4j 5 and on ArcadeDB.
"""

from __future__ import annotations

from kg.store.model import GraphModel

# -- schema -----------------------------------------------------------------------------------------------------------


def constraints_and_indexes(model: GraphModel, *, full_text: bool) -> dict[str, str]:
    """What the graph model asks for: name -> statement that makes it; running it again changes nothing.

    Args:
        model: The graph model.
        full_text: Also a full-text index of names and sentences, which only Neo4j has.
    """
    found = {}
    for label, node in model.nodes.items():
        name = f"kg_{label.lower()}_key"
        found[name] = f"CREATE CONSTRAINT {name} IF NOT EXISTS FOR (n:{label}) REQUIRE n.{node.key} IS UNIQUE"
    for label, indexes in model.indexes.items():
        for properties in indexes:
            name = "_".join(["kg", label.lower(), *properties])
            columns = ", ".join(f"n.{key}" for key in properties)
            found[name] = f"CREATE INDEX {name} IF NOT EXISTS FOR (n:{label}) ON ({columns})"
    for tie in model.ties:
        name = f"kg_{tie.lower()}_id"
        found[name] = f"CREATE INDEX {name} IF NOT EXISTS FOR ()-[r:{tie}]-() ON (r.id)"
    if full_text:
        found["kg_text"] = "CREATE FULLTEXT INDEX kg_text IF NOT EXISTS FOR (n:Sentence|Actor) ON EACH [n.text, n.name]"
    return found


SHOW_INDEXES = "SHOW INDEXES"
SHOW_CONSTRAINTS = "SHOW CONSTRAINTS"


# -- nodes by key -----------------------------------------------------------------------------------------------------


def nodes(label: str) -> str:
    """Properties of the nodes with the given ids."""
    return f"UNWIND $ids AS id MATCH (n:{label} {{id: id}}) RETURN n.id AS id, properties(n) AS properties"


def lock_nodes(label: str) -> str:
    """The same, and hold them until the transaction ends, so that what is read now is still so when it is written."""
    return (
        f"UNWIND $ids AS id MATCH (n:{label} {{id: id}}) SET n.id = id RETURN n.id AS id, properties(n) AS properties"
    )


def merge_nodes(*labels: str) -> str:
    """Make nodes that are absent, with these labels, and hold them."""
    return f"""
UNWIND $ids AS id MERGE (n:{":".join(labels)} {{id: id}}) SET n.id = id
RETURN n.id AS id, properties(n) AS properties
"""


def set_nodes(label: str) -> str:
    """Set properties; null takes one away, others stay."""
    return f"UNWIND $rows AS row MATCH (n:{label} {{id: row.id}}) SET n += row.properties"


ACTOR_KINDS = "UNWIND $ids AS id MATCH (n:Actor {id: id}) RETURN n.id AS id, n.kind AS kind"


def remove_label(label: str) -> str:
    """Take an actor's second label away."""
    return f"UNWIND $ids AS id MATCH (n:Actor {{id: id}}) REMOVE n:{label}"


def add_label(label: str) -> str:
    """Give actors their second label."""
    return f"UNWIND $ids AS id MATCH (n:Actor {{id: id}}) SET n:{label}"


# -- events -----------------------------------------------------------------------------------------------------------

BARE_EVENTS = """
UNWIND $ids AS id MATCH (e:Event {id: id}) WHERE NOT EXISTS { (e)-[:SOURCE]->() } RETURN e.id AS id
"""

JOIN_EVENTS = """
UNWIND $rows AS row
MATCH (e:Event {id: row.id}) MATCH (s:Actor {id: row.source}) MATCH (t:Actor {id: row.target})
CREATE (e)-[:SOURCE]->(s) CREATE (e)-[:TARGET]->(t)
RETURN count(*) AS made
"""

PART_EVENTS = "UNWIND $ids AS id MATCH (e:Event {id: id})-[r:SOURCE|TARGET]->() DELETE r"


def create_direct(relation: str) -> str:
    """The edge from actor to actor."""
    return f"""
UNWIND $rows AS row
MATCH (s:Actor {{id: row.source}}) MATCH (t:Actor {{id: row.target}})
CREATE (s)-[r:{relation}]->(t) SET r = row.properties
RETURN count(*) AS made
"""


def set_direct(relation: str) -> str:
    """New properties for the edge from actor to actor."""
    return f"""
UNWIND $rows AS row
MATCH (:Actor {{id: row.source}})-[r:{relation} {{event_id: row.id}}]->(:Actor {{id: row.target}})
SET r = row.properties
"""


def delete_direct(relation: str) -> str:
    """Take the edges from actor to actor away."""
    return f"""
UNWIND $rows AS row
MATCH (:Actor {{id: row.source}})-[r:{relation} {{event_id: row.id}}]->(:Actor {{id: row.target}})
DELETE r
"""


COPIES = """
UNWIND $rows AS row MATCH (a:Document {id: row.one}) MATCH (b:Document {id: row.other}) MERGE (a)-[:NEARLY_SAME]->(b)
"""

IDS_OF_EVENTS = "UNWIND $ids AS id MATCH (e:Event {id: id}) RETURN e.id AS id"

# -- evidence ---------------------------------------------------------------------------------------------------------

EVIDENCE = """
UNWIND $ids AS id
MATCH (e:Event {id: id})-[r:EVIDENCED_BY]->(s:Sentence)-[:IN_DOCUMENT]->(d:Document)
RETURN id AS event, s.id AS place, properties(r) AS properties,
       d.id AS document, d.published AS published, d.publisher AS publisher
"""

REPORTS = """
UNWIND $ids AS id
MATCH (e:Event {id: id})-[r:REPORTED_IN]->(d:Document)
RETURN id AS event, d.id AS place, properties(r) AS properties,
       d.id AS document, d.published AS published, d.publisher AS publisher
"""

SENTENCES = """
UNWIND $rows AS row
MATCH (d:Document {id: row.document})
MERGE (s:Sentence {id: row.properties.id}) SET s += row.properties
MERGE (s)-[:IN_DOCUMENT]->(d)
"""

SET_EVIDENCE = """
UNWIND $rows AS row
MATCH (e:Event {id: row.event}) MATCH (s:Sentence {id: row.place})
MERGE (e)-[r:EVIDENCED_BY]->(s) SET r = row.properties
"""

SET_REPORTS = """
UNWIND $rows AS row
MATCH (e:Event {id: row.event}) MATCH (d:Document {id: row.place})
MERGE (e)-[r:REPORTED_IN]->(d) SET r = row.properties
"""

# "mentioned": its properties follow from its mentions
EVENTS_OF_DOCUMENTS = """
UNWIND $ids AS id
MATCH (:Document {id: id})<-[:IN_DOCUMENT]-(:Sentence)<-[:EVIDENCED_BY]-(e:Event)
RETURN DISTINCT e.id AS id, e.dataset IS NULL AS mentioned
UNION
UNWIND $ids AS id
MATCH (:Document {id: id})<-[:REPORTED_IN]-(e:Event)
RETURN DISTINCT e.id AS id, e.dataset IS NULL AS mentioned
"""

SUPPORT_EVIDENCE = """
UNWIND $rows AS row
MATCH (:Event {id: row.event})-[r:EVIDENCED_BY]->(:Sentence {id: row.place})
WHERE NOT $run IN coalesce(r.runs, []) SET r.runs = coalesce(r.runs, []) + $run
"""

SUPPORT_REPORTS = """
UNWIND $rows AS row
MATCH (:Event {id: row.event})-[r:REPORTED_IN]->(:Document {id: row.place})
WHERE NOT $run IN coalesce(r.runs, []) SET r.runs = coalesce(r.runs, []) + $run
"""

SUPPORT_OFFICES = """
UNWIND $rows AS row
MATCH (:Document {id: row.document})-[r:STATES_OFFICE {id: row.id}]->(:Actor {id: row.person})
WHERE NOT $run IN coalesce(r.runs, []) SET r.runs = coalesce(r.runs, []) + $run
"""

# -- edges to who says so and to where --------------------------------------------------------------------------------


def ends(edge: str) -> str:
    """Where edges of this type lead from events."""
    return f"UNWIND $ids AS id MATCH (:Event {{id: id}})-[:{edge}]->(a:Actor) RETURN id AS event, a.id AS actor"


def merge_ends(edge: str) -> str:
    """Make edges of this type from events to actors."""
    return f"""
UNWIND $rows AS row MATCH (e:Event {{id: row.event}}) MATCH (a:Actor {{id: row.actor}}) MERGE (e)-[:{edge}]->(a)
"""


def delete_ends(edge: str) -> str:
    """Take such edges away."""
    return f"UNWIND $rows AS row MATCH (:Event {{id: row.event}})-[r:{edge}]->(:Actor {{id: row.actor}}) DELETE r"


# -- events among each other ------------------------------------------------------------------------------------------

# "starts" lists every first day of a time that overlaps: with equality on all of its columns an index is used by both
# databases, with a range ArcadeDB would look at all events of the two actors

# x denies or negates; every actual event that it contradicts
DISPUTES_OF = """
UNWIND $rows AS row
MATCH (x:Event {id: row.id})
UNWIND row.starts AS start
MATCH (y:Event {source_id: row.source_id, target_id: row.target_id, plover_type: row.plover_type, realis: 'actual',
                first_day: start})
WHERE y.last_day >= row.first_day
MERGE (x)-[:DISPUTES]->(y)
"""

# y is actual; every event that denies or negates it
DISPUTED_BY = """
UNWIND $rows AS row
UNWIND row.starts AS start
UNWIND ['denied', 'negated'] AS realis
MATCH (x:Event {source_id: row.source_id, target_id: row.target_id, plover_type: row.plover_type, realis: realis,
                first_day: start})
WHERE x.last_day >= row.first_day
MATCH (y:Event {id: row.id})
MERGE (x)-[:DISPUTES]->(y)
"""

# where one of the two has no date they must stand in one document
UNDATED_DISPUTES = """
UNWIND $ids AS id
MATCH (:Event {id: id})-[:EVIDENCED_BY]->(:Sentence)-[:IN_DOCUMENT]->(d:Document)
WITH DISTINCT d
MATCH (d)<-[:IN_DOCUMENT]-(:Sentence)<-[:EVIDENCED_BY]-(x:Event) WHERE x.realis IN ['denied', 'negated']
WITH DISTINCT d, x
MATCH (d)<-[:IN_DOCUMENT]-(:Sentence)<-[:EVIDENCED_BY]-(y:Event)
WHERE y.source_id = x.source_id AND y.target_id = x.target_id AND y.plover_type = x.plover_type
  AND y.realis = 'actual' AND (x.first_day IS NULL OR y.first_day IS NULL)
MERGE (x)-[:DISPUTES]->(y)
"""

# x has a day, a week, a month; y means a longer time that contains it
SAME_BUT_COARSER = """
UNWIND $rows AS row
MATCH (x:Event {id: row.id})
UNWIND row.starts AS start
MATCH (y:Event {source_id: row.source_id, target_id: row.target_id, relation: row.relation, realis: row.realis,
                first_day: start})
WHERE y.dataset IS NULL AND y.date_precision <> x.date_precision AND y.last_day >= x.last_day AND y.id <> x.id
MERGE (y)-[:POSSIBLY_SAME]->(x)
"""

# x means a week, month or year; y falls into it
SAME_BUT_FINER = """
UNWIND $rows AS row
MATCH (x:Event {id: row.id})
UNWIND row.starts AS start
MATCH (y:Event {source_id: row.source_id, target_id: row.target_id, relation: row.relation, realis: row.realis,
                first_day: start})
WHERE y.last_day <= row.last_day AND y.dataset IS NULL AND y.date_precision <> x.date_precision AND y.id <> x.id
MERGE (x)-[:POSSIBLY_SAME]->(y)
"""

# -- offices, memberships, ties ---------------------------------------------------------------------------------------

SUM_OFFICES = """
UNWIND $rows AS row
MATCH (:Actor {id: row.person})<-[r:STATES_OFFICE {id: row.id}]-(:Document)
RETURN row.id AS id, min(r.title) AS title, min(r.role) AS role, r.former AS former,
       min(r.seen) AS first_seen, max(r.seen) AS last_seen, count(r) AS count
"""

DELETE_OFFICES = """
UNWIND $rows AS row MATCH (:Actor {id: row.person})-[r:HOLDS_OFFICE {id: row.id}]->() DELETE r
"""

SET_OFFICES = """
UNWIND $rows AS row
MATCH (p:Actor {id: row.person}) MATCH (o:Actor {id: row.of})
MERGE (p)-[r:HOLDS_OFFICE {id: row.properties.id}]->(o) SET r = row.properties
"""

OFFICE_STATEMENTS = """
UNWIND $rows AS row
MATCH (:Document {id: row.document})-[r:STATES_OFFICE {id: row.id}]->(p:Actor {id: row.person})
RETURN row.document AS document, row.id AS id, properties(r) AS properties
"""

SET_OFFICE_STATEMENTS = """
UNWIND $rows AS row
MATCH (d:Document {id: row.document}) MATCH (p:Actor {id: row.person})
MERGE (d)-[r:STATES_OFFICE {id: row.id}]->(p) SET r = row.properties
"""

SET_MEMBERSHIPS = """
UNWIND $rows AS row
MATCH (m:Actor {id: row.member}) MATCH (o:Actor {id: row.body})
MERGE (m)-[r:MEMBER_OF {id: row.properties.id}]->(o) SET r = row.properties
"""

MEMBERSHIPS = """
UNWIND $ids AS id MATCH (:Actor {id: id})-[r:MEMBER_OF]->() RETURN r.id AS id, properties(r) AS properties
"""

LISTED_OFFICES = """
UNWIND $ids AS id MATCH (:Actor {id: id})-[r:HOLDS_OFFICE]->() RETURN r.id AS id, properties(r) AS properties
"""

PARTS = "UNWIND $rows AS row MATCH (:Actor {id: row.part})-[:PART_OF]->(b:Actor {id: row.body}) RETURN row AS row"

MERGE_PARTS = """
UNWIND $rows AS row MATCH (p:Actor {id: row.part}) MATCH (b:Actor {id: row.body}) MERGE (p)-[:PART_OF]->(b)
"""


def ties(tie: str) -> str:
    """Ties of this type by id."""
    return f"""
UNWIND $ids AS id MATCH (s:Actor)-[r:{tie} {{id: id}}]->(t:Actor)
RETURN id AS id, properties(r) AS properties, s.id AS source, t.id AS target
"""


def create_ties(tie: str) -> str:
    """New ties of this type."""
    return f"""
UNWIND $rows AS row MATCH (s:Actor {{id: row.source}}) MATCH (t:Actor {{id: row.target}})
CREATE (s)-[r:{tie}]->(t) SET r = row.properties
"""


def delete_ties(tie: str) -> str:
    """Take ties of this type away."""
    return f"UNWIND $ids AS id MATCH ()-[r:{tie} {{id: id}}]->() DELETE r"


# -- runs -------------------------------------------------------------------------------------------------------------

MERGE_RUN = "MERGE (r:Run {id: $id}) SET r += $properties"

LINK_DOCUMENTS = """
UNWIND $ids AS id MATCH (n:Document {id: id}) MATCH (r:Run {id: $run}) MERGE (n)-[:INGESTED_IN]->(r)
"""

LINK_EVENTS = """
UNWIND $ids AS id MATCH (n:Event {id: id}) MATCH (r:Run {id: $run}) MERGE (n)-[:INGESTED_IN]->(r)
"""

RUNS = """
MATCH (r:Run)
RETURN properties(r) AS run,
       COUNT { (r)<-[:INGESTED_IN]-(:Document) } AS documents, COUNT { (r)<-[:INGESTED_IN]-(:Event) } AS rows
ORDER BY r.started, r.id
"""

# -- counts -----------------------------------------------------------------------------------------------------------


def count(label: str) -> str:
    """How many nodes carry a label."""
    return f"MATCH (n:{label}) RETURN count(n) AS count"


KNOWN_DOCUMENTS = "UNWIND $ids AS id MATCH (d:Document {id: id}) RETURN d.id AS id"

# -- taking back ------------------------------------------------------------------------------------------------------

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
WHERE a.known <> 'listed' AND NOT EXISTS { (a)<-[:SOURCE|TARGET|ATTRIBUTED_TO|LOCATED_IN|STATES_OFFICE]-() }
OPTIONAL MATCH (a)-[r]-(b) WHERE type(r) <> 'PART_OF' OR endNode(r) = a
WITH a, count(r) AS facts WHERE facts = 0
OPTIONAL MATCH (a)-[:PART_OF]->(whole:Actor)
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
WHERE EXISTS {{ (a)<-[:LOCATED_IN|STATES_OFFICE|HOLDS_OFFICE]-() }} OR EXISTS {{ (a)-[:{ties}]-() }}
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
WHERE $run IN r.runs RETURN e.id AS event, d.id AS place, r.runs AS runs
"""

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

EVENTS_OF_RUN = """
MATCH (d:Document)-[:INGESTED_IN]->(:Run {id: $run})
MATCH (d)<-[:IN_DOCUMENT]-(:Sentence)<-[r:EVIDENCED_BY]-(e:Event) WHERE $run IN r.runs
RETURN DISTINCT e.id AS id, e.source_id AS source, e.relation AS relation, e.target_id AS target, e.date AS date,
       e.realis AS realis
UNION
MATCH (e:Event)-[:INGESTED_IN]->(:Run {id: $run})
RETURN DISTINCT e.id AS id, e.source_id AS source, e.relation AS relation, e.target_id AS target, e.date AS date,
       e.realis AS realis
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
