// What they do to each other
// Question: Which kinds of acts pass between these two, how often, since when and until when?
//
// Parameters
//   a               actor, required: one side: id, name, alias or ISO code
//   b               actor, required: the other side
//   min_confidence  number, default 0.0: leave out events that the coder was less sure of, 0 to 1
//   limit           integer, default 500: most rows to return
//
// Columns
//   source    string
//   relation  string
//   target    string
//   events    integer
//   first     string
//   last      string
//
// Tags: dyad

:param a => 'country:RUS';
:param b => 'country:USA';
:param min_confidence => 0.0;
:param limit => 500;

MATCH (:Actor {id: $a})-[r]-(:Actor {id: $b})
WHERE r.event_id IS NOT NULL AND r.confidence >= $min_confidence
WITH DISTINCT r, coalesce(r.date, r.reported) AS day
RETURN startNode(r).name AS source, type(r) AS relation, endNode(r).name AS target, count(r) AS events,
       min(day) AS first, max(day) AS last
ORDER BY events DESC, relation, source
LIMIT $limit
