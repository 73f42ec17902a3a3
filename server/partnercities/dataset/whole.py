"""All that is held as one graph, each triple once, whatever graphs it stands in: what rules over the data are asked of."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import pyoxigraph as ox

from partnercities.dataset.difference import Changed


@dataclass(frozen=True)
class Net:
    """The triples that were in no graph before a change, and those that are in none any more."""

    added: tuple[ox.Triple, ...]
    removed: tuple[ox.Triple, ...]


class Whole:
    """The merged default graph of a store where there is one, else a store beside it that is kept up to date."""

    def __init__(self, held: ox.Store, *, merged: bool) -> None:
        self._held = held
        self._apart = not merged
        self.store = _united(held) if self._apart else held
        """A store whose default graph is all there is."""

    def triples(self) -> Iterable[ox.Triple]:
        """All there is."""
        return (quad.triple for quad in self.store.quads_for_pattern(None, None, None, ox.DefaultGraph()))

    def net(self, changed: Changed, known: Callable[[ox.Triple], bool]) -> Net:
        """What a change that was applied to the held store means for the whole; `known` tells what was there before."""
        added = dict.fromkeys(quad.triple for quad in changed.added)
        removed = dict.fromkeys(quad.triple for quad in changed.removed)
        return Net(
            tuple(triple for triple in added if not known(triple)),
            tuple(triple for triple in removed if known(triple) and not self._stands(triple)),
        )

    def follow(self, net: Net) -> None:
        """Bring the store beside after a change; the merged default graph has followed already."""
        if self._apart:
            _change(self.store, net.added, net.removed)

    def undo(self, net: Net) -> ox.Store:
        """The whole as it was before a change, until `redo`."""
        _change(self.store, net.removed, net.added)
        return self.store

    def redo(self, net: Net) -> None:
        """The whole as it is after a change that was undone."""
        _change(self.store, net.added, net.removed)

    def _stands(self, triple: ox.Triple) -> bool:
        return any(self._held.quads_for_pattern(triple.subject, triple.predicate, triple.object))


def _change(store: ox.Store, added: Iterable[ox.Triple], removed: Iterable[ox.Triple]) -> None:
    for triple in removed:
        store.remove(ox.Quad(*triple))
    store.extend(ox.Quad(*triple) for triple in added)


def _united(store: ox.Store) -> ox.Store:
    whole = ox.Store()
    whole.bulk_extend(ox.Quad(*quad.triple) for quad in store)
    return whole
