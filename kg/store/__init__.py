"""The graph database: open it, write what was extracted, ask it.

with open_store() as store:
    counts = store.write(extractions, new_run(inputs=["news/"]))
    rows = store.read("MATCH (e:Event) WHERE e.year = $year RETURN e.relation AS relation", {"year": 2022})
"""

from kg.store.counts import WriteCounts
from kg.store.database import Rows
from kg.store.model import GraphModel, load_graph_model
from kg.store.runs import Run, new_run
from kg.store.store import Store, open_store

__all__ = ["GraphModel", "Rows", "Run", "Store", "WriteCounts", "load_graph_model", "new_run", "open_store"]
