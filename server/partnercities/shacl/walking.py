"""Property paths followed through tables: from a focus node to its value nodes (SHACL, section 2.3.1)."""

from collections.abc import Callable, Collection

from partnercities.shacl.paths import (
    Alternative,
    Inverse,
    OneOrMore,
    Path,
    Sequence,
    Step,
    ZeroOrMore,
    ZeroOrOne,
    turned,
)
from partnercities.shacl.tables import Table, Tables

Walk = Callable[[int], Collection[int]]
"""From the number of a focus node to those of its value nodes, each once."""


def walk(path: Path, tables: Tables) -> Walk:
    """How to get from a focus node to its value nodes by a path, over tables."""
    if isinstance(path, Step):
        return _lookup(tables.table(path.predicate))
    if isinstance(path, Inverse) and isinstance(path.inner, Step):
        return _lookup(tables.inverse(path.inner.predicate))
    if isinstance(path, Inverse):
        return walk(turned(path.inner), tables)
    steps = [walk(part, tables) for part in path.parts]
    return _WALKS[type(path)](steps)


def _lookup(table: Table) -> Walk:
    get = table.get
    return lambda node: get(node, ())


def _one_after_other(steps: list[Walk]) -> Walk:
    first, *rest = steps

    def through(node: int) -> Collection[int]:
        reached = first(node)
        for step in rest:
            if not reached:
                return ()
            reached = dict.fromkeys(value for place in reached for value in step(place))
        return reached

    return through


def _any_of(steps: list[Walk]) -> Walk:
    return lambda node: dict.fromkeys(value for step in steps for value in step(node))


def _closure(step: Walk, reached: dict[int, None], waiting: list[int]) -> Collection[int]:
    while waiting:
        fresh = [value for value in step(waiting.pop()) if value not in reached]
        reached |= dict.fromkeys(fresh)
        waiting += fresh
    return reached


def _any_times(steps: list[Walk]) -> Walk:
    return lambda node: _closure(steps[0], {node: None}, [node])


def _at_least_once(steps: list[Walk]) -> Walk:
    return lambda node: _closure(steps[0], first := dict.fromkeys(steps[0](node)), list(first))


def _at_most_once(steps: list[Walk]) -> Walk:
    return lambda node: {node: None, **dict.fromkeys(steps[0](node))}


_WALKS: dict[type[Path], Callable[[list[Walk]], Walk]] = {
    Sequence: _one_after_other,
    Alternative: _any_of,
    ZeroOrMore: _any_times,
    OneOrMore: _at_least_once,
    ZeroOrOne: _at_most_once,
}
