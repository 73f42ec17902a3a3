"""Whether a query could stand in shapes, for who wants to know before there is a shape."""

from collections.abc import Mapping

from partnercities.problems import BadShapes
from partnercities.protocol.tokens import tokens
from partnercities.shacl.sparql.refusals import refuse_by_syntax, refuse_by_words

_PATH = "$PATH"
# As long as what it stands for, so that the places of faults stay right.
_ANY_PATH = "<a:b>"


def fault(text: str, prefixes: Mapping[str, str]) -> tuple[int, int, str] | None:
    """What is wrong with a query, by line, column and words; None if nothing is that its text alone can tell."""
    form = next((token.word for token in tokens(text) if token.word in ("SELECT", "ASK")), "SELECT")
    written = text.replace(_PATH, _ANY_PATH)
    try:
        refuse_by_words(written, form, (), prefixes)
        refuse_by_syntax(written, prefixes)
    except BadShapes as problem:
        place = problem.place
        return (place.line, place.column, problem.detail) if place else (1, 1, problem.detail)
    return None
