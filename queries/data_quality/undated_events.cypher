// Undated events
// Question: Which events of an actor have no date of their own, only that of the report, or none at all?
//
// Parameters
//   actor  actor, required: the actor: id, name, alias or ISO code
//   limit  integer, default 200: most rows to return
//
// Columns
//   source    string
//   relation  string
//   target    string
//   reported  string
//   event_id  string
//
// Tags: quality, dates

:param actor => 'country:RUS';
:param limit => 200;

MATCH (:Actor {id: $actor})<-[:SOURCE|TARGET]-(e:Event)
WHERE e.date IS NULL
WITH DISTINCT e
MATCH (s:Actor)<-[:SOURCE]-(e)-[:TARGET]->(t:Actor)
RETURN s.name AS source, e.relation AS relation, t.name AS target, e.reported AS reported, e.id AS event_id
ORDER BY reported, event_id
LIMIT $limit
