// Announced and never reported
// Question: What did this actor announce or plan that no later report says has happened?
//
// Parameters
//   actor           actor, required: the actor: id, name, alias or ISO code
//   min_confidence  number, default 0.0: leave out events that the coder was less sure of, 0 to 1
//   limit           integer, default 100: most rows to return
//
// Columns
//   day        string
//   relation   string
//   target     string
//   documents  integer
//   event_id   string
//
// Tags: evidence, planned

:param actor => 'country:RUS';
:param min_confidence => 0.0;
:param limit => 100;

MATCH (s:Actor {id: $actor})<-[:SOURCE]-(e:Event)-[:TARGET]->(t:Actor)
WHERE e.realis = 'planned' AND e.confidence >= $min_confidence
  AND NOT EXISTS {
    MATCH (seen:Event {source_id: e.source_id, target_id: e.target_id, relation: e.relation, realis: 'actual'})
    WHERE seen.first_day >= '' AND coalesce(seen.reported, seen.date, '9999') >= coalesce(e.reported, e.date, '')
  }
RETURN coalesce(e.date, e.reported, '') AS day, e.relation AS relation, t.name AS target, e.documents AS documents,
       e.id AS event_id
ORDER BY day DESC, event_id
LIMIT $limit
