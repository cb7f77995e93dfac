// Claims of a single publisher
// Question: Which events that this actor took part in rest on one publisher alone?
//
// Parameters
//   actor           actor, required: the actor: id, name, alias or ISO code
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
//   publisher  string
//   documents  integer
//   event_id   string
//
// Tags: evidence, reliability

:param actor => 'country:RUS';
:param since => '0001-01-01';
:param until => '9999-12-31';
:param min_confidence => 0.0;
:param limit => 100;

MATCH (:Actor {id: $actor})<-[:SOURCE|TARGET]-(e:Event)
WHERE e.publishers = 1 AND e.realis = 'actual' AND e.confidence >= $min_confidence
WITH DISTINCT e, coalesce(e.date, e.reported, '') AS day
WHERE day >= left($since, size(day)) AND replace(day, 'W', '0') <= $until
WITH e, day ORDER BY day DESC, e.id LIMIT $limit
MATCH (s:Actor)<-[:SOURCE]-(e)-[:TARGET]->(t:Actor)
OPTIONAL MATCH (e)-[:EVIDENCED_BY]->(:Sentence)-[:IN_DOCUMENT]->(d:Document)
RETURN day, s.name AS source, e.relation AS relation, t.name AS target, min(d.publisher) AS publisher,
       e.documents AS documents, e.id AS event_id
ORDER BY day DESC, event_id
