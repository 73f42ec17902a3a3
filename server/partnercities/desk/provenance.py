"""Where each statement of a thing comes from: its sources, on what basis they say it, and whether they disagree."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from partnercities.desk.things import Statement, Thing
from partnercities.model.vocabulary import GRAPH_DERIVED, GRAPH_ONTOLOGY, GRAPH_REF, expand, key, source_of

SHARED = {GRAPH_DERIVED: "derived", GRAPH_REF: "shared", GRAPH_ONTOLOGY: "terms"}
"""The graphs of no source, and what they are the basis of: what follows, what sources share, what words mean."""
SINGLE = frozenset(
    map(
        expand,
        (
            "geo:lat",
            "geo:long",
            "org:member",
            "org:organization",
            "pc:amount",
            "pc:amountKind",
            "pc:basis",
            "pc:country",
            "pc:countOf",
            "pc:currency",
            "pc:duration",
            "pc:earliestStart",
            "pc:end",
            "pc:eventStatus",
            "pc:latestEnd",
            "pc:number",
            "pc:phaseNumber",
            "pc:population",
            "pc:project",
            "pc:role",
            "pc:start",
        ),
    )
)
"""The properties of which a thing has one value; where it has more, its sources disagree."""


@dataclass(frozen=True)
class Ground:
    """One graph that holds a statement: the basis it has there, and the evidence; both empty where none is given.

    The basis is `stated`, `implied` or `outside`, or what `SHARED` has for the graph.
    """

    graph: str
    basis: str = ""
    evidence: str = ""


@dataclass(frozen=True)
class Grounded:
    """A statement with its grounds; `disputed` if the thing has another value where only one can be true."""

    statement: Statement
    grounds: tuple[Ground, ...]
    disputed: bool = False


@dataclass(frozen=True)
class _Evidence:
    iri: str
    source: str
    basis: str
    supports: str
    value: str


def grounded(thing: Thing) -> dict[str, tuple[Grounded, ...]]:
    """The statements about a thing by their properties, each with its grounds; without those that name its evidence."""
    evidence = tuple(_pieces(thing))
    said = [item for item in thing.own if item.predicate.value != expand("pc:evidence")]
    return {
        property: _grouped(property, list(group), evidence)
        for property, group in groupby(said, key=lambda item: item.predicate.value)
    }


def _grouped(property: str, said: list[Statement], evidence: tuple[_Evidence, ...]) -> tuple[Grounded, ...]:
    disputed = property in SINGLE and len({item.object for item in said}) > 1
    return tuple(
        Grounded(item, tuple(ground for graph in item.graphs for ground in _grounds(item, graph, evidence)), disputed)
        for item in said
    )


def _grounds(item: Statement, graph: str, evidence: tuple[_Evidence, ...]) -> Iterator[Ground]:
    """The grounds that one graph gives: evidence for this very value, else for the thing as a whole."""
    if graph in SHARED:
        yield Ground(graph, SHARED[graph])
        return
    of_source = [piece for piece in evidence if piece.source == source_of(graph)]
    own = (item.predicate.value, item.object.value)
    found = [piece for piece in of_source if (piece.supports, piece.value) == own]
    found = found or [piece for piece in of_source if not piece.supports]
    yield from (Ground(graph, piece.basis, piece.iri) for piece in found)
    if not found:
        yield Ground(graph)


def _pieces(thing: Thing) -> Iterator[_Evidence]:
    """The pieces of evidence of a thing; what else its evidence mentions, such as positions, has no source."""
    for iri, said in groupby(thing.evidence, key=lambda item: item.subject.value):
        parts: Mapping[str, str] = {item.predicate.value: item.object.value for item in said}
        source, basis, supports, value = (
            parts.get(expand(name), "") for name in ("oa:hasSource", "pc:basis", "pc:supports", "pc:value")
        )
        if source:
            yield _Evidence(iri, source, key(basis).removeprefix("basis/"), supports, value)
