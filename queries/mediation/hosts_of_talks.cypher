// Where two sides talked
// Question: Where did these two meet or negotiate, and how often?
//
// Parameters
//   a               actor, required: one side: id, name, alias or ISO code
//   b               actor, required: the other side
//   min_confidence  number, default 0.0: leave out events that the coder was less sure of, 0 to 1
//   limit           integer, default 100: most rows to return
//
// Columns
//   place    string
//   country  string
//   talks    integer
//   first    string
//   last     string
//
// Tags: mediation, place

:param a => 'country:RUS';
:param b => 'country:UKR';
:param min_confidence => 0.0;
:param limit => 100;

MATCH (:Actor {id: $a})-[r:NEGOTIATED_WITH|MET|TALKED_WITH|SIGNED_AGREEMENT_WITH]-(:Actor {id: $b})
WHERE r.confidence >= $min_confidence
WITH DISTINCT r, coalesce(r.date, r.reported) AS day
MATCH (:Event {id: r.event_id})-[:LOCATED_IN]->(p:Actor)
RETURN p.name AS place, p.country AS country, count(r) AS talks, min(day) AS first, max(day) AS last
ORDER BY talks DESC, place
LIMIT $limit
