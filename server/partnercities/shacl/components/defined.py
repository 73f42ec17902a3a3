"""Constraint components that a shapes graph defines itself, with parameters and validators in SPARQL (SHACL, section 6)."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from partnercities.problems import BadShapes
from partnercities.shacl.components.sparql import Ask, Reader, Select, compiled, messages_of
from partnercities.shacl.declaration import Declaration
from partnercities.shacl.graph import ShapesGraph
from partnercities.shacl.shape import Constraint
from partnercities.shacl.sparql.compiling import PREBOUND
from partnercities.shacl.terms import SH, Term, named, sh

# The longest name at the end of an IRI, which is the name of the variable.
_LOCAL = re.compile(r"[^\W\d]\w*$")
_RESERVED = PREBOUND | {"path", "PATH", "value"}


@dataclass(frozen=True)
class _Component:
    """A constraint component that a shapes graph defines."""

    graph: ShapesGraph
    id: Term
    parameters: Mapping[ox.NamedNode, bool]
    """The parameters; whether each may be left out."""

    @property
    def key(self) -> ox.NamedNode:
        """The parameter that tells that a shape uses the component."""
        return next(parameter for parameter, optional in self.parameters.items() if not optional)

    def constraints(self, declared: Declaration) -> Iterator[Constraint]:
        """What the component demands of a shape: nothing, if a parameter is missing or no validator is made for it."""
        validator = self._validator(declared)
        if validator is None or not all(declared.all(one) for one, optional in self.parameters.items() if not optional):
            return
        for values in self._values(declared):
            yield self._constraint(declared, validator, values)

    def _values(self, declared: Declaration) -> Iterator[dict[str, Term]]:
        if len(self.parameters) == 1:
            yield from ({_variable(self.key): value} for value in declared.all(self.key))
            return
        given = {_variable(parameter): declared.one(parameter) for parameter in self.parameters}
        yield {name: value for name, value in given.items() if value is not None}

    def _validator(self, declared: Declaration) -> Declaration | None:
        kind = "nodeValidator" if declared.path is None else "propertyValidator"
        found = [*self.graph.objects(self.id, sh(kind)), *self.graph.objects(self.id, sh("validator"))]
        return Declaration(self.graph, found[0], None) if found else None

    def _constraint(self, declared: Declaration, validator: Declaration, values: Mapping[str, Term]) -> Constraint:
        what = f"The validator of {named(self.id)} for the shape {named(declared.id)}"
        names = [_variable(parameter) for parameter in self.parameters]
        messages = messages_of(self.graph, validator.id, self.id)
        component = self.id.value if isinstance(self.id, ox.NamedNode) else str(self.id)
        if validator.all(sh("ask")):
            return Ask(component, compiled(validator, "ASK", declared, values, what, names), messages, values)
        return Select(component, compiled(validator, "SELECT", declared, values, what, names), None, messages, values)


def readers(graph: ShapesGraph) -> Mapping[ox.NamedNode, Reader]:
    """The readers of the parameters of the components that a shapes graph defines itself."""
    found: dict[ox.NamedNode, list[_Component]] = {}
    for node in graph.instances(sh("ConstraintComponent")):
        if not (isinstance(node, ox.NamedNode) and node.value.startswith(SH)):
            component = _Component(graph, node, _parameters(graph, node))
            found.setdefault(component.key, []).append(component)
    return {key: _reader(components) for key, components in found.items()}


def _reader(components: Sequence[_Component]) -> Reader:
    def read(declared: Declaration) -> Iterator[Constraint]:
        for component in components:
            yield from component.constraints(declared)

    return read


def _parameters(graph: ShapesGraph, component: Term) -> dict[ox.NamedNode, bool]:
    found = {}
    for node in graph.objects(component, sh("parameter")):
        declared = Declaration(graph, node, None)
        path = declared.iri(sh("path"))
        if path is None or _variable(path) in _RESERVED | {""}:
            raise declared.bad(
                sh("path"), f"must be an IRI that ends in a name other than {', '.join(sorted(_RESERVED))}"
            )
        found[path] = declared.boolean(sh("optional"))
    if all(found.values()):
        raise BadShapes(f"The constraint component {named(component)} has no parameter that must be given.")
    return found


def _variable(parameter: ox.NamedNode) -> str:
    """The name of the variable that a parameter is in queries."""
    local = _LOCAL.search(parameter.value)
    return local[0] if local else ""
