"""What the endpoint says of itself: a SPARQL 1.1 Service Description with the sizes of VoID, from facts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from partnercities.model.vocabulary import LICENCE, expand
from partnercities.protocol.formats import TABLE, Kind

Triple = tuple[str, str, str]


@dataclass(frozen=True)
class Facts:
    """What is known of an endpoint: its address, the triples of its default graph and of each named graph."""

    endpoint: str
    triples: int | None = None
    graphs: Mapping[str, int] | None = None
    union: bool = False
    """Whether the default graph is the union of the named ones."""


def describe(facts: Facts) -> Iterator[Triple]:
    """The triples of the description; every part has an address under that of the endpoint."""
    base = facts.endpoint.partition("#")[0]
    service, dataset, default = (base + part for part in ("#service", "#dataset", "#default-graph"))
    yield _link(service, "rdf:type", "sd:Service")
    yield service, expand("sd:endpoint"), _iri(facts.endpoint)
    yield _link(service, "sd:supportedLanguage", "sd:SPARQL11Query")
    for format in TABLE:
        if format.iri and Kind.DATASET not in format.kinds:
            yield service, expand("sd:resultFormat"), _iri(format.iri)
    if facts.union:
        yield _link(service, "sd:feature", "sd:UnionDefaultGraph")
    yield service, expand("sd:defaultDataset"), _iri(dataset)
    yield _link(dataset, "rdf:type", "sd:Dataset")
    yield dataset, expand("dcterms:license"), _iri(LICENCE)
    yield dataset, expand("sd:defaultGraph"), _iri(default)
    yield _link(default, "rdf:type", "sd:Graph")
    if facts.triples is not None:
        yield default, expand("void:triples"), _integer(facts.triples)
    for number, (name, size) in enumerate((facts.graphs or {}).items(), 1):
        yield from _named_graph(f"{base}#graph-{number}", dataset, name, size)


def _named_graph(graph: str, dataset: str, name: str, size: int) -> Iterator[Triple]:
    entry = f"{graph}-name"
    yield dataset, expand("sd:namedGraph"), _iri(entry)
    yield _link(entry, "rdf:type", "sd:NamedGraph")
    yield entry, expand("sd:name"), _iri(name)
    yield entry, expand("sd:graph"), _iri(graph)
    yield _link(graph, "rdf:type", "sd:Graph")
    yield graph, expand("void:triples"), _integer(size)


def ntriples(triples: Iterator[Triple]) -> str:
    """The triples as N-Triples."""
    return "".join(f"<{subject}> <{predicate}> {object} .\n" for subject, predicate, object in triples)


def _link(subject: str, predicate: str, object: str) -> Triple:
    return subject, expand(predicate), _iri(expand(object))


def _iri(iri: str) -> str:
    return f"<{iri}>"


def _integer(number: int) -> str:
    return f'"{number}"^^<{expand("xsd:integer")}>'
