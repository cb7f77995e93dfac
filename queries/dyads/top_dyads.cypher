// Most active dyads
// Question: Which two actors had most to do with each other in a year?
// Note: Counts every event of the year.
//
// Parameters
//   year            integer, required: year of the events
//   min_confidence  number, default 0.0: leave out events that the coder was less sure of, 0 to 1
//   limit           integer, default 500: most rows to return
//
// Columns
//   a            string
//   b            string
//   events       integer
//   cooperation  integer
//   conflict     integer
//   goldstein    number: mean weight
//
// Tags: dyad, overview

:param year => 2022;
:param min_confidence => 0.0;
:param limit => 500;

MATCH (e:Event {year: $year})
WHERE e.realis = 'actual' AND e.confidence >= $min_confidence
WITH CASE WHEN e.source_id < e.target_id THEN e.source_id ELSE e.target_id END AS first,
     CASE WHEN e.source_id < e.target_id THEN e.target_id ELSE e.source_id END AS second,
     count(e) AS events, avg(e.goldstein) AS weight,
     sum(CASE WHEN e.quad_class <= 2 THEN 1 ELSE 0 END) AS cooperation,
     sum(CASE WHEN e.quad_class >= 3 THEN 1 ELSE 0 END) AS conflict
ORDER BY events DESC, first, second
LIMIT $limit
MATCH (a:Actor {id: first})
MATCH (b:Actor {id: second})
RETURN a.name AS a, b.name AS b, events, cooperation, conflict, round(weight * 100) / 100 AS goldstein
ORDER BY events DESC, a, b
