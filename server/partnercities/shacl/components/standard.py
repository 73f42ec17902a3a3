"""What the constraints of the standard have in common: they find focus nodes with values, and results tell them."""

from collections.abc import Collection, Iterable, Iterator
from typing import ClassVar

from partnercities.shacl.reached import Reached
from partnercities.shacl.result import Result
from partnercities.shacl.run import Run
from partnercities.shacl.shape import Constraint, Shape
from partnercities.shacl.terms import SH

Violations = Iterable[tuple[int, int | None]]
"""Focus nodes, each with the value node that breaks a constraint, or with None where it is not one value."""


class Standard(Constraint):
    """A constraint of SHACL Core; `name` is that of its component, without its ending."""

    name: ClassVar[str]
    asks = frozenset()

    def __init_subclass__(cls) -> None:
        """Call the component by its IRI."""
        cls.name = cls.__name__
        cls.component = f"{SH}{cls.name}ConstraintComponent"

    def violations(self, run: Run, reached: Reached) -> Violations:
        """What breaks the constraint."""
        raise NotImplementedError

    def findings(self, run: Run, shape: Shape, reached: Reached) -> Iterator[tuple[int, Result]]:
        """What breaks the constraint, each result with the number of its focus node."""
        path, component, messages, terms = shape.path, self.component, shape.messages, run.tables.terms
        for focus, value in self.violations(run, reached):
            wrong = None if value is None else terms[value]
            yield focus, Result(terms[focus], path, wrong, component, shape, None, messages, (), self)

    def fails(self, run: Run, shape: Shape, reached: Reached) -> Iterable[int]:
        """The focus nodes for which the constraint is broken."""
        return (focus for focus, _ in self.violations(run, reached))


class OfEachValue(Standard):
    """A constraint that a value meets or breaks by itself, whichever focus node it belongs to."""

    def broken(self, run: Run, values: set[int]) -> Collection[int]:
        """The values that break it."""
        raise NotImplementedError

    def violations(self, run: Run, reached: Reached) -> Violations:
        """Focus nodes with values that break it."""
        wrong = self.broken(run, reached.values)
        if not wrong:
            return ()
        return [(focus, value) for focus, values in reached.filled for value in values if value in wrong]
