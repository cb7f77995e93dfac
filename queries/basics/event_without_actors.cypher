// Check: An event must have one source and one target.
// Severity: error. Every row is one case.

MATCH (e:Event)
WITH e, COUNT { (e)-[:SOURCE]->() } AS sources, COUNT { (e)-[:TARGET]->() } AS targets
WHERE sources <> 1 OR targets <> 1
RETURN e.id AS event_id, sources, targets
