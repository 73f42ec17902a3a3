"""What the shapes graph declares for one shape, read with care: whatever is ill-formed is refused with the words for it."""

from dataclasses import dataclass

import pyoxigraph as ox

from partnercities.problems import BadShapes
from partnercities.shacl.graph import ShapesGraph
from partnercities.shacl.paths import Path
from partnercities.shacl.terms import Term, named, sh, xsd

_TRUTH = ox.Literal(value=True)
_TRUTHS = {"true", "false", "1", "0"}


@dataclass(frozen=True)
class Declaration:
    """One shape as it is written, with its path if it is a property shape."""

    graph: ShapesGraph
    id: Term
    path: Path | None

    def bad(self, parameter: ox.NamedNode, what: str) -> BadShapes:
        """The problem that a parameter of this shape is ill-formed."""
        return BadShapes(f"{named(parameter)} of the shape {named(self.id)} {what}.")

    def all(self, parameter: ox.NamedNode) -> list[Term]:
        """The values of a parameter."""
        return self.graph.objects(self.id, parameter)

    def one(self, parameter: ox.NamedNode) -> Term | None:
        """The only value of a parameter, if it is given."""
        values = self.all(parameter)
        if len(values) > 1:
            raise self.bad(parameter, f"is given {len(values)} times, and may be given once")
        return values[0] if values else None

    def literal(self, parameter: ox.NamedNode) -> ox.Literal | None:
        """The only value of a parameter that takes literals."""
        value = self.one(parameter)
        if value is not None and not isinstance(value, ox.Literal):
            raise self.bad(parameter, f"is {named(value)}, which is no literal")
        return value

    def integer(self, parameter: ox.NamedNode) -> int | None:
        """The only value of a parameter that counts."""
        value = self.literal(parameter)
        if value is None:
            return None
        if value.datatype != xsd("integer") or not value.value.lstrip("+-").isdecimal():
            raise self.bad(parameter, f"is {value}, which is no xsd:integer")
        return int(value.value)

    def count(self, parameter: ox.NamedNode) -> list[int]:
        """The number that a parameter gives, if it is given."""
        number = self.integer(parameter)
        return [] if number is None else [number]

    def boolean(self, parameter: ox.NamedNode) -> bool:
        """Whether a parameter that takes true or false is true; "1" is not, since terms count and not what they stand for."""
        value = self.literal(parameter)
        if value is not None and (value.datatype != xsd("boolean") or value.value not in _TRUTHS):
            raise self.bad(parameter, f"is {value}, which is no xsd:boolean")
        return value == _TRUTH

    def text(self, parameter: ox.NamedNode) -> str | None:
        """The only value of a parameter that takes text."""
        self.one(parameter)
        return next(iter(self.texts(parameter)), None)

    def texts(self, parameter: ox.NamedNode) -> list[str]:
        """The values of a parameter that takes texts."""
        found = []
        for value in self.all(parameter):
            if not isinstance(value, ox.Literal) or value.datatype != xsd("string"):
                raise self.bad(parameter, f"is {named(value)}, which is no xsd:string")
            found.append(value.value)
        return found

    def iri(self, parameter: ox.NamedNode) -> ox.NamedNode | None:
        """The only value of a parameter that takes an IRI."""
        self.one(parameter)
        return next(iter(self.iris(parameter)), None)

    def iris(self, parameter: ox.NamedNode) -> list[ox.NamedNode]:
        """The values of a parameter that takes IRIs."""
        values = self.all(parameter)
        named_nodes = [value for value in values if isinstance(value, ox.NamedNode)]
        if len(named_nodes) < len(values):
            raise self.bad(parameter, "must be an IRI")
        return named_nodes

    def items(self, parameter: ox.NamedNode) -> tuple[Term, ...] | None:
        """The members of the list that a parameter takes, if it is given."""
        head = self.one(parameter)
        return None if head is None else self.graph.items(head)

    def only_with_path(self, parameter: ox.NamedNode) -> None:
        """Refuse a parameter that means something for property shapes only, if this is none."""
        if self.path is None and self.all(parameter):
            raise self.bad(parameter, f"needs a {named(sh('path'))}")

    def shape(self, parameter: ox.NamedNode, shape: Term, *, with_path: bool | None = None) -> Term:
        """A shape that a parameter refers to; where it matters, with a path or without.

        Nothing is said about a blank node that is a shape without constraints; an IRI must be known.
        """
        if isinstance(shape, ox.Literal) or (isinstance(shape, ox.NamedNode) and not self.graph.said(shape)):
            raise self.bad(parameter, f"is {named(shape)}, which is no shape of this graph")
        has_path = bool(self.graph.objects(shape, sh("path")))
        if with_path is not None and has_path is not with_path:
            what = "has no" if with_path else "is a property shape, as it has a"
            raise self.bad(parameter, f"is {named(shape)}, which {what} {named(sh('path'))}")
        return shape
