"""Queries as RDF: executables of SHACL, so that editors which know these show them as examples."""

from collections.abc import Iterable, Iterator

from partnercities.protocol.facts import Example
from partnercities.protocol.formats import Kind
from partnercities.protocol.triples import Triple, link, text, texts, to

# The form of a query: its class, and the property that holds its text.
_FORMS = {
    Kind.BINDINGS: ("sh:SPARQLSelectExecutable", "sh:select"),
    Kind.BOOLEAN: ("sh:SPARQLAskExecutable", "sh:ask"),
    Kind.GRAPH: ("sh:SPARQLConstructExecutable", "sh:construct"),
}


def examples(queries: Iterable[Example], endpoint: str) -> Iterator[Triple]:
    """The triples of queries that can be asked of an endpoint."""
    for query in queries:
        cls, holds = _FORMS[query.kind]
        yield link(query.iri, "rdf:type", "sh:SPARQLExecutable")
        yield link(query.iri, "rdf:type", cls)
        yield from texts(query.iri, "rdfs:label", query.title)
        yield from texts(query.iri, "rdfs:comment", query.description)
        yield text(query.iri, holds, query.text)
        yield to(query.iri, "schema:target", endpoint)
        for tag in query.tags:
            yield text(query.iri, "schema:keywords", tag)
