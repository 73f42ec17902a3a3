"""Where triples live: one seam, several engines behind it."""

from partnercities.store.base import Store
from partnercities.store.table import Row, Table, Term, parse, select

__all__ = ["Row", "Store", "Table", "Term", "parse", "select"]
