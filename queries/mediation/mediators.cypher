// Mediators between two sides
// Question: Who mediated or offered to mediate with both of these?
//
// Parameters
//   a               actor, required: one side: id, name, alias or ISO code
//   b               actor, required: the other side
//   since           date, default '0001-01-01': first day that counts
//   until           date, default '9999-12-31': last day that counts
//   min_confidence  number, default 0.0: leave out events that the coder was less sure of, 0 to 1
//   limit           integer, default 100: most rows to return
//
// Columns
//   mediator  string
//   with_a    integer: acts of mediation toward the first
//   with_b    integer: toward the second
//   first     string
//   last      string
//
// Tags: mediation, start here

:param a => 'country:RUS';
:param b => 'country:UKR';
:param since => '0001-01-01';
:param until => '9999-12-31';
:param min_confidence => 0.0;
:param limit => 100;

MATCH (x:Actor)-[r:MEDIATED_BETWEEN|OFFERED_TO_MEDIATE]-(:Actor {id: $a})
WHERE r.confidence >= $min_confidence AND x.id <> $b
WITH x, r, coalesce(r.date, r.reported, '') AS day
WHERE day >= left($since, size(day)) AND replace(day, 'W', '0') <= $until
WITH x, count(r) AS with_a, min(day) AS first_a, max(day) AS last_a
MATCH (x)-[s:MEDIATED_BETWEEN|OFFERED_TO_MEDIATE]-(:Actor {id: $b})
WHERE s.confidence >= $min_confidence
WITH x, with_a, first_a, last_a, s, coalesce(s.date, s.reported, '') AS day
WHERE day >= left($since, size(day)) AND replace(day, 'W', '0') <= $until
WITH x, with_a, first_a, last_a, count(s) AS with_b, min(day) AS first_b, max(day) AS last_b
RETURN x.name AS mediator, with_a, with_b, CASE WHEN first_a < first_b THEN first_a ELSE first_b END AS first,
       CASE WHEN last_a > last_b THEN last_a ELSE last_b END AS last
ORDER BY with_a + with_b DESC, mediator
LIMIT $limit
