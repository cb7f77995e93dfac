// Mediation by an actor
// Question: Between whom did this actor mediate, when, and in which report?
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
//   relation    string
//   parties     list: sides named for that day
//   publishers  list
//
// Tags: mediation

:param actor => 'country:TUR';
:param since => '0001-01-01';
:param until => '9999-12-31';
:param min_confidence => 0.0;
:param limit => 100;

MATCH (a:Actor {id: $actor})-[r:MEDIATED_BETWEEN|OFFERED_TO_MEDIATE]-(b:Actor)
WHERE r.confidence >= $min_confidence
WITH DISTINCT b, r, coalesce(r.date, r.reported, '') AS day
WHERE day >= left($since, size(day)) AND replace(day, 'W', '0') <= $until
OPTIONAL MATCH (:Event {id: r.event_id})-[:EVIDENCED_BY]->(:Sentence)-[:IN_DOCUMENT]->(d:Document)
WITH b, r, day, d ORDER BY b.name, d.publisher
RETURN day, type(r) AS relation, collect(DISTINCT b.name) AS parties, collect(DISTINCT d.publisher) AS publishers
ORDER BY day, relation
LIMIT $limit
