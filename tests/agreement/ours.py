"""Our engine, asked as the others are."""

from functools import cache

from partnercities.shacl.paths import Path, written
from partnercities.shacl.shapes import compile_shapes
from partnercities.shacl.tables import Tables
from partnercities.shacl.validate import validate

from .cases import Case
from .results import Found, Results, expression, local, text


def validated(case: Case) -> Results:
    """Our results. Raises BadShapes."""
    outcome = validate(compile_shapes(case.shapes), Tables(case.data))
    return Results(
        Found(
            text(result.focus),
            _path(result.path) if result.path else "",
            text(result.value),
            local(result.shape.severity),
            local(result.component),
            text(result.shape.id),
        )
        for result in outcome.results
    )


@cache
def _path(path: Path) -> str:
    head, triples = written(path)
    return expression(triples, head)
