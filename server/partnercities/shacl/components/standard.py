"""What the constraints of the standard have in common: they find focus nodes with values, and results tell them."""

from collections.abc import Iterable, Iterator
from typing import ClassVar

from partnercities.shacl.result import Result
from partnercities.shacl.run import Run
from partnercities.shacl.shape import Constraint, Rows, Shape
from partnercities.shacl.terms import SH, Term

Violations = Iterable[tuple[Term, Term | None]]
"""Focus nodes, each with the value node that breaks a constraint, or with None where it is not one value."""


class Standard(Constraint):
    """A constraint of SHACL Core; `name` is that of its component, without its ending."""

    name: ClassVar[str]

    def __init_subclass__(cls, name: str = "") -> None:
        """Call the component by its IRI."""
        cls.name = name or cls.__name__
        cls.component = f"{SH}{cls.name}ConstraintComponent"

    def violations(self, run: Run, rows: Rows) -> Violations:
        """What breaks the constraint."""
        raise NotImplementedError

    def check(self, run: Run, shape: Shape, rows: Rows) -> Iterator[Result]:
        """What breaks the constraint, as results."""
        path, component, messages = shape.path, self.component, shape.messages
        for focus, value in self.violations(run, rows):
            yield Result(focus, path, value, component, shape, None, messages, (), self)

    def fails(self, run: Run, shape: Shape, rows: Rows) -> Iterable[Term]:
        """The focus nodes for which the constraint is broken."""
        return (focus for focus, _ in self.violations(run, rows))
