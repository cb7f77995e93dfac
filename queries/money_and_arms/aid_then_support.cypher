// Aid, then support
// Question: Which receivers praised, thanked, backed or recognised the giver within so many days after what they got?
//
// Parameters
//   days            integer, default 90: longest time in between
//   actor           actor, required: the actor: id, name, alias or ISO code
//   min_confidence  number, default 0.0: leave out events that the coder was less sure of, 0 to 1
//   limit           integer, default 200: most rows to return
//
// Columns
//   given_on     string
//   given        string: relation
//   receiver     string
//   answered_on  string
//   answer       string: relation
//   days         integer
//
// Tags: money, sequence

:param days => 90;
:param actor => 'country:CUB';
:param min_confidence => 0.0;
:param limit => 200;

MATCH (a:Actor {id: $actor})-[r:LOANED|AIDED|FUNDED|ARMED|INVESTED_IN]->(b:Actor)
WHERE size(r.date) = 10 AND r.confidence >= $min_confidence
MATCH (b)-[s:PRAISED|THANKED|SUPPORTED|DEFENDED|RECOGNIZED|WELCOMED|CONGRATULATED]->(a)
WHERE size(s.date) = 10 AND s.date >= r.date AND s.confidence >= $min_confidence
WITH b, r, s, duration.inDays(date(r.date), date(s.date)).days AS days
WHERE days <= $days
RETURN r.date AS given_on, type(r) AS given, b.name AS receiver, s.date AS answered_on, type(s) AS answer, days
ORDER BY given_on, answered_on, receiver
LIMIT $limit
