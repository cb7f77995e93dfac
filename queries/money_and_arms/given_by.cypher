// What an actor gives
// Question: To whom did this actor lend, give, invest or sell arms, and how much?
//
// Parameters
//   actor           actor, required: the actor: id, name, alias or ISO code
//   since           date, default '0001-01-01': first day that counts
//   until           date, default '9999-12-31': last day that counts
//   min_confidence  number, default 0.0: leave out events that the coder was less sure of, 0 to 1
//   limit           integer, default 200: most rows to return
//
// Columns
//   day       string
//   relation  string
//   receiver  string
//   amount    number: null where no sum is stated
//   currency  string: ISO 4217
//   event_id  string
//
// Tags: money, arms, start here

:param actor => 'country:CUB';
:param since => '0001-01-01';
:param until => '9999-12-31';
:param min_confidence => 0.0;
:param limit => 200;

MATCH (:Actor {id: $actor})-[r:LOANED|AIDED|FUNDED|INVESTED_IN|ARMED|SOLD_ARMS_TO|SOLD_TO|TRAINED]->(b:Actor)
WHERE r.confidence >= $min_confidence
WITH b, r, coalesce(r.date, r.reported, '') AS day
WHERE day >= left($since, size(day)) AND replace(day, 'W', '0') <= $until
MATCH (e:Event {id: r.event_id})
RETURN day, type(r) AS relation, b.name AS receiver, e.amount AS amount, e.currency AS currency, r.event_id AS event_id
ORDER BY day, event_id
LIMIT $limit
