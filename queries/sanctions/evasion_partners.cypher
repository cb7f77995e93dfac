// Partners in spite of sanctions
// Question: Who trades with, lends to, invests in or arms this actor after the first sanctions on it?
//
// Parameters
//   actor           actor, required: the actor: id, name, alias or ISO code
//   min_confidence  number, default 0.0: leave out events that the coder was less sure of, 0 to 1
//   limit           integer, default 200: most rows to return
//
// Columns
//   partner           string
//   events            integer: material cooperation after the first sanctions
//   relations         list
//   first             string
//   last              string
//   sanctioned_since  string: day of the first sanctions
//
// Tags: sanction, partners

:param actor => 'country:RUS';
:param min_confidence => 0.0;
:param limit => 200;

MATCH (a:Actor {id: $actor})<-[s:SANCTIONED|EMBARGOED]-(:Actor)
WHERE s.confidence >= $min_confidence
WITH a, min(coalesce(s.date, s.reported)) AS sanctioned_since
MATCH (a)-[r:TRADED_WITH|SOLD_TO|BOUGHT_FROM|LOANED|AIDED|FUNDED|INVESTED_IN|ARMED|SOLD_ARMS_TO]-(b:Actor)
WHERE r.confidence >= $min_confidence AND coalesce(r.date, r.reported) >= sanctioned_since
  AND NOT EXISTS { (a)<-[:SANCTIONED|EMBARGOED]-(b) }
WITH b, r, sanctioned_since ORDER BY type(r)
RETURN b.name AS partner, count(r) AS events, collect(DISTINCT type(r)) AS relations,
       min(coalesce(r.date, r.reported)) AS first, max(coalesce(r.date, r.reported)) AS last, sanctioned_since
ORDER BY events DESC, partner
LIMIT $limit
