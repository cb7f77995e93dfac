// Partners of an actor
// Question: With whom does this actor have to do most, and is it cooperation or conflict?
//
// Parameters
//   actor           actor, required: the actor: id, name, alias or ISO code
//   since           date, default '0001-01-01': first day that counts
//   until           date, default '9999-12-31': last day that counts
//   min_confidence  number, default 0.0: leave out events that the coder was less sure of, 0 to 1
//   limit           integer, default 100: most rows to return
//
// Columns
//   partner      string
//   partner_id   string
//   events       integer: both directions together
//   cooperation  integer: events of quad classes 1 and 2
//   conflict     integer: events of quad classes 3 and 4
//   goldstein    number: mean weight
//   last         string: latest day
//
// Tags: actor, partners

:param actor => 'country:RUS';
:param since => '0001-01-01';
:param until => '9999-12-31';
:param min_confidence => 0.0;
:param limit => 100;

MATCH (a:Actor {id: $actor})-[r]-(b)
WHERE r.event_id IS NOT NULL AND r.confidence >= $min_confidence AND a <> b
WITH b, r, coalesce(r.date, r.reported, '') AS day
WHERE day >= left($since, size(day)) AND replace(day, 'W', '0') <= $until
RETURN b.name AS partner, b.id AS partner_id, count(r) AS events,
       sum(CASE WHEN r.quad_class <= 2 THEN 1 ELSE 0 END) AS cooperation,
       sum(CASE WHEN r.quad_class >= 3 THEN 1 ELSE 0 END) AS conflict,
       round(avg(r.goldstein) * 100) / 100 AS goldstein, max(day) AS last
ORDER BY events DESC, partner_id
LIMIT $limit
