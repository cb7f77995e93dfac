// Who joined and who left
// Question: When did members join or leave this organisation?
//
// Parameters
//   organisation  actor, required: the organisation: id, name or alias
//   since         date, default '0001-01-01': first day that counts
//   until         date, default '9999-12-31': last day that counts
//   limit         integer, default 200: most rows to return
//
// Columns
//   day     string
//   member  string
//   step    string: joined or left
//
// Tags: organisation, members, time

:param organisation => 'org:nato';
:param since => '0001-01-01';
:param until => '9999-12-31';
:param limit => 200;

MATCH (:Actor {id: $organisation})<-[m:MEMBER_OF]-(x:Actor)
UNWIND [{day: m.from, step: 'joined'}, {day: m.to, step: 'left'}] AS change
WITH x, change
WHERE change.day >= left($since, size(change.day)) AND change.day <= $until
RETURN change.day AS day, x.name AS member, change.step AS step
ORDER BY day, member, step
LIMIT $limit
