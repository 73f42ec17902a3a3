"""What kind of thing a value node is: its class, its datatype, and whether it is an IRI, a blank node or a literal."""

from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from partnercities.shacl.components.standard import Standard, Violations
from partnercities.shacl.declaration import Declaration
from partnercities.shacl.literals import checker
from partnercities.shacl.run import Run
from partnercities.shacl.shape import Rows
from partnercities.shacl.terms import SUBCLASS_OF, TYPE, Term, sh


@dataclass(frozen=True)
class Class(Standard):
    """Values are instances of a class."""

    of: ox.NamedNode
    reads: frozenset[ox.NamedNode] = frozenset({TYPE, SUBCLASS_OF})

    def violations(self, run: Run, rows: Rows) -> Violations:
        """Values that are no instances."""
        members = run.tables.instances(self.of)
        return [(focus, value) for focus, values in rows for value in values if value not in members]


@dataclass(frozen=True)
class Datatype(Standard):
    """Values are literals of a datatype, written as it asks."""

    datatype: ox.NamedNode

    def violations(self, run: Run, rows: Rows) -> Violations:
        """Values of another datatype, and ill-formed ones."""
        literal, wanted, check = ox.Literal, self.datatype, checker(self.datatype)
        for focus, values in rows:
            for value in values:
                if not isinstance(value, literal) or value.datatype != wanted or (check and not check(value.value)):
                    yield focus, value


@dataclass(frozen=True)
class NodeKind(Standard):
    """Values are terms of certain kinds."""

    kind: ox.NamedNode

    def violations(self, run: Run, rows: Rows) -> Violations:
        """Values of another kind."""
        kinds = _KINDS[self.kind]
        return [(focus, value) for focus, values in rows for value in values if type(value) not in kinds]


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
