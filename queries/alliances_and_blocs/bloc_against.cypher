// A bloc and an outsider
// Question: How does each member of this organisation, at the time, act toward one outsider?
//
// Parameters
//   organisation    actor, required: the organisation: id, name or alias
//   outsider        actor, required: the outsider: id, name, alias or ISO code
//   since           date, default '0001-01-01': first day that counts
//   until           date, default '9999-12-31': last day that counts
//   min_confidence  number, default 0.0: leave out events that the coder was less sure of, 0 to 1
//   limit           integer, default 100: most rows to return
//
// Columns
//   member       string
//   events       integer
//   cooperation  integer
//   conflict     integer
//   goldstein    number: mean weight
//
// Tags: bloc, organisation

:param organisation => 'org:nato';
:param outsider => 'country:RUS';
:param since => '0001-01-01';
:param until => '9999-12-31';
:param min_confidence => 0.0;
:param limit => 100;

MATCH (:Actor {id: $organisation})<-[t:MEMBER_OF {status: 'member'}]-(m:Actor)
WITH m, collect({from: coalesce(t.from, ''), to: coalesce(t.to, '9999')}) AS terms
MATCH (m)-[r]->(:Actor {id: $outsider})
WHERE r.event_id IS NOT NULL AND r.confidence >= $min_confidence
WITH m, terms, r, coalesce(r.date, r.reported, '') AS day
WHERE day >= left($since, size(day)) AND replace(day, 'W', '0') <= $until
  AND any(term IN terms WHERE left(term.from, size(day)) <= day AND left(day, size(term.to)) <= term.to)
RETURN m.name AS member, count(r) AS events, sum(CASE WHEN r.quad_class <= 2 THEN 1 ELSE 0 END) AS cooperation,
       sum(CASE WHEN r.quad_class >= 3 THEN 1 ELSE 0 END) AS conflict, round(avg(r.goldstein) * 100) / 100 AS goldstein
ORDER BY goldstein, member
LIMIT $limit
