"""Places lie where Lambert azimuthal equal area puts them."""

from math import cos, radians

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnercities.drawing.projection import HEIGHT, KILOMETRES, WIDTH, lay, project

latitudes, longitudes = st.floats(34, 71), st.floats(-20, 40)


def kilometres(latitude: float, longitude: float) -> tuple[float, float]:
    """East and north of the centre of the projection."""
    (x, y), (middle, level) = lay(latitude, longitude), lay(52, 10)
    return (x - middle) * KILOMETRES, (level - y) * KILOMETRES


def test_the_example_of_epsg_3035_is_met_to_ten_kilometres():
    east, north = kilometres(50, 5)
    assert east + 4321 == pytest.approx(3962.8, abs=10)
    assert north + 3210 == pytest.approx(2999.7, abs=10)


@given(latitudes, longitudes)
def test_equal_areas_stay_equal(latitude: float, longitude: float):
    step = 0.01
    corner, right, up = (kilometres(latitude + a * step, longitude + b * step) for a, b in ((0, 0), (0, 1), (1, 0)))
    (ax, ay), (bx, by) = ((point[0] - corner[0], point[1] - corner[1]) for point in (right, up))
    on_earth = (111.195 * step) ** 2 * cos(radians(latitude))
    assert ax * by - ay * bx == pytest.approx(on_earth, rel=0.005)


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_a_place_lies_in_the_frame_or_nowhere(latitude: float, longitude: float):
    point = project(latitude, longitude)
    exact = lay(latitude, longitude)
    if point:
        assert 0 <= point[0] <= WIDTH
        assert 0 <= point[1] <= HEIGHT
        assert point == pytest.approx(exact, abs=0.25)
    else:
        assert not (1 < exact[0] < WIDTH - 1 and 1 < exact[1] < HEIGHT - 1)


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [(64.15, -21.95), (38.7, -9.15), (71.17, 25.78), (35.17, 33.36), (37.06, 37.38), (41.7, 44.8), (40.18, 44.5)],
    ids=["Reykjavik", "Lisbon", "Nordkapp", "Nicosia", "Gaziantep", "Tbilisi", "Yerevan"],
)
def test_europe_lies_in_the_frame(latitude: float, longitude: float):
    assert project(latitude, longitude)


@pytest.mark.parametrize(
    ("latitude", "longitude"), [(43.7, -79.4), (28.1, -15.4), (-52, -170)], ids=["Toronto", "Las Palmas", "antipode"]
)
def test_what_is_far_away_does_not(latitude: float, longitude: float):
    assert project(latitude, longitude) is None
