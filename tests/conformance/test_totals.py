"""How many tests of each suite pass: all but the failures that are known by name, since any other ends the run red."""

import pytest

from . import test_description, test_evaluation, test_graph_store, test_protocol, test_syntax
from .conftest import NO_SUITES, known_failures
from .manifests import FOLDER, Case, cases

pytestmark = pytest.mark.skipif(not FOLDER, reason=NO_SUITES)

PROTOCOLS = ("sparql11/protocol", "sparql11/graph-store-protocol", "sparql11/service-description")
LANGUAGE = "sparql11"
# At least so many pass: of the language SPARQL 1.1 what the engine can, of the protocols all there are.
GOALS = {LANGUAGE: 493, "sparql12": 260} | dict(zip(PROTOCOLS, (34, 13, 3), strict=True))


def group(case: Case) -> str:
    return case.section if case.section in PROTOCOLS else case.section.partition("/")[0]


@pytest.mark.parametrize("name", GOALS)
def test_enough_tests_pass(name: str):
    known = known_failures()
    passing = [case.id for case in cases() if group(case) == name and case.id not in known]
    assert len(passing) >= GOALS[name]


def test_a_known_failure_is_the_name_of_a_test():
    assert set(known_failures()) <= {case.id for case in cases()}


def test_names_are_given_once():
    names = [case.id for case in cases()]
    assert len(set(names)) == len(names)


def test_every_kind_of_test_is_run():
    modules = (test_description, test_evaluation, test_graph_store, test_protocol, test_syntax)
    marks = [mark for module in modules for test in vars(module).values() for mark in getattr(test, "pytestmark", ())]
    assert {case.kind for case in cases()} == {kind for mark in marks if mark.name == "suite" for kind in mark.args}
