// Sums by giver
// Question: How much money in all did each giver give to this actor, by currency?
//
// Parameters
//   actor           actor, required: the actor: id, name, alias or ISO code
//   since           date, default '0001-01-01': first day that counts
//   until           date, default '9999-12-31': last day that counts
//   min_confidence  number, default 0.0: leave out events that the coder was less sure of, 0 to 1
//   limit           integer, default 200: most rows to return
//
// Columns
//   giver     string
//   currency  string
//   total     number: sum of stated amounts; one event told with two sums counts once
//   events    integer: with a stated amount
//
// Tags: money

:param actor => 'country:CUB';
:param since => '0001-01-01';
:param until => '9999-12-31';
:param min_confidence => 0.0;
:param limit => 200;

MATCH (:Actor {id: $actor})<-[r:LOANED|AIDED|FUNDED|INVESTED_IN|FORGAVE]-(b:Actor)
WHERE r.confidence >= $min_confidence
WITH b, r, coalesce(r.date, r.reported, '') AS day
WHERE day >= left($since, size(day)) AND replace(day, 'W', '0') <= $until
MATCH (e:Event {id: r.event_id})
WHERE e.amount IS NOT NULL
RETURN b.name AS giver, e.currency AS currency, sum(e.amount) AS total, count(e) AS events
ORDER BY total DESC, giver
LIMIT $limit
