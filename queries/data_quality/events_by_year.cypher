// Events by year
// Question: How many events, dated ones and certain ones, does each year have?
// Note: Counts every event.
//
// Parameters
//   limit  integer, default 200: most rows to return
//
// Columns
//   year        integer: null where undated
//   events      integer
//   actual      integer: said to have happened
//   datasets    integer: rows of event data sets
//   confidence  number: mean
//
// Tags: quality, overview

:param limit => 200;

MATCH (e:Event)
RETURN e.year AS year, count(e) AS events, sum(CASE WHEN e.realis = 'actual' THEN 1 ELSE 0 END) AS actual,
       sum(CASE WHEN e.dataset IS NULL THEN 0 ELSE 1 END) AS datasets, round(avg(e.confidence) * 100) / 100 AS confidence
ORDER BY year
LIMIT $limit
