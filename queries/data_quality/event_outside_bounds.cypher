// Check: An event must have a quad class of 1 to 4, a Goldstein weight of -10 to 10 and a confidence of 0 to 1.
// Severity: error. Every row is one case.

MATCH (e:Event)
WHERE NOT e.quad_class IN [1, 2, 3, 4] OR abs(e.goldstein) > 10 OR e.confidence < 0 OR e.confidence > 1
RETURN e.id AS event_id, e.quad_class AS quad_class, e.goldstein AS goldstein, e.confidence AS confidence
