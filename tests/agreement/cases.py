"""A pair of shapes and data, and how many pairs become one that falls into as many parts."""

from collections.abc import Iterable
from dataclasses import dataclass

import pyoxigraph as ox

from .words import NAMESPACE, WORLD, Term

Triples = tuple[ox.Triple, ...]


@dataclass(frozen=True)
class Case:
    """What is validated: shapes and data, each a set of triples."""

    shapes: Triples
    data: Triples

    def __repr__(self) -> str:
        return f"Case of shapes:\n{turtle(self.shapes)}\nand data:\n{turtle(self.data)}"


def turtle(triples: Iterable[ox.Triple]) -> str:
    """The triples to read."""
    prefixes = {"": NAMESPACE, "sh": "http://www.w3.org/ns/shacl#", "xsd": "http://www.w3.org/2001/XMLSchema#"}
    return (ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=prefixes) or b"").decode()


def ntriples(triples: Iterable[ox.Triple]) -> bytes:
    """The triples for a program."""
    return ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b""


def united(cases: Iterable[Case]) -> Case:
    """All pairs as one, each with names of its own, so that none can touch another.

    An engine that starts slowly then answers for many pairs at once. Names keep their length, which a shape may ask for.
    """
    shapes, data = list[ox.Triple](), list[ox.Triple]()
    for number, case in enumerate(cases):
        shapes += (numbered(triple, number) for triple in case.shapes)
        data += (numbered(triple, number) for triple in case.data)
    return Case(tuple(shapes), tuple(data))


def numbered(triple: ox.Triple, number: int) -> ox.Triple:
    """A triple with the names of one pair."""
    return ox.Triple(*(_named(term, number) for term in triple))  # type: ignore[arg-type]  # each stays in its place


def _named(term: Term, number: int) -> Term:
    if isinstance(term, ox.BlankNode):
        return ox.BlankNode(f"{term.value}n{number}")
    if isinstance(term, ox.NamedNode) and term.value.startswith(NAMESPACE):
        return ox.NamedNode(term.value.replace(NAMESPACE, WORLD.format(number)))
    if isinstance(term, ox.Literal) and NAMESPACE in term.value:  # the text of a query
        return ox.Literal(term.value.replace(NAMESPACE, WORLD.format(number)))
    return term
