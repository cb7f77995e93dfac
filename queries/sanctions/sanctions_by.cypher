// Sanctions by an actor
// Question: On whom did this actor impose sanctions, embargoes or tariffs, how often and when last?
//
// Parameters
//   actor           actor, required: the actor: id, name, alias or ISO code
//   since           date, default '0001-01-01': first day that counts
//   until           date, default '9999-12-31': last day that counts
//   min_confidence  number, default 0.0: leave out events that the coder was less sure of, 0 to 1
//   limit           integer, default 200: most rows to return
//
// Columns
//   target     string
//   events     integer
//   first      string
//   last       string
//   relations  list
//
// Tags: sanction

:param actor => 'country:RUS';
:param since => '0001-01-01';
:param until => '9999-12-31';
:param min_confidence => 0.0;
:param limit => 200;

MATCH (:Actor {id: $actor})-[r:SANCTIONED|EMBARGOED|RAISED_TARIFFS_ON|BOYCOTTED|SANCTION]->(b:Actor)
WHERE r.confidence >= $min_confidence
WITH b, r, coalesce(r.date, r.reported, '') AS day
WHERE day >= left($since, size(day)) AND replace(day, 'W', '0') <= $until
WITH b, r, day ORDER BY type(r)
RETURN b.name AS target, count(r) AS events, min(day) AS first, max(day) AS last, collect(DISTINCT type(r)) AS relations
ORDER BY events DESC, target
LIMIT $limit
