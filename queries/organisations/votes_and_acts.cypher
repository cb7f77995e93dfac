// Votes inside, acts outside
// Question: Who votes with this actor and acts against it, or votes otherwise and cooperates?
// Note: Votes come from a data set of assembly votes (edges VOTED_WITH, whose value is the share of votes alike).
//
// Parameters
//   actor           actor, required: the actor: id, name, alias or ISO code
//   alike           number, default 0.5: share of votes alike from which two count as voting together
//   since           date, default '0001-01-01': first day that counts
//   until           date, default '9999-12-31': last day that counts
//   min_confidence  number, default 0.0: leave out events that the coder was less sure of, 0 to 1
//   limit           integer, default 200: most rows to return
//
// Columns
//   partner      string
//   votes_alike  number: mean share
//   goldstein    number: mean weight of their acts
//   events       integer
//   pattern      string
//
// Tags: organisation, votes

:param actor => 'country:USA';
:param alike => 0.5;
:param since => '0001-01-01';
:param until => '9999-12-31';
:param min_confidence => 0.0;
:param limit => 200;

MATCH (a:Actor {id: $actor})-[v:VOTED_WITH]-(x:Actor)
WHERE v.value IS NOT NULL AND coalesce(v.until, v.since, '9999') >= left($since, size(coalesce(v.until, v.since, '9999')))
  AND coalesce(v.since, '') <= $until
WITH a, x, avg(v.value) AS votes_alike
MATCH (a)-[r]-(x)
WHERE r.event_id IS NOT NULL AND r.confidence >= $min_confidence
WITH x, votes_alike, r, coalesce(r.date, r.reported, '') AS day
WHERE day >= left($since, size(day)) AND replace(day, 'W', '0') <= $until
WITH x, votes_alike, avg(r.goldstein) AS weight, count(r) AS events
WHERE (votes_alike >= $alike AND weight < 0) OR (votes_alike < $alike AND weight > 0)
RETURN x.name AS partner, round(votes_alike * 100) / 100 AS votes_alike, round(weight * 100) / 100 AS goldstein, events,
       CASE WHEN weight < 0 THEN 'votes with it and acts against it' ELSE 'votes otherwise and cooperates' END AS pattern
ORDER BY abs(weight) DESC, partner
LIMIT $limit
