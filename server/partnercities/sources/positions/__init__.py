"""Where in a text of RDF a statement stands: Turtle, TriG, N-Triples, N-Quads, JSON-LD and RDF/XML."""

from partnercities.sources.positions.excerpts import excerpt, pointed
from partnercities.sources.positions.locating import READERS, Found, locate, ranked, reader
from partnercities.sources.positions.spots import ITSELF, Spot, Statement

__all__ = ["ITSELF", "READERS", "Found", "Spot", "Statement", "excerpt", "locate", "pointed", "ranked", "reader"]
