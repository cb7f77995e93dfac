// Counter-sanctions
// Question: Where did the target of sanctions answer in kind within so many days?
//
// Parameters
//   days            integer, default 180: longest time until the answer
//   actor           actor, required: the actor: id, name, alias or ISO code
//   min_confidence  number, default 0.0: leave out events that the coder was less sure of, 0 to 1
//   limit           integer, default 200: most rows to return
//
// Columns
//   day          string: of the first act
//   sender       string
//   relation     string
//   answered_on  string
//   answer       string: relation
//   days         integer
//
// Tags: sanction, sequence

:param days => 180;
:param actor => 'country:RUS';
:param min_confidence => 0.0;
:param limit => 200;

MATCH (a:Actor {id: $actor})<-[r:SANCTIONED|EMBARGOED|RAISED_TARIFFS_ON|EXPELLED]-(b:Actor)
WHERE size(r.date) = 10 AND r.confidence >= $min_confidence
MATCH (a)-[s:SANCTIONED|EMBARGOED|RAISED_TARIFFS_ON|EXPELLED]->(b)
WHERE size(s.date) = 10 AND s.date >= r.date AND s.confidence >= $min_confidence
WITH b, r, s, duration.inDays(date(r.date), date(s.date)).days AS days
WHERE days <= $days
RETURN r.date AS day, b.name AS sender, type(r) AS relation, s.date AS answered_on, type(s) AS answer, days
ORDER BY day, answered_on, sender
LIMIT $limit
