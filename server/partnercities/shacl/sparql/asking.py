"""A query of shapes asked for many nodes: with their values in it, in as few evaluations as its form allows."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import chain

import pyoxigraph as ox

from partnercities.problems import BadShapes
from partnercities.shacl.sparql.rewriting import Rewritten
from partnercities.shacl.sparql.stored import as_stored
from partnercities.shacl.terms import Term

Key = tuple[Term, ...]
"""The values of the variables that differ from node to node."""
Solution = Mapping[str, Term | None]
"""What a query found: the terms by the names of its variables."""

_CHUNK = 5_000
_ALONE = 20
"""So many nodes that cannot be written in a query are asked for singly; for more, the query is asked without nodes."""
_SHARE = 30
"""If the data has fewer statements for each node than this, finding all nodes costs less than giving them."""
# What may not stand between the angle brackets of an IRI in SPARQL; parsers of data let some of it through.
_UNWRITABLE = re.compile(r'[\x00-\x20<>"{}|^`\\]')
_FUNCTION = "urn:x-prebound:"


def writable(term: Term) -> bool:
    """Whether a term means the same in a query as in data: blank nodes do not."""
    if isinstance(term, ox.NamedNode):
        return not _UNWRITABLE.search(term.value)
    return isinstance(term, ox.Literal)


@dataclass(frozen=True)
class Question:
    """A rewritten query with all it needs to be asked of a store."""

    rewritten: Rewritten
    names: tuple[str, ...]
    """The variables that differ from node to node."""
    constants: Mapping[str, Term]
    prefixes: Mapping[str, str]

    def answers(self, store: ox.Store, keys: Collection[Key]) -> Iterator[tuple[Key, Solution]]:
        """The solutions for each key that has some."""
        originals = _by_stored(keys)
        for asked, solution in self._solutions(store, originals.keys()):
            for key in originals[asked]:
                yield key, solution

    def _solutions(self, store: ox.Store, keys: AbstractSet[Key]) -> Iterator[tuple[Key, Solution]]:
        if self._free and len(keys) > _CHUNK and len(keys) * _SHARE > len(store):
            return self._of_all(store, keys)
        written = [key for key in keys if all(map(writable, key))]
        others = keys - set(written) if len(written) < len(keys) else set()
        if self._free and len(others) > _ALONE:
            return chain(self._written(store, written), self._of_all(store, others))
        return chain(self._written(store, written), self._unwritten(store, others))

    @property
    def _free(self) -> bool:
        """Whether the query can be asked without saying for which nodes."""
        return self.rewritten.binds and not self.rewritten.single

    def _of_all(self, store: ox.Store, keys: Collection[Key]) -> Iterator[tuple[Key, Solution]]:
        answers = ((self._key(solution), solution) for solution in self._asked(store, ()))
        return ((key, solution) for key, solution in answers if key in keys)

    def _written(self, store: ox.Store, keys: Sequence[Key]) -> Iterator[tuple[Key, Solution]]:
        step = 1 if self.rewritten.single else _CHUNK
        for start in range(0, len(keys), step):
            chunk = keys[start : start + step]
            for solution in self._asked(store, chunk):
                yield (chunk[0] if len(chunk) == 1 else self._key(solution)), solution

    def _unwritten(self, store: ox.Store, keys: Collection[Key]) -> Iterator[tuple[Key, Solution]]:
        for key in keys:
            given = dict(zip(self.names, key, strict=True))
            for solution in self._asked(store, (), given) if self._free else self._asked(store, [key]):
                yield key, solution

    def _key(self, solution: Solution) -> Key:
        return tuple(solution[name] for name in self.names)  # type: ignore[misc]  # they were given, so they are bound

    def _asked(
        self, store: ox.Store, keys: Sequence[Key], given: Mapping[str, Term] | None = None
    ) -> Iterator[Solution]:
        values = _Values(self.names, keys, self.constants)
        try:
            solutions = store.query(
                self.rewritten.template.filled(values.text),
                prefixes=dict(self.prefixes),
                custom_functions=values.functions,
                substitutions={ox.Variable(name): term for name, term in (given or {}).items()},
            )
            assert isinstance(solutions, ox.QuerySolutions)
            names = [variable.value for variable in solutions.variables]
            for solution in solutions:
                yield dict(zip(names, solution, strict=True))
        except (SyntaxError, ValueError, RuntimeError) as error:
            raise BadShapes(f"The query cannot be evaluated: {error}") from error


class _Values:
    """What the gaps of a template become: rows of values, and functions for what cannot be written."""

    def __init__(self, names: Sequence[str], keys: Sequence[Key], constants: Mapping[str, Term]) -> None:
        self._names = tuple(names)
        self._keys = keys
        self._constants = constants
        self._unwritten = {name: term for name, term in constants.items() if not writable(term)}
        if len(keys) == 1:
            self._unwritten |= {name: term for name, term in zip(names, keys[0], strict=True) if not writable(term)}
        self.functions: dict[ox.NamedNode, Callable[..., Term | None]] = {
            ox.NamedNode(_FUNCTION + name): _giving(term) for name, term in self._unwritten.items()
        }

    def text(self, names: tuple[str, ...]) -> str:
        """The values of some variables as SPARQL."""
        binds = [f" BIND(<{_FUNCTION}{name}>() AS ?{name}) " for name in names if name in self._unwritten]
        written = [name for name in names if name not in self._unwritten and self._has(name)]
        return self._rows(written) + "".join(binds)

    def _has(self, name: str) -> bool:
        return name in self._constants or bool(self._keys)

    def _rows(self, names: Sequence[str]) -> str:
        if not names:
            return ""
        nodes = [self._names.index(name) for name in names if name in self._names]
        order = [name for name in names if name in self._names] + [name for name in names if name not in self._names]
        rest = "".join(f" {self._constants[name]}" for name in order[len(nodes) :])
        rows = dict.fromkeys(tuple(str(key[place]) for place in nodes) for key in self._keys) if nodes else {(): None}
        head = " ".join(f"?{name}" for name in order)
        return f" VALUES ({head}) {{ " + " ".join(f"({' '.join(row)}{rest})" for row in rows) + " } "


def _giving(term: Term) -> Callable[[], Term]:
    return lambda: term


def _by_stored(keys: Collection[Key]) -> dict[Key, list[Key]]:
    """The keys by the form in which a store gives their terms back."""
    stored = as_stored(list({term for key in keys for term in key}))
    found: dict[Key, list[Key]] = {}
    for key in keys:
        found.setdefault(tuple(stored[term] for term in key), []).append(key)
    return found
