// Toward whom an actor is most hostile
// Question: Toward which targets are the acts of this actor most conflictive?
//
// Parameters
//   actor           actor, required: who acts: id, name, alias or ISO code
//   least           integer, default 2: fewest events toward a target that make a mean
//   since           date, default '0001-01-01': first day that counts
//   until           date, default '9999-12-31': last day that counts
//   min_confidence  number, default 0.0: leave out events that the coder was less sure of, 0 to 1
//   limit           integer, default 200: most rows to return
//
// Columns
//   target     string
//   events     integer
//   conflict   integer
//   goldstein  number: mean weight
//
// Tags: conflict, partners

:param actor => 'country:RUS';
:param least => 2;
:param since => '0001-01-01';
:param until => '9999-12-31';
:param min_confidence => 0.0;
:param limit => 200;

MATCH (:Actor {id: $actor})-[r]->(b:Actor)
WHERE r.event_id IS NOT NULL AND r.confidence >= $min_confidence
WITH b, r, coalesce(r.date, r.reported, '') AS day
WHERE day >= left($since, size(day)) AND replace(day, 'W', '0') <= $until
WITH b, count(r) AS events, sum(CASE WHEN r.quad_class >= 3 THEN 1 ELSE 0 END) AS conflict, avg(r.goldstein) AS weight
WHERE events >= $least
RETURN b.name AS target, events, conflict, round(weight * 100) / 100 AS goldstein
ORDER BY goldstein, target
LIMIT $limit
