// What one outlet alone reports
// Question: Which events does this outlet report and nobody else?
//
// Parameters
//   publisher  text, required: the outlet, as documents name it
//   since      date, default '0001-01-01': first day that counts
//   until      date, default '9999-12-31': last day that counts
//   limit      integer, default 100: most rows to return
//
// Columns
//   day       string
//   source    string
//   relation  string
//   target    string
//   realis    string
//   title     string: of the document
//   event_id  string
//
// Tags: evidence, outlet

:param publisher => 'Tass';
:param since => '0001-01-01';
:param until => '9999-12-31';
:param limit => 100;

MATCH (d:Document {publisher: $publisher})<-[:IN_DOCUMENT]-(:Sentence)<-[:EVIDENCED_BY]-(e:Event)
WHERE e.publishers = 1
WITH DISTINCT e, d, coalesce(e.date, e.reported, '') AS day
WHERE day >= left($since, size(day)) AND replace(day, 'W', '0') <= $until
WITH e, day, min(d.title) AS title
ORDER BY day DESC, e.id
LIMIT $limit
MATCH (s:Actor)<-[:SOURCE]-(e)-[:TARGET]->(t:Actor)
RETURN day, s.name AS source, e.relation AS relation, t.name AS target, e.realis AS realis, title, e.id AS event_id
ORDER BY day DESC, event_id
