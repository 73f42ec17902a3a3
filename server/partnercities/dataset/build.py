"""From the files to a store that can be asked."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import pyoxigraph as ox

from partnercities.dataset import derive
from partnercities.dataset.files import DataFile, modified, read, shipped, version
from partnercities.problems import EndpointFailed, Refused
from partnercities.protocol.formats import Format, Kind, named
from partnercities.store.convert import serialize
from partnercities.store.embedded import EmbeddedStore

_VERSION_FILE = "VERSION"
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

    def dump_merged(self, format: Format) -> bytes:
        """The default graph, in a format of graphs."""
        return self.store.dump(format, default_only=True)


def build(
    files: tuple[DataFile, ...] = (), *, default_graph: Literal["merge", "plain"] = "merge", folder: Path | None = None
) -> Dataset:
    """The dataset of the shipped files and of further ones, in memory or in a folder.

    A folder is filled once and opened as it is while the content stays the same. Raises what reading a file raises.
    """
    every = (*shipped(), *files)
    name = version(every) + ("" if default_graph == "merge" else "-plain")
    store = ox.Store() if folder is None else _open(folder, name)
    if not len(store):
        _fill(store, every, merged=default_graph == "merge")
        if folder is not None:
            store.flush()
            (folder / _VERSION_FILE).write_text(name, encoding="utf-8")
    graphs = {graph.value: _size(store, graph) for graph in store.named_graphs() if isinstance(graph, ox.NamedNode)}
    return Dataset(
        EmbeddedStore(store), name, dict(sorted(graphs.items())), _size(store, ox.DefaultGraph()), modified(every)
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
    store = ox.Store()
    _fill(store, files, merged=True)
    whole = store.quads_for_pattern(None, None, None, ox.DefaultGraph())
    return serialize((quad.triple for quad in whole if not _is_blank(quad)), named("ntriples", Kind.GRAPH))


def _is_blank(quad: ox.Quad) -> bool:
    return isinstance(quad.subject, ox.BlankNode) or isinstance(quad.object, ox.BlankNode)


def _open(folder: Path, name: str) -> ox.Store:
    """The store of a folder, emptied if it holds another version of ours; never one that is not ours."""
    written = folder / _VERSION_FILE
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()) and not written.is_file():
            raise Refused(
                f"{folder} holds something else, which stays as it is.", hint="Name a folder that is empty or new."
            )
        current = written.is_file() and written.read_text(encoding="utf-8") == name
        # Marked as ours before it is filled, so that a filling that was cut off is known as ours too.
        written.write_text(name if current else "filling", encoding="utf-8")
        store = ox.Store(folder)
    except OSError as error:
        raise EndpointFailed(
            f"The store in {folder} cannot be opened: {error}", hint="Is another server using it?"
        ) from error
    if not current:
        store.clear()
    return store


def _fill(store: ox.Store, files: tuple[DataFile, ...], *, merged: bool) -> None:
    for file in files:
        store.bulk_extend(read(file))
    derive.derive(store)
    if merged:
        derive.merge(store)


def _size(store: ox.Store, graph: ox.NamedNode | ox.DefaultGraph) -> int:
    return sum(1 for _ in store.quads_for_pattern(None, None, None, graph))
