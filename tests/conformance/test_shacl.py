"""The W3C suites of SHACL: each test must give the very results that it expects, no more and no fewer."""

from collections import Counter

import pyoxigraph as ox
import pytest

from partnercities.problems import BadShapes
from partnercities.shacl.shapes import compile_shapes
from partnercities.shacl.tables import Tables
from partnercities.shacl.terms import Term
from partnercities.shacl.validate import validate

from .conftest import NO_SUITES
from .shapes_cases import FOLDER, Case, Row, cases

pytestmark = pytest.mark.skipif(not FOLDER, reason=NO_SUITES)

# How many tests each suite has, so that none is passed over.
SUITES = {"core": 98, "sparql": 23}
CASES = [case for suite in SUITES for case in cases(suite)]


def actual(case: Case) -> list[Row]:
    outcome = validate(compile_shapes(case.shapes), Tables(case.data))
    return [
        (result.focus, result.path, result.value, result.shape.severity, result.component, result.shape.id)
        for result in outcome.results
    ]


def unnamed(row: Row) -> tuple[object, ...]:
    """A result with one mark for every blank node: those of two documents have no names in common."""
    return tuple("blank node" if isinstance(part, ox.BlankNode) else part for part in row)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_results_are_those_expected(case: Case):
    if case.fails:
        with pytest.raises(BadShapes):
            actual(case)
    elif case.alone:
        assert Counter(actual(case)) == Counter(case.rows)
    else:
        assert Counter(map(unnamed, actual(case))) == Counter(map(unnamed, case.rows))


@pytest.mark.parametrize("suite", SUITES)
def test_no_test_is_passed_over(suite: str):
    assert len(cases(suite)) == SUITES[suite]


def test_terms_are_compared_as_they_are_written():
    truth: Term = ox.Literal("1", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#boolean"))
    assert truth != ox.Literal(value=True)
