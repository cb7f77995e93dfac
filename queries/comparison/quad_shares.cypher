// Shares of quad classes by source
// Question: How do text and data sets differ in what kinds of acts they see between these two?
//
// Parameters
//   a               actor, required: one side: id, name, alias or ISO code
//   b               actor, required: the other side
//   since           date, default '0001-01-01': first day that counts
//   until           date, default '9999-12-31': last day that counts
//   min_confidence  number, default 0.0: leave out events that the coder was less sure of, 0 to 1
//   limit           integer, default 200: most rows to return
//
// Columns
//   dataset     string
//   quad_class  integer
//   events      integer
//   share       number: of the events of that source
//
// Tags: comparison, balance

:param a => 'country:RUS';
:param b => 'country:UKR';
:param since => '0001-01-01';
:param until => '9999-12-31';
:param min_confidence => 0.0;
:param limit => 200;

MATCH (:Actor {id: $a})-[r]-(:Actor {id: $b})
WHERE r.event_id IS NOT NULL AND r.confidence >= $min_confidence
WITH DISTINCT r, coalesce(r.date, r.reported, '') AS day
WHERE day >= left($since, size(day)) AND replace(day, 'W', '0') <= $until
MATCH (e:Event {id: r.event_id})
WITH coalesce(e.dataset, 'text') AS dataset, r.quad_class AS quad_class, count(r) AS events
WITH dataset, collect({quad_class: quad_class, events: events}) AS classes, sum(events) AS total
UNWIND classes AS class
RETURN dataset, class.quad_class AS quad_class, class.events AS events, round(100.0 * class.events / total) / 100 AS share
ORDER BY dataset, quad_class
LIMIT $limit
