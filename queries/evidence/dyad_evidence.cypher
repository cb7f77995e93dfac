// Evidence between two actors
// Question: Which sentences say what these two did to each other?
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
//   day        string
//   source     string
//   relation   string
//   target     string
//   realis     string: actual, planned, hypothetical, denied or negated
//   sentence   string
//   publisher  string
//   published  string
//
// Tags: evidence, dyad, start here

:param a => 'country:RUS';
:param b => 'country:UKR';
:param since => '0001-01-01';
:param until => '9999-12-31';
:param min_confidence => 0.0;
:param limit => 100;

MATCH (a:Actor {id: $a})<-[:SOURCE|TARGET]-(e:Event)-[:SOURCE|TARGET]->(b:Actor {id: $b})
WHERE e.confidence >= $min_confidence
WITH DISTINCT e, coalesce(e.date, e.reported, '') AS day
WHERE day >= left($since, size(day)) AND replace(day, 'W', '0') <= $until
MATCH (s:Actor)<-[:SOURCE]-(e)-[:TARGET]->(t:Actor)
MATCH (e)-[:EVIDENCED_BY]->(x:Sentence)-[:IN_DOCUMENT]->(d:Document)
RETURN day, s.name AS source, e.relation AS relation, t.name AS target, e.realis AS realis, x.text AS sentence,
       d.publisher AS publisher, d.published AS published
ORDER BY day, relation, published, sentence
LIMIT $limit
