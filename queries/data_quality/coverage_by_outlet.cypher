// Coverage by outlet and month
// Question: How many documents and events does each outlet bring in each month of a year?
//
// Parameters
//   since  date, required: first day of publication
//   until  date, required: last day of publication
//   limit  integer, default 200: most rows to return
//
// Columns
//   month      string
//   publisher  string
//   documents  integer
//   events     integer
//
// Tags: quality, coverage

:param since => '2022-01-01';
:param until => '2022-12-31';
:param limit => 200;

MATCH (d:Document)
WHERE d.published >= $since AND d.published <= $until
OPTIONAL MATCH (d)<-[:IN_DOCUMENT]-(:Sentence)<-[:EVIDENCED_BY]-(e:Event)
RETURN left(d.published, 7) AS month, coalesce(d.publisher, '(unknown)') AS publisher, count(DISTINCT d) AS documents,
       count(DISTINCT e) AS events
ORDER BY month, publisher
LIMIT $limit
