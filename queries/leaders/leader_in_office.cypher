// What a leader did in office
// Question: What did this person do in each office, and how does it weigh?
//
// Parameters
//   actor           actor, required: a person: id, name or alias
//   min_confidence  number, default 0.0: leave out events that the coder was less sure of, 0 to 1
//   limit           integer, default 200: most rows to return
//
// Columns
//   title        string: office
//   of           string
//   since        string
//   until        string
//   events       integer: done by this person while in the office
//   cooperation  integer
//   conflict     integer
//
// Tags: leader, office

:param actor => 'person:vladimir-putin';
:param min_confidence => 0.0;
:param limit => 200;

MATCH (p:Actor {id: $actor})-[o:HOLDS_OFFICE]->(of:Actor)
WHERE o.from IS NOT NULL
OPTIONAL MATCH (p)-[r]->(:Actor)
WHERE r.event_id IS NOT NULL AND r.confidence >= $min_confidence
  AND left(r.date, size(o.from)) >= left(o.from, size(r.date))
  AND (o.to IS NULL OR left(r.date, size(o.to)) <= left(o.to, size(r.date)))
RETURN o.title AS title, of.name AS of, o.from AS since, coalesce(o.to, '') AS until, count(r) AS events,
       sum(CASE WHEN r.quad_class <= 2 THEN 1 ELSE 0 END) AS cooperation,
       sum(CASE WHEN r.quad_class >= 3 THEN 1 ELSE 0 END) AS conflict
ORDER BY since DESC, title
LIMIT $limit
