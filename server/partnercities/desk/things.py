"""What is known of one thing: its statements, its evidence, what points to it, and the names of all that is mentioned."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import ceil

from partnercities.desk.desk import Desk
from partnercities.model.vocabulary import BASE, LICENCE, PREFIXES, expand, path, source_of
from partnercities.problems import NotFound
from partnercities.protocol.formats import Format
from partnercities.store import Row, Term, terms
from partnercities.store.convert import from_rows

PAGE_SIZE = 250
"""The most statements that point to a thing which one page shows; the pages after it show the rest."""

_PREFIXES = "".join(f"PREFIX {name}: <{PREFIXES[name]}> " for name in ("dcterms", "oa", "pc", "rdfs", "skos"))
_GRAPH = "OPTIONAL { GRAPH ?graph { ?subject ?predicate ?object } }"
_OWN = """{prefixes} SELECT DISTINCT ?subject ?predicate ?object ?graph WHERE {{
  {{ VALUES ?subject {{ {iri} }} ?subject ?predicate ?object }}
  UNION {{ {iri} pc:evidence ?subject . ?subject ?predicate ?object }}
  UNION {{ {iri} pc:evidence ?evidence . ?evidence oa:hasSelector ?subject . ?subject ?predicate ?object }}
  {graph}
}} ORDER BY ?subject ?predicate ?object"""
_POINTING = """{prefixes} SELECT ?subject ?predicate ?object ?graph WHERE {{
  {{
    SELECT DISTINCT ?subject ?predicate ?object WHERE {{ VALUES ?object {{ {iri} }} ?subject ?predicate ?object }}
    ORDER BY ?predicate ?subject LIMIT {limit} OFFSET {offset}
  }}
  {graph}
}} ORDER BY ?predicate ?subject"""
_POINTING_COUNTED = """SELECT ?predicate (COUNT(DISTINCT ?subject) AS ?number)
WHERE {{ ?subject ?predicate {iri} }} GROUP BY ?predicate ORDER BY ?predicate"""
# A second VALUES in place of the filter would take the engine nine times as long.
_NAMES = """{prefixes} SELECT DISTINCT ?subject ?predicate ?object ?graph WHERE {{
  VALUES ?subject {{ {iris} }}
  ?subject ?predicate ?object FILTER(?predicate IN (skos:prefLabel, rdfs:label, dcterms:title))
  {graph}
}} ORDER BY ?subject ?object"""


@dataclass(frozen=True)
class Statement:
    """A triple with the graphs that it stands in."""

    subject: Term
    predicate: Term
    object: Term
    graphs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Thing:
    """A thing with all that is known of it; `pointing` is one page of what points to it, `counts` counts all of that."""

    iri: str
    own: tuple[Statement, ...]
    evidence: tuple[Statement, ...]
    pointing: tuple[Statement, ...]
    counts: Mapping[str, int]
    """How many point to it by each property."""
    names: tuple[Statement, ...]
    page: int = 1

    @property
    def pages(self) -> int:
        """How many pages there are of what points to it; at least one."""
        return max(1, ceil(sum(self.counts.values()) / PAGE_SIZE))

    def values(self, property: str) -> list[Term]:
        """The values that it has of a property, by the prefixed name of that (`pc:country`)."""
        return [item.object for item in self.own if item.predicate.value == expand(property)]

    def write(self, format: Format) -> bytes:
        """All of it in a format of graphs or of datasets, with the document that it is."""
        statements = (*self.own, *self.evidence, *self.pointing, *self.names)
        return from_rows([*_rows(statements), *_document(self)], format)


def look_up(desk: Desk, iri: str, page: int = 1) -> Thing:
    """What is known of the thing of an IRI. Raises NotFound if nothing is, or if there are not that many pages."""
    counts = _counts(desk, iri)
    about = statements(desk, _OWN.format(prefixes=_PREFIXES, iri=_iri(iri), graph=_GRAPH))
    if not about and not counts:
        raise NotFound(f"Nothing is known of <{iri}>.", hint="A key looks like city/bg/sofia or project/conet.")
    pointing = _pointing(desk, iri, page) if counts else ()
    own = tuple(item for item in about if item.subject.value == iri)
    evidence = tuple(item for item in about if item.subject.value != iri)
    thing = Thing(iri, own, evidence, pointing, counts, names(desk, mentioned((*about, *pointing))), page)
    if page > thing.pages:
        raise NotFound(f"There is no page {page} of <{iri}>.", hint=f"The last one is {thing.pages}.")
    return thing


def statements(desk: Desk, text: str) -> tuple[Statement, ...]:
    """The statements of a SELECT of subject, predicate, object and perhaps graph, each once, in the order of the answer."""
    found: dict[tuple[Term, Term, Term], list[str]] = {}
    for subject, predicate, object, *graphs in desk.select(text).rows:
        if subject and predicate and object:
            found.setdefault((subject, predicate, object), []).extend(graph.value for graph in graphs if graph)
    return tuple(Statement(*triple, tuple(sorted(graphs))) for triple, graphs in found.items())


def mentioned(statements: Iterable[Statement]) -> set[str]:
    """The IRIs that statements mention, with the sources of their graphs."""
    found: set[str] = set()
    for item in statements:
        found |= {term.value for term in (item.subject, item.predicate, item.object) if term.kind == "uri"}
        found |= {source_of(graph) for graph in item.graphs}
    return found


def names(desk: Desk, iris: Iterable[str]) -> tuple[Statement, ...]:
    """The statements that name things, in all languages."""
    values = " ".join(f"<{iri}>" for iri in sorted(set(iris)))
    return statements(desk, _NAMES.format(prefixes=_PREFIXES, iris=values, graph=_GRAPH))


def _counts(desk: Desk, iri: str) -> dict[str, int]:
    rows = desk.select(_POINTING_COUNTED.format(iri=_iri(iri)))
    return {row["predicate"]: int(row["number"]) for row in rows if row["predicate"]}


def _pointing(desk: Desk, iri: str, page: int) -> tuple[Statement, ...]:
    offset = (page - 1) * PAGE_SIZE
    return statements(
        desk, _POINTING.format(prefixes=_PREFIXES, iri=_iri(iri), graph=_GRAPH, limit=PAGE_SIZE, offset=offset)
    )


def _iri(iri: str) -> str:
    try:
        return terms.iri(iri)
    except ValueError as error:
        raise NotFound(f"{iri!r} is no IRI, so nothing is known of it.") from error


def _rows(statements: Iterable[Statement]) -> Iterator[Row]:
    for item in statements:
        for graph in item.graphs or ("",):
            yield item.subject, item.predicate, item.object, Term("uri", graph) if graph else None


def _document(thing: Thing) -> Iterator[Row]:
    """What the document says of itself: its topic and licence, and that there are other pages where there are."""
    document = BASE + path(thing.iri)[1:]
    view = document if thing.page == 1 else f"{document}?page={thing.page}"
    said = [("foaf:primaryTopic", thing.iri), ("dcterms:license", LICENCE)]
    if thing.pages > 1:
        said += [("rdf:type", expand("hydra:PartialCollectionView")), ("hydra:first", document)]
    if thing.page > 1:
        before = document if thing.page == 2 else f"{document}?page={thing.page - 1}"
        said.append(("hydra:previous", before))
    if thing.page < thing.pages:
        said.append(("hydra:next", f"{document}?page={thing.page + 1}"))
    for predicate, object in said:
        yield Term("uri", view), Term("uri", expand(predicate)), Term("uri", object), None
