// Months of a dyad
// Question: How many events of each quad class in each direction does each month have?
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
//   month                 string: only events dated or reported to the month or day
//   source                string
//   verbal_cooperation    integer
//   material_cooperation  integer
//   verbal_conflict       integer
//   material_conflict     integer
//   goldstein             number: sum of weights
//
// Tags: dyad, time, panel

:param a => 'country:RUS';
:param b => 'country:USA';
:param since => '0001-01-01';
:param until => '9999-12-31';
:param min_confidence => 0.0;
:param limit => 500;

MATCH (:Actor {id: $a})-[r]-(:Actor {id: $b})
WHERE r.event_id IS NOT NULL AND r.confidence >= $min_confidence
WITH DISTINCT r, coalesce(r.date, r.reported, '') AS day
WHERE size(day) >= 7 AND NOT day CONTAINS 'W' AND left(day, 7) >= left($since, 7) AND left(day, 7) <= left($until, 7)
RETURN left(day, 7) AS month, startNode(r).name AS source,
       sum(CASE r.quad_class WHEN 1 THEN 1 ELSE 0 END) AS verbal_cooperation,
       sum(CASE r.quad_class WHEN 2 THEN 1 ELSE 0 END) AS material_cooperation,
       sum(CASE r.quad_class WHEN 3 THEN 1 ELSE 0 END) AS verbal_conflict,
       sum(CASE r.quad_class WHEN 4 THEN 1 ELSE 0 END) AS material_conflict,
       round(sum(r.goldstein) * 100) / 100 AS goldstein
ORDER BY month, source
LIMIT $limit
