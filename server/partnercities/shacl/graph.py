"""The graph that shapes are written in: its statements by subject, and its lists."""

from collections.abc import Iterable, Iterator, KeysView

import pyoxigraph as ox

from partnercities.problems import BadShapes
from partnercities.shacl.terms import FIRST, NIL, REST, SUBCLASS_OF, TYPE, Term, named

_Said = dict[ox.NamedNode, list[Term]]


class ShapesGraph:
    """The statements of a shapes graph; literals are kept as they are written."""

    def __init__(self, triples: Iterable[ox.Triple | ox.Quad]) -> None:
        self._said: dict[Term, _Said] = {}
        self._instances: dict[Term, list[Term]] = {}
        self._lower: dict[Term, dict[Term, None]] = {}
        self._holders: dict[ox.NamedNode, dict[Term, list[Term]]] = {}
        for triple in triples:
            values = self._said.setdefault(triple.subject, {}).setdefault(triple.predicate, [])
            if triple.object not in values:
                values.append(triple.object)
                if triple.predicate == TYPE:
                    self._instances.setdefault(triple.object, []).append(triple.subject)

    def objects(self, subject: Term, predicate: ox.NamedNode) -> list[Term]:
        """The values of a property, in the order in which they are stated."""
        return self._said.get(subject, {}).get(predicate, [])

    def said(self, subject: Term) -> dict[ox.NamedNode, list[Term]]:
        """All that is stated about a subject: the values by property."""
        return self._said.get(subject, {})

    def subjects(self, predicate: ox.NamedNode) -> list[Term]:
        """All that have a property."""
        return [subject for subject, said in self._said.items() if predicate in said]

    def holders(self, predicate: ox.NamedNode, value: Term) -> list[Term]:
        """All that have a property with a certain value."""
        found = self._holders.get(predicate)
        if found is None:
            found = self._holders[predicate] = {}
            for subject in self.subjects(predicate):
                for each in self.objects(subject, predicate):
                    found.setdefault(each, []).append(subject)
        return found.get(value, [])

    def triples(self) -> Iterator[ox.Triple]:
        """All statements."""
        for subject, said in self._said.items():
            for predicate, values in said.items():
                for value in values:
                    yield ox.Triple(subject, predicate, value)  # type: ignore[arg-type]  # only subjects are keys

    def instances(self, of: Term) -> list[Term]:
        """The instances of a class and of its subclasses, as far as this graph knows."""
        found: dict[Term, None] = {}
        for cls in self._subclasses(of):
            found |= dict.fromkeys(self._instances.get(cls, ()))
        return list(found)

    def is_a(self, node: Term, of: Term) -> bool:
        """Whether a node is an instance of a class, or of a subclass, as far as this graph knows."""
        return not self._subclasses(of).isdisjoint(self.objects(node, TYPE))

    def _subclasses(self, of: Term) -> KeysView[Term]:
        """A class and all its subclasses."""
        if of in self._lower:
            return self._lower[of].keys()
        found = self._lower[of] = {of: None}
        waiting = [of]
        while waiting:
            lower = self.holders(SUBCLASS_OF, waiting.pop())
            waiting += [term for term in lower if term not in found]
            found |= dict.fromkeys(lower)
        return found.keys()

    def items(self, head: Term) -> tuple[Term, ...]:
        """The members of an RDF list. Raises BadShapes if it is none: cyclic, forked or open."""
        found: list[Term] = []
        seen = set()
        node = head
        while node != NIL:
            first, rest = self.objects(node, FIRST), self.objects(node, REST)
            if node in seen:
                raise BadShapes(f"The list {named(head)} comes back to itself.")
            if len(first) != 1 or len(rest) != 1:
                raise BadShapes(
                    f"{named(head)} is no list: {named(node)} has {len(first)} rdf:first and {len(rest)} rdf:rest."
                )
            seen.add(node)
            found.append(first[0])
            node = rest[0]
        return tuple(found)
