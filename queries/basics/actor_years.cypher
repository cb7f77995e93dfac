// An actor by year
// Question: How many events of each quad class does this actor have in each year, and how do they weigh?
//
// Parameters
//   actor           actor, required: the actor: id, name, alias or ISO code
//   min_confidence  number, default 0.0: leave out events that the coder was less sure of, 0 to 1
//   limit           integer, default 100: most rows to return
//
// Columns
//   year                  string
//   verbal_cooperation    integer
//   material_cooperation  integer
//   verbal_conflict       integer
//   material_conflict     integer
//   goldstein             number: sum of weights
//
// Tags: actor, time

:param actor => 'country:RUS';
:param min_confidence => 0.0;
:param limit => 100;

MATCH (:Actor {id: $actor})-[r]-()
WHERE r.event_id IS NOT NULL AND r.confidence >= $min_confidence AND coalesce(r.date, r.reported) IS NOT NULL
WITH DISTINCT r
RETURN left(coalesce(r.date, r.reported), 4) AS year,
       sum(CASE r.quad_class WHEN 1 THEN 1 ELSE 0 END) AS verbal_cooperation,
       sum(CASE r.quad_class WHEN 2 THEN 1 ELSE 0 END) AS material_cooperation,
       sum(CASE r.quad_class WHEN 3 THEN 1 ELSE 0 END) AS verbal_conflict,
       sum(CASE r.quad_class WHEN 4 THEN 1 ELSE 0 END) AS material_conflict,
       round(sum(r.goldstein) * 100) / 100 AS goldstein
ORDER BY year
LIMIT $limit
