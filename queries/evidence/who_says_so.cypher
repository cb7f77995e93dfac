// Who says so
// Question: To whom do reports on this actor attribute what they say, and what about?
//
// Parameters
//   actor           actor, required: the actor: id, name, alias or ISO code
//   min_confidence  number, default 0.0: leave out events that the coder was less sure of, 0 to 1
//   limit           integer, default 100: most rows to return
//
// Columns
//   speaker     string
//   speaker_id  string
//   events      integer
//   conflict    integer: events of quad classes 3 and 4
//   relations   list: what the speaker tells
//
// Tags: evidence, attribution

:param actor => 'country:RUS';
:param min_confidence => 0.0;
:param limit => 100;

MATCH (:Actor {id: $actor})<-[:SOURCE|TARGET]-(e:Event)-[:ATTRIBUTED_TO]->(w:Actor)
WHERE e.confidence >= $min_confidence
WITH DISTINCT w, e
ORDER BY e.relation
RETURN w.name AS speaker, w.id AS speaker_id, count(e) AS events,
       sum(CASE WHEN e.quad_class >= 3 THEN 1 ELSE 0 END) AS conflict, collect(DISTINCT e.relation) AS relations
ORDER BY events DESC, speaker_id
LIMIT $limit
