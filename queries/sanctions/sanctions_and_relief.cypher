// Sanctions and relief
// Question: When were measures against this actor imposed, and when eased?
//
// Parameters
//   actor           actor, required: the actor: id, name, alias or ISO code
//   since           date, default '0001-01-01': first day that counts
//   until           date, default '9999-12-31': last day that counts
//   min_confidence  number, default 0.0: leave out events that the coder was less sure of, 0 to 1
//   limit           integer, default 200: most rows to return
//
// Columns
//   day       string
//   sender    string
//   step      string: imposed or eased
//   relation  string
//   event_id  string
//
// Tags: sanction, time

:param actor => 'country:RUS';
:param since => '0001-01-01';
:param until => '9999-12-31';
:param min_confidence => 0.0;
:param limit => 200;

MATCH (:Actor {id: $actor})<-[r:SANCTIONED|EMBARGOED|RAISED_TARIFFS_ON|EASED_SANCTIONS_ON|EASED_RESTRICTIONS_ON]-(b:Actor)
WHERE r.confidence >= $min_confidence
WITH b, r, coalesce(r.date, r.reported, '') AS day
WHERE day >= left($since, size(day)) AND replace(day, 'W', '0') <= $until
RETURN day, b.name AS sender, CASE WHEN type(r) STARTS WITH 'EASED' THEN 'eased' ELSE 'imposed' END AS step,
       type(r) AS relation, r.event_id AS event_id
ORDER BY day, event_id
LIMIT $limit
