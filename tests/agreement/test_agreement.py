"""On random pairs of shapes and data our engine finds what others find, to the letter, once they follow the standard."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from . import data, ours, queries, shapes
from .cases import Case
from .oracle import validated
from .results import as_pyshacl

CORE = st.builds(Case, shapes.graphs(), data.graphs())
QUERIES = st.builds(Case, queries.graphs(), data.graphs()).map(queries.askable)


def pairs(count: int) -> settings:
    """So many pairs, however busy the machine is."""
    return settings(max_examples=count, deadline=None, suppress_health_check=list(HealthCheck))


def core_agrees(case: Case) -> None:
    assert ours.validated(case) == validated(case)


def queries_agree(case: Case) -> None:
    """Results of queries are compared as pySHACL tells them."""
    assert as_pyshacl(ours.validated(case)) == as_pyshacl(validated(case))


@pairs(200)
@given(CORE)
def test_core_finds_what_pyshacl_finds(case: Case) -> None:
    core_agrees(case)


@pairs(40)
@given(QUERIES)
def test_queries_find_what_pyshacl_finds(case: Case) -> None:
    queries_agree(case)


@pytest.mark.thorough
@pytest.mark.parametrize("_half", [1, 2])
@pairs(5_000)
@given(case=CORE)
def test_core_finds_what_pyshacl_finds_ten_thousand_times(case: Case, _half: int) -> None:
    core_agrees(case)


@pytest.mark.thorough
@pytest.mark.parametrize("_half", [1, 2])
@pairs(1_000)
@given(case=QUERIES)
def test_queries_find_what_pyshacl_finds_two_thousand_times(case: Case, _half: int) -> None:
    queries_agree(case)
