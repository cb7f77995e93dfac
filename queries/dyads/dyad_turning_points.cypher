// Turning points
// Question: In which months did the tone between these two change most against the months before?
//
// Parameters
//   window          integer, default 6: how many earlier months with events the month is compared with
//   change          number, default 3.0: smallest change of the mean Goldstein weight that counts
//   a               actor, required: one side: id, name, alias or ISO code
//   b               actor, required: the other side
//   min_confidence  number, default 0.0: leave out events that the coder was less sure of, 0 to 1
//   limit           integer, default 500: most rows to return
//
// Columns
//   month      string
//   goldstein  number: mean weight of the month
//   before     number: mean weight of the months before
//   change     number: difference; negative is for the worse
//   events     integer: in the month
//
// Tags: dyad, time, change

:param window => 6;
:param change => 3.0;
:param a => 'country:RUS';
:param b => 'country:USA';
:param min_confidence => 0.0;
:param limit => 500;

MATCH (:Actor {id: $a})-[r]-(:Actor {id: $b})
WHERE r.event_id IS NOT NULL AND r.confidence >= $min_confidence AND r.goldstein IS NOT NULL
WITH DISTINCT r, coalesce(r.date, r.reported, '') AS day
WHERE size(day) >= 7 AND NOT day CONTAINS 'W'
WITH left(day, 7) AS month, sum(r.goldstein) AS weight, count(r) AS events
ORDER BY month
WITH collect({month: month, weight: weight, events: events}) AS months
UNWIND range(1, size(months) - 1) AS i
WITH months[i] AS now, months[CASE WHEN i > $window THEN i - $window ELSE 0 END..i] AS earlier
WITH now, now.weight / now.events AS mean,
     reduce(s = 0.0, m IN earlier | s + m.weight) / reduce(n = 0, m IN earlier | n + m.events) AS before
WHERE abs(mean - before) >= $change
RETURN now.month AS month, round(mean * 100) / 100 AS goldstein, round(before * 100) / 100 AS before,
       round((mean - before) * 100) / 100 AS change, now.events AS events
ORDER BY month
LIMIT $limit
