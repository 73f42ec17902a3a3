"""From files to a store: their quads in their graphs, and what follows from them."""

import pyoxigraph as ox

from partnercities.dataset import derive
from partnercities.dataset.files import DataFile, read


def fill(files: tuple[DataFile, ...]) -> ox.Store:
    """A store in memory with the files and what the rules derive from them; its default graph is empty.

    Raises what reading a file raises.
    """
    store = ox.Store()
    for file in files:
        store.bulk_extend(read(file))
    derive.derive(store)
    return store
