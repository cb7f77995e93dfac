// Defections
// Question: Which partners turned from cooperation before a day to conflict after it?
//
// Parameters
//   day             date, required: the day that parts before and after
//   actor           actor, required: the actor: id, name, alias or ISO code
//   min_confidence  number, default 0.0: leave out events that the coder was less sure of, 0 to 1
//   limit           integer, default 100: most rows to return
//
// Columns
//   partner  string
//   before   number: mean Goldstein weight before
//   after    number: mean weight from the day on
//   change   number
//   events   integer
//
// Tags: alliance, change

:param day => '2022-02-24';
:param actor => 'country:RUS';
:param min_confidence => 0.0;
:param limit => 100;

MATCH (:Actor {id: $actor})-[r]-(x)
WHERE r.event_id IS NOT NULL AND r.goldstein IS NOT NULL AND r.confidence >= $min_confidence
WITH x, r, coalesce(r.date, r.reported) AS day
WHERE day IS NOT NULL
WITH x, avg(CASE WHEN day < $day THEN r.goldstein ELSE null END) AS before,
     avg(CASE WHEN day >= $day THEN r.goldstein ELSE null END) AS after, count(r) AS events
WHERE before > 0 AND after < 0
RETURN x.name AS partner, round(before * 100) / 100 AS before, round(after * 100) / 100 AS after,
       round((after - before) * 100) / 100 AS change, events
ORDER BY change, partner
LIMIT $limit
