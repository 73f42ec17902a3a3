"""The data as tables: for each predicate its subjects with their values, and what follows from them, each made once."""

from collections.abc import Collection, Iterable, Iterator, KeysView, Mapping

import pyoxigraph as ox

from partnercities.shacl.terms import SUBCLASS_OF, TYPE, Term

Values = Collection[Term]
Table = Mapping[Term, Values]

_LONG = 16
"""From so many values on, a subject's values are found by their hash."""
_NONE: Table = {}


class Tables:
    """The statements of the data, each once, whatever graphs they stand in.

    `only` are the predicates to keep; all, where it is not given.
    """

    def __init__(
        self, triples: Iterable[ox.Triple | ox.Quad] = (), only: Collection[ox.NamedNode] | None = None
    ) -> None:
        self._tables: dict[ox.NamedNode, dict[Term, list[Term] | dict[Term, None]]] = {}
        self._inverse: dict[ox.NamedNode, dict[Term, dict[Term, None]]] = {}
        self._instances: dict[Term, set[Term]] = {}
        self._subclasses: dict[Term, set[Term]] = {}
        self._fill(triples, None if only is None else {*only, TYPE, SUBCLASS_OF})

    def _fill(self, triples: Iterable[ox.Triple | ox.Quad], only: Collection[ox.NamedNode] | None) -> None:
        tables = self._tables
        for triple in triples:
            predicate = triple.predicate
            table = tables.get(predicate)
            if table is None:
                if only is not None and predicate not in only:
                    continue
                table = tables[predicate] = {}
            subject, value = triple.subject, triple.object
            values = table.get(subject)
            if values is None:
                table[subject] = [value]
            elif value not in values:
                _extend(table, subject, value)

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
                    found.setdefault(value, {})[subject] = None
        return found

    @property
    def predicates(self) -> KeysView[ox.NamedNode]:
        """The predicates there are."""
        return self._tables.keys()

    def triples(self) -> Iterator[ox.Triple]:
        """All statements that are kept."""
        for predicate, table in self._tables.items():
            for subject, values in table.items():
                for value in values:
                    yield ox.Triple(subject, predicate, value)  # type: ignore[arg-type]  # only subjects are keys

    def subclasses(self, of: Term) -> set[Term]:
        """A class and all its subclasses."""
        found = self._subclasses.get(of)
        if found is None:
            found = self._subclasses[of] = {of}
            waiting, lower = [of], self.inverse(SUBCLASS_OF)
            while waiting:
                fresh = [term for term in lower.get(waiting.pop(), ()) if term not in found]
                found.update(fresh)
                waiting += fresh
        return found

    def instances(self, of: Term) -> set[Term]:
        """The instances of a class and of its subclasses."""
        found = self._instances.get(of)
        if found is None:
            members = self.inverse(TYPE)
            found = self._instances[of] = {term for cls in self.subclasses(of) for term in members.get(cls, ())}
        return found


def _extend(table: dict[Term, list[Term] | dict[Term, None]], subject: Term, value: Term) -> None:
    values = table[subject]
    if isinstance(values, dict):
        values[value] = None
    elif len(values) < _LONG:
        values.append(value)
    else:
        table[subject] = {**dict.fromkeys(values), value: None}
