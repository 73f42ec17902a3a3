"""When two answers are the same.

Rows are compared as a bag: how often a row comes counts, their order does not, unless they are numbered. Graphs are bags
of three columns without repeated rows. Two answers are the same if one bag becomes the other by renaming blank nodes one
to one.

Terms are the same if they are equal, with two exceptions. Numbers and booleans of one datatype are compared by value,
because an engine may keep the value and not its spelling: 1.0e6 is 1.0E6, "01" is 1, "0" is false. Language tags are
compared without regard to case, as RDF asks.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

Term = NamedNode | BlankNode | Literal | Triple
Row = tuple[Hashable, ...]

XSD = "http://www.w3.org/2001/XMLSchema#"
SPO = ("s", "p", "o")
_SIGNED = {"decimal", "integer", "long", "int", "short", "byte", "nonPositiveInteger", "negativeInteger"}
_UNSIGNED = {"nonNegativeInteger", "positiveInteger", "unsignedLong", "unsignedInt", "unsignedShort", "unsignedByte"}
_EXACT = {XSD + name for name in _SIGNED | _UNSIGNED}
_FLOATING = {XSD + "double", XSD + "float"}
_TRUTHS = {"true": True, "1": True, "false": False, "0": False}


@dataclass(frozen=True)
class Table:
    """Rows under columns; an unbound place is None."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]

    def in_order(self) -> "Table":
        """The same table with its columns by name."""
        order = sorted(range(len(self.columns)), key=self.columns.__getitem__)
        return Table(
            tuple(self.columns[place] for place in order),
            tuple(tuple(row[place] for place in order) for row in self.rows),
        )

    def numbered(self) -> "Table":
        """The same table with the place of each row in it, so that their order counts."""
        return Table((*self.columns, "#"), tuple((*row, Literal(place)) for place, row in enumerate(self.rows)))


def graph(triples: Iterable[Triple]) -> Table:
    """A graph as a table: each triple once."""
    rows = {(triple.subject, triple.predicate, triple.object) for triple in triples}
    return Table(SPO, tuple(rows))


def same(expected: bool | Table, actual: bool | Table) -> bool:
    """Whether two answers say the same; see the head of the module."""
    if isinstance(expected, bool) or isinstance(actual, bool):
        return expected is actual
    expected, actual = expected.in_order(), actual.in_order()
    return expected.columns == actual.columns and _same_bags(_normal_rows(expected), _normal_rows(actual))


def _normal_rows(table: Table) -> list[Row]:
    return [tuple(normal(term) for term in row) for row in table.rows]


def normal(term: Term | None) -> Hashable:
    """A value that equals that of another term exactly if the terms count as the same; blank nodes stay."""
    if isinstance(term, Triple):
        return tuple(normal(part) for part in (term.subject, term.predicate, term.object))
    if isinstance(term, Literal):
        value = _value(term.value, term.datatype.value)
        language = (term.language or "").lower()
        return ("literal", term.value if value is None else value, term.datatype, language, term.direction)
    return term


def _value(text: str, datatype: str) -> Decimal | float | bool | None:
    """The value of a number or boolean; nothing for what is none, or is not equal to itself."""
    try:
        if datatype in _EXACT:
            return Decimal(text)
        if datatype in _FLOATING and text != "NaN":
            return float(text)
    except (ValueError, InvalidOperation):
        return None
    return _TRUTHS.get(text) if datatype == XSD + "boolean" else None


def _same_bags(expected: list[Row], actual: list[Row]) -> bool:
    by_shape: dict[Hashable, list[Row]] = {}
    for row in actual:
        by_shape.setdefault(_shape(row), []).append(row)
    if Counter(map(_shape, expected)) != Counter(map(_shape, actual)):
        return False
    loose = [row for row in expected if any(_blank_nodes(row))]
    return _matched(sorted(loose, key=lambda row: len(by_shape[_shape(row)])), by_shape, {})


def _shape(value: Hashable) -> Hashable:
    """The row with one mark for every blank node: rows can only match if their shapes are equal."""
    if isinstance(value, tuple):
        return tuple(_shape(part) for part in value)
    return "blank node" if isinstance(value, BlankNode) else value


def _blank_nodes(value: Hashable) -> Iterator[BlankNode]:
    if isinstance(value, tuple):
        for part in value:
            yield from _blank_nodes(part)
    elif isinstance(value, BlankNode):
        yield value


def _matched(rows: list[Row], free: Mapping[Hashable, list[Row]], names: dict[BlankNode, BlankNode]) -> bool:
    """Whether every row finds a row of its own, under one renaming that goes on from `names`."""
    if not rows:
        return True
    row, *others = rows
    candidates = free[_shape(row)]
    for candidate in candidates:
        renamed = _renamed(row, candidate, names)
        rest = list(candidates)
        rest.remove(candidate)
        if renamed is not None and _matched(others, {**free, _shape(row): rest}, renamed):
            return True
    return False


def _renamed(row: Row, other: Row, names: dict[BlankNode, BlankNode]) -> dict[BlankNode, BlankNode] | None:
    """The names with those that make one row the other, or nothing if no renaming does."""
    names = dict(names)
    for ours, theirs in zip(_blank_nodes(row), _blank_nodes(other), strict=True):
        if names.setdefault(ours, theirs) != theirs:
            return None
    return names if len(set(names.values())) == len(names) else None
