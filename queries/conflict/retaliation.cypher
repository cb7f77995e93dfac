// Retaliation
// Question: Which act of material conflict was followed by one of the other side within so many days?
//
// Parameters
//   days            integer, default 14: longest time until the answer
//   a               actor, required: one side: id, name, alias or ISO code
//   b               actor, required: the other side
//   min_confidence  number, default 0.0: leave out events that the coder was less sure of, 0 to 1
//   limit           integer, default 200: most rows to return
//
// Columns
//   day          string
//   source       string
//   relation     string
//   answered_on  string
//   answer       string
//   answer_by    string
//   days         integer
//
// Tags: conflict, dyad, sequence

:param days => 14;
:param a => 'country:RUS';
:param b => 'country:UKR';
:param min_confidence => 0.0;
:param limit => 200;

MATCH (a:Actor {id: $a})-[r]-(b:Actor {id: $b})
WHERE r.event_id IS NOT NULL AND r.quad_class = 4 AND size(r.date) = 10 AND r.confidence >= $min_confidence
WITH DISTINCT r
ORDER BY r.date, r.event_id
WITH collect({day: r.date, by: startNode(r).name, what: type(r)}) AS acts
UNWIND acts AS act
WITH act, [x IN acts WHERE x.by <> act.by AND x.day >= act.day][0] AS answer
WHERE answer IS NOT NULL
WITH act, answer, duration.inDays(date(act.day), date(answer.day)).days AS days
WHERE days <= $days
RETURN act.day AS day, act.by AS source, act.what AS relation, answer.day AS answered_on, answer.what AS answer,
       answer.by AS answer_by, days
ORDER BY day, source
LIMIT $limit
