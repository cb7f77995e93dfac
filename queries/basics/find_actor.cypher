// Find an actor
// Question: Which actors have this text in their name or in one of their other names?
//
// Parameters
//   text   text, required: a part of a name, in any case
//   limit  integer, default 100: most rows to return
//
// Columns
//   id       string: id to use in other queries
//   name     string
//   kind     string
//   country  string: ISO 3166 alpha-3
//   aliases  list: other names
//   events   integer: actual events it took part in
//
// Tags: actor, start here

:param text => 'russia';
:param limit => 100;

MATCH (a:Actor)
WHERE toLower(a.name) CONTAINS toLower($text)
   OR any(alias IN coalesce(a.aliases, []) WHERE toLower(alias) CONTAINS toLower($text))
WITH a, COUNT { (a)<-[:SOURCE|TARGET]-(:Event {realis: 'actual'}) } AS events
RETURN a.id AS id, a.name AS name, a.kind AS kind, a.country AS country, coalesce(a.aliases, []) AS aliases, events
ORDER BY events DESC, name
LIMIT $limit
