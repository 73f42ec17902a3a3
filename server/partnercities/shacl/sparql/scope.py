"""Where the values of a pre-bound variable must be put into a query so that it can be asked for many nodes at once.

Pre-binding (SHACL, appendix A) joins each basic pattern of a query with the values. A pattern that has the variable
itself is none the worse without: what it finds for other nodes falls away when its solutions are joined with the values
in the outermost group. So values are needed only where something reads the variable before a pattern has given it one.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field

from partnercities.shacl.sparql.select import Select
from partnercities.shacl.sparql.structure import (
    Bind,
    Element,
    Filter,
    Graph,
    Group,
    Optional,
    Triples,
    Union,
    variables,
)


@dataclass
class Places:
    """The groups, by where they start, that need the values of a variable, and those that are faster with them."""

    needed: set[int] = field(default_factory=set)
    helpful: set[int] = field(default_factory=set)


def places(query: Select, variable: str) -> Places:
    """Where the values of a variable must stand in a query, and where they may."""
    found = Places()
    _settle(query.group, variable, found)
    return found


def one_by_one(query: Select, names: Collection[str]) -> bool:
    """Whether a query must be asked for each node on its own, because it counts, cuts or hides across nodes."""
    if query.head[0].word == "SELECT" and not set(names) <= query.projected:
        return True
    return any(_mixes(query, name) or _hides(query.group, name) for name in names)


def _mixes(select: Select, name: str) -> bool:
    """Whether solutions for different values of a variable could meet."""
    here = select.cut or (select.aggregates and name not in select.grouped_by)
    return here or any(_mixes(inner, name) for inner in _selects(select.group) if name in inner.mentions)


def _selects(group: Group) -> list[Select]:
    found = []
    for inner in group.within():
        found += [element for element in inner.elements if isinstance(element, Select)]
    return found


def _hides(group: Group, name: str) -> bool:
    """Whether a variable is read within EXISTS, deeper than engines agree about."""
    return any(
        name in nested.mentions
        for inner in group.within()
        for element in inner.elements
        if isinstance(element, (Filter, Bind))
        for exists in element.groups
        for nested_element in exists.elements
        if not isinstance(nested_element, Triples)
        for nested in nested_element.groups
    )


def _settle(group: Group, name: str, found: Places) -> bool:
    """Note what a group needs so that it gives a variable its value in each solution; False if it never mentions it."""
    if name not in group.mentions:
        return False
    if isinstance(group.elements[0], Select):
        return _select(group.elements[0], name, found)[0]
    has = needs = False
    for element in group.elements:
        if isinstance(element, Filter) or name not in element.mentions:
            continue
        gives, wants = _STEPS[type(element)](element, name, found)
        needs = needs or (wants and not has)
        has = has or gives
    late = any(isinstance(element, Filter) and name in element.mentions for element in group.elements)
    if needs or not has or (late and not has):
        found.needed.add(group.start)
    else:
        found.helpful.add(group.start)
    return True


_Step = tuple[bool, bool]
"""Whether an element gives the variable a value, and whether it must have one before."""


def _triples(element: Element, name: str, _: Places) -> _Step:
    assert isinstance(element, Triples)
    gives = any(name in pattern.mentions and not pattern.may_stay for pattern in element.patterns)
    return gives, False


def _bind(element: Element, name: str, _: Places) -> _Step:
    assert isinstance(element, Bind)
    return False, name in element.expression.mentions


def _union(element: Element, name: str, found: Places) -> _Step:
    settled = [_settle(group, name, found) for group in element.groups]
    return all(settled), not all(settled)


def _optional(element: Element, name: str, found: Places) -> _Step:
    for group in element.groups:
        _settle(group, name, found)
    return False, True


def _graph(element: Element, name: str, found: Places) -> _Step:
    assert isinstance(element, Graph)
    settled = _settle(element.group, name, found)
    return settled, name in variables([element.name])


def _select(element: Element, name: str, found: Places) -> _Step:
    assert isinstance(element, Select)
    if not _settle(element.group, name, found):
        found.needed.add(element.group.start)
    return name in element.projected, False


_STEPS: dict[type[Element], Callable[[Element, str, Places], _Step]] = {
    Triples: _triples,
    Bind: _bind,
    Union: _union,
    Optional: _optional,
    Graph: _graph,
    Select: _select,
}
