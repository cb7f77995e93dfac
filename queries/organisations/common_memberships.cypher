// Common memberships
// Question: In which organisations are both of these?
//
// Parameters
//   a      actor, required: one actor: id, name, alias or ISO code
//   b      actor, required: another
//   limit  integer, default 200: most rows to return
//
// Columns
//   organisation  string
//   a_from        string
//   b_from        string
//   both          boolean: no end is known for either
//
// Tags: organisation, members, dyad

:param a => 'country:TUR';
:param b => 'country:USA';
:param limit => 200;

MATCH (:Actor {id: $a})-[m:MEMBER_OF]->(o:Actor)<-[n:MEMBER_OF]-(:Actor {id: $b})
RETURN o.name AS organisation, m.from AS a_from, n.from AS b_from, m.to IS NULL AND n.to IS NULL AS both
ORDER BY organisation
LIMIT $limit
