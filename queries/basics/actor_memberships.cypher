// Memberships of an actor
// Question: In which organisations is or was this actor?
//
// Parameters
//   actor  actor, required: the actor: id, name, alias or ISO code
//   limit  integer, default 100: most rows to return
//
// Columns
//   organisation     string
//   organisation_id  string
//   since            string
//   until            string
//   status           string
//
// Tags: actor, organisation

:param actor => 'country:RUS';
:param limit => 100;

MATCH (:Actor {id: $actor})-[m:MEMBER_OF]->(o:Actor)
RETURN o.name AS organisation, o.id AS organisation_id, coalesce(m.from, '') AS since, coalesce(m.to, '') AS until,
       m.status AS status
ORDER BY organisation
LIMIT $limit
