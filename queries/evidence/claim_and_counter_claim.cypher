// Claim against counter-claim
// Question: Where does one report say that something happened and another that it did not?
//
// Parameters
//   a      actor, required: one side: id, name, alias or ISO code
//   b      actor, required: the other side
//   limit  integer, default 100: most rows to return
//
// Columns
//   claim_day   string
//   source      string
//   relation    string
//   target      string
//   claimed_by  list: speakers and outlets of the claim
//   denied_day  string
//   denied_by   list: speakers and outlets of the denial
//
// Tags: evidence, denial, contradiction

:param a => 'country:RUS';
:param b => 'country:UKR';
:param limit => 100;

MATCH (a:Actor {id: $a})<-[:SOURCE|TARGET]-(denial:Event)-[:SOURCE|TARGET]->(b:Actor {id: $b})
WHERE denial.realis IN ['denied', 'negated']
WITH DISTINCT denial
MATCH (denial)-[:DISPUTES]->(claim:Event)
MATCH (s:Actor)<-[:SOURCE]-(claim)-[:TARGET]->(t:Actor)
CALL (claim) {
  MATCH (claim)-[:ATTRIBUTED_TO]->(w:Actor) RETURN w.name AS name
  UNION
  MATCH (claim)-[:EVIDENCED_BY]->(:Sentence)-[:IN_DOCUMENT]->(d:Document) RETURN d.publisher AS name
}
WITH denial, claim, s, t, name ORDER BY name
WITH denial, claim, s, t, collect(name) AS claimed_by
CALL (denial) {
  MATCH (denial)-[:ATTRIBUTED_TO]->(w:Actor) RETURN w.name AS name
  UNION
  MATCH (denial)-[:EVIDENCED_BY]->(:Sentence)-[:IN_DOCUMENT]->(d:Document) RETURN d.publisher AS name
}
WITH denial, claim, s, t, claimed_by, name ORDER BY name
WITH denial, claim, s, t, claimed_by, collect(name) AS denied_by
RETURN coalesce(claim.date, claim.reported, '') AS claim_day, s.name AS source, claim.relation AS relation,
       t.name AS target, claimed_by, coalesce(denial.date, denial.reported, '') AS denied_day, denied_by
ORDER BY claim_day, relation, denied_day
LIMIT $limit
