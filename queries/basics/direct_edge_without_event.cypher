// Check: A direct edge between two actors must belong to an event that is said to have happened.
// Severity: error. Every row is one case.

MATCH (a:Actor)-[r]->(b:Actor)
WHERE r.event_id IS NOT NULL AND NOT EXISTS { MATCH (e:Event {id: r.event_id}) WHERE e.realis = 'actual' }
RETURN a.id AS source, type(r) AS relation, b.id AS target, r.event_id AS event_id
