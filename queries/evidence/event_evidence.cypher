// Evidence of an event
// Question: Which sentences of which documents state this event, and who says so in them?
//
// Parameters
//   event  text, required: id of the event (column event_id of other queries, property event_id of an edge)
//   limit  integer, default 100: most rows to return
//
// Columns
//   sentence    string: null where a data set gives none
//   trigger     string: the words that state it
//   speakers    list: who says so, nearest first
//   publisher   string
//   published   string
//   title       string
//   url         string
//   rule        string: lexicon entry or model that decided
//   confidence  number
//
// Tags: evidence, start here

:param event => '0123456789abcdef0123456789abcdef';
:param limit => 100;

MATCH (e:Event {id: $event})-[m:EVIDENCED_BY|REPORTED_IN]->(x)
OPTIONAL MATCH (x)-[:IN_DOCUMENT]->(d:Document)
WITH m, x, coalesce(d, x) AS d
RETURN x.text AS sentence, m.trigger AS trigger, coalesce(m.speakers, []) AS speakers, d.publisher AS publisher,
       d.published AS published, d.title AS title, d.url AS url, m.rule AS rule, m.confidence AS confidence
ORDER BY published, publisher, sentence
LIMIT $limit
