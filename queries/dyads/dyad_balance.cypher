// Balance of cooperation and conflict
// Question: How much cooperation and conflict was there between these two in each year?
//
// Parameters
//   a               actor, required: one side: id, name, alias or ISO code
//   b               actor, required: the other side
//   min_confidence  number, default 0.0: leave out events that the coder was less sure of, 0 to 1
//   limit           integer, default 500: most rows to return
//
// Columns
//   year         string
//   cooperation  integer
//   conflict     integer
//   goldstein    number: sum of weights
//   balance      number: (cooperation - conflict) / all, -1 to 1
//
// Tags: dyad, time, balance

:param a => 'country:RUS';
:param b => 'country:USA';
:param min_confidence => 0.0;
:param limit => 500;

MATCH (:Actor {id: $a})-[r]-(:Actor {id: $b})
WHERE r.event_id IS NOT NULL AND r.confidence >= $min_confidence AND coalesce(r.date, r.reported) IS NOT NULL
WITH DISTINCT r
WITH left(coalesce(r.date, r.reported), 4) AS year, count(r) AS events, sum(r.goldstein) AS weight,
     sum(CASE WHEN r.quad_class <= 2 THEN 1 ELSE 0 END) AS cooperation,
     sum(CASE WHEN r.quad_class >= 3 THEN 1 ELSE 0 END) AS conflict
RETURN year, cooperation, conflict, round(weight * 100) / 100 AS goldstein,
       round(100.0 * (cooperation - conflict) / events) / 100 AS balance
ORDER BY year
LIMIT $limit
