// Latest events
// Question: What are the latest events of a year, with the number of documents and publishers that report them?
//
// Parameters
//   year            integer, required: year of the events
//   min_confidence  number, default 0.0: leave out events that the coder was less sure of, 0 to 1
//   limit           integer, default 100: most rows to return
//
// Columns
//   day         string
//   source      string
//   relation    string
//   target      string
//   documents   integer: documents that report it
//   publishers  integer: different publishers of these
//   event_id    string
//
// Tags: time, start here

:param year => 2022;
:param min_confidence => 0.0;
:param limit => 100;

MATCH (e:Event {year: $year})
WHERE e.realis = 'actual' AND e.confidence >= $min_confidence
WITH e, coalesce(e.date, e.reported, '') AS day
ORDER BY day DESC, e.id
LIMIT $limit
MATCH (source:Actor)<-[:SOURCE]-(e)-[:TARGET]->(target:Actor)
RETURN day, source.name AS source, e.relation AS relation, target.name AS target,
       e.documents AS documents, e.publishers AS publishers, e.id AS event_id
ORDER BY day DESC, event_id
