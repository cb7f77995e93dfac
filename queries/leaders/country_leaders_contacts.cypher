// Contacts between the people of two countries
// Question: Which people of one country called, met or visited people of another?
//
// Parameters
//   a               actor, required: one country
//   b               actor, required: another country
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
//   event_id  string
//
// Tags: leader, dyad

:param a => 'country:RUS';
:param b => 'country:VEN';
:param since => '0001-01-01';
:param until => '9999-12-31';
:param min_confidence => 0.0;
:param limit => 200;

MATCH (ca:Actor {id: $a})
MATCH (cb:Actor {id: $b})
MATCH (p:Actor {country: ca.country})-[r:CALLED|MET|VISITED|HOSTED|NEGOTIATED_WITH|TALKED_WITH]-(q:Person)
WHERE p:Person AND q.country = cb.country AND r.confidence >= $min_confidence
WITH DISTINCT r, coalesce(r.date, r.reported, '') AS day
WHERE day >= left($since, size(day)) AND replace(day, 'W', '0') <= $until
RETURN day, startNode(r).name AS source, type(r) AS relation, endNode(r).name AS target, r.event_id AS event_id
ORDER BY day, event_id
LIMIT $limit
