"""Files that are read to be checked: their triples as written, and what follows from them."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

import pyoxigraph as ox

from partnercities.dataset.derive import conclusions
from partnercities.dataset.files import DataFile, read

MOST_BLANK = 200_000
"""What more statements with blank nodes say in one file is not kept: whoever writes so many seeks none of them by its line."""

_GRAPHS = (".trig", ".nq", ".jsonld")

Terms = tuple[str, str, str]
"""A triple as terms of N-Triples."""


class Given:
    """Some files, each read once at most; what is said with blank nodes is kept, as each reading would name them anew."""

    def __init__(self, files: Iterable[DataFile]) -> None:
        self.files: Sequence[DataFile] = tuple(files)
        self.count = 0
        """How many triples have been read."""
        self._blank: dict[str, list[ox.Triple]] = {}

    def triples(self) -> Iterator[ox.Triple]:
        """The triples of all files, without their graphs, in the order of the files. Raises what `read` raises."""
        node = ox.BlankNode
        for file in self.files:
            blank = self._blank[str(file.path)] = []
            for quad in read(file):
                self.count += 1
                triple = quad.triple
                if (type(triple.subject) is node or type(triple.object) is node) and len(blank) <= MOST_BLANK:
                    blank.append(triple)
                yield triple
            if len(blank) > MOST_BLANK:
                blank.clear()

    def graphs(self, statements: Collection[Terms]) -> Mapping[Terms, str]:
        """The named graph that first says each statement, or speaks of its subject, where a file has graphs with names."""
        subjects = {statement[0] for statement in statements}
        found: dict[tuple[str, ...], str] = {}
        for file in self.files if statements else ():
            for quad in read(file) if file.path.suffix in _GRAPHS else ():
                graph = quad.graph_name
                if isinstance(graph, ox.NamedNode) and graph.value != file.graph and str(quad.subject) in subjects:
                    triple = str(quad.subject), str(quad.predicate), str(quad.object)
                    for length in (3, 2, 1):
                        found.setdefault(triple[:length], graph.value)
        nearest = {each: next((each[:n] for n in (3, 2, 1) if each[:n] in found), None) for each in statements}
        return {statement: found[part] for statement, part in nearest.items() if part}

    @property
    def blank(self) -> Mapping[str, Sequence[Terms]]:
        """What each file says with blank nodes, by the names that reading gave them."""
        return {
            name: [(str(triple.subject), str(triple.predicate), str(triple.object)) for triple in triples]
            for name, triples in self._blank.items()
        }


def united(triples: Iterable[ox.Triple]) -> tuple[ox.Store, list[ox.Triple]]:
    """A store of triples and of what the rules conclude from them, and those conclusions."""
    store = ox.Store()
    store.bulk_extend(ox.Quad(*triple) for triple in triples)
    concluded = [quad.triple for quad in conclusions(store)]
    store.extend(ox.Quad(*triple) for triple in concluded)
    return store, concluded
