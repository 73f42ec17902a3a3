"""Data against shapes by the engine of our own: its results as findings, and why, where somebody wants to know."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from partnercities.shacl.paths import Step, sparql_text
from partnercities.shacl.report import report as report_triples
from partnercities.shacl.result import Result
from partnercities.shacl.shape import Shapes
from partnercities.shacl.tables import Tables
from partnercities.shacl.terms import Store, Term, Triple, iri, is_iri, plain
from partnercities.shacl.validate import Outcome, explain
from partnercities.shacl.validate import validate as carry_out
from partnercities.validation.report import Finding, Report, rank
from partnercities.validation.tabled import TableFacts, broken, doubtful
from partnercities.validation.vocabulary import Known, unknown_terms
from partnercities.validation.wording import component, messages

NOTHING_KNOWN = Known()


@dataclass(frozen=True)
class Checked:
    """A report, and what it was made from, for who wants to know more about a finding."""

    report: Report
    shapes: Shapes
    tables: Tables
    told: Sequence[tuple[Finding, Result]]
    """The findings that are results of the engine, and those."""
    known: Known
    handle: str = ""

    def graph(self) -> bytes:
        """The report in the words of SHACL, as N-Triples."""
        return b"".join(f"{triple} .\n".encode() for triple in report_triples(result for _, result in self.told))

    def reasons(self, of: Finding) -> tuple[Finding, ...]:
        """Why the shapes that the constraint of a finding refers to do not hold."""
        result = self.results.get(of)
        return self._told(explain(result, self.shapes, self.tables).details) if result else ()

    def hints(self, of: Finding) -> Mapping[str, str]:
        """What may have been meant, by language."""
        from partnercities.validation.hints import hints

        result = self.results.get(of)
        return hints(broken(result, self.shapes.graph), self._facts) if result else {}

    @cached_property
    def results(self) -> Mapping[Finding, Result]:
        """The results by their findings."""
        return dict(self.told)

    @cached_property
    def _facts(self) -> TableFacts:
        return TableFacts(self.tables, self.known)

    def _told(self, details: Sequence[Result]) -> tuple[Finding, ...]:
        return tuple(finding(detail, self.handle, self._told(detail.details)) for detail in details)


def validate(
    given: Iterable[Triple],
    shapes: Shapes,
    context: Iterable[Triple] = (),
    *,
    handle: str = "",
    known: Known = NOTHING_KNOWN,
    store: Callable[[], Store] | None = None,
) -> Checked:
    """Check data against shapes.

    `context` is what the data may refer to: it takes part, and then only what is said about subjects of `given` is
    reported. `handle` is the node that rules over the whole dataset hang on: what such a rule is about is the value it
    names. Words of the data that are not among the `known` ones are findings too, if any are. `store` gives all of it as
    a store, where there is one.
    """
    others = list(context)
    # Without a context the data is read once, whatever its size.
    subjects: set[Term] | None = {triple.subject for triple in given} if others else None
    tables = Tables(chain(given, others))
    outcome = carry_out(shapes, tables, focus=_focus(subjects, handle), store=store)
    kept = [result for result in outcome.results if subjects is None or _about(result, handle) in subjects]
    told = [(finding(result, handle), result) for result in kept]
    found = _with_unknown((each for each, _ in told), tables, known, subjects)
    report = Report(tuple(sorted(found, key=_order)), _checked(outcome, handle), b"")
    return Checked(report, shapes, tables, told, known, handle)


def finding(result: Result, handle: str = "", reasons: tuple[Finding, ...] = ()) -> Finding:
    """A result as a finding."""
    about = _about(result, handle)
    constraint = result.constraint if is_iri(result.constraint) else None
    return Finding(
        result.shape.severity.value.rpartition("#")[2],
        plain(about),
        sparql_text(result.path).strip("<>") if result.path else "",
        "" if result.value in (None, about) else plain(result.value),
        messages(result),
        plain(constraint or result.shape.id),
        component(result),
        _statement(result, about),
        reasons=reasons,
    )


def _with_unknown(
    found: Iterable[Finding], tables: Tables, known: Known, subjects: set[Term] | None
) -> Iterator[Finding]:
    """Findings, and those about words that nobody knows, each told once."""
    said = (triple for triple in doubtful(tables, known) if subjects is None or triple.subject in subjects)
    unknown = unknown_terms(said, known)
    statements = {each.statement for each in unknown}
    yield from unknown
    # That a closed shape has no such word either is no news.
    yield from (each for each in found if each.component != "Closed" or each.statement not in statements)


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
