// Months of a dyad by source of data
// Question: How many events and what tone does each source of data have for this dyad in each month?
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
//   month      string
//   dataset    string: text for what was coded from text
//   events     integer
//   conflict   integer: quad classes 3 and 4
//   goldstein  number: mean weight
//
// Tags: comparison, time, start here

:param a => 'country:RUS';
:param b => 'country:UKR';
:param since => '0001-01-01';
:param until => '9999-12-31';
:param min_confidence => 0.0;
:param limit => 200;

MATCH (:Actor {id: $a})-[r]-(:Actor {id: $b})
WHERE r.event_id IS NOT NULL AND r.confidence >= $min_confidence
WITH DISTINCT r, coalesce(r.date, r.reported, '') AS day
WHERE size(day) >= 7 AND NOT day CONTAINS 'W' AND left(day, 7) >= left($since, 7) AND left(day, 7) <= left($until, 7)
MATCH (e:Event {id: r.event_id})
RETURN left(day, 7) AS month, coalesce(e.dataset, 'text') AS dataset, count(r) AS events,
       sum(CASE WHEN r.quad_class >= 3 THEN 1 ELSE 0 END) AS conflict, round(avg(r.goldstein) * 100) / 100 AS goldstein
ORDER BY month, dataset
LIMIT $limit
