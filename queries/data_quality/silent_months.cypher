// Silent months
// Question: In which months between the first and the last event of a dyad is nothing reported, and is anything
//   reported on either at all?
// Note: Silence is not peace: a month without events of the dyad in which neither actor is reported on tells nothing.
//
// Parameters
//   a      actor, required: one side: id, name, alias or ISO code
//   b      actor, required: the other side
//   limit  integer, default 200: most rows to return
//
// Columns
//   month         string
//   other_events  integer: events of either with others in that month
//   silence       string: covered or uncovered
//
// Tags: quality, coverage, dyad

:param a => 'country:RUS';
:param b => 'country:USA';
:param limit => 200;

MATCH (a:Actor {id: $a})
MATCH (b:Actor {id: $b})
MATCH (a)-[r]-(b)
WHERE r.event_id IS NOT NULL AND size(coalesce(r.date, r.reported)) >= 7 AND NOT coalesce(r.date, r.reported) CONTAINS 'W'
WITH a, b, collect(DISTINCT left(coalesce(r.date, r.reported), 7)) AS months
WITH a, b, months, reduce(x = head(months), m IN months | CASE WHEN m < x THEN m ELSE x END) AS first,
     reduce(x = head(months), m IN months | CASE WHEN m > x THEN m ELSE x END) AS last
WITH a, b, months, toInteger(left(first, 4)) * 12 + toInteger(right(first, 2)) - 1 AS begin,
     toInteger(left(last, 4)) * 12 + toInteger(right(last, 2)) - 1 AS finish
UNWIND range(begin, finish) AS number
WITH a, b, months, toString(number / 12) + '-' + right('0' + toString(number % 12 + 1), 2) AS month
WHERE NOT month IN months
WITH a, b, collect(month) AS silent
OPTIONAL MATCH (x:Actor)-[s]-()
WHERE x.id IN [$a, $b] AND s.event_id IS NOT NULL AND left(coalesce(s.date, s.reported), 7) IN silent
WITH silent, left(coalesce(s.date, s.reported), 7) AS month, count(DISTINCT s) AS events
WITH silent, collect({month: month, events: events}) AS others
UNWIND silent AS month
WITH month, reduce(n = 0, o IN others | n + CASE WHEN o.month = month THEN o.events ELSE 0 END) AS other_events
RETURN month, other_events, CASE WHEN other_events > 0 THEN 'covered' ELSE 'uncovered' END AS silence
ORDER BY month
LIMIT $limit
