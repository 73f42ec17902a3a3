"""The engine of shapes as judge of the lint: whether it can read a pattern, and whether it can ask a query."""

from partnercities.problems import BadShapes
from partnercities.shacl.paths import Step
from partnercities.shacl.patterns import readable as compiles
from partnercities.shacl.sparql.compiling import compile_query
from partnercities.shacl.terms import TYPE
from partnercities.validation.linting.judges import Asked

__all__ = ["compiles", "parse_query"]

# Any path will do: what is judged is the text around it.
_SOME_PATH = Step(TYPE)


def parse_query(asked: Asked) -> tuple[int, int, str] | None:
    """Line, column and words of what is wrong with a query, so that the engine would not ask it; None if nothing is."""
    path = _SOME_PATH if asked.on_path else None
    try:
        compile_query(asked.text, asked.form, path, {}, asked.prefixes, asked.variables)
    except BadShapes as problem:
        place = problem.place
        return place.line if place else 1, place.column if place else 1, " ".join(problem.detail.split())[:300]
    return None
