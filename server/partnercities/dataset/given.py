"""Files that are read to be checked: their triples as written, and what follows from them."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress

import pyoxigraph as ox

from partnercities.dataset.derive import conclusions
from partnercities.dataset.files import DataFile, read
from partnercities.problems import Problem

MOST_KEPT = 200_000
"""Of more statements in a file only those with blank nodes are kept, and of more of these none: nobody seeks so many by line."""

_GRAPHS = (".trig", ".nq", ".jsonld")

Terms = tuple[str, str, str]
"""A triple as terms of N-Triples."""


class Given:
    """Some files, each read once at most; what is said with blank nodes is kept, as each reading would name them anew."""

    def __init__(self, files: Iterable[DataFile]) -> None:
        self.files: Sequence[DataFile] = tuple(files)
        self.count = 0
        """How many triples have been read."""
        self._kept: dict[str, _Kept] = {}

    def triples(self) -> Iterator[ox.Triple]:
        """The triples of all files, without their graphs, in the order of the files. Raises what `read` raises."""
        for file in self.files:
            kept = self._kept[str(file.path)] = _Kept()
            for quad in read(file):
                self.count += 1
                triple = quad.triple
                kept.add(triple)
                yield triple

    def blank(self, name: str) -> Sequence[Terms]:
        """What a file says with blank nodes, by the names that reading gave them; nothing if that is too much."""
        return (
            [_terms(triple) for triple in self._kept[name].triples if _is_blank(triple)] if name in self._kept else []
        )

    def sources(self, statements: Collection[Terms]) -> Mapping[Terms, str]:
        """The file that first says each statement, else its subject and predicate, else anything of its subject."""
        nearest = _Nearest(statements)
        for file in self.files if statements else ():
            # A file may have gone since it was checked; then nothing of it can be shown.
            with suppress(Problem):
                for triple in self._stated(file):
                    nearest.say(triple, str(file.path))
        return nearest.found()

    def graphs(self, statements: Collection[Terms]) -> Mapping[Terms, str]:
        """The named graph that first says each statement, or speaks of its subject, where a file has graphs with names."""
        nearest = _Nearest(statements)
        for file in self.files if statements else ():
            for quad in read(file) if file.path.suffix in _GRAPHS else ():
                graph = quad.graph_name
                if isinstance(graph, ox.NamedNode) and graph.value != file.graph:
                    nearest.say(quad.triple, graph.value)
        return nearest.found()

    def _stated(self, file: DataFile) -> Iterable[ox.Triple]:
        kept = self._kept.get(str(file.path), _Kept(whole=False))
        if not kept.whole:
            yield from (quad.triple for quad in read(file))
        yield from kept.triples


class _Kept:
    """Statements of a file: all of them, or if these are too many those with blank nodes, or none."""

    def __init__(self, *, whole: bool = True) -> None:
        self.triples: list[ox.Triple] = []
        self.whole = whole
        self._rules: Iterator[Callable[[ox.Triple], bool]] = iter((_is_blank, lambda _: False))
        self._keeps: Callable[[ox.Triple], bool] | None = None

    def add(self, triple: ox.Triple) -> None:
        if self._keeps is None or self._keeps(triple):
            self.triples.append(triple)
            if len(self.triples) > MOST_KEPT:
                self.whole = False
                self._keeps = next(self._rules)
                self.triples = list(filter(self._keeps, self.triples))


class _Nearest:
    """Where statements are said first: they themselves, else with another object, else anything of their subject."""

    def __init__(self, statements: Collection[Terms]) -> None:
        self._statements = statements
        self._subjects = {statement[0] for statement in statements}
        self._found: dict[tuple[str, ...], str] = {}

    def say(self, triple: ox.Triple, where: str) -> None:
        if str(triple.subject) in self._subjects:
            terms = _terms(triple)
            for length in (3, 2, 1):
                self._found.setdefault(terms[:length], where)

    def found(self) -> Mapping[Terms, str]:
        nearest = {each: self._near(each) for each in self._statements}
        return {statement: where for statement, where in nearest.items() if where}

    def _near(self, statement: Terms) -> str | None:
        return next((self._found[statement[:n]] for n in (3, 2, 1) if statement[:n] in self._found), None)


def _terms(triple: ox.Triple) -> Terms:
    return str(triple.subject), str(triple.predicate), str(triple.object)


def _is_blank(triple: ox.Triple) -> bool:
    return isinstance(triple.subject, ox.BlankNode) or isinstance(triple.object, ox.BlankNode)


def united(triples: Iterable[ox.Triple]) -> tuple[ox.Store, list[ox.Triple]]:
    """A store of triples and of what the rules conclude from them, and those conclusions."""
    store = ox.Store()
    store.bulk_extend(ox.Quad(*triple) for triple in triples)
    concluded = [quad.triple for quad in conclusions(store)]
    store.extend(ox.Quad(*triple) for triple in concluded)
    return store, concluded
