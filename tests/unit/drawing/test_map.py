"""On a map nothing is lost and no name hides another."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnercities.drawing import Link, Map, Spot, draw_map
from partnercities.drawing.labels import Box

SOFIA, BERLIN, TORONTO = (
    Spot("Sofia", "", 42.7, 23.3, 11),
    Spot("Berlin", "", 52.5, 13.4, 4),
    Spot("Toronto", "", 43.7, -79.4),
)
NOWHERE = Spot("Nowhere", "", None, None)

spots = st.lists(
    st.builds(
        Spot,
        name=st.text("abciIЖшлW -", min_size=1, max_size=20),
        href=st.just("/x"),
        latitude=st.none() | st.floats(30, 74),
        longitude=st.none() | st.floats(-30, 55),
        weight=st.integers(0, 40),
    ),
    max_size=40,
)


def boxes(drawn: Map) -> list[Box]:
    return [dot.label.box(drawn.text) for dot in drawn.dots if dot.label]


def view(drawn: Map) -> Box:
    return Box(drawn.left, drawn.top, drawn.left + drawn.width, drawn.top + drawn.height)


@given(spots, st.integers(0, 30))
def test_no_name_covers_a_name_or_a_circle_or_is_cut(given: list[Spot], labels: int):
    drawn = draw_map(given, labels=labels)
    names = boxes(drawn)
    assert len(names) <= labels
    assert not any(one.meets(other) for one, other in combinations(names, 2))
    assert not any(name.meets(Box.around(dot.x, dot.y, dot.radius)) for name in names for dot in drawn.dots)
    assert all(view(drawn).holds(name) for name in names)


@given(spots, st.integers(0, 30))
def test_every_spot_is_drawn_or_named_outside(given: list[Spot], centre: int):
    drawn = draw_map(given, centre=centre if centre < len(given) else None)
    assert sorted([dot.spot for dot in drawn.dots] + [*drawn.outside], key=repr) == sorted(given, key=repr)
    assert all(view(drawn).holds(Box.around(dot.x, dot.y, 0)) for dot in drawn.dots)


@given(spots)
def test_the_heavier_is_drawn_first_and_not_smaller(given: list[Spot]):
    dots = draw_map(given).dots
    assert [dot.spot.weight for dot in dots] == sorted((dot.spot.weight for dot in dots), reverse=True)
    assert [dot.radius for dot in dots] == sorted((dot.radius for dot in dots), reverse=True)


@given(spots)
def test_the_same_spots_give_the_same_map(given: list[Spot]):
    assert draw_map(given) == draw_map(given)


def test_four_times_the_weight_is_twice_the_radius():
    heavy, light = draw_map([SOFIA, Spot("A", "", 50, 10, 40), Spot("B", "", 52, 20, 10)], centre=0).dots[1:]
    assert heavy.radius == pytest.approx(2 * light.radius, abs=0.5)


def test_the_centre_comes_first_and_has_its_name():
    first = draw_map([Spot("A", "", 50, 10, 40), SOFIA], centre=1, labels=1).dots[0]
    assert (first.spot, first.centre, first.label is not None) == (SOFIA, True, True)


def test_one_city_is_seen_with_the_countries_around_it():
    drawn = draw_map([SOFIA])
    assert drawn.width >= 500
    assert drawn.text == pytest.approx(drawn.width * 15 / 960, abs=0.5)
    assert drawn.dots[0].label


def test_an_empty_map_shows_all_of_europe():
    assert draw_map([]).view_box == "0 0 2600 2080"


def test_a_heavier_link_is_a_thicker_arc_and_lies_above():
    arcs = draw_map([SOFIA, BERLIN, Spot("A", "", 50, 10)], [Link(0, 1, 5), Link(0, 2, 1)]).arcs
    assert [arc.width for arc in arcs] == sorted(arc.width for arc in arcs)
    assert arcs[0].width < arcs[1].width


@pytest.mark.parametrize("other", [TORONTO, NOWHERE, SOFIA], ids=["outside", "unknown", "the same place"])
def test_a_link_without_two_places_is_no_arc(other: Spot):
    assert draw_map([SOFIA, other], [Link(0, 1)]).arcs == ()


def test_what_has_no_place_is_named():
    assert draw_map([TORONTO, SOFIA, NOWHERE]).outside == (TORONTO, NOWHERE)


def test_a_name_without_room_stands_away_and_is_joined_to_its_circle():
    around = [Spot("x", "", 42.7 + north, 23.3 + east, 2) for north in (-0.5, 0, 0.5) for east in (-0.7, 0, 0.7)]
    far = [Spot("A", "", 60, 20, 1), Spot("B", "", 40, -5, 1)]
    labels = {dot.spot.name: dot.label for dot in draw_map([SOFIA, *around, *far], labels=1).dots if dot.label}
    assert list(labels) == ["Sofia"]
    assert labels["Sofia"].line.startswith("M")
    (alone,) = draw_map([SOFIA]).dots
    assert alone.label
    assert alone.label.line == ""
