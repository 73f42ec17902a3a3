"""Where pySHACL departs from the standard: each departure with the clause that decides, and what is put in its place.

With these in place pySHACL must agree to the letter, also where a departure lies deep in a shape.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

from pyshacl import shape
from pyshacl.constraints.core import property_pair_constraints as pairs
from pyshacl.constraints.core import string_based_constraints as strings
from pyshacl.constraints.core import value_range_constraints as ranges
from pyshacl.helper import expression_helper as helper
from rdflib import RDF, BNode, Graph, Literal, Node

from .order import order

Reports = tuple[bool, list[object]]


@dataclass(frozen=True)
class Correction:
    """One departure: its clause in the standard, what pySHACL does instead, and what is replaced."""

    clause: str
    words: str
    owners: tuple[object, ...]
    name: str
    replacement: Callable[..., object]


def _compared(one: Literal, other: Literal) -> int:
    """Before, equal or behind, as SPARQL says. Raises TypeError for what cannot be compared."""
    sign = order(one, other)
    if sign is None:
        raise TypeError("These cannot be compared.")
    return sign


def _pairs(*signs: int) -> Callable[..., Reports]:
    """A result for each pair of values whose order is none of these."""

    def judged(self: Any, values: set[Node], others: set[Node], graph: Graph, focus: Node) -> Reports:
        wrong = [value for value in values for other in others if order(value, other) not in signs]
        return bool(wrong), [self.make_v_result(graph, focus, value_node=value) for value in wrong]

    return judged


_shortest = strings.MinLengthConstraintComponent._evaluate_string_rule


def _at_least(self: Any, rule: Literal, graph: Graph, rows: Mapping[Node, set[Node]]) -> Reports:
    if rule.value:
        return _shortest(self, rule, graph, rows)  # type: ignore[no-any-return, no-untyped-call]
    wrong = [(focus, value) for focus, values in rows.items() for value in values if isinstance(value, BNode)]
    return bool(wrong), [self.make_v_result(graph, focus, value_node=value) for focus, value in wrong]


_nodes = helper.value_nodes_from_path


def _along(sg: Any, focus: Node, path: Node, graph: Graph, inverse: bool = False, recursion: int = 0) -> set[Node]:  # noqa: FBT002 - as pySHACL has it
    if not inverse or not any(sg.graph.objects(path, RDF.first)):
        return _nodes(sg, focus, path, graph, inverse, recursion)
    reached = {focus}
    for part in reversed(list(sg.graph.items(path))):
        reached = {found for node in reached for found in _along(sg, node, part, graph, True, recursion + 1)}
    return reached


CORRECTIONS = {
    "values of other types are compared": Correction(
        "4.3, with SPARQL 1.1, 17.3",
        "A bound and a value hold only if SPARQL's comparison is true. pySHACL compares as rdflib sorts: "
        "numbers with booleans, dates with date-times, literals of unknown datatypes, and it fails at NaN.",
        (ranges,),
        "compare_literal",
        _compared,
    ),
    "IRIs are compared as strings": Correction(
        "4.5.3",
        "Values that SPARQL cannot compare with < break sh:lessThan. pySHACL compares IRIs as strings, "
        "sorts other types, and ends with an error at a blank node.",
        (pairs.LessThanConstraintComponent,),
        "_compare_lt",
        _pairs(-1),
    ),
    "IRIs are compared as strings, or equal": Correction(
        "4.5.4",
        "The same for sh:lessThanOrEquals.",
        (pairs.LessThanOrEqualsConstraintComponent,),
        "_compare_ltoe",
        _pairs(-1, 0),
    ),
    "a blank node has a length of nothing": Correction(
        "4.4.1",
        "sh:minLength 0 is broken by a blank node. pySHACL lets everything pass.",
        (strings.MinLengthConstraintComponent,),
        "_evaluate_string_rule",
        _at_least,
    ),
    "a sequence is inverted step by step, in the same order": Correction(
        "2.3.1.4, with SPARQL 1.1, 9.1",
        "The inverse of p/q is ^q/^p. pySHACL goes along ^p/^q.",
        (helper, shape),
        "value_nodes_from_path",
        _along,
    ),
}
"""By what pySHACL does."""


@contextmanager
def corrected(but: str = "") -> Iterator[None]:
    """pySHACL with all corrections, or with all but one."""
    with ExitStack() as stack:
        for one in (one for name, one in CORRECTIONS.items() if name != but):
            for owner in one.owners:
                stack.enter_context(patch.object(owner, one.name, one.replacement))
        yield
