// Possible brokers
// Question: Who cooperates with both of these, while they are in conflict with each other?
// Note: A broker's weight with a side is the sum of the Goldstein weights of their events; the smaller of the two
//   tells how well it is placed.
//
// Parameters
//   a               actor, required: one side: id, name, alias or ISO code
//   b               actor, required: the other side
//   since           date, default '0001-01-01': first day that counts
//   until           date, default '9999-12-31': last day that counts
//   min_confidence  number, default 0.0: leave out events that the coder was less sure of, 0 to 1
//   limit           integer, default 100: most rows to return
//
// Columns
//   broker    string
//   with_a    number
//   with_b    number
//   placed    number: the smaller of the two
//   mediated  integer: acts of mediation so far
//
// Tags: mediation, broker

:param a => 'country:RUS';
:param b => 'country:UKR';
:param since => '0001-01-01';
:param until => '9999-12-31';
:param min_confidence => 0.0;
:param limit => 100;

MATCH (a:Actor {id: $a})-[q]-(b:Actor {id: $b})
WHERE q.event_id IS NOT NULL AND q.confidence >= $min_confidence
WITH DISTINCT a, b, q, coalesce(q.date, q.reported, '') AS day
WHERE day >= left($since, size(day)) AND replace(day, 'W', '0') <= $until
WITH a, b, sum(q.goldstein) AS between
WHERE between < 0
MATCH (a)-[r]-(x)
WHERE r.event_id IS NOT NULL AND r.confidence >= $min_confidence AND x <> b
WITH b, x, r, coalesce(r.date, r.reported, '') AS day
WHERE day >= left($since, size(day)) AND replace(day, 'W', '0') <= $until
WITH b, x, sum(r.goldstein) AS with_a, sum(CASE WHEN type(r) = 'MEDIATED_BETWEEN' THEN 1 ELSE 0 END) AS mediated_a
WHERE with_a > 0
MATCH (b)-[s]-(x)
WHERE s.event_id IS NOT NULL AND s.confidence >= $min_confidence
WITH x, with_a, mediated_a, s, coalesce(s.date, s.reported, '') AS day
WHERE day >= left($since, size(day)) AND replace(day, 'W', '0') <= $until
WITH x, with_a, mediated_a, sum(s.goldstein) AS with_b,
     sum(CASE WHEN type(s) = 'MEDIATED_BETWEEN' THEN 1 ELSE 0 END) AS mediated_b
WHERE with_b > 0
RETURN x.name AS broker, round(with_a * 100) / 100 AS with_a, round(with_b * 100) / 100 AS with_b,
       round(CASE WHEN with_a < with_b THEN with_a ELSE with_b END * 100) / 100 AS placed,
       mediated_a + mediated_b AS mediated
ORDER BY placed DESC, broker
LIMIT $limit
