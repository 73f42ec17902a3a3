"""An update carried out on a store, one operation after the other, with the difference that each makes."""

from collections.abc import Callable, Iterable
from typing import TypeVar

import pyoxigraph as ox

from partnercities.dataset.changes import UpdateChange
from partnercities.dataset.difference import Before, Graph, apply, lines_of
from partnercities.dataset.patch import Patch
from partnercities.dataset.reading import statements
from partnercities.problems import BadRequest, EndpointFailed, NotFound, Refused
from partnercities.protocol.mistakes import explain
from partnercities.protocol.update_text import Operation, operations
from partnercities.store.embedded import place_in

_T = TypeVar("_T")


def update(store: ox.Store, change: UpdateChange, follow: Callable[[Patch], None], *, merged: bool) -> Patch:
    """Carry out an update and tell its difference; `follow` is called after each operation with the difference of it.

    With a merged default graph an operation that writes it is refused before any begins. Raises BadQuery, BadRequest,
    Refused, BadData for a loaded text that does not parse, and EndpointFailed.
    """
    steps = operations(change.text, change.base_iri or "", change.using_default, change.using_named)
    if merged:
        for operation in steps:
            _refuse_default(operation)
    whole = Patch()
    for operation in steps:
        patch = _Step(store, change, operation, default=not merged).run()
        follow(patch)
        whole = whole.then(patch)
    return whole


def _refuse_default(operation: Operation) -> None:
    if operation.writes_default:
        raise Refused(
            f"{operation.keyword} writes the default graph, which is the merge of all graphs here.",
            hint="Name the graph to write with GRAPH, WITH or INTO.",
        )


class _Step:
    """One operation on a store."""

    def __init__(self, store: ox.Store, change: UpdateChange, operation: Operation, *, default: bool) -> None:
        self._store = store
        self._change = change
        self._operation = operation
        self._default = default

    def run(self) -> Patch:
        special = {"INSERT DATA": self._insert, "DELETE DATA": self._delete, "LOAD": self._load}
        return special.get(self._operation.keyword, self._any)()

    def _any(self) -> Patch:
        before = Before(self._store, self._graphs(), default=self._default and self._operation.writes_default)
        self._evaluate(self._store, self._operation.text)
        return before.patch()

    def _insert(self) -> Patch:
        new = ox.Store()
        self._evaluate(new, self._operation.text)
        return self._add(new)

    def _delete(self) -> Patch:
        # Tried as it is for its syntax; what it deletes is what it would insert.
        self._evaluate(ox.Store(), self._operation.text)
        old = ox.Store()
        self._evaluate(old, self._operation.as_insert())
        patch = Patch(removed=lines_of(quad for quad in old if quad in self._store))
        apply(self._store, patch)
        return patch

    def _load(self) -> Patch:
        source, into = self._operation.source, self._operation.into
        document = self._change.loads.get(source)
        if document is None:
            if self._operation.silent:
                return Patch()
            raise Refused(f"{source} is not loaded.", hint="It is closed here or could not be read.")
        new = ox.Store()
        try:
            new.extend(statements(document, source, _graph(into)))
        except Exception:
            if self._operation.silent:
                return Patch()
            raise
        return self._add(new)

    def _add(self, new: ox.Store) -> Patch:
        created = (graph for graph in new.named_graphs() if not self._store.contains_named_graph(graph))
        patch = Patch(
            added=lines_of(quad for quad in new if quad not in self._store),
            created=frozenset(str(graph).encode() for graph in created),
        )
        apply(self._store, patch)
        return patch

    def _graphs(self) -> Iterable[ox.NamedNode] | None:
        """The named graphs that the operation may write, resolved by the engine itself."""
        terms = self._operation.graphs
        if not terms:
            return terms if terms is None else ()
        text = f"{self._operation.prologue} SELECT ?g {{ VALUES ?g {{ {' '.join(terms)} }} }}"
        rows = self._attempt(lambda: ox.Store().query(text, base_iri=self._change.base_iri))
        return [row["g"] for row in rows]  # type: ignore[union-attr]

    def _evaluate(self, store: ox.Store, text: str) -> None:
        self._attempt(lambda: store.update(text, base_iri=self._change.base_iri))

    def _attempt(self, action: Callable[[], _T]) -> _T:
        try:
            return action()
        except SyntaxError as error:
            raise explain(self._change.text, *place_in(str(error))) from error
        except RuntimeError as error:
            words = f"The update cannot be carried out: {str(error).rstrip('.')}."
            raise (NotFound if "does not exist" in words else BadRequest)(words) from error
        except OSError as error:
            raise EndpointFailed(f"The store failed: {error}") from error


def _graph(iri: str | None) -> Graph:
    return ox.DefaultGraph() if iri is None else ox.NamedNode(iri)
