"""Terms as SPARQL text, written by a library, so that no value can break out of its place in a query."""

import pyoxigraph as ox

from partnercities.model.vocabulary import XSD


def literal(value: str, datatype: str = "") -> str:
    """A literal: plain, or of an XSD datatype given by its local name (`date`)."""
    return str(ox.Literal(value, datatype=ox.NamedNode(XSD + datatype)) if datatype else ox.Literal(value))


def iri(value: str) -> str:
    """An IRI in angle brackets. Raises ValueError if it is not an absolute IRI."""
    return str(ox.NamedNode(value))
