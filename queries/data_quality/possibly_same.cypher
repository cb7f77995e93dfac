// Reports that may be one event
// Question: Which events of an actor may be the same thing, told with dates of different precision?
//
// Parameters
//   actor  actor, required: the actor: id, name, alias or ISO code
//   limit  integer, default 200: most rows to return
//
// Columns
//   relation  string
//   source    string
//   target    string
//   loose     string: less exact date
//   exact     string: more exact date
//   loose_id  string
//   exact_id  string
//
// Tags: quality, duplicates

:param actor => 'country:RUS';
:param limit => 200;

MATCH (:Actor {id: $actor})<-[:SOURCE|TARGET]-(loose:Event)-[:POSSIBLY_SAME]->(exact:Event)
WITH DISTINCT loose, exact
MATCH (s:Actor)<-[:SOURCE]-(loose)-[:TARGET]->(t:Actor)
RETURN loose.relation AS relation, s.name AS source, t.name AS target, coalesce(loose.date, '') AS loose,
       coalesce(exact.date, '') AS exact, loose.id AS loose_id, exact.id AS exact_id
ORDER BY exact, relation, loose_id
LIMIT $limit
