// Attacks on an actor
// Question: Who used force against this actor, how often, since when and until when?
//
// Parameters
//   actor           actor, required: who was attacked: id, name, alias or ISO code
//   since           date, default '0001-01-01': first day that counts
//   until           date, default '9999-12-31': last day that counts
//   min_confidence  number, default 0.0: leave out events that the coder was less sure of, 0 to 1
//   limit           integer, default 200: most rows to return
//
// Columns
//   attacker   string
//   events     integer
//   relations  list
//   first      string
//   last       string
//
// Tags: conflict, violence

:param actor => 'country:UKR';
:param since => '0001-01-01';
:param until => '9999-12-31';
:param min_confidence => 0.0;
:param limit => 200;

MATCH (:Actor {id: $actor})<-[r:ATTACKED|BOMBED|SHELLED|SHOT_AT|RAIDED|INVADED|KILLED|MASSACRED|FOUGHT|ABDUCTED|EXPLODED_BOMB_AT|ASSAULT]-(b:Actor)
WHERE r.confidence >= $min_confidence
WITH b, r, coalesce(r.date, r.reported, '') AS day
WHERE day >= left($since, size(day)) AND replace(day, 'W', '0') <= $until
WITH b, r, day ORDER BY type(r)
RETURN b.name AS attacker, count(r) AS events, collect(DISTINCT type(r)) AS relations, min(day) AS first, max(day) AS last
ORDER BY events DESC, attacker
LIMIT $limit
