"""Documents that hold many things at one address: the ontology, the shapes, and each named graph."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from math import ceil

from partnercities import content
from partnercities.dataset.build import hold
from partnercities.dataset.files import shapes_in
from partnercities.desk.desk import Answer, Desk
from partnercities.desk.things import PAGE_SIZE, Statement, mentioned, names, statements
from partnercities.model.vocabulary import GRAPH_ONTOLOGY, LICENCE, ONTOLOGY, SHAPES_DOCUMENT, expand, source_of
from partnercities.problems import NotFound
from partnercities.protocol.formats import Format
from partnercities.protocol.operations import Query
from partnercities.store import Term, terms

_TERMS = f"{{ GRAPH <{GRAPH_ONTOLOGY}> {{ ?subject ?predicate ?object }} }}"
_ALL = "{ ?subject ?predicate ?object }"
_MENTIONED = "SELECT ?subject {{ {{ {iri} ?predicate ?object }} UNION {{ ?subject ?predicate {iri} }} }} LIMIT 1"
# A graph has no statement about itself inside, so the document adds whose it is.
_GRAPH = """CONSTRUCT {{ ?subject ?predicate ?object }} WHERE {{
  {{ GRAPH {graph} {{ ?subject ?predicate ?object }} }}
  UNION {{ VALUES (?subject ?predicate ?object) {{ {about} }} }}
}}"""
_GRAPH_SIZE = """SELECT (COUNT(*) AS ?triples) (COUNT(DISTINCT ?subject) AS ?things)
WHERE {{ GRAPH {graph} {{ ?subject ?predicate ?object }} }}"""
_GRAPH_THINGS = """SELECT DISTINCT ?subject WHERE {{ GRAPH {graph} {{ ?subject ?predicate ?object }} }}
ORDER BY ?subject LIMIT {limit} OFFSET {offset}"""


@dataclass(frozen=True)
class Document:
    """A document: its subjects that have names with their statements, those without by their labels, and all names."""

    iri: str
    sections: Mapping[str, tuple[Statement, ...]]
    inner: Mapping[str, tuple[Statement, ...]]
    names: tuple[Statement, ...]

    def members(self, head: Term) -> list[Term]:
        """The members of an RDF list by its first node; none if the node begins no list."""
        found: list[Term] = []
        while head.value in self.inner and len(found) <= len(self.inner):
            parts = {item.predicate.value: item.object for item in self.inner[head.value]}
            if expand("rdf:first") not in parts:
                break
            found.append(parts[expand("rdf:first")])
            head = parts.get(expand("rdf:rest"), head)
        return found


@dataclass(frozen=True)
class Graph:
    """A named graph: the source that it is of, its size, and one page of the things it says something about."""

    iri: str
    source: str
    triples: int
    things: int
    subjects: tuple[Term, ...]
    names: tuple[Statement, ...]
    page: int

    @property
    def pages(self) -> int:
        """How many pages of things there are; at least one."""
        return max(1, ceil(self.things / PAGE_SIZE))


@cache
def shapes() -> Desk:
    """A desk over nothing but the shapes, which stand outside the graph."""
    return Desk(hold(shapes_in(content.folder("shapes"))))


def ontology(desk: Desk) -> Document:
    """The ontology with its schemes."""
    return _document(desk, ONTOLOGY, _TERMS)


def shapes_alone() -> Document:
    """The shapes, with no names but their own."""
    return _document(shapes(), SHAPES_DOCUMENT, _ALL)


def shapes_document(desk: Desk) -> Document:
    """The shapes, with the names that the graph has for what they are about."""
    found = _document(shapes(), SHAPES_DOCUMENT, _ALL)
    every = [item for section in (*found.sections.values(), *found.inner.values()) for item in section]
    return Document(found.iri, found.sections, found.inner, (*found.names, *names(desk, mentioned(every))))


def write_ontology(desk: Desk, format: Format) -> Answer:
    """The ontology with its schemes in a format of graphs."""
    return _construct(desk, f"CONSTRUCT {_ALL} WHERE {_TERMS}", format)


def write_shapes(format: Format) -> Answer:
    """The shapes in a format of graphs."""
    return _construct(shapes(), f"CONSTRUCT {_ALL} WHERE {_ALL}", format)


def write_graph(desk: Desk, iri: str, format: Format) -> Answer:
    """A named graph, with whose it is, in a format of graphs. Raises NotFound if there is no such graph."""
    triples, _ = _size(desk, iri)
    about = " ".join(f"(<{iri}> <{expand(predicate)}> {object})" for predicate, object in _about(desk, iri, triples))
    return _construct(desk, _GRAPH.format(graph=_iri(iri), about=about), format)


def graph(desk: Desk, iri: str, page: int = 1) -> Graph:
    """A named graph and one page of its things. Raises NotFound if there is no such graph or page."""
    triples, things = _size(desk, iri)
    text = _GRAPH_THINGS.format(graph=_iri(iri), limit=PAGE_SIZE, offset=(page - 1) * PAGE_SIZE)
    subjects = tuple(term for (term,) in desk.select(text).rows if term)
    if not subjects:
        raise NotFound(f"There is no page {page} of <{iri}>.")
    named = names(desk, [subject.value for subject in subjects if subject.kind == "uri"] + [source_of(iri)])
    return Graph(iri, _source(desk, iri), triples, things, subjects, named, page)


def require(desk: Desk, iri: str) -> None:
    """Raise NotFound if a desk holds nothing that mentions an IRI, such as an edition of the ontology."""
    if not desk.select(_MENTIONED.format(iri=_iri(iri))).rows:
        raise NotFound(f"Nothing is known of <{iri}>.")


def _document(desk: Desk, iri: str, pattern: str) -> Document:
    found = statements(desk, f"SELECT ?subject ?predicate ?object WHERE {pattern} ORDER BY ?subject ?predicate ?object")
    blocks = [(subject, tuple(block)) for subject, block in groupby(found, key=lambda item: item.subject)]
    sections = {subject.value: block for subject, block in blocks if subject.kind == "uri"}
    inner = {subject.value: block for subject, block in blocks if subject.kind == "bnode"}
    return Document(iri, sections, inner, names(desk, mentioned(found)))


def _construct(desk: Desk, text: str, format: Format) -> Answer:
    return desk.answer(Query(text), lambda _kind: format)


def _size(desk: Desk, iri: str) -> tuple[int, int]:
    (row,) = desk.select(_GRAPH_SIZE.format(graph=_iri(iri)))
    triples, things = int(row["triples"]), int(row["things"])
    if not triples:
        raise NotFound(f"There is no graph <{iri}>.", hint="The description at /sparql lists the graphs.")
    return triples, things


def _source(desk: Desk, iri: str) -> str:
    """The source that a graph is of; nothing for a graph of another kind."""
    source = source_of(iri)
    return source if desk.select(_MENTIONED.format(iri=_iri(source))).rows else ""


def _about(desk: Desk, iri: str, triples: int) -> Iterator[tuple[str, str]]:
    yield "rdf:type", f"<{expand('void:Dataset')}>"
    yield "dcterms:license", f"<{LICENCE}>"
    yield "void:triples", terms.literal(str(triples), "integer")
    if source := _source(desk, iri):
        yield "dcterms:source", f"<{source}>"


def _iri(iri: str) -> str:
    try:
        return terms.iri(iri)
    except ValueError as error:
        raise NotFound(f"{iri!r} is no IRI, so nothing is known of it.") from error
