// Use of force in a year as a picture
// Question: Who used force against whom in a year?
//
// Parameters
//   year            integer, required: year of the events
//   min_confidence  number, default 0.0: leave out events that the coder was less sure of, 0 to 1
//   limit           integer, default 200: most rows to return
//
// Columns
//   a  node
//   r  edge
//   b  node
//
// Tags: conflict, picture

:param year => 2022;
:param min_confidence => 0.0;
:param limit => 200;

MATCH (e:Event {plover_type: 'ASSAULT', realis: 'actual'})
WHERE left(coalesce(e.date, e.reported), 4) = toString($year) AND e.confidence >= $min_confidence
WITH e ORDER BY coalesce(e.date, e.reported), e.id LIMIT $limit
MATCH (a:Actor {id: e.source_id})-[r]->(b:Actor {id: e.target_id})
WHERE r.event_id = e.id
RETURN a, r, b
ORDER BY r.date, r.event_id
