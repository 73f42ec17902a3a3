"""Shapes before they are used: what is wrong with them, all of it at once and with its places, else their plans."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from partnercities.dataset.files import DataFile, ontology, our_shapes
from partnercities.dataset.given import Given
from partnercities.desk.reports.naming import spot
from partnercities.desk.texts import Located
from partnercities.model.vocabulary import PREFIXES
from partnercities.problems import BadData, BadShapes, Place, UnreadableShapes
from partnercities.shacl.shape import Shapes
from partnercities.shacl.shapes import compile_shapes
from partnercities.validation.linting.flaws import Flaw
from partnercities.validation.report import Finding
from partnercities.validation.terms import Triple

Notes = tuple[Mapping[str, str], ...]
"""What is doubtful about shapes, by language."""


def judged(files: Sequence[DataFile], *, trusted: bool) -> tuple[Shapes, Notes]:
    """The plans of shapes, and what is doubtful about them.

    Raises UnreadableShapes, and BadShapes with all errors of shapes that are not `trusted`.
    """
    given = Given(files)
    try:
        triples = list(given.triples())
    except BadData as error:
        raise UnreadableShapes(error.detail, hint=error.hint, place=error.place, line=error.line) from error
    flaws = () if trusted and not _misspelt(triples) else _flaws(triples)
    texts = Located(given)
    if wrong := _errors(flaws):
        raise _bad(wrong, texts)
    try:
        return compile_shapes(triples), tuple(_noted(flaw, texts) for flaw in flaws)
    except BadShapes as error:
        # Who edits our shapes learns as much as who brings others.
        raise _bad(wrong, texts) if (wrong := _errors(_flaws(triples))) else error from error


def _misspelt(triples: Iterable[Triple]) -> bool:
    """Whether a word of SHACL that does not exist is said of anything: nobody would miss what it was meant to ask."""
    from partnercities.validation.linting.words import known

    predicates = {str(getattr(triple.predicate, "value", "")) for triple in triples}
    return any(predicate.startswith(PREFIXES["sh"]) and not known(predicate) for predicate in predicates)


def _errors(flaws: Sequence[Flaw]) -> list[Flaw]:
    return [flaw for flaw in flaws if flaw.severity == "error"]


def _noted(flaw: Flaw, texts: Located) -> Mapping[str, str]:
    """What is doubtful, with the place that it is about."""
    place = _place(flaw, texts)
    return {language: f"{spot(place)}: {text}" if place else text for language, text in flaw.messages.items()}


def _flaws(triples: Iterable[Triple]) -> Sequence[Flaw]:
    from partnercities.validation.judging import compiles, parse_query
    from partnercities.validation.lint import lint
    from partnercities.validation.vocabulary import known_terms

    known = known_terms(Given((*ontology(), *our_shapes())).triples())
    return lint(triples, known, compiles=compiles, parse_query=parse_query)


def _bad(flaws: Sequence[Flaw], texts: Located) -> BadShapes:
    """All flaws as one problem, in the order of the text; it stands where the first one does."""
    placed = [(flaw, _place(flaw, texts)) for flaw in flaws]
    (first, place), *others = sorted(placed, key=_order)
    more = f" ({len(others)} more)" if others else ""
    told = tuple(_told(flaw, place) for flaw, place in [(first, place), *others])
    line = next(iter(texts.lines(place.source, place.line, place.line)), "") if place else ""
    return BadShapes(first.messages["en"] + more, place=place, flaws=told, line=line)


def _order(placed: tuple[Flaw, Place | None]) -> tuple[str, int, int]:
    place = placed[1]
    return (place.source, place.line, place.column) if place else ("", 0, 0)


def _told(flaw: Flaw, place: Place | None) -> Mapping[str, object]:
    return {
        "code": flaw.code,
        "source": place.source if place else "",
        "line": place.line if place else 0,
        "column": place.column if place else 0,
        "message": dict(flaw.messages),
        "suggestion": flaw.suggestion,
        "shape": flaw.shape.strip("<>"),
    }


def _place(flaw: Flaw, texts: Located) -> Place | None:
    """Where a flaw stands; one within a text that goes over several lines stands in one of these."""
    wanted = [_sought(statement) for statement in (flaw.statement, flaw.owner) if statement[0]]
    place = next((found.place for found in texts.complete(wanted) if found.place), None)
    line, column = flaw.within
    if place is None or line < 2:
        return place
    return replace(place, line=place.line + line - 1, column=column, end_line=0, end_column=0)


def _sought(statement: tuple[str, str, str]) -> Finding:
    return Finding("", "", "", "", {}, "", statement=statement)
