// An actor by month
// Question: How many events of each quad class does this actor have in each month, and how do they weigh?
//
// Parameters
//   actor           actor, required: the actor: id, name, alias or ISO code
//   since           date, default '0001-01-01': first day that counts
//   until           date, default '9999-12-31': last day that counts
//   min_confidence  number, default 0.0: leave out events that the coder was less sure of, 0 to 1
//   limit           integer, default 100: most rows to return
//
// Columns
//   month                 string
//   verbal_cooperation    integer
//   material_cooperation  integer
//   verbal_conflict       integer
//   material_conflict     integer
//   goldstein             number: sum of weights
//
// Tags: actor, time

:param actor => 'country:RUS';
:param since => '0001-01-01';
:param until => '9999-12-31';
:param min_confidence => 0.0;
:param limit => 100;

MATCH (:Actor {id: $actor})-[r]-()
WHERE r.event_id IS NOT NULL AND r.confidence >= $min_confidence
WITH DISTINCT r, coalesce(r.date, r.reported, '') AS day
WHERE size(day) >= 7 AND NOT day CONTAINS 'W' AND left(day, 7) >= left($since, 7) AND left(day, 7) <= left($until, 7)
RETURN left(day, 7) AS month,
       sum(CASE r.quad_class WHEN 1 THEN 1 ELSE 0 END) AS verbal_cooperation,
       sum(CASE r.quad_class WHEN 2 THEN 1 ELSE 0 END) AS material_cooperation,
       sum(CASE r.quad_class WHEN 3 THEN 1 ELSE 0 END) AS verbal_conflict,
       sum(CASE r.quad_class WHEN 4 THEN 1 ELSE 0 END) AS material_conflict,
       round(sum(r.goldstein) * 100) / 100 AS goldstein
ORDER BY month
LIMIT $limit
