"""What people ask: stored queries with parameters, as files that run as they lie."""

from partnercities.catalogue.parameters import Parameter
from partnercities.catalogue.stored import StoredQuery, load, parse

__all__ = ["Parameter", "StoredQuery", "load", "parse"]
