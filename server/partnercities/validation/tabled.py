"""What the engine of shapes knows, as hints and the search for unknown words read it: its tables, and its results."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple, cast

from partnercities.model.vocabulary import PREFIXES
from partnercities.shacl.graph import ShapesGraph
from partnercities.shacl.paths import Step
from partnercities.shacl.result import Result
from partnercities.shacl.tables import Tables
from partnercities.shacl.terms import SH, TYPE, Term, sh
from partnercities.validation.hinting.broken import Broken
from partnercities.validation.spelling import Iris
from partnercities.validation.terms import Triple, node_of
from partnercities.validation.vocabulary import Known

_NAMES = frozenset(
    PREFIXES[prefix] + local
    for prefix, local in (
        ("skos", "prefLabel"), ("skos", "altLabel"), ("skos", "notation"), ("rdfs", "label"), ("dcterms", "title"),
        ("dcterms", "alternative"), ("foaf", "name"), ("schema", "name"),
    )
)  # fmt: skip
_LISTS = frozenset(sh(name) for name in ("in", "languageIn", "ignoredProperties"))
_PROPERTY, _PATH = sh("property"), sh("path")
_HOLDING_LISTS = frozenset({"or", "xone", "and"})
_INNER = {
    "Or": ("or",), "Xone": ("xone",), "And": ("and",), "Node": ("node",),
    "QualifiedMinCount": ("qualifiedValueShape",), "QualifiedMaxCount": ("qualifiedValueShape",),
}  # fmt: skip
"""For a component, the words that lead to the shapes which say what is asked for."""


class TableFacts:
    """What the tables of the data say."""

    def __init__(self, tables: Tables, known: Known) -> None:
        self._tables, self._known = tables, known
        self._things: dict[object, set[str]] = {}
        self._indexes: dict[object, Iris] = {}
        self._predicates = {predicate.value: predicate for predicate in tables.predicates}

    def predicates(self, subject: object) -> list[str]:
        """The predicates that are said of a node."""
        number = self._number(subject)
        return [iri for iri, predicate in self._predicates.items() if number in self._tables.table(predicate)]

    def objects(self, subject: object, predicate: object) -> Sequence[Term]:
        """The values of a predicate of a node."""
        named = self._predicates.get(node_of(predicate).value)
        values = self._tables.table(named).get(self._number(subject), ()) if named else ()
        return self._terms(values)

    def types(self, thing: object) -> list[str]:
        """The classes of a node."""
        return [node_of(cls).value for cls in self.objects(thing, TYPE)]

    def near(self, iri: str, of: object) -> str:
        """The thing of a class, or of its subclasses, whose IRI is nearly a given one."""
        if of not in self._indexes:
            self._indexes[of] = Iris(self._instances(of))
        return self._indexes[of].near(iri)

    def called(self, name: str, of: Sequence[object] = ()) -> set[str]:
        """The things with a name, of some classes or of any."""
        found = self._called.get(name.casefold(), set())
        return {thing for thing in found if any(thing in self._instances(cls) for cls in of)} if of else found

    def _instances(self, of: object) -> set[str]:
        if of not in self._things:
            things = map(node_of, self._terms(self._tables.instances(cast("Term", of))))
            self._things[of] = {node.value for node in things if node.kind == "iri"}
        return self._things[of]

    def leading(self, ways: Sequence[tuple[str, object]]) -> str:
        """The node of which each property has the value given beside it."""
        found = [self._subjects(predicate, value) for predicate, value in ways]
        common = set.intersection(*found) if found else set()
        return min((str(self._tables.terms[number]) for number in common), default="")

    def _subjects(self, predicate: str, value: object) -> set[int]:
        named = self._predicates.get(predicate)
        return set(self._tables.inverse(named).get(self._number(value), ())) if named else set()

    def knows(self, predicate: str) -> bool:
        """Whether a predicate exists as far as anybody knows."""
        return self._known.doubt_predicate(predicate) is None

    @cached_property
    def _called(self) -> dict[str, set[str]]:
        """The things by their names, read when the first name is asked for."""
        found: dict[str, set[str]] = {}
        terms = self._tables.terms
        for iri in _NAMES & set(self._predicates):
            for subject, values in self._tables.table(self._predicates[iri]).items():
                thing = node_of(terms[subject])
                for value in values if thing.kind == "iri" else ():
                    found.setdefault(node_of(terms[value]).value.casefold(), set()).add(thing.value)
        return found

    def _number(self, term: object) -> int:
        # Makers of hints pass terms on as they got them from here.
        return self._tables.number(cast("Term", term))

    def _terms(self, numbers: Iterable[int]) -> list[Term]:
        return [self._tables.terms[number] for number in numbers]


def broken(result: Result, graph: ShapesGraph) -> Broken:
    """A result of the engine, with what its shape says, as the makers of hints read it."""
    component = result.component.removeprefix(SH).removesuffix("ConstraintComponent")
    inner = [shape for word in _INNER.get(component, ()) for shape in _shapes(graph, result.shape.id, word)]
    return Broken(
        component,
        result.focus,
        result.path.predicate if isinstance(result.path, Step) else None,
        result.value,
        _parameters(graph, inner or [result.shape.id]),
    )


def _shapes(graph: ShapesGraph, shape: Term, word: str) -> list[Term]:
    """The shapes that a shape refers to by a word, in a list or alone."""
    found = graph.objects(shape, sh(word))
    return [item for head in found for item in graph.items(head)] if word in _HOLDING_LISTS else found


def _parameters(graph: ShapesGraph, shapes: Sequence[Term]) -> dict[str, list[Term]]:
    """What shapes say, all of them together, with lists taken apart."""
    found: dict[str, list[Term]] = {}
    for shape in shapes:
        for predicate, values in graph.said(shape).items():
            if predicate.value.startswith(SH):
                members = [item for head in values for item in graph.items(head)] if predicate in _LISTS else values
                found.setdefault(predicate.value.removeprefix(SH), []).extend(members)
        listed = (path for part in graph.objects(shape, _PROPERTY) for path in graph.objects(part, _PATH))
        found.setdefault("path", []).extend(listed)
    return found


def doubtful(tables: Tables, known: Known) -> Iterator[Triple]:
    """The statements whose predicate or class may be no word that exists: all that `unknown_terms` need look at."""
    doubted = [predicate for predicate in tables.predicates if known.doubt_predicate(predicate.value)]
    for predicate in doubted:
        for subject, values in tables.table(predicate).items():
            yield from (_Said(tables.terms[subject], predicate, tables.terms[value]) for value in values)
    for cls, subjects in tables.inverse(TYPE).items():
        if known.doubt_class(node_of(tables.terms[cls]).value):
            yield from (_Said(tables.terms[subject], TYPE, tables.terms[cls]) for subject in subjects)


class _Said(NamedTuple):
    subject: Term
    predicate: Term
    object: Term
