// Receivers of two rivals
// Question: Who takes money or arms from both of these?
//
// Parameters
//   a               actor, required: one giver
//   b               actor, required: another giver
//   since           date, default '0001-01-01': first day that counts
//   until           date, default '9999-12-31': last day that counts
//   min_confidence  number, default 0.0: leave out events that the coder was less sure of, 0 to 1
//   limit           integer, default 200: most rows to return
//
// Columns
//   receiver  string
//   from_a    integer: events with the first
//   from_b    integer: events with the second
//
// Tags: money, arms, partners

:param a => 'country:RUS';
:param b => 'country:USA';
:param since => '0001-01-01';
:param until => '9999-12-31';
:param min_confidence => 0.0;
:param limit => 200;

MATCH (:Actor {id: $a})-[r:LOANED|AIDED|FUNDED|ARMED|SOLD_ARMS_TO|TRAINED]->(x:Actor)
WHERE r.confidence >= $min_confidence
WITH x, r, coalesce(r.date, r.reported, '') AS day
WHERE day >= left($since, size(day)) AND replace(day, 'W', '0') <= $until
WITH x, count(r) AS from_a
MATCH (:Actor {id: $b})-[s:LOANED|AIDED|FUNDED|ARMED|SOLD_ARMS_TO|TRAINED]->(x)
WHERE s.confidence >= $min_confidence
WITH x, from_a, s, coalesce(s.date, s.reported, '') AS day
WHERE day >= left($since, size(day)) AND replace(day, 'W', '0') <= $until
RETURN x.name AS receiver, from_a, count(s) AS from_b
ORDER BY from_a + from_b DESC, receiver
LIMIT $limit
