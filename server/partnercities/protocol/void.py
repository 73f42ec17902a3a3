"""The data behind an endpoint in the words of VoID and DCAT: sizes, classes, properties, links to others, the dump."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from partnercities.model.vocabulary import BASE, ID, LICENCE, ONTOLOGY, SHAPES_DOCUMENT, expand
from partnercities.protocol.facts import Counts, Facts
from partnercities.protocol.triples import Triple, link, number, text, texts, to, typed

TITLE = {
    "en": "partnercities: cities in Europe’s networks and projects",
    "bg": "partnercities: градове в мрежите и проектите на Европа",
}
DESCRIPTION = {
    "en": "Cities, the projects they take part in, the networks, programmes and funds behind them, and the passages that prove it.",
    "bg": "Градове, проектите, в които участват, мрежите, програмите и фондовете зад тях и откъсите, които ги доказват.",
}
EXAMPLE = ID + "city/bg/sofia"
"""A thing that shows what things look like."""
_AUTHORITY = "http://publications.europa.eu/resource/authority/"
_LANGUAGES = ("ENG", "BUL")
_IANA = "https://www.iana.org/assignments/media-types/"


@dataclass(frozen=True)
class Other:
    """A dataset of others: its name here, its title, the beginning of its IRIs, and its homepage."""

    name: str
    title: str
    space: str
    homepage: str


OTHERS = (
    Other("geonames", "GeoNames", "https://sws.geonames.org/", "https://www.geonames.org/"),
    Other("wikidata", "Wikidata", "http://www.wikidata.org/entity/", "https://www.wikidata.org/"),
    Other("nuts", "NUTS", "http://data.europa.eu/nuts/", "https://ec.europa.eu/eurostat/web/nuts"),
    *(
        Other(f"authority-{table}", f"EU authority table: {table}", f"{_AUTHORITY}{table}/", f"{_AUTHORITY}{table}")
        for table in ("country", "language", "currency")
    ),
)
"""The datasets that ours links to."""


def dataset(dataset: str, facts: Facts) -> Iterator[Triple]:
    """The triples about the data as a whole, whose parts have addresses beside it."""
    base = dataset.partition("#")[0]
    yield from _head(dataset, facts)
    if facts.dump:
        yield from _dump(dataset, f"{base}#dump", facts.dump)
    if facts.counts:
        yield from _sizes(dataset, base, facts.counts)
        for position, ((other, predicate), size) in enumerate(sorted(facts.counts.links.items()), 1):
            yield from _linkset(f"{base}#linkset-{position}", dataset, f"{base}#{other}", (predicate, size))
        yield from _others(base, facts.counts.links)


def _head(dataset: str, facts: Facts) -> Iterator[Triple]:
    yield link(dataset, "rdf:type", "void:Dataset")
    yield link(dataset, "rdf:type", "dcat:Dataset")
    yield from texts(dataset, "dcterms:title", TITLE)
    yield from texts(dataset, "dcterms:description", DESCRIPTION)
    for language in _LANGUAGES:
        yield to(dataset, "dcterms:language", f"{_AUTHORITY}language/{language}")
    for standard in (ONTOLOGY, SHAPES_DOCUMENT):
        yield to(dataset, "dcterms:conformsTo", standard)
    yield to(dataset, "dcat:landingPage", BASE)
    yield to(dataset, "void:sparqlEndpoint", facts.endpoint)
    yield text(dataset, "void:uriSpace", ID)
    yield to(dataset, "void:exampleResource", EXAMPLE)
    yield number(dataset, "void:triples", facts.triples or 0)
    if facts.version:
        yield text(dataset, "dcat:version", facts.version)
    if facts.modified:
        yield typed(dataset, "dcterms:modified", facts.modified, "xsd:dateTime")


def _dump(dataset: str, dump: str, address: str) -> Iterator[Triple]:
    yield to(dataset, "void:dataDump", address)
    yield to(dataset, "dcat:distribution", dump)
    yield link(dump, "rdf:type", "dcat:Distribution")
    yield to(dump, "dcat:downloadURL", address)
    yield to(dump, "dcat:mediaType", _IANA + "application/n-quads")
    yield to(dump, "dcat:compressFormat", _IANA + "application/gzip")
    yield to(dump, "dcterms:license", LICENCE)


def _sizes(dataset: str, base: str, counts: Counts) -> Iterator[Triple]:
    yield number(dataset, "void:distinctSubjects", counts.subjects)
    yield number(dataset, "void:distinctObjects", counts.objects)
    yield number(dataset, "void:classes", len(counts.classes))
    yield number(dataset, "void:properties", len(counts.properties))
    for namespace in sorted({_namespace(iri) for iri in (*counts.classes, *counts.properties)} - {""}):
        yield to(dataset, "void:vocabulary", namespace)
    for position, (name, entities) in enumerate(sorted(counts.classes.items()), 1):
        part = f"{base}#class-{position}"
        yield to(dataset, "void:classPartition", part)
        yield to(part, "void:class", name)
        yield number(part, "void:entities", entities)
    for position, (name, use) in enumerate(sorted(counts.properties.items()), 1):
        part = f"{base}#property-{position}"
        yield to(dataset, "void:propertyPartition", part)
        yield to(part, "void:property", name)
        yield number(part, "void:triples", use.triples)
        yield number(part, "void:distinctSubjects", use.subjects)
        yield number(part, "void:distinctObjects", use.objects)


def _linkset(linkset: str, dataset: str, other: str, links: tuple[str, int]) -> Iterator[Triple]:
    predicate, size = links
    yield link(linkset, "rdf:type", "void:Linkset")
    yield to(dataset, "void:subset", linkset)
    yield to(linkset, "void:subjectsTarget", dataset)
    yield to(linkset, "void:objectsTarget", other)
    yield to(linkset, "void:linkPredicate", predicate)
    yield number(linkset, "void:triples", size)


def _others(base: str, links: Mapping[tuple[str, str], int]) -> Iterator[Triple]:
    linked = {name for name, _ in links}
    for other in OTHERS:
        if other.name in linked:
            subject = f"{base}#{other.name}"
            yield link(subject, "rdf:type", "void:Dataset")
            yield text(subject, "dcterms:title", other.title)
            yield text(subject, "void:uriSpace", other.space)
            yield (subject, expand("foaf:homepage"), f"<{other.homepage}>")


def _namespace(iri: str) -> str:
    """The vocabulary of a term: what stands before its last name."""
    found = re.match(r"(.*[#/])[^#/]+$", iri)
    return found[1] if found else ""
