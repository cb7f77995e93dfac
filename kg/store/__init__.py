"""The graph database: connection, embedded server, real Neo4j, writing and reading."""
