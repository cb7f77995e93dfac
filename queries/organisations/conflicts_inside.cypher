// Conflicts between members
// Question: Which members of this organisation, at the time, act against each other, and how?
//
// Parameters
//   organisation    actor, required: the organisation: id, name or alias
//   since           date, default '0001-01-01': first day that counts
//   until           date, default '9999-12-31': last day that counts
//   min_confidence  number, default 0.0: leave out events that the coder was less sure of, 0 to 1
//   limit           integer, default 200: most rows to return
//
// Columns
//   day        string
//   source     string
//   relation   string
//   target     string
//   goldstein  number
//   event_id   string
//
// Tags: organisation, conflict

:param organisation => 'org:nato';
:param since => '0001-01-01';
:param until => '9999-12-31';
:param min_confidence => 0.0;
:param limit => 200;

MATCH (o:Actor {id: $organisation})<-[m:MEMBER_OF {status: 'member'}]-(a:Actor)
WITH o, a, collect({from: coalesce(m.from, ''), to: coalesce(m.to, '9999')}) AS terms
MATCH (a)-[r]->(b:Actor)-[n:MEMBER_OF {status: 'member'}]->(o)
WHERE r.quad_class >= 3 AND r.confidence >= $min_confidence
WITH a, terms, r, b, coalesce(r.date, r.reported, '') AS day,
     coalesce(n.from, '') AS other_from, coalesce(n.to, '9999') AS other_to
WHERE day >= left($since, size(day)) AND replace(day, 'W', '0') <= $until
  AND left(other_from, size(day)) <= day AND left(day, size(other_to)) <= other_to
  AND any(term IN terms WHERE left(term.from, size(day)) <= day AND left(day, size(term.to)) <= term.to)
WITH DISTINCT a, r, b, day
RETURN day, a.name AS source, type(r) AS relation, b.name AS target, r.goldstein AS goldstein, r.event_id AS event_id
ORDER BY day, event_id
LIMIT $limit
