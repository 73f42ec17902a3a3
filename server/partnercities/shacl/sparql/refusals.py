"""What a query in shapes may not do: fetch, write, or use what cannot be pre-bound (SHACL, sections 5.2.1 and A)."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise

import pyoxigraph as ox

from partnercities.problems import BadShapes, Place, Refused, TooLarge
from partnercities.protocol.mistakes import explain
from partnercities.protocol.query_text import Limits, guard, place_of
from partnercities.protocol.tokens import Token
from partnercities.shacl.sparql.select import Select
from partnercities.shacl.sparql.structure import Group

_LIMITS = Limits()
_OPTIONAL = frozenset({"shapesGraph", "currentShape"})
_ERROR = re.compile(r"error at (?P<line>\d+):(?P<column>\d+): (?P<what>.*)", re.DOTALL)
_FORMS = (
    "SELECT",
    "ASK",
    "CONSTRUCT",
    "DESCRIBE",
    "INSERT",
    "DELETE",
    "LOAD",
    "CLEAR",
    "DROP",
    "CREATE",
    "ADD",
    "MOVE",
    "COPY",
    "WITH",
)
_REFUSED = {
    "MINUS": "MINUS cannot be used in shapes; FILTER NOT EXISTS says the same.",
    "VALUES": "VALUES cannot be used in shapes; FILTER (?x IN (…)) says the same.",
    "SERVICE": "SERVICE cannot be used in shapes: no other endpoint is called.",
    "FROM": "FROM cannot be used in shapes: a query reads the data that is checked.",
    "LOAD": "LOAD cannot be used in shapes: nothing is fetched.",
}


def ill(text: str, position: int, what: str, hint: str = "") -> BadShapes:
    """The problem of a query, with line and column within its text."""
    return BadShapes(what, place=place_of(text, position), hint=hint)


def refuse_by_words(
    text: str, found: Sequence[Token], form: str, prebound: Collection[str], prefixes: Mapping[str, str]
) -> None:
    """Raise BadShapes for what the tokens alone tell: another form, a forbidden word, an unknown prefix, `AS ?this`."""
    for check in (_other_form, _forbidden_word, _given_anew, _unknown_prefix):
        check(text, found, _Expected(form, prebound, prefixes))
    try:
        guard(text, _LIMITS)
    except (Refused, TooLarge) as error:
        raise BadShapes(error.detail, place=error.place, hint=error.hint) from error


class _Expected:
    def __init__(self, form: str, prebound: Collection[str], prefixes: Mapping[str, str]) -> None:
        self.form, self.prebound, self.prefixes = form, prebound, prefixes


def _other_form(text: str, found: Sequence[Token], expected: _Expected) -> None:
    first = next((token for token in found if token.word in _FORMS), None)
    if first is None or first.word != expected.form:
        name = "ends" if first is None else f"has {first.word}"
        raise ill(text, first.start if first else 0, f"The query {name} where {expected.form} is expected.")


def _forbidden_word(text: str, found: Sequence[Token], _: _Expected) -> None:
    for token in found:
        if token.kind == "word" and token.word in _REFUSED:
            raise ill(text, token.start, _REFUSED[token.word])


def _given_anew(text: str, found: Sequence[Token], expected: _Expected) -> None:
    for token, after in pairwise(found):
        if token.word == "AS" and after.kind == "variable" and after.text[1:] in expected.prebound:
            raise ill(
                text, after.start, f"{after.text} has its value from the shape and cannot be given another by AS."
            )


def _unknown_prefix(text: str, found: Sequence[Token], expected: _Expected) -> None:
    declared = {after.text for token, after in pairwise(found) if token.word == "PREFIX"}
    for token in found:
        prefix = token.text.partition(":")[0]
        if token.kind == "name" and prefix != "_" and prefix not in expected.prefixes and prefix + ":" not in declared:
            raise ill(
                text,
                token.start,
                f"The prefix {prefix}: is not declared.",
                "Declare it with sh:declare where sh:prefixes points to.",
            )


def refuse_by_syntax(text: str, prefixes: Mapping[str, str]) -> None:
    """Raise BadShapes if the engine cannot parse the query, or does not have a function that it calls."""
    prologue = " ".join(f"PREFIX {prefix}: <{namespace}>" for prefix, namespace in prefixes.items())
    whole = f"{prologue}\n{text}"
    try:
        ox.Store().query(whole)
    except SyntaxError as error:
        raise _explained(whole, str(error)) from error
    except (ValueError, RuntimeError) as error:
        raise BadShapes(f"The query cannot be evaluated: {error}") from error


def _explained(whole: str, message: str) -> BadShapes:
    """The problem of a query that the engine refused; what stands before its first line is ours."""
    found = _ERROR.match(message)
    place = Place(int(found["line"]), int(found["column"])) if found else None
    problem = explain(whole, found["what"] if found else message, place)
    line, column = (problem.place.line - 1, problem.place.column) if problem.place else (1, 1)
    return BadShapes(problem.detail, hint=problem.hint, place=Place(line, column) if line else None)


def refuse_by_structure(text: str, query: Select, prebound: Collection[str], always: Collection[str]) -> None:
    """Raise BadShapes for a nested SELECT that does not return the pre-bound variables it could see.

    `always` are those that it must return even where it does not mention them.
    """
    for select in nested_selects(query.group):
        wanted = {name for name in prebound if name in select.mentions and name not in _OPTIONAL} | set(always)
        missing = sorted(wanted - select.projected)
        if missing or select.everything:
            names = ", ".join(f"?{name}" for name in missing) or "the pre-bound variables by name"
            raise ill(text, select.start, f"A nested SELECT must return {names}.")


def nested_selects(group: Group) -> Iterator[Select]:
    """All SELECT within a group, however deep."""
    for inner in group.within():
        for element in inner.elements:
            if isinstance(element, Select):
                yield element
