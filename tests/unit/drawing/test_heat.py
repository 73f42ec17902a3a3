"""Steps of a heat-map."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnercities.drawing import step


@pytest.mark.parametrize(
    ("number", "most", "expected"),
    [
        (0, 9, 0),
        (-1, 9, 0),
        (1, 3, 1),
        (3, 3, 3),
        (5, 5, 5),
        (1, 100, 1),
        (20, 100, 1),
        (21, 100, 2),
        (100, 100, 5),
        (7, 5, 5),
        (0, 0, 0),
        (12, 10, 5),
    ],
)
def test_a_number_has_its_step(number: int, most: int, expected: int):
    assert step(number, most) == expected


@given(st.integers(1, 500), st.integers(1, 500), st.integers(1, 500))
def test_more_is_never_a_lower_step(one: int, other: int, most: int):
    assert 1 <= step(min(one, other), most) <= step(max(one, other), most) <= 5
