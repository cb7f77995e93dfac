// Who is listed
// Question: On whose sanctions lists do this actor and its citizens, firms and groups stand, since when and for what?
// Note: Listings come from OpenSanctions or FollowTheMoney files (edges SANCTIONED_BY).
//
// Parameters
//   actor  actor, required: the actor: id, name, alias or ISO code
//   since  date, default '0001-01-01': first day that counts
//   until  date, default '9999-12-31': last day that counts
//   limit  integer, default 200: most rows to return
//
// Columns
//   listed  string
//   by      string
//   from    string
//   to      string
//   detail  string
//
// Tags: sanction

:param actor => 'country:RUS';
:param since => '0001-01-01';
:param until => '9999-12-31';
:param limit => 200;

MATCH (a:Actor {id: $actor})
MATCH (x:Actor)-[r:SANCTIONED_BY]->(b:Actor)
WHERE (x.id = a.id OR x.country = a.country)
  AND coalesce(r.until, '9999') >= left($since, size(coalesce(r.until, '9999'))) AND coalesce(r.since, '') <= $until
RETURN x.name AS listed, b.name AS by, r.since AS from, r.until AS to, r.detail AS detail
ORDER BY from, listed, by
LIMIT $limit
