// Arms to an actor
// Question: Who armed or trained this actor or sold it arms, by report and by transfer register?
//
// Parameters
//   actor  actor, required: the actor: id, name, alias or ISO code
//   limit  integer, default 200: most rows to return
//
// Columns
//   supplier    string
//   reported    integer: reported events
//   registered  integer: transfers in data sets
//   first       string
//   last        string
//
// Tags: arms

:param actor => 'country:CUB';
:param limit => 200;

MATCH (:Actor {id: $actor})<-[r:ARMED|SOLD_ARMS_TO|TRAINED|TRANSFERRED_ARMS_TO]-(b:Actor)
RETURN b.name AS supplier, sum(CASE WHEN r.event_id IS NULL THEN 0 ELSE 1 END) AS reported,
       sum(CASE WHEN r.event_id IS NULL THEN 1 ELSE 0 END) AS registered,
       min(coalesce(r.date, r.reported, r.since)) AS first, max(coalesce(r.date, r.reported, r.until, r.since)) AS last
ORDER BY reported + registered DESC, supplier
LIMIT $limit
