// Escalation ladder
// Question: When did these two first reach each step from words over threats, sanctions and shows of force to
//   violence?
//
// Parameters
//   a               actor, required: one side: id, name, alias or ISO code
//   b               actor, required: the other side
//   since           date, default '0001-01-01': first day that counts
//   min_confidence  number, default 0.0: leave out events that the coder was less sure of, 0 to 1
//   limit           integer, default 200: most rows to return
//
// Columns
//   step      integer: 1 blame, 2 demand or refusal, 3 threat, 4 sanctions or protest, 5 show of force or coercion, 6
//               violence
//   meaning   string
//   first     string: first day on or after since
//   source    string: who reached it first
//   relation  string
//   events    integer: all events on that step
//
// Tags: conflict, dyad, start here

:param a => 'country:RUS';
:param b => 'country:UKR';
:param since => '0001-01-01';
:param min_confidence => 0.0;
:param limit => 200;

MATCH (:Actor {id: $a})-[r]-(:Actor {id: $b})
WHERE r.event_id IS NOT NULL AND r.quad_class >= 3 AND r.confidence >= $min_confidence
WITH DISTINCT r, coalesce(r.date, r.reported, '') AS day
WHERE day >= left($since, size(day)) AND day <> ''
MATCH (e:Event {id: r.event_id})
WITH r, day,
     CASE e.plover_type
       WHEN 'ACCUSE' THEN 1 WHEN 'REQUEST' THEN 2 WHEN 'REJECT' THEN 2 WHEN 'THREATEN' THEN 3
       WHEN 'SANCTION' THEN 4 WHEN 'PROTEST' THEN 4 WHEN 'MOBILIZE' THEN 5 WHEN 'COERCE' THEN 5 WHEN 'ASSAULT' THEN 6
       ELSE 0
     END AS step
WHERE step > 0
WITH step, r, day ORDER BY day, r.event_id
WITH step, collect(r) AS acts, collect(day) AS days
RETURN step, ['blame', 'demand or refusal', 'threat', 'sanctions or protest', 'show of force or coercion', 'violence'][step - 1] AS meaning,
       head(days) AS first, startNode(head(acts)).name AS source, type(head(acts)) AS relation, size(acts) AS events
ORDER BY step
LIMIT $limit
