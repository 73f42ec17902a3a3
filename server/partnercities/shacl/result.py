"""One result of a validation, in the words of the standard (SHACL, section 3.6)."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox

from partnercities.shacl.paths import Path
from partnercities.shacl.terms import Term

if TYPE_CHECKING:  # a shape has constraints, and what they say are results
    from partnercities.shacl.shape import Constraint, Shape


@dataclass(frozen=True, slots=True)
class Result:
    """One thing that breaks a constraint of a shape."""

    focus: Term
    path: Path | None
    value: Term | None
    component: str
    """The IRI of the constraint component."""
    shape: "Shape"
    constraint: Term | None
    """The node of a SPARQL constraint."""
    messages: tuple[ox.Literal, ...]
    details: tuple["Result", ...] = ()
    """Why the shapes that the constraint refers to do not hold; only filled by `explain`."""
    rule: "Constraint | None" = None
    """The constraint that is broken, with its parameters."""
