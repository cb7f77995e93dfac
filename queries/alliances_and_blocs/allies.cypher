// Allies by treaty
// Question: With whom does this actor have a formal alliance, and what do reports say they do to each other?
//
// Parameters
//   actor           actor, required: the actor: id, name, alias or ISO code
//   since           date, default '0001-01-01': first day that counts
//   until           date, default '9999-12-31': last day that counts
//   min_confidence  number, default 0.0: leave out events that the coder was less sure of, 0 to 1
//   limit           integer, default 100: most rows to return
//
// Columns
//   ally         string
//   from         string
//   to           string
//   cooperation  integer
//   conflict     integer
//   goldstein    number: mean weight
//
// Tags: alliance

:param actor => 'country:RUS';
:param since => '0001-01-01';
:param until => '9999-12-31';
:param min_confidence => 0.0;
:param limit => 100;

MATCH (a:Actor {id: $actor})-[t:ALLIED_WITH]-(x:Actor)
WITH a, x, min(t.since) AS from, CASE WHEN count(t.until) = count(t) THEN max(t.until) ELSE null END AS to
OPTIONAL MATCH (a)-[r]-(x)
WHERE r.event_id IS NOT NULL AND r.confidence >= $min_confidence
  AND coalesce(r.date, r.reported, '') >= left($since, size(coalesce(r.date, r.reported, '')))
  AND replace(coalesce(r.date, r.reported, ''), 'W', '0') <= $until
RETURN x.name AS ally, from, to, sum(CASE WHEN r.quad_class <= 2 THEN 1 ELSE 0 END) AS cooperation,
       sum(CASE WHEN r.quad_class >= 3 THEN 1 ELSE 0 END) AS conflict, round(avg(r.goldstein) * 100) / 100 AS goldstein
ORDER BY ally
LIMIT $limit
