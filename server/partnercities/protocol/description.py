"""What the endpoint says of itself: a SPARQL 1.1 Service Description and a data service of DCAT, from facts."""

from collections.abc import Iterator

from partnercities.model.vocabulary import LICENCE
from partnercities.protocol import void
from partnercities.protocol.examples import examples
from partnercities.protocol.facts import Facts
from partnercities.protocol.formats import Kind, of_kind
from partnercities.protocol.triples import Triple, link, number, texts, to


def describe(facts: Facts) -> Iterator[Triple]:
    """The triples of the description; every part has an address under that of the endpoint."""
    base = facts.endpoint.partition("#")[0]
    service, dataset, default = (base + part for part in ("#service", "#dataset", "#default-graph"))
    yield from _service(service, dataset, facts)
    yield link(dataset, "rdf:type", "sd:Dataset")
    yield to(dataset, "dcterms:license", LICENCE)
    yield to(dataset, "sd:defaultGraph", default)
    yield link(default, "rdf:type", "sd:Graph")
    if facts.triples is not None:
        yield number(default, "void:triples", facts.triples)
        yield from void.dataset(dataset, facts)
    for position, (name, size) in enumerate((facts.graphs or {}).items(), 1):
        yield from _named_graph(f"{base}#graph-{position}", dataset, name, size)
        if name in facts.sources:
            yield from _source(f"{base}#graph-{position}", name, facts)
    yield from examples(facts.examples, facts.endpoint)


def _service(service: str, dataset: str, facts: Facts) -> Iterator[Triple]:
    yield link(service, "rdf:type", "sd:Service")
    yield link(service, "rdf:type", "dcat:DataService")
    yield to(service, "sd:endpoint", facts.endpoint)
    yield to(service, "dcat:endpointURL", facts.endpoint)
    yield to(service, "dcat:servesDataset", dataset)
    yield link(service, "sd:supportedLanguage", "sd:SPARQL11Query")
    if facts.updates:
        yield link(service, "sd:supportedLanguage", "sd:SPARQL11Update")
    for format in of_kind(Kind.BINDINGS, Kind.BOOLEAN, Kind.GRAPH):
        yield to(service, "sd:resultFormat", format.iri)
    if facts.union:
        yield link(service, "sd:feature", "sd:UnionDefaultGraph")
    yield to(service, "sd:defaultDataset", dataset)


def _named_graph(graph: str, dataset: str, name: str, size: int) -> Iterator[Triple]:
    entry = f"{graph}-name"
    yield to(dataset, "sd:namedGraph", entry)
    yield link(entry, "rdf:type", "sd:NamedGraph")
    yield to(entry, "sd:name", name)
    yield to(entry, "sd:graph", graph)
    yield link(graph, "rdf:type", "sd:Graph")
    yield number(graph, "void:triples", size)


def _source(graph: str, name: str, facts: Facts) -> Iterator[Triple]:
    source = facts.sources[name]
    yield from texts(graph, "dcterms:title", source.title)
    for iri in (source.iri, source.address):
        if iri:
            yield to(graph, "dcterms:source", iri)
