// Who does how much
// Question: How much does each of the two do to the other, by quad class?
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
//   source      string
//   target      string
//   quad_class  integer
//   events      integer
//   goldstein   number: mean weight
//
// Tags: dyad, balance

:param a => 'country:RUS';
:param b => 'country:USA';
:param since => '0001-01-01';
:param until => '9999-12-31';
:param min_confidence => 0.0;
:param limit => 500;

MATCH (:Actor {id: $a})-[r]-(:Actor {id: $b})
WHERE r.event_id IS NOT NULL AND r.confidence >= $min_confidence
WITH DISTINCT r, coalesce(r.date, r.reported, '') AS day
WHERE day >= left($since, size(day)) AND replace(day, 'W', '0') <= $until
RETURN startNode(r).name AS source, endNode(r).name AS target, r.quad_class AS quad_class, count(r) AS events,
       round(avg(r.goldstein) * 100) / 100 AS goldstein
ORDER BY source, quad_class
LIMIT $limit
