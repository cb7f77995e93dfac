// Reports that contradict each other
// Question: On which days does one outlet tell of nothing but cooperation between these two and another of nothing but
//   conflict?
//
// Parameters
//   a      actor, required: one side: id, name, alias or ISO code
//   b      actor, required: the other side
//   since  date, default '0001-01-01': first day that counts
//   until  date, default '9999-12-31': last day that counts
//   limit  integer, default 100: most rows to return
//
// Columns
//   day          string
//   cooperation  list: outlets that tell of cooperation alone
//   conflict     list: outlets that tell of conflict alone
//   relations    list: what they tell
//
// Tags: evidence, outlet, dyad, contradiction

:param a => 'country:RUS';
:param b => 'country:UKR';
:param since => '0001-01-01';
:param until => '9999-12-31';
:param limit => 100;

MATCH (:Actor {id: $a})-[r]-(:Actor {id: $b})
WHERE r.event_id IS NOT NULL
WITH DISTINCT r, coalesce(r.date, r.reported, '') AS day
WHERE size(day) = 10 AND day >= left($since, size(day)) AND day <= $until
MATCH (e:Event {id: r.event_id})-[:EVIDENCED_BY]->(:Sentence)-[:IN_DOCUMENT]->(d:Document)
WHERE d.publisher IS NOT NULL
WITH day, d.publisher AS publisher, collect(DISTINCT e.relation) AS told,
     sum(CASE WHEN r.quad_class <= 2 THEN 1 ELSE 0 END) AS friendly,
     sum(CASE WHEN r.quad_class >= 3 THEN 1 ELSE 0 END) AS hostile
ORDER BY publisher
WITH day, collect(told) AS kinds, collect(CASE WHEN hostile = 0 THEN publisher END) AS cooperation,
     collect(CASE WHEN friendly = 0 THEN publisher END) AS conflict
WHERE size(cooperation) > 0 AND size(conflict) > 0
UNWIND kinds AS told
UNWIND told AS relation
WITH DISTINCT day, cooperation, conflict, relation ORDER BY relation
RETURN day, cooperation, conflict, collect(relation) AS relations
ORDER BY day DESC
LIMIT $limit
