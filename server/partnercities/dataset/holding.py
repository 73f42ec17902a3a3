"""What a server holds: the current content in memory, and the one way in which it changes."""

import logging
import secrets
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import pyoxigraph as ox

from partnercities.dataset import derive
from partnercities.dataset.changes import Change, UpdateChange
from partnercities.dataset.difference import Changed, apply, lines_of, quads_of
from partnercities.dataset.files import DataFile, modified, shipped, version
from partnercities.dataset.filling import fill
from partnercities.dataset.folder import Folder
from partnercities.dataset.graphs import change_graph
from partnercities.dataset.patch import Patch, Record
from partnercities.dataset.snapshot import State, snapshot
from partnercities.dataset.updating import update
from partnercities.problems import Internal, Refused

_log = logging.getLogger(__name__)

_NEWER = (
    "%s has changes of its own, so it stays with the data it began with; newer data comes with this program: "
    "move the folder away and start again to take it and leave the changes"
)
Check = Callable[[ox.Store, Patch], None]
"""Raises a Problem if the store, as a patch has made it, must not be published."""


class Holding:
    """A content in memory, its journal if it has a folder, and its versions.

    `store` may be read at any time; only `commit` changes it, and `trial`, which therefore runs in a forked process.
    `graphs` counts the triples of each named graph, `triples` those of the default graph.
    """

    def __init__(
        self, store: ox.Store, state: State, *, merged: bool, folder: Folder | None = None, writable: bool = False
    ) -> None:
        self.store = store
        self.merged = merged
        self.checks: Sequence[Check] = ()
        self._state = state
        self._folder = folder
        self._writable = writable
        self._read_by_rules = derive.read_by_rules()
        # Two servers that go on from copies of one content must not give two contents the same version.
        self._lineage = secrets.token_hex(8)
        self.graphs = {
            graph.value: _size(store, graph)
            for graph in sorted(store.named_graphs(), key=str)
            if isinstance(graph, ox.NamedNode)
        }
        self.triples = _size(store, ox.DefaultGraph())

    @property
    def version(self) -> str:
        """What names the content: two that are equal have the same quads, also over a restart."""
        return self._state.version + ("" if self.merged else "-plain")

    @property
    def modified(self) -> datetime:
        """When the content was last written, or made."""
        return self._state.modified

    @property
    def overgrown(self) -> bool:
        """Whether it is time to rotate and compact; right after a rotation it is not."""
        return self._folder is not None and self._folder.overgrown

    def trial(self, change: Change) -> Patch:
        """Carry out a change on the store and tell the difference; to be called in a forked process, which then ends.

        Raises Refused where writing is closed, and the problem of whatever is wrong with the change.
        """
        if not self._writable:
            raise Refused("This store takes no writes.")
        # A forked process inherits the state of its parent's random numbers, and with it the names of blank nodes that
        # other children have given. The engine keeps that state by thread, so a new thread begins anew.
        with ThreadPoolExecutor(1) as fresh:
            return fresh.submit(self._trial, change).result()

    def _trial(self, change: Change) -> Patch:
        if isinstance(change, UpdateChange):
            patch = update(self.store, change, self._follow, merged=self.merged)
        else:
            patch = change_graph(self.store, change, merged=self.merged)
            self._follow(patch)
        if self.merged:
            patch = patch.then(self._derived(patch))
        for check in self.checks:
            check(self.store, patch)
        return Patch(patch.removed, patch.added, patch.dropped, patch.created, base=self._state.version)

    def _follow(self, patch: Patch) -> None:
        """Bring the merged default graph after a change, so that the next operation sees it."""
        if self.merged:
            derive.keep_merged(self.store, _quads(patch))

    def _derived(self, patch: Patch) -> Patch:
        """What a change changes in the derived graph, which is not for others to write."""
        changed = _quads(patch)
        touched = {quad.graph_name for quad in (*changed.removed, *changed.added)}
        if derive.DERIVED in touched or str(derive.DERIVED).encode() in patch.dropped | patch.created:
            raise Refused(
                f"{derive.DERIVED} is computed from the other graphs, so it is not written.",
                hint="Write what it follows from.",
            )
        if not derive.concerns(changed, self._read_by_rules):
            return Patch()
        new = derive.derive_again(self.store)
        return Patch(lines_of(new.removed), lines_of(new.added))

    def commit(self, patch: Patch) -> Changed:
        """Publish the patch of a trial as a new version, first on the disk, then in memory; the quads that went and came.

        Raises EndpointFailed if it could not be kept; then nothing has changed.
        """
        if patch.base != self._state.version:
            raise Internal(f"A change of version {patch.base} came to version {self._state.version}.")
        if not patch:
            return Changed([], [])
        record = Record(self._following(), self._state.version, datetime.now(UTC), patch)
        if self._folder is not None:
            self._folder.append(record)
        changed = apply(self.store, patch)
        self._count(patch, changed)
        self._state = State(record.version, record.time, self._state.shipped)
        return changed

    def rotate(self) -> None:
        """Begin a new journal; then `compact` is called in a process forked before the next commit."""
        if self._folder is not None:
            self._folder.rotate()

    def compact(self) -> None:
        """Write the content as the snapshot that the last journal begins with, and remove what it replaces."""
        if self._folder is not None:
            self._folder.keep(snapshot(self.store, self._state, merged=self.merged))

    def close(self) -> None:
        """Leave the folder to others; in a forked process that only reads, this leaves it to its parent alone."""
        if self._folder is not None:
            self._folder.close()

    def _following(self) -> str:
        _, _, number = self._state.version.rpartition("-")
        return f"{self._lineage}-{int(number) + 1 if '-' in self._state.version else 1}"

    def _count(self, patch: Patch, changed: Changed) -> None:
        for quads, step in ((changed.removed, -1), (changed.added, 1)):
            for quad in quads:
                self._count_one(quad.graph_name, step)
        for graph in patch.dropped:
            self.graphs.pop(graph.decode()[1:-1], None)
        for graph in patch.created:
            self.graphs.setdefault(graph.decode()[1:-1], 0)
        if self.merged:
            self.triples += derive.keep_merged(self.store, changed)

    def _count_one(self, graph: ox.NamedNode | ox.BlankNode | ox.DefaultGraph, step: int) -> None:
        if isinstance(graph, ox.DefaultGraph):
            self.triples += step
        elif isinstance(graph, ox.NamedNode):
            self.graphs[graph.value] = self.graphs.get(graph.value, 0) + step


