// What an organisation does
// Question: Toward whom does this organisation itself act, and how?
//
// Parameters
//   organisation    actor, required: the organisation: id, name or alias
//   since           date, default '0001-01-01': first day that counts
//   until           date, default '9999-12-31': last day that counts
//   min_confidence  number, default 0.0: leave out events that the coder was less sure of, 0 to 1
//   limit           integer, default 200: most rows to return
//
// Columns
//   target       string
//   events       integer
//   cooperation  integer
//   conflict     integer
//   relations    list
//   last         string
//
// Tags: organisation

:param organisation => 'org:nato';
:param since => '0001-01-01';
:param until => '9999-12-31';
:param min_confidence => 0.0;
:param limit => 200;

MATCH (:Actor {id: $organisation})-[r]->(b:Actor)
WHERE r.event_id IS NOT NULL AND r.confidence >= $min_confidence
WITH b, r, coalesce(r.date, r.reported, '') AS day
WHERE day >= left($since, size(day)) AND replace(day, 'W', '0') <= $until
WITH b, r, day ORDER BY type(r)
RETURN b.name AS target, count(r) AS events, sum(CASE WHEN r.quad_class <= 2 THEN 1 ELSE 0 END) AS cooperation,
       sum(CASE WHEN r.quad_class >= 3 THEN 1 ELSE 0 END) AS conflict, collect(DISTINCT type(r)) AS relations,
       max(day) AS last
ORDER BY events DESC, target
LIMIT $limit
