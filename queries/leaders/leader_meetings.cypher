// Meetings of a leader
// Question: Whom did this person meet, visit, host, or sit with at talks?
//
// Parameters
//   actor           actor, required: a person: id, name or alias
//   since           date, default '0001-01-01': first day that counts
//   until           date, default '9999-12-31': last day that counts
//   min_confidence  number, default 0.0: leave out events that the coder was less sure of, 0 to 1
//   limit           integer, default 200: most rows to return
//
// Columns
//   day       string
//   source    string
//   relation  string
//   target    string
//   place     string: where, if it is known
//   event_id  string
//
// Tags: leader, meeting

:param actor => 'person:vladimir-putin';
:param since => '0001-01-01';
:param until => '9999-12-31';
:param min_confidence => 0.0;
:param limit => 200;

MATCH (:Actor {id: $actor})-[r:MET|VISITED|HOSTED|NEGOTIATED_WITH|TALKED_WITH]-(:Actor)
WHERE r.confidence >= $min_confidence
WITH DISTINCT r, coalesce(r.date, r.reported, '') AS day
WHERE day >= left($since, size(day)) AND replace(day, 'W', '0') <= $until
OPTIONAL MATCH (e:Event {id: r.event_id})-[:LOCATED_IN]->(p:Actor)
WITH r, day, p ORDER BY p.name
RETURN day, startNode(r).name AS source, type(r) AS relation, endNode(r).name AS target,
       head(collect(p.name)) AS place, r.event_id AS event_id
ORDER BY day, event_id
LIMIT $limit
