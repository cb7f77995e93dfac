// Balanced and unbalanced triads
// Question: Which triads with this actor are out of balance, such as two friends of which one is the enemy's friend?
// Note: The sign of a pair is that of its summed Goldstein weights; a triad is balanced where the product of its three
//   signs is positive. Only the most active partners are looked at.
//
// Parameters
//   partners        integer, default 14: how many of the most active partners to look at
//   actor           actor, required: the actor: id, name, alias or ISO code
//   since           date, default '0001-01-01': first day that counts
//   until           date, default '9999-12-31': last day that counts
//   min_confidence  number, default 0.0: leave out events that the coder was less sure of, 0 to 1
//   limit           integer, default 100: most rows to return
//
// Columns
//   b         string
//   c         string
//   with_b    number
//   with_c    number
//   b_with_c  number
//   balanced  boolean
//
// Tags: alliance, balance, network

:param partners => 14;
:param actor => 'country:RUS';
:param since => '0001-01-01';
:param until => '9999-12-31';
:param min_confidence => 0.0;
:param limit => 100;

MATCH (a:Actor {id: $actor})-[r]-(x)
WHERE r.event_id IS NOT NULL AND r.confidence >= $min_confidence AND x <> a
WITH x, r, coalesce(r.date, r.reported, '') AS day
WHERE day >= left($since, size(day)) AND replace(day, 'W', '0') <= $until
WITH x, count(r) AS events, sum(r.goldstein) AS weight
WHERE weight <> 0
ORDER BY events DESC, x.id
LIMIT $partners
WITH collect({node: x, weight: weight}) AS near
UNWIND near AS one
UNWIND near AS two
WITH one, two
WHERE one.node.id < two.node.id
WITH one.node AS b, two.node AS c, one.weight AS with_b, two.weight AS with_c
MATCH (b)-[s]-(c)
WHERE s.event_id IS NOT NULL AND s.confidence >= $min_confidence
WITH b, c, with_b, with_c, s, coalesce(s.date, s.reported, '') AS day
WHERE day >= left($since, size(day)) AND replace(day, 'W', '0') <= $until
WITH b, c, with_b, with_c, sum(s.goldstein) AS b_with_c
WHERE b_with_c <> 0
RETURN b.name AS b, c.name AS c, round(with_b * 100) / 100 AS with_b, round(with_c * 100) / 100 AS with_c,
       round(b_with_c * 100) / 100 AS b_with_c, with_b * with_c * b_with_c > 0 AS balanced
ORDER BY balanced, b, c
LIMIT $limit
