// Two actors as a picture
// Question: How does the graph between these two look?
//
// Parameters
//   a               actor, required: one side: id, name, alias or ISO code
//   b               actor, required: the other side
//   since           date, default '0001-01-01': first day that counts
//   until           date, default '9999-12-31': last day that counts
//   min_confidence  number, default 0.0: leave out events that the coder was less sure of, 0 to 1
//   limit           integer, default 500: most rows to return
//
// Columns
//   a  node: one side
//   r  edge: one an event
//   b  node: the other side
//
// Tags: dyad, picture

:param a => 'country:RUS';
:param b => 'country:USA';
:param since => '0001-01-01';
:param until => '9999-12-31';
:param min_confidence => 0.0;
:param limit => 500;

MATCH (a:Actor {id: $a})-[r]-(b:Actor {id: $b})
WHERE r.event_id IS NOT NULL AND r.confidence >= $min_confidence
WITH a, r, b, coalesce(r.date, r.reported, '') AS day
WHERE day >= left($since, size(day)) AND replace(day, 'W', '0') <= $until
RETURN a, r, b
ORDER BY day, r.event_id
LIMIT $limit
