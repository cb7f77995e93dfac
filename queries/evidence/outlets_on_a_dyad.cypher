// How outlets tell one dyad
// Question: How much cooperation and conflict between these two does each outlet report, and of what weight?
//
// Parameters
//   a      actor, required: one side: id, name, alias or ISO code
//   b      actor, required: the other side
//   since  date, default '0001-01-01': first day that counts
//   until  date, default '9999-12-31': last day that counts
//   limit  integer, default 100: most rows to return
//
// Columns
//   publisher          string
//   publisher_country  string: where the graph knows the outlet
//   events             integer
//   cooperation        integer
//   conflict           integer
//   goldstein          number: mean weight
//
// Tags: evidence, outlet, dyad

:param a => 'country:RUS';
:param b => 'country:UKR';
:param since => '0001-01-01';
:param until => '9999-12-31';
:param limit => 100;

MATCH (:Actor {id: $a})-[r]-(:Actor {id: $b})
WHERE r.event_id IS NOT NULL
WITH DISTINCT r, coalesce(r.date, r.reported, '') AS day
WHERE day >= left($since, size(day)) AND replace(day, 'W', '0') <= $until
MATCH (e:Event {id: r.event_id})-[:EVIDENCED_BY]->(:Sentence)-[:IN_DOCUMENT]->(d:Document)
WHERE d.publisher IS NOT NULL
WITH DISTINCT d.publisher AS publisher, r
WITH publisher, count(r) AS events, sum(CASE WHEN r.quad_class <= 2 THEN 1 ELSE 0 END) AS cooperation,
     sum(CASE WHEN r.quad_class >= 3 THEN 1 ELSE 0 END) AS conflict, avg(r.goldstein) AS weight
OPTIONAL MATCH (m:Media {name: publisher})
RETURN publisher, min(m.country) AS publisher_country, events, cooperation, conflict,
       round(weight * 100) / 100 AS goldstein
ORDER BY events DESC, publisher
LIMIT $limit
