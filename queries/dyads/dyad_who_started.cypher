// Who started
// Question: Who acted first each time that conflict broke out after a quiet spell?
//
// Parameters
//   quiet_days      integer, default 90: days without conflict after which the next one counts as a new outbreak
//   a               actor, required: one side: id, name, alias or ISO code
//   b               actor, required: the other side
//   min_confidence  number, default 0.0: leave out events that the coder was less sure of, 0 to 1
//   limit           integer, default 500: most rows to return
//
// Columns
//   day       string: only events dated to the day count
//   source    string: who acted first
//   relation  string
//   target    string
//   quiet     integer: days since the conflict before; null for the first
//   event_id  string
//
// Tags: dyad, conflict

:param quiet_days => 90;
:param a => 'country:RUS';
:param b => 'country:USA';
:param min_confidence => 0.0;
:param limit => 500;

MATCH (:Actor {id: $a})-[r]-(:Actor {id: $b})
WHERE r.event_id IS NOT NULL AND r.confidence >= $min_confidence AND r.quad_class >= 3
  AND size(r.date) = 10
WITH DISTINCT r
ORDER BY r.date, r.event_id
WITH collect(r) AS acts
UNWIND range(0, size(acts) - 1) AS i
WITH acts[i] AS act, CASE WHEN i = 0 THEN null ELSE acts[i - 1] END AS previous
WITH act, duration.inDays(date(previous.date), date(act.date)).days AS quiet
WHERE quiet IS NULL OR quiet >= $quiet_days
RETURN act.date AS day, startNode(act).name AS source, type(act) AS relation, endNode(act).name AS target, quiet,
       act.event_id AS event_id
ORDER BY day
LIMIT $limit
