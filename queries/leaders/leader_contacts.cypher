// Contacts of a leader
// Question: With which people did this person have contact most often, since when and until when?
//
// Parameters
//   actor           actor, required: a person: id, name or alias
//   since           date, default '0001-01-01': first day that counts
//   until           date, default '9999-12-31': last day that counts
//   min_confidence  number, default 0.0: leave out events that the coder was less sure of, 0 to 1
//   limit           integer, default 200: most rows to return
//
// Columns
//   person     string
//   person_id  string
//   country    string: ISO 3166 alpha-3
//   contacts   integer
//   calls      integer
//   first      string
//   last       string
//
// Tags: leader, network

:param actor => 'person:vladimir-putin';
:param since => '0001-01-01';
:param until => '9999-12-31';
:param min_confidence => 0.0;
:param limit => 200;

MATCH (a:Actor {id: $actor})-[r:CALLED|MET|VISITED|HOSTED|NEGOTIATED_WITH|TALKED_WITH|WROTE_TO]-(b:Person)
WHERE r.confidence >= $min_confidence AND a.id <> b.id
WITH b, r, coalesce(r.date, r.reported, '') AS day
WHERE day >= left($since, size(day)) AND replace(day, 'W', '0') <= $until
RETURN b.name AS person, b.id AS person_id, b.country AS country, count(r) AS contacts,
       sum(CASE WHEN type(r) = 'CALLED' THEN 1 ELSE 0 END) AS calls, min(day) AS first, max(day) AS last
ORDER BY contacts DESC, person_id
LIMIT $limit
