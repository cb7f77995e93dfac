// Contacts of a leader by year
// Question: How many contacts with how many different people did this person have in each year?
//
// Parameters
//   actor           actor, required: a person: id, name or alias
//   min_confidence  number, default 0.0: leave out events that the coder was less sure of, 0 to 1
//   limit           integer, default 200: most rows to return
//
// Columns
//   year      integer
//   contacts  integer
//   people    integer: different people
//
// Tags: leader, time

:param actor => 'person:vladimir-putin';
:param min_confidence => 0.0;
:param limit => 200;

MATCH (a:Actor {id: $actor})-[r:CALLED|MET|VISITED|HOSTED|NEGOTIATED_WITH|TALKED_WITH|WROTE_TO]-(b:Person)
WHERE r.confidence >= $min_confidence AND a.id <> b.id AND coalesce(r.date, r.reported) IS NOT NULL
RETURN toInteger(left(coalesce(r.date, r.reported), 4)) AS year, count(r) AS contacts, count(DISTINCT b) AS people
ORDER BY year
LIMIT $limit
