// Before and after mediation
// Question: Did the tone between two sides change in the days after somebody mediated with both?
//
// Parameters
//   days            integer, default 60: days looked at before and after
//   a               actor, required: one side: id, name, alias or ISO code
//   b               actor, required: the other side
//   min_confidence  number, default 0.0: leave out events that the coder was less sure of, 0 to 1
//   limit           integer, default 100: most rows to return
//
// Columns
//   day       string
//   mediator  string
//   before    number: mean weight in the days before
//   after     number: mean weight in the days after
//   change    number
//
// Tags: mediation, change

:param days => 60;
:param a => 'country:RUS';
:param b => 'country:UKR';
:param min_confidence => 0.0;
:param limit => 100;

MATCH (:Actor {id: $a})-[r:MEDIATED_BETWEEN]-(x:Actor)-[s:MEDIATED_BETWEEN]-(:Actor {id: $b})
WHERE size(r.date) = 10 AND r.date = s.date AND r.confidence >= $min_confidence AND s.confidence >= $min_confidence
WITH DISTINCT x, r.date AS day
MATCH (:Actor {id: $a})-[q]-(:Actor {id: $b})
WHERE q.event_id IS NOT NULL AND size(q.date) = 10 AND q.confidence >= $min_confidence
WITH DISTINCT x, day, q
WITH x, day, q, duration.inDays(date(day), date(q.date)).days AS distance
WHERE distance <> 0 AND abs(distance) <= $days
WITH x, day, avg(CASE WHEN distance < 0 THEN q.goldstein ELSE null END) AS before,
     avg(CASE WHEN distance > 0 THEN q.goldstein ELSE null END) AS after
RETURN day, x.name AS mediator, round(before * 100) / 100 AS before, round(after * 100) / 100 AS after,
       round((after - before) * 100) / 100 AS change
ORDER BY day, mediator
LIMIT $limit
