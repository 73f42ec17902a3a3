"""All that is held as one graph, each triple once, whatever graphs it stands in: what rules over the data are asked of."""

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pyoxigraph as ox

from partnercities.dataset.difference import Changed


@dataclass(frozen=True)
class Net:
    """The triples that were in no graph before a change, and those that are in none any more."""

    added: tuple[ox.Triple, ...]
    removed: tuple[ox.Triple, ...]
    lost: tuple[ox.Triple, ...] = ()
    """Those that are in no graph any more and yet count, as they hold always."""


class Whole:
    """The merged default graph of a store where there is one, else a store beside it that is kept up to date.

    What holds `always` counts as being there also where no graph says it.
    """

    def __init__(self, held: ox.Store, *, merged: bool, always: Collection[ox.Triple] = ()) -> None:
        self._held = held
        self._apart = not merged
        self._always = frozenset(always)
        self.store = _united(held, self._always) if self._apart else held
        """A store whose default graph is all there is, while it is `completed`."""

    def triples(self) -> Iterable[ox.Triple]:
        """All there is."""
        with self.completed():
            yield from (quad.triple for quad in self.store.quads_for_pattern(None, None, None, ox.DefaultGraph()))

    @contextmanager
    def completed(self) -> Iterator[None]:
        """Have the store hold for a while what holds always."""
        absent = [quad for triple in self._always if (quad := ox.Quad(*triple)) not in self.store]
        self.store.extend(absent)
        try:
            yield
        finally:
            for quad in absent:
                self.store.remove(quad)

    def net(self, changed: Changed, known: Callable[[ox.Triple], bool]) -> Net:
        """What a change that was applied to the held store means for the whole; `known` tells what was there before."""
        added = dict.fromkeys(quad.triple for quad in changed.added)
        removed = dict.fromkeys(quad.triple for quad in changed.removed)
        gone = [triple for triple in removed if known(triple) and not self._stands(triple)]
        return Net(
            tuple(triple for triple in added if not known(triple)),
            tuple(triple for triple in gone if triple not in self._always),
            tuple(triple for triple in gone if triple in self._always),
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


def _united(store: ox.Store, always: Iterable[ox.Triple]) -> ox.Store:
    whole = ox.Store()
    whole.extend(ox.Quad(*triple) for triple in always)
    whole.bulk_extend(ox.Quad(*quad.triple) for quad in store)
    return whole
