"""Data against shapes by the engine of our own: its results as findings, and why, where somebody wants to know."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
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
from partnercities.validation.wording import component, messages


@dataclass(frozen=True)
class Checked:
    """A report, and what it was made from, for who wants to know more about a finding."""

    report: Report
    shapes: Shapes
    tables: Tables
    results: Mapping[Finding, Result]
    handle: str = ""

    def reasons(self, of: Finding) -> tuple[Finding, ...]:
        """Why the shapes that the constraint of a finding refers to do not hold."""
        result = self.results.get(of)
        return self._told(explain(result, self.shapes, self.tables).details) if result else ()

    def _told(self, details: Sequence[Result]) -> tuple[Finding, ...]:
        return tuple(finding(detail, self.handle, self._told(detail.details)) for detail in details)


def validate(
    given: Iterable[Triple],
    shapes: Shapes,
    context: Iterable[Triple] = (),
    *,
    handle: str = "",
    store: Callable[[], Store] | None = None,
    graph: bool = False,
) -> Checked:
    """Check data against shapes.

    `context` is what the data may refer to: it takes part, and then only what is said about subjects of `given` is
    reported. `handle` is the node that rules over the whole dataset hang on: what such a rule is about is the value it
    names. `store` gives all of it as a store, where there is one; with `graph` the report is told in the words of SHACL
    too.
    """
    others = list(context)
    # Without a context the data is read once, whatever its size.
    subjects: set[Term] | None = {triple.subject for triple in given} if others else None
    tables = Tables(chain(given, others))
    outcome = carry_out(shapes, tables, focus=_focus(subjects, handle), store=store)
    kept = [result for result in outcome.results if subjects is None or _about(result, handle) in subjects]
    told = [(finding(result, handle), result) for result in kept]
    written = _ntriples(report_triples(kept)) if graph else b""
    report = Report(tuple(sorted((each for each, _ in told), key=_order)), _checked(outcome, handle), written)
    return Checked(report, shapes, tables, dict(told), handle)


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


def _focus(subjects: set[Term] | None, handle: str) -> set[Term] | None:
    return subjects if subjects is None or not handle else {*subjects, iri(handle)}


def _ntriples(triples: Iterable[Triple]) -> bytes:
    return b"".join(f"{triple} .\n".encode() for triple in triples)


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
    """How many focus nodes each shape had; the handle itself is nobody's."""
    counts = {
        plain(shape.id): count - any(plain(target.of) == handle for target in shape.targets if handle)
        for shape, count in outcome.checked.items()
    }
    return dict(sorted(counts.items()))


def _order(found: Finding) -> tuple[int, str, str, str]:
    return rank(found.severity), found.about, found.shape, found.value
