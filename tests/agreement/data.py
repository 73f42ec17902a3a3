"""Random data: few things, many kinds of literals, classes below classes."""

import pyoxigraph as ox
from hypothesis import strategies as st

from agreement.cases import Triples
from agreement.words import BLANKS, CLASSES, ILL_TYPED, LITERALS, NODES, PREDICATES, SUBCLASS, TYPE, ex

things = st.sampled_from([*NODES, *BLANKS])
literals = st.sampled_from([*LITERALS, *LITERALS, *ILL_TYPED])
_statements = st.one_of(
    st.builds(ox.Triple, things, st.sampled_from(PREDICATES), things),
    st.builds(ox.Triple, things, st.sampled_from(PREDICATES), literals),
    st.builds(ox.Triple, things, st.just(TYPE), st.sampled_from(CLASSES)),
    st.builds(ox.Triple, things, st.just(TYPE), st.sampled_from([*CLASSES, ex("Shape0")])),
    st.builds(ox.Triple, st.sampled_from(CLASSES), st.just(SUBCLASS), st.sampled_from(CLASSES)),
)


def graphs(least: int = 4, most: int = 16) -> st.SearchStrategy[Triples]:
    """Sets of so many triples."""
    return st.lists(_statements, min_size=least, max_size=most, unique=True).map(tuple)
