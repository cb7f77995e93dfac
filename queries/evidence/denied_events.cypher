// Denied events
// Question: Which events between these two does somebody deny or say did not happen, and who?
//
// Parameters
//   a      actor, required: one side: id, name, alias or ISO code
//   b      actor, required: the other side
//   limit  integer, default 100: most rows to return
//
// Columns
//   day         string
//   source      string
//   relation    string
//   target      string
//   realis      string: denied or negated
//   speakers    list: who denies it
//   publishers  list
//   event_id    string
//
// Tags: evidence, denial

:param a => 'country:RUS';
:param b => 'country:UKR';
:param limit => 100;

MATCH (a:Actor {id: $a})<-[:SOURCE|TARGET]-(e:Event)-[:SOURCE|TARGET]->(b:Actor {id: $b})
WHERE e.realis IN ['denied', 'negated']
WITH DISTINCT e
MATCH (s:Actor)<-[:SOURCE]-(e)-[:TARGET]->(t:Actor)
OPTIONAL MATCH (e)-[:ATTRIBUTED_TO]->(w:Actor)
WITH e, s, t, w ORDER BY w.name
WITH e, s, t, collect(DISTINCT w.name) AS speakers
OPTIONAL MATCH (e)-[:EVIDENCED_BY]->(:Sentence)-[:IN_DOCUMENT]->(d:Document)
WITH e, s, t, speakers, d ORDER BY d.publisher
RETURN coalesce(e.date, e.reported, '') AS day, s.name AS source, e.relation AS relation, t.name AS target,
       e.realis AS realis, speakers, collect(DISTINCT d.publisher) AS publishers, e.id AS event_id
ORDER BY day, event_id
LIMIT $limit
