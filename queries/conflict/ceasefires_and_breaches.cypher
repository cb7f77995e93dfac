// Ceasefires and how long they held
// Question: When did these two cease fire, and when did one of them next use force?
//
// Parameters
//   a               actor, required: one side: id, name, alias or ISO code
//   b               actor, required: the other side
//   min_confidence  number, default 0.0: leave out events that the coder was less sure of, 0 to 1
//   limit           integer, default 200: most rows to return
//
// Columns
//   ceasefire  string: day
//   breach     string: day of the next use of force; null where none is reported
//   breach_by  string
//   relation   string
//   days       integer: how long it held
//
// Tags: conflict, ceasefire, dyad

:param a => 'country:RUS';
:param b => 'country:UKR';
:param min_confidence => 0.0;
:param limit => 200;

MATCH (a:Actor {id: $a})-[c:CEASED_FIRE_WITH]-(b:Actor {id: $b})
WHERE size(c.date) = 10 AND c.confidence >= $min_confidence
WITH DISTINCT a, b, c.date AS ceasefire
OPTIONAL MATCH (a)-[r:ATTACKED|BOMBED|SHELLED|SHOT_AT|RAIDED|INVADED|KILLED|FOUGHT|VIOLATED_CEASEFIRE_WITH|ASSAULT]-(b)
WHERE size(r.date) = 10 AND r.date > ceasefire AND r.confidence >= $min_confidence
WITH ceasefire, r ORDER BY r.date, r.event_id
WITH ceasefire, head(collect(r)) AS breach
RETURN ceasefire, breach.date AS breach, startNode(breach).name AS breach_by, type(breach) AS relation,
       duration.inDays(date(ceasefire), date(breach.date)).days AS days
ORDER BY ceasefire
LIMIT $limit
