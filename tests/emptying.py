"""Take everything out of a test database."""

from __future__ import annotations

from kg.store import Store
from kg.store.transaction import Transaction


def empty(store: Store) -> Store:
    """Take every node and edge out."""
    while store.database.write(
        lambda tx: Transaction(tx).run("MATCH (n) WITH n LIMIT 5000 DETACH DELETE n RETURN count(*) AS n")
    )[0]["n"]:
        pass
    return store
