"""Files that are read to be checked: their triples as written, and what follows from them."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress

import pyoxigraph as ox

from partnercities.dataset.derive import conclusions
from partnercities.dataset.files import DataFile, bytes_of, format_of, read
from partnercities.dataset.reading import quads
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

    def triples(self) -> Iterator[ox.Quad]:
        """The triples of all files in their order, as quads without the graphs they are in. Raises what `read` raises."""
        for file in self.files:
            kept = self._kept[str(file.path)] = _Kept()
            for quad in _merged(file):
                self.count += 1
                kept.add(quad)
                yield quad

    def blank(self, name: str) -> Sequence[Terms]:
        """What a file says with blank nodes, by the names that reading gave them; nothing if that is too much."""
        return [_terms(quad) for quad in self._kept[name].quads if _is_blank(quad)] if name in self._kept else []

    def sources(self, statements: Collection[Terms]) -> Mapping[Terms, str]:
        """The file that first says each statement, else its subject and predicate, else anything of its subject."""
        nearest = _Nearest(statements)
        for file in self.files if statements else ():
            # A file may have gone since it was checked; then nothing of it can be shown.
            with suppress(Problem):
                for quad in self._stated(file):
                    nearest.say(quad, str(file.path))
        return nearest.found()

    def graphs(self, statements: Collection[Terms]) -> Mapping[Terms, str]:
        """The named graph that first says each statement, or speaks of its subject, where a file has graphs with names."""
        nearest = _Nearest(statements)
        for file in self.files if statements else ():
            for quad in read(file) if _has_graphs(file) else ():
                graph = quad.graph_name
                if isinstance(graph, ox.NamedNode) and graph.value != file.graph:
                    nearest.say(quad, graph.value)
        return nearest.found()

    def _stated(self, file: DataFile) -> Iterable[ox.Quad]:
        kept = self._kept.get(str(file.path), _Kept(whole=False))
        if not kept.whole:
            yield from read(file)
        yield from kept.quads


class _Kept:
    """Statements of a file: all of them, or if these are too many those with blank nodes, or none."""

    def __init__(self, *, whole: bool = True) -> None:
        self.quads: list[ox.Quad] = []
        self.whole = whole
        self._rules: Iterator[Callable[[ox.Quad], bool]] = iter((_is_blank, lambda _: False))
        self._keeps: Callable[[ox.Quad], bool] | None = None

    def add(self, quad: ox.Quad) -> None:
        if self._keeps is None or self._keeps(quad):
            self.quads.append(quad)
            if len(self.quads) > MOST_KEPT:
                self.whole = False
                self._keeps = next(self._rules)
                self.quads = list(filter(self._keeps, self.quads))


class _Nearest:
    """Where statements are said first: they themselves, else with another object, else anything of their subject."""

    def __init__(self, statements: Collection[Terms]) -> None:
        self._statements = statements
        self._subjects = {statement[0] for statement in statements}
        self._found: dict[tuple[str, ...], str] = {}

    def say(self, quad: ox.Quad, where: str) -> None:
        if str(quad.subject) in self._subjects:
            terms = _terms(quad)
            for length in (3, 2, 1):
                self._found.setdefault(terms[:length], where)

    def found(self) -> Mapping[Terms, str]:
        nearest = {each: self._near(each) for each in self._statements}
        return {statement: where for statement, where in nearest.items() if where}

    def _near(self, statement: Terms) -> str | None:
        return next((self._found[statement[:n]] for n in (3, 2, 1) if statement[:n] in self._found), None)


def _merged(file: DataFile) -> Iterator[ox.Quad]:
    """The quads of a file, in the default graph whatever graph they stand in."""
    found = quads(bytes_of(file), format_of(file.path), file.base, str(file.path))
    if not _has_graphs(file):
        return found
    return (ox.Quad(quad.subject, quad.predicate, quad.object) for quad in found)


def _has_graphs(file: DataFile) -> bool:
    return file.path.suffix.lower() in _GRAPHS


def _terms(quad: ox.Quad) -> Terms:
    return str(quad.subject), str(quad.predicate), str(quad.object)


def _is_blank(quad: ox.Quad) -> bool:
    return isinstance(quad.subject, ox.BlankNode) or isinstance(quad.object, ox.BlankNode)


def united(triples: Iterable[ox.Quad]) -> tuple[ox.Store, list[ox.Quad]]:
    """A store of triples and of what the rules conclude from them, and those conclusions."""
    store = ox.Store()
    store.bulk_extend(triples)
    concluded = [ox.Quad(quad.subject, quad.predicate, quad.object) for quad in conclusions(store)]
    store.extend(concluded)
    return store, concluded
