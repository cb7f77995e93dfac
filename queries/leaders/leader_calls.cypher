// Calls of a leader
// Question: With whom did this person speak by telephone, and when?
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
//   caller    string: who called, as reported
//   called    string
//   event_id  string
//
// Tags: leader, call, start here

:param actor => 'person:vladimir-putin';
:param since => '0001-01-01';
:param until => '9999-12-31';
:param min_confidence => 0.0;
:param limit => 200;

MATCH (:Actor {id: $actor})-[r:CALLED]-(:Actor)
WHERE r.confidence >= $min_confidence
WITH DISTINCT r, coalesce(r.date, r.reported, '') AS day
WHERE day >= left($since, size(day)) AND replace(day, 'W', '0') <= $until
RETURN day, startNode(r).name AS caller, endNode(r).name AS called, r.event_id AS event_id
ORDER BY day, event_id
LIMIT $limit
