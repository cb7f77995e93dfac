// Members on a day
// Question: Who was a member of this organisation on a given day?
//
// Parameters
//   day           date, required: the day
//   organisation  actor, required: the organisation: id, name or alias
//   limit         integer, default 200: most rows to return
//
// Columns
//   member  string
//   from    string
//   to      string
//   status  string
//
// Tags: organisation, members, start here

:param day => '2022-01-26';
:param organisation => 'org:nato';
:param limit => 200;

MATCH (:Actor {id: $organisation})<-[m:MEMBER_OF]-(x:Actor)
WHERE coalesce(m.from, '') <= $day AND (m.to IS NULL OR m.to >= left($day, size(m.to)))
RETURN x.name AS member, m.from AS from, m.to AS to, m.status AS status
ORDER BY member
LIMIT $limit
