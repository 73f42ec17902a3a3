"""A ring is the same for the same data, and can be read."""

from math import hypot

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnercities.drawing import MOST, Edge, Node, Ring, draw_ring
from partnercities.drawing.lettering import width

nodes = st.lists(
    st.builds(
        Node,
        name=st.text("abcWЖ", min_size=1, max_size=25),
        href=st.just("/x"),
        group=st.sampled_from(["", "BG", "DE", "България"]),
        weight=st.integers(0, 30),
    ),
    min_size=1,
    max_size=MOST,
    unique_by=lambda node: node.name,
)
SOME = [Node("Sofia", "", "BG", 3), Node("Berlin", "", "DE", 2), Node("Varna", "", "BG", 1), Node("Bonn", "", "DE", 1)]


def names(drawn: Ring) -> list[str]:
    return [bead.node.name for bead in drawn.beads]


@given(nodes)
def test_every_node_is_drawn_in_the_view_with_its_name(given: list[Node]):
    drawn = draw_ring(given)
    assert sorted(names(drawn)) == sorted(node.name for node in given)
    for writing in [bead.writing for bead in drawn.beads] + [group.writing for group in drawn.groups]:
        assert hypot(writing.x, writing.y) + width(writing.text, drawn.text) <= drawn.size / 2
        assert -90 <= writing.turn <= 90


@given(nodes)
def test_names_do_not_touch(given: list[Node]):
    drawn = draw_ring(given)
    points = [
        (writing.x, writing.y)
        for writing in [*(bead.writing for bead in drawn.beads), *(group.writing for group in drawn.groups)]
    ]
    apart = (hypot(a - x, b - y) for i, (a, b) in enumerate(points) for x, y in points[:i])
    assert all(distance >= drawn.text for distance in apart)


@given(nodes, st.randoms())
def test_the_order_of_the_data_does_not_matter(given: list[Node], random):
    shuffled = given[:]
    random.shuffle(shuffled)
    assert draw_ring(shuffled) == draw_ring(given)


def test_groups_stand_together_by_name():
    drawn = draw_ring(SOME)
    assert names(drawn) == ["Sofia", "Varna", "Berlin", "Bonn"]
    assert [group.writing.text for group in drawn.groups] == ["BG", "DE"]


def test_the_centre_is_in_the_middle_and_edges_that_miss_it_are_aside():
    drawn = draw_ring(SOME, [Edge(0, 1, 2), Edge(1, 3)], centre=0)
    first = drawn.beads[0]
    assert (first.x, first.y, first.centre) == (0, 0, True)
    assert sum(bead.centre for bead in drawn.beads) == 1
    assert [strand.aside for strand in drawn.strands] == [True, False]


def test_a_heavier_edge_is_thicker_and_lies_above():
    thin, thick = draw_ring(SOME, [Edge(0, 1, 9), Edge(1, 3)]).strands
    assert thin.width < thick.width


def test_too_many_nodes_are_refused():
    assert len(draw_ring([Node(str(n), "") for n in range(MOST)]).beads) == MOST
    with pytest.raises(ValueError, match="at most 60"):
        draw_ring([Node(str(n), "") for n in range(MOST + 1)])


def test_an_empty_ring_is_empty():
    assert draw_ring([]).beads == ()
