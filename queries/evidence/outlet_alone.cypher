// What one outlet alone reports
// Question: Which events does this outlet report and nobody else?
// Note: What it reported last comes first.
//
// Parameters
//   publisher  text, required: the outlet, as documents name it
//   since      date, default '0001-01-01': first day that counts
//   until      date, default '9999-12-31': last day that counts
//   limit      integer, default 100: most rows to return
//
// Columns
//   published  string: day of its last report of the event, empty where the document has no date
//   day        string: of the event, or of the first report where it has no date
//   source     string
//   relation   string
//   target     string
//   realis     string
//   title      string: of the document
//   event_id   string
//
// Tags: evidence, outlet

:param publisher => 'Tass';
:param since => '0001-01-01';
:param until => '9999-12-31';
:param limit => 100;

MATCH (d:Document {publisher: $publisher})
WITH d, coalesce(d.published, '') AS published
ORDER BY published DESC
MATCH (d)<-[:IN_DOCUMENT]-()<-[:EVIDENCED_BY]-(e)
WHERE e.publishers = 1
WITH e, published, coalesce(e.date, e.reported, '') AS day
WHERE day >= left($since, size(day)) AND replace(day, 'W', '0') <= $until
  AND NOT EXISTS {
    MATCH (e)-[:EVIDENCED_BY]->()-[:IN_DOCUMENT]->(later:Document {publisher: $publisher})
    WHERE later.published > published
  }
WITH DISTINCT e, published, day
ORDER BY published DESC, e.id
LIMIT $limit
MATCH (e)-[:EVIDENCED_BY]->()-[:IN_DOCUMENT]->(d:Document {publisher: $publisher})
WHERE coalesce(d.published, '') = published
WITH e, published, day, min(d.title) AS title
MATCH (s:Actor)<-[:SOURCE]-(e)-[:TARGET]->(t:Actor)
RETURN published, day, s.name AS source, e.relation AS relation, t.name AS target, e.realis AS realis, title, e.id AS event_id
ORDER BY published DESC, event_id
