"""The ontology as people read it: its terms in groups, its schemes, and how much the data makes of each."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from partnercities.desk import documents
from partnercities.desk.desk import Desk
from partnercities.desk.documents import Document
from partnercities.desk.things import Statement, names
from partnercities.desk.versioned import Versioned
from partnercities.model.vocabulary import DEF, expand
from partnercities.store import Term

CLASSES = {
    "things": ("City", "LocalAuthority", "Network", "Project", "Programme", "Fund"),
    "claims": ("Participation", "Phase", "Funding", "Output", "Event", "StatedCount"),
    "proof": ("Evidence",),
}
PROPERTIES = {
    "parties": ("project", "city", "partner", "role", "phase", "observedOn", "network", "participatingCity", "namedAs"),
    "places": ("governs", "seat", "country", "population"),
    "subjects": ("topic", "targetGroup", "pilotArea", "eventStatus"),
    "time": ("phaseNumber", "start", "end", "earliestStart", "latestEnd", "duration"),
    "money": ("programme", "fund", "participation", "amount", "amountKind", "currency"),
    "counts": ("countOf", "number", "approximate", "comparedWith"),
    "evidence": ("evidence", "basis", "supports", "value", "textDigest", "fileDigest", "erratum", "confidence"),
}
"""The groups of the page, in its order, by the names of their terms; a test holds that no term is missing."""

# A first example of each property: the first thing that has it, with the first value.
_EXAMPLES = """SELECT ?property ?subject ?object WHERE {{
  {{ SELECT ?property (MIN(STR(?thing)) AS ?first) WHERE {{ VALUES ?property {{ {properties} }} ?thing ?property ?value }}
    GROUP BY ?property }}
  BIND(IRI(?first) AS ?subject)
  ?subject ?property ?object
}} ORDER BY ?property ?object"""
_ALIKE = ("skos:exactMatch", "skos:closeMatch", "skos:relatedMatch")


@dataclass(frozen=True)
class Use:
    """How much the data makes of a term: things of a class, or statements with a property and the things that have it."""

    number: int
    things: int = 0
    example: tuple[Term, ...] = ()
    """A thing of the class; or a thing, and its value of the property."""


@dataclass(frozen=True)
class Definition:
    """A term of ours: names and definitions by language, and the IRIs that it is tied to."""

    iri: str
    names: Mapping[str, str]
    definitions: Mapping[str, str]
    parents: tuple[str, ...] = ()
    domain: tuple[str, ...] = ()
    range: tuple[str, ...] = ()
    alike: tuple[str, ...] = ()
    broader: str = ""

    @property
    def name(self) -> str:
        """The name of the place in the page, which is the end of the IRI."""
        return self.iri.rpartition("#")[2].rpartition("/")[2]


@dataclass(frozen=True)
class Scheme:
    """A closed list: the concept scheme, and its concepts in the order of their tree with the depth of each."""

    scheme: Definition
    concepts: tuple[tuple[int, Definition], ...]


@dataclass(frozen=True)
class Ontology:
    """All of it: terms by their IRIs, schemes, the use of every term in the data, also of others, and all names."""

    about: Definition
    terms: Mapping[str, Definition]
    schemes: tuple[Scheme, ...]
    classes: Mapping[str, Use]
    properties: Mapping[str, Use]
    names: tuple[Statement, ...]


def ontology(desk: Desk) -> Ontology:
    """The ontology and what the data that a desk holds now makes of it."""
    return _ontologies.of(desk)


def _make(desk: Desk) -> Ontology:
    document = documents.ontology(desk)
    every = {iri: _definition(iri, statements) for iri, statements in document.sections.items()}
    terms = {iri: term for iri, term in every.items() if iri.startswith(DEF)}
    classes, properties = _classes(desk), _properties(desk, terms)
    shown = {
        part.value for use in (*classes.values(), *properties.values()) for part in use.example if part.kind == "uri"
    }
    named = names(desk, shown | {iri for term in terms.values() for iri in (*term.domain, *term.range, *term.parents)})
    return Ontology(
        every[document.iri], terms, _schemes(document, every), classes, properties, (*document.names, *named)
    )


def _definition(iri: str, statements: Iterable[Statement]) -> Definition:
    said: dict[str, list[Term]] = {}
    for item in statements:
        said.setdefault(item.predicate.value, []).append(item.object)

    def texts(*names: str) -> dict[str, str]:
        return {term.language: term.value for name in names for term in said.get(expand(name), ())}

    def iris(*names: str) -> tuple[str, ...]:
        return tuple(term.value for name in names for term in said.get(expand(name), ()) if term.kind == "uri")

    return Definition(
        iri,
        texts("dcterms:title", "skos:prefLabel", "rdfs:label"),
        texts("dcterms:description", "skos:definition"),
        iris("rdfs:subClassOf", "rdfs:subPropertyOf"),
        iris("rdfs:domain"),
        iris("rdfs:range"),
        iris(*_ALIKE),
        next(iter(iris("skos:broader")), ""),
    )


def _schemes(document: Document, every: Mapping[str, Definition]) -> tuple[Scheme, ...]:
    members: dict[str, list[Definition]] = {}
    for iri, statements in document.sections.items():
        for item in statements:
            if item.predicate.value == expand("skos:inScheme") and item.object.value in every:
                members.setdefault(item.object.value, []).append(every[iri])
    return tuple(
        Scheme(every[iri], tuple(_tree(concepts)))
        for iri, concepts in sorted(members.items(), key=lambda item: (-len(item[1]), item[0]))
    )


def _tree(concepts: list[Definition], above: str = "", depth: int = 0) -> list[tuple[int, Definition]]:
    """Concepts below the narrower ones of each, beginning with those that have nothing above them in the list."""
    known = {concept.iri for concept in concepts}
    below = [concept for concept in concepts if (concept.broader if concept.broader in known else "") == above]
    return [row for concept in below for row in [(depth, concept), *_tree(concepts, concept.iri, depth + 1)]]


def _classes(desk: Desk) -> dict[str, Use]:
    table = desk.table(desk.stored("classes-in-use"), {})
    return {row["class"]: Use(int(row["things"]), example=(Term("uri", row["example"]),)) for row in table}


def _properties(desk: Desk, terms: Iterable[str]) -> dict[str, Use]:
    table = desk.table(desk.stored("properties-in-use"), {})
    examples: dict[str, tuple[Term, ...]] = {}
    for property, *pair in desk.select(_EXAMPLES.format(properties=" ".join(f"<{iri}>" for iri in terms))).rows:
        if property:
            examples.setdefault(property.value, tuple(term for term in pair if term))
    return {
        row["property"]: Use(int(row["statements"]), int(row["things"]), examples.get(row["property"], ()))
        for row in table
    }


_ontologies = Versioned(_make)
