// Days only one source has
// Question: On which days does the text report conflict between these and a data set nothing, or the other way round?
//
// Parameters
//   dataset         text, required: name of the data set
//   a               actor, required: one side: id, name, alias or ISO code
//   b               actor, required: the other side
//   since           date, default '0001-01-01': first day that counts
//   until           date, default '9999-12-31': last day that counts
//   min_confidence  number, default 0.0: leave out events that the coder was less sure of, 0 to 1
//   limit           integer, default 200: most rows to return
//
// Columns
//   day        string
//   only_in    string: text or the data set
//   events     integer
//   relations  list
//
// Tags: comparison, gaps

:param dataset => 'icews';
:param a => 'country:RUS';
:param b => 'country:UKR';
:param since => '0001-01-01';
:param until => '9999-12-31';
:param min_confidence => 0.0;
:param limit => 200;

MATCH (:Actor {id: $a})-[r]-(:Actor {id: $b})
WHERE r.quad_class >= 3 AND size(r.date) = 10 AND r.date >= $since AND r.date <= $until
  AND r.confidence >= $min_confidence
WITH DISTINCT r
MATCH (e:Event {id: r.event_id})
WHERE e.dataset IS NULL OR e.dataset = $dataset
WITH r, coalesce(e.dataset, 'text') AS origin ORDER BY type(r)
WITH r.date AS day, collect(DISTINCT origin) AS origins, count(r) AS events, collect(DISTINCT type(r)) AS relations
WHERE size(origins) = 1
RETURN day, head(origins) AS only_in, events, relations
ORDER BY day
LIMIT $limit
