// Friends of enemies
// Question: Who cooperates with those with whom this actor is in conflict?
// Note: Enemies are the 8 with the lowest sum of Goldstein weights.
//
// Parameters
//   actor           actor, required: the actor: id, name, alias or ISO code
//   since           date, default '0001-01-01': first day that counts
//   until           date, default '9999-12-31': last day that counts
//   min_confidence  number, default 0.0: leave out events that the coder was less sure of, 0 to 1
//   limit           integer, default 100: most rows to return
//
// Columns
//   friend   string
//   enemies  list: the actor's enemies it cooperates with
//   events   integer: cooperative events with them
//
// Tags: alliance, network

:param actor => 'country:RUS';
:param since => '0001-01-01';
:param until => '9999-12-31';
:param min_confidence => 0.0;
:param limit => 100;

MATCH (a:Actor {id: $actor})-[r]-(x)
WHERE r.event_id IS NOT NULL AND r.confidence >= $min_confidence
WITH a, x, r, coalesce(r.date, r.reported, '') AS day
WHERE day >= left($since, size(day)) AND replace(day, 'W', '0') <= $until
WITH a, x, sum(r.goldstein) AS weight
WHERE weight < 0
WITH a, x ORDER BY weight LIMIT 8
MATCH (x)-[s]-(f)
WHERE s.event_id IS NOT NULL AND s.quad_class <= 2 AND s.confidence >= $min_confidence AND f <> a
WITH x, f, s, coalesce(s.date, s.reported, '') AS day
WHERE day >= left($since, size(day)) AND replace(day, 'W', '0') <= $until
WITH f, x, count(s) AS events ORDER BY x.name
RETURN f.name AS friend, collect(x.name) AS enemies, sum(events) AS events
ORDER BY events DESC, friend
LIMIT $limit
