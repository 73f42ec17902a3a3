"""Data that changes and our rules: which violations a change would add. Only what it can touch is looked at."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from partnercities.shacl.naming import naming
from partnercities.shacl.paths import Step
from partnercities.shacl.resident import Resident
from partnercities.shacl.result import Result
from partnercities.shacl.shape import Shape, Shapes
from partnercities.shacl.tables import Tables
from partnercities.shacl.terms import Store, Term, Triple, iri, plain
from partnercities.validation.by_tables import finding
from partnercities.validation.hints import hints
from partnercities.validation.report import Finding
from partnercities.validation.tabled import TableFacts, broken
from partnercities.validation.vocabulary import Known, unknown_terms
from partnercities.validation.wording import component

MOST_TOLD = 100
"""How many violations are told one by one."""
_PASSING = frozenset({"Warning", "Info"})


@dataclass(frozen=True)
class Worse:
    """The violations that a change adds: the first of them, and how many there are besides."""

    findings: Sequence[Finding] = ()
    more: int = 0

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.findings) + self.more

    def flaws(self) -> tuple[Mapping[str, object], ...]:
        """The violations as plain values."""
        return tuple(_flaw(found) for found in self.findings)


class Guard:
    """Rules, and the data that they are about, in the form in which a change is checked fast.

    `triples` is all the data and `whole` the same as a store, as it is after the change that is looked at. `handle` is the
    node that rules over the whole dataset hang on. Words that are not among the `known` ones are violations too.
    """

    def __init__(
        self, shapes: Shapes, triples: Iterable[Triple], whole: Callable[[], Store], known: Known, handle: str
    ) -> None:
        self._shapes = watching(shapes, handle)
        self._known = known
        # Many results may be about one predicate, and to doubt it means to look for what was meant.
        self._is_doubted = cache(lambda predicate: known.doubt_predicate(predicate) is not None)
        self._handle = handle
        self._whole = whole
        self._begin(triples)

    def _begin(self, triples: Iterable[Triple]) -> None:
        self._resident = Resident(self._shapes, Tables(triples), self._whole)
        self._room = 2 * len(self._tables.terms) + _SPARE

    @property
    def _tables(self) -> Tables:
        return self._resident.tables

    def has(self, triple: Triple) -> bool:
        """Whether the data says something."""
        return self._tables.has(triple)

    def follow(self, added: Iterable[Triple], removed: Iterable[Triple]) -> None:
        """Take over a change that stays, without checking it."""
        self._resident.follow(added, removed)

    @property
    def overgrown(self) -> bool:
        """Whether most terms that are kept are of statements that are gone; then it is time to `renew`."""
        return len(self._tables.terms) > self._room

    def renew(self, triples: Iterable[Triple]) -> None:
        """Begin anew with all the data there is."""
        self._begin(triples)

    def worse(self, added: Sequence[Triple], removed: Sequence[Triple], before: Callable[[], Store]) -> Worse:
        """Take over a change, and tell the violations that it adds; `before` gives the whole as it was."""
        results = self._resident.worsen(added, removed, before=before, heeded=_refuses).results
        unknown = [found for found in unknown_terms(added, self._known) if found.severity not in _PASSING]
        told = [(finding(result, self._handle), result) for result in results if not self._unknown(result)]
        told.sort(key=lambda pair: (pair[0].about, pair[0].shape, pair[0].value))
        return self._first(unknown, told)

    def _unknown(self, result: Result) -> bool:
        """Whether a result says that a closed shape has no such property, of one that nobody has: that is told already."""
        path = result.path if component(result) == "Closed" else None
        return isinstance(path, Step) and self._is_doubted(plain(path.predicate))

    def _first(self, unknown: Sequence[Finding], told: Sequence[tuple[Finding, Result]]) -> Worse:
        facts = TableFacts(self._tables, self._known)
        room = max(0, MOST_TOLD - len(unknown))
        hinted = [
            replace(found, hints=hints(broken(result, self._shapes.graph), facts)) for found, result in told[:room]
        ]
        findings = [*unknown[:MOST_TOLD], *hinted]
        return Worse(findings, len(unknown) + len(told) - len(findings))


_SPARE = 100_000
"""So many terms of statements that are gone do no harm."""


def watching(shapes: Shapes, handle: str) -> Shapes:
    """The shapes that a change may break so that it is refused, each rule over the whole dataset as one by itself.

    So such a rule is asked again only about the nodes that a change can touch.
    """
    kept = [shape for shape in shapes.targeting if _may_refuse(shape, shapes.every)]
    split = [part for shape in kept for part in (_parts(shape, handle) if _hangs_on(shape, handle) else (shape,))]
    changed = {shape.id: shape for shape in split}
    new = {shape.id: shape for shape in split if shape.id not in shapes.every}
    # The order stays: each before those that it refers to, and the new ones refer to none.
    return Shapes({**new, **shapes.every, **changed}, tuple(split), shapes.graph)


def _may_refuse(shape: Shape, every: Mapping[Term, Shape]) -> bool:
    if _severity(shape) not in _PASSING:
        return True
    nested = (other for rule in shape.constraints if rule.nests for other in rule.refers)
    return any(_may_refuse(every[other], every) for other in nested)


def _hangs_on(shape: Shape, handle: str) -> bool:
    return all(plain(target.of) == handle for target in shape.targets) and not shape.refers


def _parts(shape: Shape, handle: str) -> Iterable[Shape]:
    """A shape for each rule that can be asked about single nodes, called as the rule; the others stay together."""
    found = {rule: naming(shape, rule, iri(handle)) for rule in shape.constraints}
    yield from (part for part in found.values() if part)
    rest = tuple(rule for rule, part in found.items() if part is None)
    if rest:
        yield replace(shape, constraints=rest)


def _refuses(result: Result) -> bool:
    return _severity(result.shape) not in _PASSING


def _severity(shape: Shape) -> str:
    return shape.severity.value.rpartition("#")[2]


def _flaw(found: Finding) -> Mapping[str, object]:
    return {
        "rule": found.shape,
        "component": found.component,
        "thing": found.about,
        "path": found.path,
        "value": found.value,
        "message": dict(found.messages),
        "hint": dict(found.hints),
    }
