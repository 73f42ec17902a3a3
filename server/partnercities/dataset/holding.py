"""TEMP shim."""
from datetime import datetime, timezone
from dataclasses import dataclass
from typing import Any
from partnercities.dataset.build import build
Change = Any
class Holding:
    def __init__(self, default_graph):
        d = build(default_graph=default_graph)
        self.store=d.store._store; self.version=d.version; self.graphs=d.graphs; self.triples=d.triples; self.modified=datetime.now(timezone.utc)
    def close(self): pass
def open_holding(*, default_graph, folder, writable): return Holding(default_graph)
