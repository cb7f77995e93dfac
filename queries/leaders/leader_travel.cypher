// Where a leader went
// Question: Which countries did this person visit, how often, and when last?
//
// Parameters
//   actor           actor, required: a person: id, name or alias
//   since           date, default '0001-01-01': first day that counts
//   until           date, default '9999-12-31': last day that counts
//   min_confidence  number, default 0.0: leave out events that the coder was less sure of, 0 to 1
//   limit           integer, default 200: most rows to return
//
// Columns
//   country  string: ISO code, or the name of what was visited
//   visits   integer
//   first    string
//   last     string
//
// Tags: leader, visit

:param actor => 'person:vladimir-putin';
:param since => '0001-01-01';
:param until => '9999-12-31';
:param min_confidence => 0.0;
:param limit => 200;

MATCH (a:Actor {id: $actor})-[r:VISITED|HOSTED]-(b:Actor)
WHERE r.confidence >= $min_confidence AND ((type(r) = 'VISITED') = (startNode(r).id = a.id))
WITH DISTINCT r, coalesce(b.country, b.name) AS country, coalesce(r.date, r.reported, '') AS day
WHERE day >= left($since, size(day)) AND replace(day, 'W', '0') <= $until
RETURN country, count(r) AS visits, min(day) AS first, max(day) AS last
ORDER BY visits DESC, country
LIMIT $limit
