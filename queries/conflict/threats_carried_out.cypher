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
WITH a, b, collect(r) AS threats
MATCH (a)-[s]->(b)
WHERE s.quad_class = 4 AND size(s.date) = 10 AND s.confidence >= $min_confidence
WITH b, threats, s ORDER BY s.date, s.event_id
WITH b, threats, collect(s) AS acts
UNWIND threats AS threat
WITH b, threat, [s IN acts WHERE s.date >= threat.date][0] AS act
WHERE act IS NOT NULL
WITH b, threat, act, duration.inDays(date(threat.date), date(act.date)).days AS days
WHERE days <= $days
RETURN threat.date AS threat_on, type(threat) AS threat, b.name AS target, act.date AS act_on, type(act) AS act, days
ORDER BY threat_on, target
LIMIT $limit
