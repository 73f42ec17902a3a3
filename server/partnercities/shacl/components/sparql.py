"""Constraints written in SPARQL: a SELECT whose solutions are results, or an ASK that is true for what conforms."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from weakref import WeakKeyDictionary

import pyoxigraph as ox

from partnercities.problems import BadShapes
from partnercities.shacl.declaration import Declaration
from partnercities.shacl.graph import ShapesGraph
from partnercities.shacl.paths import Path, Step
from partnercities.shacl.patience import at_leisure
from partnercities.shacl.reached import Reached
from partnercities.shacl.result import Result
from partnercities.shacl.run import Run
from partnercities.shacl.shape import Constraint, Read, Shape
from partnercities.shacl.sparql.asking import Key, Solution
from partnercities.shacl.sparql.compiling import SHAPES_GRAPH, Compiled, compile_query, named_problem
from partnercities.shacl.sparql.messages import filled
from partnercities.shacl.sparql.prefixes import prefixes_of
from partnercities.shacl.sparql.stored import Originals
from partnercities.shacl.terms import SH, Term, named, sh

Reader = Callable[[Declaration], Iterator[Constraint]]

_TRUE = ox.Literal(value=True)


@dataclass(frozen=True, eq=False)
class Select(Constraint):
    """A query whose solutions are results."""

    component: str
    compiled: Compiled
    node: Term | None
    """The constraint, if it belongs to one shape only."""
    messages: tuple[ox.Literal, ...]
    parameters: Mapping[str, Term]
    """What messages may name beside what the query finds."""

    @property
    def asks(self) -> frozenset[ox.NamedNode] | None:  # type: ignore[override]
        """The predicates that the query reads."""
        return self.compiled.reads

    def looks(self, values: tuple[Path, ...]) -> Iterator[Read]:
        """Where the query looks at the data."""
        yield from self.compiled.looks

    def findings(self, run: Run, shape: Shape, reached: Reached) -> Iterator[tuple[int, Result]]:
        """One result for each solution."""
        terms = run.tables.terms
        foci: dict[Key, int] = {(terms[number],): number for number in reached.foci}
        originals = Originals(run.tables, self.asks)
        for key, solution in answers(run, self.compiled, foci):
            yield foci[key], self.result(shape, key[0], solution, originals)

    def result(self, shape: Shape, focus: Term, solution: Solution, originals: Originals) -> Result:
        """What a solution means."""
        if solution.get("failure") == _TRUE:
            raise BadShapes(f"{self._name} says that it failed (?failure is true).")
        path, value, message = (solution.get(name) for name in ("path", "value", "message"))
        if value is None:
            value = focus if shape.path is None else None
        else:
            value = originals.original(value, (focus, *solution.values()))
        return Result(
            focus,
            Step(path) if isinstance(path, ox.NamedNode) else shape.path,
            value,
            self.component,
            shape,
            self.node,
            (message,) if isinstance(message, ox.Literal) else self._messages(shape, focus, solution),
            rule=self,
        )

    def _messages(self, shape: Shape, focus: Term, solution: Solution) -> tuple[ox.Literal, ...]:
        given = {**self.parameters, "this": focus}
        templates = (self.messages or shape.messages) if self.node is not None else (shape.messages or self.messages)
        return filled(templates, lambda name: solution.get(name) or given.get(name))

    @property
    def _name(self) -> str:
        return f"The constraint {named(self.node)}" if self.node is not None else f"The component <{self.component}>"


@dataclass(frozen=True, eq=False)
class Ask(Constraint):
    """A query that is true for the value nodes that conform."""

    component: str
    compiled: Compiled
    messages: tuple[ox.Literal, ...]
    parameters: Mapping[str, Term]
    """What messages may name beside what the query finds."""

    @property
    def asks(self) -> frozenset[ox.NamedNode] | None:  # type: ignore[override]
        """The predicates that the query reads."""
        return self.compiled.reads

    def looks(self, values: tuple[Path, ...]) -> Iterator[Read]:
        """Where the query looks at the data."""
        yield from self.compiled.looks

    def findings(self, run: Run, shape: Shape, reached: Reached) -> Iterator[tuple[int, Result]]:
        """One result for each value node that the query is not true for."""
        keys = {(focus, value): self._key(run, focus, value) for focus, values in reached.filled for value in values}
        good = {key for key, _ in answers(run, self.compiled, dict.fromkeys(keys.values()))}
        terms = run.tables.terms
        for (focus, value), key in keys.items():
            if key not in good:
                yield focus, self._result(shape, terms[focus], terms[value])

    def _key(self, run: Run, focus: int, value: int) -> tuple[Term, ...]:
        numbers = {"this": focus, "value": value}
        return tuple(run.tables.terms[numbers[name]] for name in self.compiled.question.names)

    def _result(self, shape: Shape, focus: Term, value: Term) -> Result:
        given = {**self.parameters, "this": focus, "value": value}
        messages = filled(shape.messages or self.messages, given.get)
        return Result(focus, shape.path, value, self.component, shape, None, messages, rule=self)


def answers(run: Run, compiled: Compiled, keys: Collection[Key]) -> Iterable[tuple[Key, Solution]]:
    """The solutions of a query for each key that has some, within the time that a run leaves it. Raises Unfinished."""
    question, store = compiled.question, store_of(run, compiled)
    if run.within is at_leisure:
        return question.answers(store, keys)
    found: list[tuple[Key, Solution]] = run.within(lambda: list(question.answers(store, keys)))
    return found


_with_shapes: WeakKeyDictionary[Run, ox.Store] = WeakKeyDictionary()


def store_of(run: Run, compiled: Compiled) -> ox.Store:
    """The data as a store, with the shapes in a graph of their own if the query asks for them."""
    if not compiled.needs_shapes:
        return run.store
    if run not in _with_shapes:
        store = ox.Store()
        store.bulk_extend(run.store)
        store.bulk_extend(
            ox.Quad(triple.subject, triple.predicate, triple.object, SHAPES_GRAPH)
            for triple in run.shapes.graph.triples()
        )
        _with_shapes[run] = store
    return _with_shapes[run]


def _sparql(declared: Declaration) -> Iterator[Constraint]:
    for node in declared.all(sh("sparql")):
        own = Declaration(declared.graph, node, None)
        if own.boolean(sh("deactivated")):
            continue
        what = f"The SPARQL constraint {named(node)} of the shape {named(declared.id)}"
        yield Select(
            SH + "SPARQLConstraintComponent",
            compiled(own, "SELECT", declared, {}, what),
            node,
            messages_of(declared.graph, node),
            {},
        )


def compiled(
    holder: Declaration,
    form: str,
    declared: Declaration,
    parameters: Mapping[str, Term],
    what: str,
    others: Sequence[str] = (),
) -> Compiled:
    """The query that a constraint or validator holds, compiled for a shape."""
    constants = {**parameters, "currentShape": declared.id, "shapesGraph": SHAPES_GRAPH}
    text = holder.text(sh(form.lower()))
    if text is None:
        raise BadShapes(f"{what} has no {named(sh(form.lower()))}.")
    try:
        prefixes = prefixes_of(holder.graph, holder.id)
        return compile_query(text, form, declared.path, constants, prefixes, others)
    except BadShapes as error:
        raise named_problem(error, what) from error


def messages_of(graph: ShapesGraph, *nodes: Term) -> tuple[ox.Literal, ...]:
    """The messages of the first node that has some."""
    said = ([term for term in graph.objects(node, sh("message")) if isinstance(term, ox.Literal)] for node in nodes)
    return tuple(next((messages for messages in said if messages), ()))


READERS = {sh("sparql"): _sparql}
