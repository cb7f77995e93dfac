// Unresolved actors
// Question: Which actors of many events does no list of actors know?
//
// Parameters
//   limit  integer, default 200: most rows to return
//
// Columns
//   actor     string
//   actor_id  string
//   kind      string
//   country   string
//   known     string: mentioned (in a text or data set) or implied (by a code)
//   events    integer
//
// Tags: quality, actors, start here

:param limit => 200;

MATCH (a:Actor)
WHERE a.known <> 'listed'
WITH a, COUNT { (a)<-[:SOURCE|TARGET]-(:Event) } AS events
WHERE events > 0
RETURN a.name AS actor, a.id AS actor_id, a.kind AS kind, a.country AS country, a.known AS known, events
ORDER BY events DESC, actor_id
LIMIT $limit
