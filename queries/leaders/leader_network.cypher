// Network of leaders in a year
// Question: Which people called, met, visited or hosted each other in a year?
//
// Parameters
//   year            integer, required: year of the contacts
//   min_confidence  number, default 0.0: leave out events that the coder was less sure of, 0 to 1
//   limit           integer, default 200: most rows to return
//
// Columns
//   p  node: a person
//   r  edge: one contact
//   q  node: another person
//
// Tags: leader, network, picture

:param year => 2022;
:param min_confidence => 0.0;
:param limit => 200;

MATCH (p:Person)-[r:CALLED|MET|VISITED|HOSTED|NEGOTIATED_WITH|TALKED_WITH]->(q:Person)
WHERE left(coalesce(r.date, r.reported), 4) = toString($year) AND r.confidence >= $min_confidence
RETURN p, r, q
ORDER BY coalesce(r.date, r.reported), r.event_id
LIMIT $limit
