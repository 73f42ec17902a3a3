"""Shapes before they are used: what is wrong with them, all of it at once and with its places, else their plans."""

from collections.abc import Iterable, Mapping, Sequence
from typing import cast

from partnercities.dataset.files import DataFile, bytes_of, ontology, our_shapes
from partnercities.dataset.given import Given
from partnercities.problems import BadData, BadShapes, Place, UnreadableShapes
from partnercities.shacl.shape import Shapes
from partnercities.shacl.shapes import compile_shapes
from partnercities.sources.positions import Spot, Statement, locate
from partnercities.validation.linting.flaws import Flaw
from partnercities.validation.triples import Triple

_NOWHERE = Spot(0, 0, 0, 0, 9)


def judged(files: Sequence[DataFile], *, trusted: bool) -> Shapes:
    """The plans of shapes. Raises UnreadableShapes, and BadShapes with all flaws of shapes that are not `trusted`."""
    texts = Given(files)
    try:
        triples = list(texts.triples())
    except BadData as error:
        raise UnreadableShapes(error.detail, hint=error.hint, place=error.place) from error
    if not trusted and (flaws := flaws_of(texts, triples)):
        raise _bad(flaws)
    return compile_shapes(triples)


def flaws_of(texts: Given, triples: Iterable[Triple]) -> Sequence[Mapping[str, object]]:
    """The errors of shapes, each with its place, its words and what may have been meant."""
    from partnercities.shacl.patterns import readable
    from partnercities.shacl.sparql.judging import fault
    from partnercities.validation.lint import errors, lint
    from partnercities.validation.vocabulary import known_terms

    known = known_terms(Given((*ontology(), *our_shapes())).triples())
    found = errors(lint(triples, known, compiles=readable, parse_query=fault))
    places = [_place(texts, flaw) for flaw in found]
    told = [_told(flaw, place) for flaw, place in zip(found, places, strict=True)]
    return sorted(told, key=lambda flaw: (str(flaw["source"]), flaw["line"], flaw["column"]))


def _bad(flaws: Sequence[Mapping[str, object]]) -> BadShapes:
    first, *others = flaws
    message = cast("Mapping[str, str]", first["message"])["en"]
    place = Place(int(str(first["line"])), int(str(first["column"])), str(first["source"])) if first["line"] else None
    more = f" There are {len(others)} more flaws." if others else ""
    return BadShapes(message + more, place=place, flaws=tuple(flaws))


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


def _place(texts: Given, flaw: Flaw) -> Place | None:
    """Where a flaw stands; one within a text stands where that text goes on to it."""
    wanted = [Statement(*flaw.statement), *([Statement(*flaw.owner)] if flaw.owner[0] else [])]
    spots = {file: _spot(texts, file, wanted) for file in texts.files}
    file, spot = min(spots.items(), key=lambda item: item[1].distance)
    if spot is _NOWHERE:
        return None
    line, column = flaw.within
    if line > 1:
        return Place(spot.line + line - 1, column, str(file.path))
    return Place(spot.line, spot.column, str(file.path), spot.end_line, spot.end_column)


def _spot(texts: Given, file: DataFile, wanted: Sequence[Statement]) -> Spot:
    name = str(file.path)
    found = locate(bytes_of(file), file.path.suffix, wanted, file.base, texts.blank(name))
    return min(found.values(), key=lambda spot: spot.distance, default=_NOWHERE)
