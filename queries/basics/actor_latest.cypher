// Latest events of an actor
// Question: What are the latest events of this actor, with a sentence that states each?
//
// Parameters
//   actor           actor, required: the actor: id, name, alias or ISO code
//   since           date, default '0001-01-01': first day that counts
//   until           date, default '9999-12-31': last day that counts
//   min_confidence  number, default 0.0: leave out events that the coder was less sure of, 0 to 1
//   limit           integer, default 100: most rows to return
//
// Columns
//   day         string
//   source      string
//   relation    string
//   target      string
//   quad_class  integer
//   publishers  integer: different publishers that report it
//   publisher   string: one of them
//   sentence    string: one that states it
//   event_id    string
//
// Tags: actor, evidence

:param actor => 'country:RUS';
:param since => '0001-01-01';
:param until => '9999-12-31';
:param min_confidence => 0.0;
:param limit => 100;

MATCH (:Actor {id: $actor})-[r]-()
WHERE r.event_id IS NOT NULL AND r.confidence >= $min_confidence
WITH DISTINCT r, coalesce(r.date, r.reported, '') AS day
WHERE day >= left($since, size(day)) AND replace(day, 'W', '0') <= $until
WITH r, day ORDER BY day DESC, r.event_id LIMIT $limit
MATCH (e:Event {id: r.event_id})
OPTIONAL MATCH (e)-[:EVIDENCED_BY]->(s:Sentence)-[:IN_DOCUMENT]->(d:Document)
WITH r, day, e, s, d ORDER BY d.published, s.id
RETURN day, startNode(r).name AS source, type(r) AS relation, endNode(r).name AS target, r.quad_class AS quad_class,
       e.publishers AS publishers, head(collect(d.publisher)) AS publisher, head(collect(s.text)) AS sentence,
       r.event_id AS event_id
ORDER BY day DESC, event_id
