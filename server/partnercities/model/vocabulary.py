"""The addresses of the project and the terms that code names; every other place takes them from here."""

BASE = "https://w3id.org/partnercities/"
DEF = BASE + "def#"
ID = BASE + "id/"
GRAPH = BASE + "graph/"
SHAPES = BASE + "shapes#"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"

ONTOLOGY = DEF.rstrip("#")
SHAPES_DOCUMENT = SHAPES.rstrip("#")

GRAPH_ONTOLOGY = GRAPH + "ontology"
GRAPH_REF = GRAPH + "ref"
GRAPH_DERIVED = GRAPH + "derived"

RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
XSD = "http://www.w3.org/2001/XMLSchema#"

PREFIXES = {
    "adms": "http://www.w3.org/ns/adms#",
    "country": "http://publications.europa.eu/resource/authority/country/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "geo": "http://www.w3.org/2003/01/geo/wgs84_pos#",
    "hydra": "http://www.w3.org/ns/hydra/core#",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "pc": DEF,
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "void": "http://rdfs.org/ns/void#",
    "xsd": XSD,
}
"""The prefixes that answers in Turtle are written with, and that a hint proposes where one is not declared."""


COMPUTED_FROM = {DEF + "earliestStart": DEF + "start", DEF + "latestEnd": DEF + "end"}
"""What is computed from another property of the same thing, which is where people can change it."""

COMPUTED = frozenset({*COMPUTED_FROM, DEF + "participatingCity"})
"""The properties that nobody writes: rules compute them from others."""


def expand(name: str) -> str:
    """The IRI of a prefixed name (`pc:City`). Raises KeyError for a prefix that is not ours."""
    prefix, _, local = name.partition(":")
    return PREFIXES[prefix] + local


def thing(key: str) -> str:
    """The IRI of a thing by its key (`city/bg/sofia`)."""
    return ID + key


def source_of(graph: str) -> str:
    """The IRI of the source whose statements a named graph of ours holds, by the name of the graph."""
    return thing("source/" + graph.removeprefix(GRAPH))


def path(iri: str) -> str:
    """The path at which an IRI of ours answers under any host, with its fragment; nothing for an IRI of others."""
    if not iri.startswith(BASE):
        return ""
    return "/" + iri.removeprefix(BASE).removeprefix("id/")


def compact(iri: str) -> str:
    """An IRI as people read it: the key of a thing, else a prefixed name where a prefix fits, else as it is."""
    for prefix, namespace in {**PREFIXES, "graph": GRAPH, "shapes": SHAPES}.items():
        if iri.startswith(namespace) and iri != namespace:
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return key(iri)


def key(iri: str) -> str:
    """The key of a thing by its IRI; other IRIs come back as they are."""
    return iri.removeprefix(ID)
