// Doubtful events
// Question: Of which events of an actor is the coder least sure, and which rule decided?
//
// Parameters
//   actor  actor, required: the actor: id, name, alias or ISO code
//   below  number, default 0.5: confidence under which an event is listed
//   limit  integer, default 200: most rows to return
//
// Columns
//   confidence  number
//   day         string
//   source      string
//   relation    string
//   target      string
//   rule        string
//   event_id    string
//
// Tags: quality, confidence

:param actor => 'country:RUS';
:param below => 0.5;
:param limit => 200;

MATCH (:Actor {id: $actor})<-[:SOURCE|TARGET]-(e:Event)
WHERE e.confidence < $below
WITH DISTINCT e
ORDER BY e.confidence, e.id
LIMIT $limit
MATCH (s:Actor)<-[:SOURCE]-(e)-[:TARGET]->(t:Actor)
RETURN e.confidence AS confidence, coalesce(e.date, e.reported, '') AS day, s.name AS source, e.relation AS relation,
       t.name AS target, e.rule AS rule, e.id AS event_id
ORDER BY confidence, event_id
