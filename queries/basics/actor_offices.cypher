// Offices of a person
// Question: Which offices does or did this person hold, of what, and how is it known?
//
// Parameters
//   actor  actor, required: the actor: id, name, alias or ISO code
//   limit  integer, default 100: most rows to return
//
// Columns
//   person  string
//   title   string
//   of      string
//   since   string: empty where unknown
//   until   string: empty where open or unknown
//   former  boolean: a text says that it is over
//   role    string: what kind of office
//   source  string: where a listed office comes from; null where a text states it
//
// Tags: actor, person, office

:param actor => 'country:RUS';
:param limit => 100;

MATCH (p:Actor {id: $actor})-[o:HOLDS_OFFICE]->(of:Actor)
RETURN p.name AS person, o.title AS title, of.name AS of, coalesce(o.from, '') AS since, coalesce(o.to, '') AS until,
       coalesce(o.former, false) AS former, o.role AS role, o.source AS source
ORDER BY since DESC, title
LIMIT $limit