def open_holding(
    *,
    default_graph: Literal["merge", "plain"] = "merge",
    folder: Path | None = None,
    writable: bool = False,
    files: tuple[DataFile, ...] = (),
) -> Holding:
    """The shipped content (and further files) in memory, or what a folder holds, which is filled with it where it is new.

    A folder without writes follows the shipped content; one with writes stays as it is. Raises what reading a file
    raises, and for a folder EndpointFailed, Refused or CannotRead.
    """
    with ExitStack() as on_error:
        opened = None if folder is None else Folder(folder)
        if opened is not None:
            on_error.callback(opened.close)
        state, store = _content(opened, (*shipped(), *files))
        merged = default_graph == "merge"
        if merged:
            _merge(store)
        holding = Holding(store, state, merged=merged, folder=opened, writable=writable)
        if opened is not None and (opened.overgrown or opened.interrupted):
            holding.rotate()
            holding.compact()
        on_error.pop_all()
    return holding


def _content(folder: Folder | None, files: tuple[DataFile, ...]) -> tuple[State, ox.Store]:
    """What the folder holds; without one, or where it was never written, what the files hold."""
    name = version(files)
    held = folder.load() if folder else None
    if held is not None and (held[0].written or held[0].version == name):
        if folder and held[0].shipped not in ("", name):
            _log.warning(_NEWER, folder.path)
        return held
    state, store = State(name, modified(files), name), fill(files)
    if folder:
        folder.fill(snapshot(store, state, merged=False))
    return state, store


def _merge(store: ox.Store) -> None:
    if _size(store, ox.DefaultGraph()):
        raise Refused(
            "The store has a default graph of its own, so it cannot be merged with the others.",
            hint="Open it with --default-graph plain.",
        )
    derive.merge(store)


def _quads(patch: Patch) -> Changed:
    return Changed(quads_of(patch.removed), quads_of(patch.added))


def _size(store: ox.Store, graph: ox.NamedNode | ox.DefaultGraph) -> int:
    return sum(1 for _ in store.quads_for_pattern(None, None, None, graph))
