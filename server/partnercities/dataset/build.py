"""From the files to a store that can be asked."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import pyoxigraph as ox

from partnercities.dataset import derive
from partnercities.dataset.files import DataFile, read
from partnercities.dataset.filling import fill
from partnercities.dataset.holding import Holding, open_holding
from partnercities.protocol.formats import Format, Kind, named
from partnercities.store.convert import serialize
from partnercities.store.embedded import EmbeddedStore

_LONG_AGO = datetime.fromtimestamp(0, UTC)


@dataclass(frozen=True)
class Dataset:
    """A store with what it holds: `version` names the content, `graphs` counts the triples of each named graph."""

    store: EmbeddedStore
    version: str
    graphs: dict[str, int]
    triples: int
    """How many triples the default graph has."""
    modified: datetime = _LONG_AGO
    """When the data changed last."""
    holding: Holding | None = field(default=None, repr=False)
    """What the store was opened by; it keeps a folder locked."""

    def dump_merged(self, format: Format) -> bytes:
        """The default graph, in a format of graphs."""
        return self.store.dump(format, default_only=True)


def build(
    files: tuple[DataFile, ...] = (), *, default_graph: Literal["merge", "plain"] = "merge", folder: Path | None = None
) -> Dataset:
    """The dataset of the shipped files and of further ones in memory, or what a folder holds, to be read only.

    Raises what `open_holding` raises.
    """
    holding = open_holding(default_graph=default_graph, folder=folder, files=files)
    return Dataset(
        EmbeddedStore(holding.store), holding.version, holding.graphs, holding.triples, holding.modified, holding
    )


def hold(files: tuple[DataFile, ...]) -> EmbeddedStore:
    """A store of the triples of files alone, whose blank nodes have the same names each time. Raises what reading raises."""
    whole = ox.Dataset(quad for file in files for quad in read(file))
    whole.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    store = ox.Store()
    # In order, so that answers about it have the same bytes each time too.
    store.extend(sorted(whole, key=str))
    return EmbeddedStore(store)


def closure(files: tuple[DataFile, ...]) -> bytes:
    """The triples of files with what follows from them, as N-Triples. Raises what reading a file raises.

    Those with blank nodes are left out: a blank node is another one each time its file is read, so beside the file
    itself they would be said twice.
    """
    store = fill(files)
    derive.merge(store)
    whole = store.quads_for_pattern(None, None, None, ox.DefaultGraph())
    return serialize((quad.triple for quad in whole if not _is_blank(quad)), named("ntriples", Kind.GRAPH))


def _is_blank(quad: ox.Quad) -> bool:
    return isinstance(quad.subject, ox.BlankNode) or isinstance(quad.object, ox.BlankNode)
