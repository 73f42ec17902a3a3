"""Random data: few things, many kinds of literals, classes below classes."""

from collections.abc import Callable
from typing import Any

import pyoxigraph as ox
from hypothesis import strategies as st

from .cases import Triples
from .words import BLANKS, CLASSES, FREQUENT, ILL_TYPED, LITERALS, NAMES, NODES, SUBCLASS, TYPE, ex

_things = st.sampled_from([*NODES, NODES[0], NODES[0], *BLANKS, BLANKS[0]])
_literals = st.sampled_from([*LITERALS, *LITERALS, *NAMES, *NAMES, *ILL_TYPED])
_frequent = st.sampled_from(FREQUENT)
_classes = st.sampled_from([*CLASSES, *CLASSES, ex("Shape0")])
_statements = st.one_of(
    st.builds(ox.Triple, _things, _frequent, _things),
    st.builds(ox.Triple, _things, _frequent, _literals),
    st.builds(ox.Triple, _things, _frequent, _literals),
    st.builds(ox.Triple, _things, st.just(TYPE), _classes),
    st.builds(ox.Triple, st.sampled_from(CLASSES), st.just(SUBCLASS), st.sampled_from(CLASSES)),
)


_few = st.sampled_from([NODES[0], NODES[0], NODES[1], BLANKS[0]])
_families = st.sampled_from([NAMES, NAMES, LITERALS, [*NODES, *BLANKS], [*NODES, *LITERALS]])


@st.composite
def _several(draw: Callable[..., Any]) -> list[ox.Triple]:
    """A thing that has several values of one kind by one predicate."""
    thing, predicate, values = draw(_few), draw(_frequent), draw(_families)
    chosen = draw(st.lists(st.sampled_from(values), min_size=2, max_size=4))
    return [ox.Triple(thing, predicate, value) for value in chosen]


def graphs() -> st.SearchStrategy[Triples]:
    """Sets of up to some thirty triples."""
    single = st.lists(_statements, min_size=3, max_size=12)
    return st.builds(
        lambda some, more: tuple(dict.fromkeys([*some, *(triple for group in more for triple in group)])),
        single,
        st.lists(_several(), min_size=1, max_size=5),
    )
