// Threats carried out
// Question: Which threats of this actor were followed by material conflict against the same target within so many
//   days?
//
// Parameters
//   actor           actor, required: who threatens: id, name, alias or ISO code
//   days            integer, default 60: longest time until the act
//   min_confidence  number, default 0.0: leave out events that the coder was less sure of, 0 to 1
//   limit           integer, default 200: most rows to return
//
// Columns
//   threat_on  string
//   threat     string
//   target     string
//   act_on     string
//   act        string
//   days       integer
//
// Tags: conflict, sequence, threat

:param actor => 'country:RUS';
:param days => 60;
:param min_confidence => 0.0;
:param limit => 200;

MATCH (a:Actor {id: $actor})-[r:THREATENED|WARNED|VOWED_FORCE_AGAINST|GAVE_ULTIMATUM_TO|THREATEN]->(b:Actor)
WHERE size(r.date) = 10 AND r.confidence >= $min_confidence
MATCH (a)-[s]->(b)
WHERE s.quad_class = 4 AND size(s.date) = 10 AND s.date >= r.date AND s.confidence >= $min_confidence
WITH b, r, s, duration.inDays(date(r.date), date(s.date)).days AS days
WHERE days <= $days
WITH b, r, s, days ORDER BY days, s.event_id
WITH b, r, head(collect(s)) AS act, min(days) AS days
RETURN r.date AS threat_on, type(r) AS threat, b.name AS target, act.date AS act_on, type(act) AS act, days
ORDER BY threat_on, target
LIMIT $limit
