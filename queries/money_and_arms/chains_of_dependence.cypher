// Chains of dependence
// Question: Whom does this actor supply, and whom do those supply in turn?
//
// Parameters
//   width           integer, default 20: how many receivers of each giver to follow, those with most events first
//   actor           actor, required: the actor: id, name, alias or ISO code
//   since           date, default '0001-01-01': first day that counts
//   min_confidence  number, default 0.0: leave out events that the coder was less sure of, 0 to 1
//   limit           integer, default 200: most rows to return
//
// Columns
//   chain      list: names from giver to last receiver
//   relations  list: what is given at each step
//   steps      integer: 1 or 2
//
// Tags: money, arms, network

:param width => 20;
:param actor => 'country:CUB';
:param since => '0001-01-01';
:param min_confidence => 0.0;
:param limit => 200;

MATCH (a:Actor {id: $actor})-[r:LOANED|AIDED|FUNDED|INVESTED_IN|ARMED|SOLD_ARMS_TO|TRANSFERRED_ARMS_TO]->(b:Actor)
WHERE b.id <> a.id AND coalesce(r.confidence, 1.0) >= $min_confidence
  AND coalesce(r.date, r.reported, r.since, '9') >= left($since, size(coalesce(r.date, r.reported, r.since, '9')))
WITH a, b, r ORDER BY type(r)
WITH a, b, collect(DISTINCT type(r)) AS kinds, count(r) AS events
ORDER BY events DESC, b.id
LIMIT $width
CALL (a, b) {
  OPTIONAL MATCH (b)-[r:LOANED|AIDED|FUNDED|INVESTED_IN|ARMED|SOLD_ARMS_TO|TRANSFERRED_ARMS_TO]->(c:Actor)
  WHERE NOT c.id IN [a.id, b.id] AND coalesce(r.confidence, 1.0) >= $min_confidence
    AND coalesce(r.date, r.reported, r.since, '9') >= left($since, size(coalesce(r.date, r.reported, r.since, '9')))
  WITH c, r ORDER BY type(r)
  WITH c, collect(DISTINCT type(r)) AS kinds, count(r) AS events
  ORDER BY events DESC, c.id
  RETURN collect({node: c, kinds: kinds})[0..$width] AS further
}
UNWIND [null] + further AS second
WITH a, b, kinds, second
WHERE second IS NULL OR second.node IS NOT NULL
WITH [a.name, b.name] + CASE WHEN second IS NULL THEN [] ELSE [second.node.name] END AS chain,
     [kinds] + CASE WHEN second IS NULL THEN [] ELSE [second.kinds] END AS kinds
RETURN chain, [step IN kinds | reduce(text = head(step), kind IN tail(step) | text + ', ' + kind)] AS relations,
       size(chain) - 1 AS steps
ORDER BY steps, chain
LIMIT $limit
