// Coalitions of senders
// Question: Which two senders put sanctions on the same targets within so many days of each other?
//
// Parameters
//   days            integer, default 30: most days between the two acts
//   actor           actor, required: the actor: id, name, alias or ISO code
//   min_confidence  number, default 0.0: leave out events that the coder was less sure of, 0 to 1
//   limit           integer, default 200: most rows to return
//
// Columns
//   partner  string: the other sender
//   targets  list: common targets
//   times    integer: acts of the partner in time
//
// Tags: sanction, coalition

:param days => 30;
:param actor => 'country:RUS';
:param min_confidence => 0.0;
:param limit => 200;

MATCH (a:Actor {id: $actor})-[r:SANCTIONED|EMBARGOED|RAISED_TARIFFS_ON]->(t:Actor)
WHERE size(r.date) = 10 AND r.confidence >= $min_confidence
MATCH (t)<-[s:SANCTIONED|EMBARGOED|RAISED_TARIFFS_ON]-(b:Actor)
WHERE b.id <> $actor AND size(s.date) = 10 AND s.confidence >= $min_confidence
  AND abs(duration.inDays(date(r.date), date(s.date)).days) <= $days
WITH DISTINCT b, t, s ORDER BY t.name
RETURN b.name AS partner, collect(DISTINCT t.name) AS targets, count(s) AS times
ORDER BY times DESC, partner
LIMIT $limit
