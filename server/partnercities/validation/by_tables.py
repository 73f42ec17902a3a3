"""Data against shapes by the engine of our own: its results as findings, and why, where somebody wants to know."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from heapq import nsmallest
from itertools import chain

from partnercities.shacl.paths import Step, sparql_text
from partnercities.shacl.patience import Within, at_leisure
from partnercities.shacl.report import report as report_triples
from partnercities.shacl.result import Result
from partnercities.shacl.shape import Constraint, Shape, Shapes
from partnercities.shacl.tables import Tables
from partnercities.shacl.terms import Statement, Store, Term, iri, is_iri, plain
from partnercities.shacl.validate import Outcome, explain
from partnercities.shacl.validate import validate as carry_out
from partnercities.validation.causes import of_class, origin
from partnercities.validation.report import Finding, Report, rank
from partnercities.validation.tabled import TableFacts, broken, doubtful
from partnercities.validation.vocabulary import Known, unknown_terms
from partnercities.validation.wording import UNFINISHED, component, messages, of_types

NOTHING_KNOWN = Known()


@dataclass(frozen=True)
class Checked:
    """What a validation found, for a report and for who wants to know more about a finding."""

    rules: "Rules"
    tables: Tables
    results: Sequence[Result]
    unknown: Sequence[Finding]
    """The findings about words that nobody knows."""
    counts: Mapping[str, int]
    """How many focus nodes each shape had."""
    unfinished: Sequence[str] = ()
    """The constraints or shapes of which nothing is known, as a query took too long."""
    _told: dict[Finding, Result] = field(default_factory=dict)

    def report(self, most: int | None = None) -> Report:
        """The report, with at most so many findings, the first ones in its order; all are counted."""
        first = self.results if most is None else nsmallest(most, self.results, key=self._place)
        told = [(finding(result, self.rules.handle), result) for result in first]
        self._told.update(told)
        found = sorted((*self.unknown, *(each for each, _ in told)), key=_order)[:most]
        left = Counter(map(_severity, self.results))
        left.update(each.severity for each in self.unknown)
        left.subtract(each.severity for each in found)
        beyond = {name: count for name, count in left.items() if count}
        return Report(tuple(found), self.counts, b"", beyond=beyond, unfinished=tuple(self.unfinished))

    def graph(self) -> bytes:
        """The report in the words of SHACL, as N-Triples."""
        return b"".join(f"{triple} .\n".encode() for triple in report_triples(self.results))

    def reasons(self, of: Finding) -> tuple[Finding, ...]:
        """Why the shapes that the constraint of a finding refers to do not hold."""
        result = self._told.get(of)
        return self._details(explain(result, self.rules.shapes, self.tables)) if result else ()

    def hints(self, of: Finding) -> Mapping[str, str]:
        """What may have been meant, by language."""
        from partnercities.validation.hints import hints

        result = self._told.get(of)
        return hints(broken(result, self.rules.shapes.graph), self._facts) if result else {}

    def origin(self, of: Finding) -> tuple[str, str, str] | None:
        """The statement that somebody wrote, where the one of a finding is computed from it."""
        result = self._told.get(of)
        return origin(of, result.focus, result.value, self._facts) if result else None

    def cause(self, alike: Sequence[Finding], amount: int) -> Finding | None:
        """What findings about references to one thing have their reason in, of which there are so many."""
        results = [self._told[each] for each in alike if each in self._told]
        if not results:
            return None
        return of_class([broken(each, self.rules.shapes.graph) for each in results], alike, amount, self._facts)

    @cached_property
    def _facts(self) -> TableFacts:
        return TableFacts(self.tables, self.rules.known)

    def _details(self, result: Result) -> tuple[Finding, ...]:
        told = tuple(finding(detail, self.rules.handle, self._details(detail)) for detail in result.details)
        together = of_types(result.details)
        return (replace(told[0], messages=together),) if together else told

    def _place(self, result: Result) -> tuple[int, str, str, str]:
        """Where the finding of a result stands in a report, known without making it."""
        return (
            rank(_severity(result)),
            plain(_about(result, self.rules.handle)),
            _rule(result),
            _value(result, self.rules.handle),
        )


@dataclass(frozen=True)
class Rules:
    """What data is checked against."""

    shapes: Shapes
    handle: str = ""
    """The node that rules over the whole dataset hang on: what such a rule is about is the value it names."""
    known: Known = NOTHING_KNOWN
    """The words that data may use; where there are any, others are findings."""


def validate(
    given: Iterable[Statement],
    rules: Rules,
    context: Iterable[Statement] = (),
    *,
    store: Callable[[], Store] | None = None,
    within: Within = at_leisure,
) -> Checked:
    """Check data against rules.

    `context` is what the data may refer to: it takes part, and then only what is said about subjects of `given` is
    reported. `store` gives all of it as a store, where there is one; `within` gives each query its time.
    """
    others = list(context)
    # Without a context the data is read once, whatever its size.
    subjects: set[Term] | None = {triple.subject for triple in given} if others else None
    tables = Tables(chain(given, others))
    outcome = carry_out(rules.shapes, tables, focus=_focus(subjects, rules.handle), store=store, within=within)
    said = (triple for triple in doubtful(tables, rules.known) if subjects is None or triple.subject in subjects)
    unknown = unknown_terms(said, rules.known)
    statements = {each.statement for each in unknown}
    kept = [
        result
        for result in outcome.results
        if (subjects is None or _about(result, rules.handle) in subjects) and not _is_old(result, statements)
    ]
    unfinished = [_unfinished(rule, shape) for rule, shape in outcome.unfinished.items()]
    return Checked(
        rules, tables, [*unfinished, *kept], unknown, _checked(outcome, rules.handle), tuple(map(_rule, unfinished))
    )


def finding(result: Result, handle: str = "", reasons: tuple[Finding, ...] = ()) -> Finding:
    """A result as a finding."""
    about = _about(result, handle)
    return Finding(
        _severity(result),
        plain(about),
        sparql_text(result.path).strip("<>") if result.path else "",
        _value(result, handle),
        messages(result),
        _rule(result),
        component(result),
        _statement(result, about),
        reasons=reasons,
    )


def _unfinished(rule: Constraint, shape: Shape) -> Result:
    """That nothing is known of a constraint, as a result about its shape, so that nobody takes silence for a yes."""
    node = getattr(rule, "node", None)
    return Result(shape.id, None, None, rule.component, shape, node, UNFINISHED)


def _severity(result: Result) -> str:
    return result.shape.severity.value.rpartition("#")[2]


def _rule(result: Result) -> str:
    """The constraint that a result comes from if it has a name, else its shape."""
    return plain(result.constraint if is_iri(result.constraint) else result.shape.id)


def _value(result: Result, handle: str) -> str:
    return "" if result.value is None or result.value == _about(result, handle) else plain(result.value)


def _is_old(result: Result, unknown: set[tuple[str, str, str]]) -> bool:
    """Whether a result says only that a closed shape does not have a word that nobody has."""
    return bool(unknown) and component(result) == "Closed" and _statement(result, result.focus) in unknown


def _focus(subjects: set[Term] | None, handle: str) -> set[Term] | None:
    return subjects if subjects is None or not handle else {*subjects, iri(handle)}


def _about(result: Result, handle: str) -> Term:
    """What a result is about: its focus node, or the value that a rule over the whole dataset names."""
    of_dataset = handle and is_iri(result.focus) and result.focus.value == handle
    return result.value if of_dataset and result.value is not None else result.focus


def _statement(result: Result, about: Term) -> tuple[str, str, str]:
    if not isinstance(result.path, Step):
        return str(about), "", ""
    value = "" if result.value is None or result.value == about else str(result.value)
    return str(about), str(result.path.predicate), value


def _checked(outcome: Outcome, handle: str) -> dict[str, int]:
    """How many focus nodes each shape had, but for those that hang on the handle alone, which is no node of the data."""
    counts = {
        plain(shape.id): count
        for shape, count in outcome.checked.items()
        if any(plain(target.of) != handle for target in shape.targets)
    }
    return dict(sorted(counts.items()))


def _order(found: Finding) -> tuple[int, str, str, str]:
    return rank(found.severity), found.about, found.shape, found.value
