// Who did what to whom
// Question: What did this actor do, and what was done to it, in a period?
//
// Parameters
//   actor           actor, required: the actor: id, name, alias or ISO code
//   since           date, default '0001-01-01': first day that counts
//   until           date, default '9999-12-31': last day that counts
//   min_confidence  number, default 0.0: leave out events that the coder was less sure of, 0 to 1
//   limit           integer, default 100: most rows to return
//
// Columns
//   day         string: date of the event, else of the report; empty where neither is known
//   source      string: who did it
//   relation    string: what
//   target      string: to whom
//   goldstein   number: weight from -10 (conflict) to 10 (cooperation)
//   confidence  number
//   event_id    string: for event_evidence
//
// Tags: actor, time, start here

:param actor => 'country:RUS';
:param since => '0001-01-01';
:param until => '9999-12-31';
:param min_confidence => 0.0;
:param limit => 100;

MATCH (:Actor {id: $actor})-[r]-()
WHERE r.event_id IS NOT NULL AND r.confidence >= $min_confidence
WITH DISTINCT r, coalesce(r.date, r.reported, '') AS day
WHERE day >= left($since, size(day)) AND replace(day, 'W', '0') <= $until
RETURN day, startNode(r).name AS source, type(r) AS relation, endNode(r).name AS target,
       r.goldstein AS goldstein, r.confidence AS confidence, r.event_id AS event_id
ORDER BY day, relation, event_id
LIMIT $limit
