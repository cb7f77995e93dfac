// Shared friends
// Question: With whom do both of these mostly cooperate?
//
// Parameters
//   a               actor, required: one actor: id, name, alias or ISO code
//   b               actor, required: another
//   since           date, default '0001-01-01': first day that counts
//   until           date, default '9999-12-31': last day that counts
//   min_confidence  number, default 0.0: leave out events that the coder was less sure of, 0 to 1
//   limit           integer, default 100: most rows to return
//
// Columns
//   friend  string
//   with_a  number: sum of Goldstein weights with the first
//   with_b  number: with the second
//
// Tags: alliance, partners, start here

:param a => 'country:RUS';
:param b => 'country:CHN';
:param since => '0001-01-01';
:param until => '9999-12-31';
:param min_confidence => 0.0;
:param limit => 100;

MATCH (side:Actor)
WHERE side.id IN [$a, $b]
MATCH (side)-[r]-(x)
WHERE r.event_id IS NOT NULL AND r.confidence >= $min_confidence
WITH side, x, r, coalesce(r.date, r.reported, '') AS day
WHERE day >= left($since, size(day)) AND replace(day, 'W', '0') <= $until
WITH x, sum(CASE side.id WHEN $a THEN r.goldstein ELSE 0.0 END) AS with_a,
     sum(CASE side.id WHEN $b THEN r.goldstein ELSE 0.0 END) AS with_b
WHERE with_a > 0 AND with_b > 0 AND NOT x.id IN [$a, $b]
RETURN x.name AS friend, round(with_a * 100) / 100 AS with_a, round(with_b * 100) / 100 AS with_b
ORDER BY with_a + with_b DESC, friend
LIMIT $limit
