"""What there is, for both doors: the description of the service and its data, and the counts of the front page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from partnercities.desk.desk import Desk
from partnercities.desk.versioned import Versioned
from partnercities.model.vocabulary import (
    BASE,
    DEF,
    GRAPH_DERIVED,
    GRAPH_ONTOLOGY,
    GRAPH_REF,
    PREFIXES,
    expand,
    source_of,
)
from partnercities.protocol.description import describe
from partnercities.protocol.examples import examples
from partnercities.protocol.facts import Counts, Example, Facts, Property, Source
from partnercities.protocol.formats import Format
from partnercities.protocol.triples import ntriples
from partnercities.protocol.void import OTHERS
from partnercities.store.convert import from_ntriples

_COUNTS = """
PREFIX pc: <{pc}>
SELECT (COUNT(*) AS ?n) WHERE {{ SELECT DISTINCT ?thing WHERE {{ {pattern} }} }}
"""
# What the front page counts, in its order: a name and the pattern that finds it.
_COUNTED = {
    "projects": "?thing a pc:Project",
    "cities": "?project pc:participatingCity ?thing",
    "networks": "?thing a pc:Network",
    "programmes": "?thing a pc:Programme",
    "funds": "?thing a pc:Fund",
    "evidence": "?thing a pc:Evidence",
}
_SIZES = """SELECT (COUNT(DISTINCT ?subject) AS ?subjects) (COUNT(DISTINCT ?object) AS ?objects)
WHERE { ?subject ?predicate ?object }"""
_CLASSES = "SELECT ?class (COUNT(DISTINCT ?thing) AS ?things) WHERE { ?thing a ?class } GROUP BY ?class"
_PROPERTIES = """SELECT ?property (COUNT(*) AS ?triples) (COUNT(DISTINCT ?subject) AS ?subjects)
(COUNT(DISTINCT ?object) AS ?objects) WHERE { ?subject ?property ?object } GROUP BY ?property"""
# The properties that lead to datasets of others; a test holds that no other property does.
_LINKING = ("skos:exactMatch", "skos:closeMatch", "pc:country", "pc:currency", "dcterms:language", "prov:atLocation")
_LINKS = """SELECT ?property ?space (COUNT(*) AS ?links) WHERE {{
  VALUES ?property {{ {properties} }}
  ?subject ?property ?object FILTER(ISIRI(?object))
  VALUES ?space {{ {spaces} }}
  FILTER(STRSTARTS(STR(?object), ?space))
}} GROUP BY ?property ?space"""
_SOURCES = """PREFIX dcterms: <{dcterms}> PREFIX foaf: <{foaf}> PREFIX skos: <{skos}>
SELECT ?source ?title (LANG(?title) AS ?language) ?address WHERE {{
  ?source a foaf:Document ; skos:prefLabel ?title
  OPTIONAL {{ ?source dcterms:source ?address FILTER(ISIRI(?address)) }}
}} ORDER BY ?source ?title ?address"""
# The graphs that are of no source.
_OWN = {
    GRAPH_REF: {"en": "What several sources share", "bg": "Общото за няколко източника"},
    GRAPH_ONTOLOGY: {"en": "The ontology and its schemes", "bg": "Онтологията и нейните схеми"},
    GRAPH_DERIVED: {"en": "What follows from the rest", "bg": "Каквото следва от останалото"},
}


@dataclass(frozen=True)
class Overview:
    """How much there is of what."""

    counts: dict[str, int]


def overview(desk: Desk) -> Overview:
    """Live counts of what the graph holds."""
    return _overviews.of(desk)


def description(desk: Desk, endpoint: str, format: Format, *, updates: bool = False) -> bytes:
    """The description of an endpoint at its address and of its data, in a format of graphs.

    `updates` says that it takes updates. Over a foreign engine nothing is counted, for its data can change unseen.
    """
    facts = _held.of(desk) if desk.dataset else Facts("")
    dump = endpoint.removesuffix("/sparql") + "/dump.nq.gz" if desk.dataset else ""
    facts = replace(facts, endpoint=endpoint, dump=dump, updates=updates, examples=_examples(desk))
    return from_ntriples(ntriples(describe(facts)).encode(), format)


def sources(desk: Desk) -> Mapping[str, Source]:
    """Where the statements of each named graph come from, by the names of the graphs."""
    return _held.of(desk).sources if desk.dataset else {}


def queries(desk: Desk, endpoint: str, format: Format) -> bytes:
    """The stored queries as RDF, in a format of graphs."""
    return from_ntriples(ntriples(examples(_examples(desk), endpoint)).encode(), format)


def _examples(desk: Desk) -> list[Example]:
    return [
        Example(f"{BASE}queries/{query.id}", query.kind, query.body, query.title, query.description, query.tags)
        for query in desk.catalogue.values()
    ]


def _facts(desk: Desk) -> Facts:
    dataset = desk.dataset
    if dataset is None:
        return Facts("")
    return Facts(
        "",
        dataset.triples,
        dataset.graphs,
        desk.merged,
        version=dataset.version,
        modified=f"{dataset.modified:%Y-%m-%dT%H:%M:%SZ}",
        counts=_count_all(desk),
        sources=_sources(desk, dataset.graphs),
    )


def _count_all(desk: Desk) -> Counts:
    (sizes,) = desk.select(_SIZES)
    properties = {
        row["property"]: Property(int(row["triples"]), int(row["subjects"]), int(row["objects"]))
        for row in desk.select(_PROPERTIES)
        if row["property"]
    }
    classes = {row["class"]: int(row["things"]) for row in desk.select(_CLASSES) if row["class"]}
    return Counts(int(sizes["subjects"]), int(sizes["objects"]), classes, properties, _links(desk))


def _links(desk: Desk) -> dict[tuple[str, str], int]:
    spaces = {other.space: other.name for other in OTHERS}
    text = _LINKS.format(
        properties=" ".join(f"<{expand(name)}>" for name in _LINKING), spaces=" ".join(f'"{space}"' for space in spaces)
    )
    rows = [row for row in desk.select(text) if row["property"]]
    return {(spaces[row["space"]], row["property"]): int(row["links"]) for row in rows}


def _sources(desk: Desk, graphs: Iterable[str]) -> dict[str, Source]:
    found: dict[str, Source] = {}
    for row in desk.select(_SOURCES.format(**PREFIXES)):
        known = found.get(row["source"], Source({}, row["source"], row["address"]))
        found[row["source"]] = replace(known, title={**known.title, row["language"]: row["title"]})
    own = {graph: Source(title) for graph, title in _OWN.items()}
    return {
        graph: own.get(graph) or found[source_of(graph)]
        for graph in graphs
        if graph in own or source_of(graph) in found
    }


def _overview(desk: Desk) -> Overview:
    return Overview({name: _count(desk, pattern) for name, pattern in _COUNTED.items()})


def _count(desk: Desk, pattern: str) -> int:
    rows = [row["n"] for row in desk.select(_COUNTS.format(pc=DEF, pattern=pattern))]
    return int(rows[0]) if rows and rows[0].isdecimal() else 0


_held = Versioned(_facts)
_overviews = Versioned(_overview)
