// What each source calls the same day
// Question: Which PLOVER types do text and a data set give to one direction of this dyad on the same day?
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
//   day         string
//   source      string
//   in_text     list
//   in_dataset  list
//   agree       boolean: at least one type in common
//
// Tags: comparison, agreement

:param dataset => 'icews';
:param a => 'country:RUS';
:param b => 'country:UKR';
:param since => '0001-01-01';
:param until => '9999-12-31';
:param min_confidence => 0.0;
:param limit => 200;

MATCH (:Actor {id: $a})-[r]-(:Actor {id: $b})
WHERE r.event_id IS NOT NULL AND size(r.date) = 10 AND r.date >= $since AND r.date <= $until
  AND r.confidence >= $min_confidence
WITH DISTINCT r
MATCH (e:Event {id: r.event_id})
WHERE e.dataset IS NULL OR e.dataset = $dataset
WITH r.date AS day, startNode(r).name AS source, e ORDER BY e.plover_type
WITH day, source, collect(DISTINCT CASE WHEN e.dataset IS NULL THEN e.plover_type ELSE null END) AS in_text,
     collect(DISTINCT CASE WHEN e.dataset IS NULL THEN null ELSE e.plover_type END) AS in_dataset
WHERE size(in_text) > 0 AND size(in_dataset) > 0
RETURN day, source, in_text, in_dataset, any(t IN in_text WHERE t IN in_dataset) AS agree
ORDER BY day, source
LIMIT $limit
