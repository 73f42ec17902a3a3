"""What a store makes of literals, and which literal of the data it came from.

A store of pyoxigraph keeps the values of numbers, booleans, dates, times and durations, not how they are written:
`"1"^^xsd:boolean` comes back as true, `"01"^^xsd:integer` and `"1"^^xsd:byte` as the integer 1, `"1.50"^^xsd:decimal` as
1.5, `"PT60S"^^xsd:dayTimeDuration` as PT1M. Texts and ill-typed literals come back as they are written.
"""

from collections.abc import Collection, Iterable, Iterator

import pyoxigraph as ox

from partnercities.shacl.tables import Tables
from partnercities.shacl.terms import LANG_STRING, XSD, Term, xsd

_KEPT = frozenset({LANG_STRING, *map(xsd, ("string", "anyURI", "gYear", "hexBinary", "base64Binary"))})
_EMPTY = ox.Store()


def may_change(term: Term) -> bool:
    """Whether a store could give a term back in another form."""
    return isinstance(term, ox.Literal) and term.datatype.value.startswith(XSD) and term.datatype not in _KEPT


def as_stored(terms: Collection[Term]) -> dict[Term, Term]:
    """Each term in the form in which a store gives it back."""
    changing = [term for term in terms if may_change(term)]
    return dict(zip(terms, terms, strict=True)) | dict(zip(changing, _returned(changing), strict=True))


def _returned(literals: Collection[Term]) -> Iterable[Term]:
    if not literals:
        return []
    values = " ".join(map(str, literals))
    solutions = _EMPTY.query(f"SELECT ?term {{ VALUES ?term {{ {values} }} }}")
    assert isinstance(solutions, ox.QuerySolutions)
    return [solution["term"] for solution in solutions]


class Originals:
    """The literals of the data by what a query says of them.

    A literal is looked for at the nodes that stand beside it in the solution; one that is not there was computed.
    """

    def __init__(self, tables: Tables, predicates: Collection[ox.NamedNode] | None) -> None:
        self._tables = tables
        self._predicates = predicates
        self._known: dict[Term, Term] = {}

    def original(self, value: Term, beside: Iterable[Term | None]) -> Term:
        """The literal as the data has it."""
        if not may_change(value):
            return value
        near = {literal for node in beside if node is not None for literal in self._literals(node)}
        if value in near:
            return value
        return next((literal for literal in near if self._stored(literal) == value), value)

    def _literals(self, node: Term) -> Iterator[Term]:
        tables, number = self._tables, self._tables.number(node)
        for predicate in tables.predicates if self._predicates is None else self._predicates:
            values = (tables.terms[value] for value in tables.table(predicate).get(number, ()))
            yield from filter(may_change, values)

    def _stored(self, literal: Term) -> Term:
        if literal not in self._known:
            self._known |= as_stored([literal])
        return self._known[literal]
