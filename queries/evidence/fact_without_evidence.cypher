// Check: An event that is no row of a data set must have a sentence in a document.
// Severity: error. Every row is one case.

MATCH (e:Event)
WHERE e.dataset IS NULL AND NOT EXISTS { (e)-[:EVIDENCED_BY]->(:Sentence)-[:IN_DOCUMENT]->(:Document) }
RETURN e.id AS event_id, e.relation AS relation
