"""The data as tables: for each predicate its subjects with their values, and what follows from them, each made once.

Every term has a number, by which tables know it: numbers are compared at once and take no room, while terms are texts.
"""

from collections.abc import Collection, Iterable, Iterator, KeysView, Mapping

import pyoxigraph as ox

from partnercities.shacl.terms import SUBCLASS_OF, TYPE, Term
from partnercities.shacl.undisturbed import undisturbed

Table = Mapping[int, Collection[int]]
"""Numbers of subjects, each with the numbers of its values, each once."""

_LONG = 16
"""From so many values on, a subject's values are found by their hash."""
_NONE: Table = {}
_Growing = dict[int, list[int] | dict[int, None]]


class Tables:
    """The statements of the data, each once, whatever graphs they stand in.

    `only` are the predicates to keep; all, where it is not given.
    """

    def __init__(
        self, triples: Iterable[ox.Triple | ox.Quad] = (), only: Collection[ox.NamedNode] | None = None
    ) -> None:
        self._numbers: dict[Term, int] = {}
        self._tables: dict[ox.NamedNode, _Growing] = {}
        self._inverse: dict[ox.NamedNode, _Growing] = {}
        self._subclasses: dict[Term, set[int]] = {}
        self._instances: dict[Term, set[int]] = {}
        with undisturbed():
            self._fill(triples, None if only is None else {*only, TYPE, SUBCLASS_OF})
        self.terms: list[Term] = list(self._numbers)
        """The terms by their numbers."""

    def _fill(self, triples: Iterable[ox.Triple | ox.Quad], only: Collection[ox.NamedNode] | None) -> None:
        tables, numbers = self._tables, self._numbers
        number = numbers.setdefault
        for triple in triples:
            predicate = triple.predicate
            table = tables.get(predicate)
            if table is None:
                if only is not None and predicate not in only:
                    continue
                table = tables[predicate] = {}
            subject = number(triple.subject, len(numbers))
            value = number(triple.object, len(numbers))
            values = table.get(subject)
            if values is None:
                table[subject] = [value]
            elif value not in values:
                _join(table, subject, value)

    def number(self, term: Term) -> int:
        """The number of a term; a new one where the data does not have it."""
        found = self._numbers.setdefault(term, len(self.terms))
        if found == len(self.terms):
            self.terms.append(term)
        return found

    def numbers(self, terms: Iterable[Term]) -> set[int]:
        """The numbers of terms."""
        return set(map(self.number, terms))

    def table(self, predicate: ox.NamedNode) -> Table:
        """The values of a predicate by subject."""
        return self._tables.get(predicate, _NONE)

    def inverse(self, predicate: ox.NamedNode) -> Table:
        """The subjects of a predicate by value."""
        found = self._inverse.get(predicate)
        if found is None:
            found = self._inverse[predicate] = {}
            for subject, values in self.table(predicate).items():
                for value in values:
                    _join(found, value, subject)
        return found

    @property
    def predicates(self) -> KeysView[ox.NamedNode]:
        """The predicates there are."""
        return self._tables.keys()

    def triples(self) -> Iterator[ox.Triple]:
        """All statements that are kept."""
        return (ox.Triple(quad.subject, quad.predicate, quad.object) for quad in self.quads())

    def quads(self, only: Collection[ox.NamedNode] | None = None) -> Iterator[ox.Quad]:
        """All statements that are kept, as those of a default graph; `only` leaves out all predicates but these."""
        terms = self.terms
        for predicate in self.predicates if only is None else self.predicates & set(only):
            for subject, values in self._tables[predicate].items():
                node = terms[subject]
                for value in values:
                    yield ox.Quad(node, predicate, terms[value])  # type: ignore[arg-type]  # keys are subjects

    def subclasses(self, of: Term) -> set[int]:
        """A class and all its subclasses."""
        if of in self._subclasses:
            return self._subclasses[of]
        found = self._subclasses[of] = {self.number(of)}
        waiting, lower = list(found), self.inverse(SUBCLASS_OF)
        while waiting:
            fresh = [term for term in lower.get(waiting.pop(), ()) if term not in found]
            found.update(fresh)
            waiting += fresh
        return found

    def instances(self, of: Term) -> set[int]:
        """The instances of a class and of its subclasses."""
        found = self._instances.get(of)
        if found is None:
            members = self.inverse(TYPE)
            found = self._instances[of] = {term for cls in self.subclasses(of) for term in members.get(cls, ())}
        return found

    def has(self, triple: ox.Triple) -> bool:
        """Whether a statement is among them."""
        subject, value = self._numbers.get(triple.subject), self._numbers.get(triple.object)
        return value in self.table(triple.predicate).get(-1 if subject is None else subject, ())

    def add(self, triple: ox.Triple) -> None:
        """Take in a statement that is not among them yet."""
        predicate, subject, value = triple.predicate, self.number(triple.subject), self.number(triple.object)
        _join(self._tables.setdefault(predicate, {}), subject, value)
        if predicate in self._inverse:
            _join(self._inverse[predicate], value, subject)
        if predicate == TYPE:
            for of, instances in self._instances.items():
                if value in self.subclasses(of):
                    instances.add(subject)
        self._forget_classes(predicate)

    def remove(self, triple: ox.Triple) -> None:
        """Take out a statement that is among them."""
        predicate, subject, value = triple.predicate, self.number(triple.subject), self.number(triple.object)
        _part(self._tables[predicate], subject, value)
        if predicate in self._inverse:
            _part(self._inverse[predicate], value, subject)
        if predicate == TYPE:
            kinds = self.table(TYPE).get(subject, ())
            for of, instances in self._instances.items():
                if self.subclasses(of).isdisjoint(kinds):
                    instances.discard(subject)
        self._forget_classes(predicate)

    def _forget_classes(self, predicate: ox.NamedNode) -> None:
        if predicate == SUBCLASS_OF:
            self._subclasses.clear()
            self._instances.clear()


def _join(table: _Growing, key: int, value: int) -> None:
    values = table.get(key)
    if values is None:
        table[key] = [value]
    elif isinstance(values, dict):
        values[value] = None
    elif len(values) < _LONG:
        values.append(value)
    else:
        table[key] = {**dict.fromkeys(values), value: None}


def _part(table: _Growing, key: int, value: int) -> None:
    values = table[key]
    if isinstance(values, dict):
        del values[value]
    else:
        values.remove(value)
    if not values:
        del table[key]
