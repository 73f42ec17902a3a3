"""Terms as SPARQL text, written by a library, so that no value can break out of its place in a query."""

import pyoxigraph as ox

from partnercities.model.vocabulary import ID, XSD


def literal(value: str, datatype: str = "") -> str:
    """A literal: plain, or of an XSD datatype given by its local name (`date`)."""
    return str(ox.Literal(value, datatype=ox.NamedNode(XSD + datatype)) if datatype else ox.Literal(value))


def iri(value: str) -> str:
    """An IRI in angle brackets. Raises ValueError if it is not an absolute IRI."""
    return str(ox.NamedNode(value))


def values(prologue: str, rows: str) -> list[str]:
    """The values of the terms in the rows of a VALUES block of one variable, without those that are open.

    `prologue` declares the prefixes. Raises SyntaxError if the rows are none.
    """
    solutions = ox.Store().query(f"{prologue} SELECT ?value {{ VALUES ?value {{ {rows} }} }}", base_iri=ID)
    if not isinstance(solutions, ox.QuerySolutions):
        return []
    terms = (solution["value"] for solution in solutions)
    return [term.value for term in terms if isinstance(term, ox.NamedNode | ox.Literal)]
