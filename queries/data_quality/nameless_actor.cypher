// Check: An actor should have a name.
// Severity: warning. Every row is one case.

MATCH (a:Actor)
WHERE a.name IS NULL OR trim(a.name) = ''
RETURN a.id AS actor_id
