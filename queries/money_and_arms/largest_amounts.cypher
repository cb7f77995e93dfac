// Largest sums
// Question: Which loans, grants, investments and deals were the largest of a year in one currency?
//
// Parameters
//   year            integer, required: year of the events
//   currency        text, default 'USD': ISO 4217 code
//   min_confidence  number, default 0.0: leave out events that the coder was less sure of, 0 to 1
//   limit           integer, default 200: most rows to return
//
// Columns
//   amount    number
//   day       string
//   source    string
//   relation  string
//   target    string
//   event_id  string
//
// Tags: money, overview

:param year => 2022;
:param currency => 'USD';
:param min_confidence => 0.0;
:param limit => 200;

MATCH (e:Event {year: $year})
WHERE e.amount IS NOT NULL AND e.currency = $currency AND e.realis = 'actual' AND e.confidence >= $min_confidence
WITH e ORDER BY e.amount DESC, e.id LIMIT $limit
MATCH (s:Actor)<-[:SOURCE]-(e)-[:TARGET]->(t:Actor)
RETURN e.amount AS amount, coalesce(e.date, e.reported, '') AS day, s.name AS source, e.relation AS relation,
       t.name AS target, e.id AS event_id
ORDER BY amount DESC, event_id
