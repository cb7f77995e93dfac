// Third parties in a conflict
// Question: Who helps one of these two and acts against the other?
//
// Parameters
//   a               actor, required: one side: id, name, alias or ISO code
//   b               actor, required: the other side
//   since           date, default '0001-01-01': first day that counts
//   until           date, default '9999-12-31': last day that counts
//   min_confidence  number, default 0.0: leave out events that the coder was less sure of, 0 to 1
//   limit           integer, default 200: most rows to return
//
// Columns
//   party      string
//   side       string: whom it helps more
//   for_a      integer: cooperative events toward the first
//   against_a  integer: conflictive events toward the first
//   for_b      integer
//   against_b  integer
//
// Tags: conflict, partners

:param a => 'country:RUS';
:param b => 'country:UKR';
:param since => '0001-01-01';
:param until => '9999-12-31';
:param min_confidence => 0.0;
:param limit => 200;

MATCH (x)-[r]->(a:Actor {id: $a})
WHERE r.event_id IS NOT NULL AND r.confidence >= $min_confidence
WITH x, r, coalesce(r.date, r.reported, '') AS day
WHERE day >= left($since, size(day)) AND replace(day, 'W', '0') <= $until
WITH x, sum(CASE WHEN r.quad_class <= 2 THEN 1 ELSE 0 END) AS for_a,
     sum(CASE WHEN r.quad_class >= 3 THEN 1 ELSE 0 END) AS against_a
WHERE NOT x.id IN [$a, $b]
MATCH (x)-[s]->(b:Actor {id: $b})
WHERE s.event_id IS NOT NULL AND s.confidence >= $min_confidence
WITH x, for_a, against_a, s, coalesce(s.date, s.reported, '') AS day
WHERE day >= left($since, size(day)) AND replace(day, 'W', '0') <= $until
WITH x, for_a, against_a, sum(CASE WHEN s.quad_class <= 2 THEN 1 ELSE 0 END) AS for_b,
     sum(CASE WHEN s.quad_class >= 3 THEN 1 ELSE 0 END) AS against_b
WITH x, for_a, against_a, for_b, against_b, (for_a - against_a) - (for_b - against_b) AS leaning
WHERE (for_a > 0 AND against_b > 0) OR (for_b > 0 AND against_a > 0)
MATCH (a:Actor {id: $a})
MATCH (b:Actor {id: $b})
RETURN x.name AS party, CASE WHEN leaning > 0 THEN a.name WHEN leaning < 0 THEN b.name ELSE 'both' END AS side,
       for_a, against_a, for_b, against_b
ORDER BY abs(leaning) DESC, party
LIMIT $limit
