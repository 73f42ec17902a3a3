"""All graphs as one: a triple is there as long as any graph holds it, in either mode."""

import pyoxigraph as ox
import pytest

from partnercities.dataset import derive
from partnercities.dataset.difference import Changed
from partnercities.dataset.whole import Net, Whole

TRIPLE, OTHER = (ox.Triple(ox.NamedNode(f"a:{name}"), ox.NamedNode("a:p"), ox.Literal(1)) for name in "st")
ONE, TWO = ox.NamedNode("a:one"), ox.NamedNode("a:two")


def quad(triple: ox.Triple, graph: ox.NamedNode) -> ox.Quad:
    return ox.Quad(triple.subject, triple.predicate, triple.object, graph)


class Held:
    """A store in one of the modes, with the whole of it."""

    def __init__(self, *quads: ox.Quad, merged: bool) -> None:
        self.store, self.merged = ox.Store(), merged
        self.store.extend(quads)
        if merged:
            derive.merge(self.store)
        self.whole = Whole(self.store, merged=merged)

    def change(self, removed: list[ox.Quad], added: list[ox.Quad]) -> Net:
        known = set(self.whole.triples())
        for gone in removed:
            self.store.remove(gone)
        self.store.extend(added)
        changed = Changed(removed, added)
        if self.merged:
            derive.keep_merged(self.store, changed)
        net = self.whole.net(changed, known.__contains__)
        self.whole.follow(net)
        return net


both = pytest.mark.parametrize("merged", [True, False])


@both
def test_a_triple_in_two_graphs_is_one(merged: bool):
    held = Held(quad(TRIPLE, ONE), quad(TRIPLE, TWO), merged=merged)
    assert list(held.whole.triples()) == [TRIPLE]


@both
def test_a_triple_goes_with_the_last_graph_that_holds_it(merged: bool):
    held = Held(quad(TRIPLE, ONE), quad(TRIPLE, TWO), merged=merged)
    assert held.change([quad(TRIPLE, ONE)], []) == Net((), ())
    assert held.change([quad(TRIPLE, TWO)], []) == Net((), (TRIPLE,))
    assert list(held.whole.triples()) == []


@both
def test_a_triple_that_moves_stays(merged: bool):
    held = Held(quad(TRIPLE, ONE), merged=merged)
    assert held.change([quad(TRIPLE, ONE)], [quad(TRIPLE, TWO)]) == Net((), ())
    assert list(held.whole.triples()) == [TRIPLE]


@both
def test_a_change_can_be_undone_and_done_again(merged: bool):
    held = Held(quad(TRIPLE, ONE), merged=merged)
    net = held.change([quad(TRIPLE, ONE)], [quad(OTHER, TWO)])
    assert net == Net((OTHER,), (TRIPLE,))
    assert [found.triple for found in held.whole.undo(net).quads_for_pattern(None, None, None)].count(TRIPLE) == 1
    assert list(held.whole.triples()) == [TRIPLE]
    held.whole.redo(net)
    assert list(held.whole.triples()) == [OTHER]


@both
def test_what_holds_always_counts_also_where_no_graph_says_it(merged: bool):
    store = ox.Store()
    whole = Whole(store, merged=merged, always=[TRIPLE])
    assert list(whole.triples()) == [TRIPLE]
    with whole.completed():
        assert ox.Quad(*TRIPLE) in whole.store
    assert len(store) == 0


@both
def test_what_holds_always_cannot_be_added_and_is_only_lost(merged: bool):
    always = Held(quad(TRIPLE, ONE), merged=merged)
    always.whole = Whole(always.store, merged=merged, always=[TRIPLE])
    assert always.change([quad(TRIPLE, ONE)], [quad(OTHER, ONE)]) == Net((OTHER,), (), (TRIPLE,))
    assert set(always.whole.triples()) == {TRIPLE, OTHER}
    assert always.change([], [quad(TRIPLE, ONE)]) == Net((), ())
