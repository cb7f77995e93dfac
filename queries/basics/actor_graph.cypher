// An actor's neighbourhood as a picture
// Question: How does the graph around this actor look in a period?
//
// Parameters
//   actor           actor, required: the actor: id, name, alias or ISO code
//   since           date, default '0001-01-01': first day that counts
//   until           date, default '9999-12-31': last day that counts
//   min_confidence  number, default 0.0: leave out events that the coder was less sure of, 0 to 1
//   limit           integer, default 100: most rows to return
//
// Columns
//   a  node: the actor
//   r  edge: one an event
//   b  node: the other side
//
// Tags: actor, picture

:param actor => 'country:RUS';
:param since => '0001-01-01';
:param until => '9999-12-31';
:param min_confidence => 0.0;
:param limit => 100;

MATCH (a:Actor {id: $actor})-[r]-(b)
WHERE r.event_id IS NOT NULL AND r.confidence >= $min_confidence
WITH a, r, b, coalesce(r.date, r.reported, '') AS day
WHERE day >= left($since, size(day)) AND replace(day, 'W', '0') <= $until
RETURN a, r, b
ORDER BY day DESC, r.event_id
LIMIT $limit
