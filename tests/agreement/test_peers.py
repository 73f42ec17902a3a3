"""Second opinions on random pairs: pyshifty and TopBraid find what we find, where they do not depart from the standard."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from . import ours
from .cases import Case
from .departures import pyshifty_departs, topbraid_departs
from .peers import PYTHON, Shifty, topbraid
from .results import without_blanks, without_paths
from .test_agreement import CORE, QUERIES

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


def many(count: int) -> settings:
    """So many pairs, only to be collected."""
    return settings(max_examples=count, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="module")
def shifty() -> Iterator[Shifty]:
    with Shifty() as running:
        yield running


def test_core_finds_what_pyshifty_finds(shifty: Shifty) -> None:
    @many(PAIRS)
    @given(CORE)
    def agrees(case: Case) -> None:
        assume(not pyshifty_departs(case))
        assert without_paths(ours.validated(case)) == shifty.validated(case)

    agrees()


@pytest.mark.parametrize("pairs", [CORE, QUERIES], ids=["core", "queries"])
def test_finds_what_topbraid_finds(pairs: st.SearchStrategy[Case]) -> None:
    cases: list[Case] = []

    @many(PAIRS // 2)
    @given(pairs)
    def collect(case: Case) -> None:
        if not topbraid_departs(case):
            cases.append(case)

    collect()
    for start in range(0, len(cases), TOGETHER):
        some = cases[start : start + TOGETHER]
        for case, found in zip(some, topbraid(some), strict=True):
            assert without_blanks(ours.validated(case)) == without_blanks(found), case
