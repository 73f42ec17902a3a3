"""Second opinions on random pairs: pyshifty finds what we find, and so does TopBraid, but for what the table here tells."""

import re
from collections.abc import Callable, Iterator

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from . import data, ours, queries, shapes
from .cases import Case, Triples
from .peers import PYTHON, Shifty, topbraid
from .results import without_blanks, without_paths
from .words import Term, sh, xsd

pytestmark = [
    pytest.mark.engines,
    pytest.mark.thorough,
    pytest.mark.skipif(
        not PYTHON.is_file(), reason="The other engines of shapes are missing; `make engines` gets them"
    ),
]

PAIRS = 2_000
TOGETHER = 500
"""So many pairs TopBraid is given at once: it starts slowly."""
DEPARTS = {
    sh(
        "equals"
    ): "A literal as focus node has no values, so sh:equals finds the literal itself; TopBraid finds nothing (4.5.1).",
    sh("closed"): "In a property shape TopBraid names the value node as focus node (4.8.1, 3.6.2.1).",
    sh(
        "zeroOrMorePath"
    ): "A path of no steps leads from a literal to itself; TopBraid finds nothing (SPARQL 1.1, 18.4).",
    sh("zeroOrOnePath"): "The same.",
    sh(
        "lessThanOrEquals"
    ): "IRIs and blank nodes cannot be compared; TopBraid lets equal ones pass (4.5.4, SPARQL 1.1, 17.3).",
    xsd("NaN", "double"): "NaN is neither less nor more than a number; TopBraid lets it pass (4.3, SPARQL 1.1, 17.3).",
}
"""Where TopBraid departs from the standard, by a term that occurs in such pairs."""
UNEQUAL = re.compile(r"\?\w+ != [?$]\w+")
"""What queries may say of literals of two datatypes: for SPARQL an error, for TopBraid that they differ (17.3.1 allows it)."""
SHIFTY_DEPARTS = {
    *(xsd(text, kind) for text, kind in (("-1", "nonNegativeInteger"), ("300", "byte"))),
}
"""A literal that is none of its datatype has no value, so no bound holds (4.3); pyshifty compares the number written."""


def terms(case: Case) -> set[Term]:
    """The predicates and objects of a pair."""
    return {term for triple in (*case.shapes, *case.data) for term in (triple.predicate, triple.object)}


def many(count: int) -> settings:
    """So many pairs, only to be collected."""
    return settings(max_examples=count, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="module")
def shifty() -> Iterator[Shifty]:
    with Shifty() as running:
        yield running


def test_core_finds_what_pyshifty_finds(shifty: Shifty) -> None:
    @many(PAIRS)
    @given(st.builds(Case, shapes.graphs(), data.graphs()))
    def agrees(case: Case) -> None:
        assume(terms(case).isdisjoint(SHIFTY_DEPARTS))
        assert without_paths(ours.validated(case)) == shifty.validated(case)

    agrees()


@pytest.mark.parametrize("kind", [shapes.graphs, queries.graphs], ids=["core", "queries"])
def test_finds_what_topbraid_finds(kind: Callable[[], st.SearchStrategy[Triples]]) -> None:
    cases: list[Case] = []

    @many(PAIRS // 2)
    @given(st.builds(Case, kind(), data.graphs()).map(queries.askable))
    def collect(case: Case) -> None:
        used = terms(case)
        if used.isdisjoint(DEPARTS) and not any(map(UNEQUAL.search, map(str, used))):
            cases.append(case)

    collect()
    for start in range(0, len(cases), TOGETHER):
        some = cases[start : start + TOGETHER]
        for case, found in zip(some, topbraid(some), strict=True):
            assert without_blanks(ours.validated(case)) == without_blanks(found), case
