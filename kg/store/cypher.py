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


WITHOUT_MEASURES = "MATCH (a:Actor) WHERE any(name IN keys(a) WHERE name IN $names) SET a += $nothing"

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

REVISIONS = "UNWIND $ids AS id MATCH (e:Event {id: id}) RETURN e.id AS id, e.revised AS revised"

WITHDRAWN = "UNWIND $ids AS id MATCH (w:Withdrawn {id: id}) RETURN w.id AS id, w.withdrawn AS withdrawn"

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

SUPPORT_FACTS = """
UNWIND $ids AS id
MATCH (:Document {id: id})-[r:MENTIONS|COUNTS]->()
WHERE NOT $run IN coalesce(r.runs, []) SET r.runs = coalesce(r.runs, []) + $run
"""

SUPPORT_OFFICES = """
UNWIND $rows AS row
MATCH (:Document {id: row.document})-[r:STATES_OFFICE {id: row.id}]->(:Actor {id: row.person})
WHERE NOT $run IN coalesce(r.runs, []) SET r.runs = coalesce(r.runs, []) + $run
"""

# -- facts of documents -----------------------------------------------------------------------------------------------

NAMES = """
UNWIND $rows AS row MATCH (d:Document {id: row.document})-[:MENTIONS]->(a:Actor {id: row.actor})
RETURN d.id AS document, a.id AS actor
"""

MERGE_NAMES = """
UNWIND $rows AS row MATCH (d:Document {id: row.document}) MATCH (a:Actor {id: row.actor}) MERGE (d)-[:MENTIONS]->(a)
"""

TALLIES = """
UNWIND $rows AS row
MATCH (:Document {id: row.document})-[r:COUNTS {id: row.properties.id}]->(:Actor {id: row.place}) RETURN r.id AS id
"""

SET_TALLIES = """
UNWIND $rows AS row
MATCH (d:Document {id: row.document}) MATCH (a:Actor {id: row.place})
MERGE (d)-[r:COUNTS {id: row.properties.id}]->(a) SET r = row.properties
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

DELETE_LISTED_OFFICES = """
UNWIND $ids AS id MATCH (:Actor {id: id})-[r:HOLDS_OFFICE]->() WHERE r.id IN $gone DELETE r
"""

DELETE_MEMBERSHIPS = """
UNWIND $ids AS id MATCH (:Actor {id: id})-[r:MEMBER_OF]->() WHERE r.id IN $gone DELETE r
"""

PARTS = "UNWIND $rows AS row MATCH (:Actor {id: row.part})-[:PART_OF]->(b:Actor {id: row.body}) RETURN row AS row"

MERGE_PARTS = """
UNWIND $rows AS row MATCH (p:Actor {id: row.part}) MATCH (b:Actor {id: row.body}) MERGE (p)-[:PART_OF]->(b)
"""


# ``IN`` is the one form in which ArcadeDB looks an edge up in its index.


def ties(tie: str) -> str:
    """Ties of this type by id."""
    return f"""
MATCH (s)-[r:{tie}]->(t) WHERE r.id IN $ids
RETURN r.id AS id, properties(r) AS properties, s.id AS source, t.id AS target
"""


def create_ties(tie: str) -> str:
    """New ties of this type."""
    return f"""
UNWIND $rows AS row MATCH (s:Actor {{id: row.source}}) MATCH (t:Actor {{id: row.target}})
CREATE (s)-[r:{tie}]->(t) SET r = row.properties
"""


def delete_ties(tie: str) -> str:
    """Take ties of this type away."""
    return f"MATCH ()-[r:{tie}]->() WHERE r.id IN $ids DELETE r"


def support_ties(tie: str) -> str:
    """A run has read these ties."""
    return f"""
MATCH ()-[r:{tie}]->() WHERE r.id IN $ids AND NOT $run IN coalesce(r.runs, [])
SET r.runs = coalesce(r.runs, []) + $run
"""


# -- runs -------------------------------------------------------------------------------------------------------------

MERGE_RUN = "MERGE (r:Run {id: $id}) SET r += $properties"

COUNT_TIES = "MATCH (r:Run {id: $id}) SET r.ties = coalesce(r.ties, 0) + $ties"

LINK_DOCUMENTS = """
UNWIND $ids AS id MATCH (n:Document {id: id}) MATCH (r:Run {id: $run}) MERGE (n)-[:INGESTED_IN]->(r)
"""

LINK_WITHDRAWN = """
UNWIND $ids AS id MATCH (n:Withdrawn {id: id}) MATCH (r:Run {id: $run}) MERGE (n)-[:INGESTED_IN]->(r)
"""

LINK_EVENTS = """
UNWIND $ids AS id MATCH (n:Event {id: id}) MATCH (r:Run {id: $run}) MERGE (n)-[:INGESTED_IN]->(r)
"""

RUN_IDS = "MATCH (r:Run) RETURN r.id AS id"

RUNS = """
MATCH (r:Run)
RETURN properties(r) AS run,
       COUNT { (r)<-[:INGESTED_IN]-(:Document) } AS documents, COUNT { (r)<-[:INGESTED_IN]-(:Event) } AS rows
ORDER BY r.started, r.id
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

# -- counts -----------------------------------------------------------------------------------------------------------


def count(label: str) -> str:
    """How many nodes carry a label."""
    return f"MATCH (n:{label}) RETURN count(n) AS count"


KNOWN_DOCUMENTS = "UNWIND $ids AS id MATCH (d:Document {id: id}) RETURN d.id AS id"
