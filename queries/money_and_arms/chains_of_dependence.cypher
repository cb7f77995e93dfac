// Chains of dependence
// Question: Whom does this actor supply directly or through others, in up to three steps?
//
// Parameters
//   actor           actor, required: the actor: id, name, alias or ISO code
//   since           date, default '0001-01-01': first day that counts
//   min_confidence  number, default 0.0: leave out events that the coder was less sure of, 0 to 1
//   limit           integer, default 200: most rows to return
//
// Columns
//   chain      list: names from giver to last receiver
//   relations  list: what is given at each step
//   steps      integer
//
// Tags: money, arms, network

:param actor => 'country:CUB';
:param since => '0001-01-01';
:param min_confidence => 0.0;
:param limit => 200;

MATCH p = (a:Actor {id: $actor})-[:LOANED|AIDED|FUNDED|INVESTED_IN|ARMED|SOLD_ARMS_TO|TRANSFERRED_ARMS_TO*1..3]->(z:Actor)
WHERE all(r IN relationships(p) WHERE coalesce(r.confidence, 1.0) >= $min_confidence
          AND coalesce(r.date, r.reported, r.until, r.since, '') >= left($since, size(coalesce(r.date, r.reported, r.until, r.since, ''))))
WITH DISTINCT [n IN nodes(p) | n.name] AS chain, [r IN relationships(p) | type(r)] AS relations, length(p) AS steps
WHERE NOT head(chain) IN tail(chain)
RETURN chain, relations, steps
ORDER BY steps, chain, relations
LIMIT $limit
