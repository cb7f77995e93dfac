// Who holds office
// Question: Who holds or held which office of this country or organisation?
//
// Parameters
//   actor  actor, required: the actor: id, name, alias or ISO code
//   limit  integer, default 100: most rows to return
//
// Columns
//   title      string
//   person     string
//   person_id  string
//   since      string
//   until      string: empty where open or unknown
//   role       string
//
// Tags: actor, office

:param actor => 'country:RUS';
:param limit => 100;

MATCH (of:Actor {id: $actor})<-[o:HOLDS_OFFICE]-(p:Person)
RETURN o.title AS title, p.name AS person, p.id AS person_id, coalesce(o.from, '') AS since, coalesce(o.to, '') AS until,
       o.role AS role
ORDER BY CASE WHEN until = '' THEN 0 ELSE 1 END, since DESC, person
LIMIT $limit
