"""What the shapes graph declares for one shape, read with care: whatever is ill-formed is refused with the words for it."""

from dataclasses import dataclass

import pyoxigraph as ox

from partnercities.problems import BadShapes
from partnercities.shacl.graph import ShapesGraph
from partnercities.shacl.paths import Path
from partnercities.shacl.terms import Term, named, sh, xsd

_TRUTHS = {"true": True, "1": True, "false": False, "0": False}


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

    def boolean(self, parameter: ox.NamedNode) -> bool:
        """Whether a parameter that takes true or false is true; false where it is not given."""
        value = self.literal(parameter)
        if value is None:
            return False
        if value.datatype != xsd("boolean") or value.value not in _TRUTHS:
            raise self.bad(parameter, f"is {value}, which is no xsd:boolean")
        return _TRUTHS[value.value]

    def text(self, parameter: ox.NamedNode) -> str | None:
        """The only value of a parameter that takes text."""
        value = self.literal(parameter)
        if value is not None and value.datatype != xsd("string"):
            raise self.bad(parameter, f"is {value}, which is no xsd:string")
        return None if value is None else value.value

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
