"""What kind of thing a value node is: its class, its datatype, and whether it is an IRI, a blank node or a literal."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from partnercities.shacl.components.standard import OfEachValue
from partnercities.shacl.declaration import Declaration
from partnercities.shacl.literals import checker
from partnercities.shacl.paths import Path
from partnercities.shacl.run import Run
from partnercities.shacl.shape import Read
from partnercities.shacl.terms import SUBCLASS_OF, TYPE, Term, sh


@dataclass(frozen=True)
class Class(OfEachValue):
    """Values are instances of a class."""

    of: ox.NamedNode

    def looks(self, values: tuple[Path, ...]) -> Iterator[Read]:
        """At the types of values, and at all classes."""
        yield from (Read(values, TYPE), Read(None, SUBCLASS_OF))

    def broken(self, run: Run, values: set[int]) -> Collection[int]:
        """Values that are no instances."""
        return values - run.tables.instances(self.of)


@dataclass(frozen=True)
class Datatype(OfEachValue):
    """Values are literals of a datatype, written as it asks."""

    datatype: ox.NamedNode

    def broken(self, run: Run, values: set[int]) -> Collection[int]:
        """Values of another datatype, and ill-formed ones."""
        terms, check = run.tables.terms, checker(self.datatype)
        return {value for value in values if not self._holds(terms[value], check)}

    def _holds(self, term: Term, check: Callable[[str], object] | None) -> bool:
        if not isinstance(term, ox.Literal) or term.datatype != self.datatype:
            return False
        return check is None or bool(check(term.value))


@dataclass(frozen=True)
class NodeKind(OfEachValue):
    """Values are terms of certain kinds."""

    kind: ox.NamedNode

    def broken(self, run: Run, values: set[int]) -> Collection[int]:
        """Values of another kind."""
        terms, kinds = run.tables.terms, _KINDS[self.kind]
        return {value for value in values if type(terms[value]) not in kinds}


_KINDS: dict[ox.NamedNode, tuple[type[Term], ...]] = {
    sh("IRI"): (ox.NamedNode,),
    sh("BlankNode"): (ox.BlankNode,),
    sh("Literal"): (ox.Literal,),
    sh("BlankNodeOrIRI"): (ox.BlankNode, ox.NamedNode),
    sh("BlankNodeOrLiteral"): (ox.BlankNode, ox.Literal),
    sh("IRIOrLiteral"): (ox.NamedNode, ox.Literal),
}


def _class(declared: Declaration) -> Iterator[Class]:
    yield from map(Class, declared.iris(sh("class")))


def _datatype(declared: Declaration) -> Iterator[Datatype]:
    if datatype := declared.iri(sh("datatype")):
        yield Datatype(datatype)


def _node_kind(declared: Declaration) -> Iterator[NodeKind]:
    if kind := declared.iri(sh("nodeKind")):
        if kind not in _KINDS:
            raise declared.bad(sh("nodeKind"), f"is {kind}, which is no kind of node")
        yield NodeKind(kind)


READERS = {sh("class"): _class, sh("datatype"): _datatype, sh("nodeKind"): _node_kind}
