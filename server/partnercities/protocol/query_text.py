"""What can be known of a query by reading its tokens, before any engine sees it: its form, its size, its calls outside.

The engine parses and evaluates by recursion: a text of a few kilobytes with 3,000 nested braces, or a chain of some
thousand operators, ends its process. So texts are measured first.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from partnercities.problems import BadQuery, Place, Refused, TooLarge
from partnercities.protocol.formats import Kind

# The order matters: what is tried first wins where two could begin at the same place (SPARQL 1.1, section 19.8).
_TOKEN = re.compile(
    r"""
    (?P<skip>\s+|\#[^\r\n]*)
  | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
  | (?P<string>\"{3}(?:\"{0,2}(?:[^"\\]|\\.))*\"{3}|'{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3}
             |"(?:[^"\\\r\n]|\\.)*"|'(?:[^'\\\r\n]|\\.)*')
  | (?P<variable>[?$]\w+)
  | (?P<name>(?:[^\W\d_][\w.-]*|_)?:(?:[\w:.%-]|\\[^\s])*)
  | (?P<tag>@[A-Za-z][A-Za-z0-9-]*)
  | (?P<number>\d+\.?\d*(?:[eE][+-]?\d+)?)
  | (?P<word>[^\W\d]\w*)
  | (?P<mark>&&|\|\||\^\^|.)
    """,
    re.VERBOSE | re.DOTALL,
)

_FORMS = {"SELECT": Kind.BINDINGS, "ASK": Kind.BOOLEAN, "CONSTRUCT": Kind.GRAPH, "DESCRIBE": Kind.GRAPH}
_UPDATES = {"INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH"}
_OPERATORS = {
    "||",
    "&&",
    "!",
    "|",
    "/",
    "^",
    "+",
    "-",
    "*",
    ".",
    ";",
    "UNION",
    "OPTIONAL",
    "MINUS",
    "FILTER",
    "BIND",
    "VALUES",
    "GRAPH",
}
_OPENING, _CLOSING = {"{", "(", "["}, {"}", ")", "]"}


@dataclass(frozen=True)
class Token:
    """One token: its kind (a group of the grammar above), its text and where it starts."""

    kind: str
    text: str
    start: int


@dataclass(frozen=True)
class Limits:
    """The largest query that may reach an engine: length in bytes of UTF-8, depth of brackets, number of operators."""

    size: int = 1_000_000
    nesting: int = 200
    operators: int = 1_000


def tokens(text: str) -> Iterator[Token]:
    """The tokens of a query; white space and comments are left out, and nothing makes it fail."""
    for match in _TOKEN.finditer(text):
        if match.lastgroup and match.lastgroup != "skip":
            yield Token(match.lastgroup, match.group(), match.start())


def kind_of(text: str) -> Kind:
    """What the answer to a query will be, by its form. Raises BadQuery for an update and for what has no form."""
    for token in tokens(text):
        word = token.text.upper()
        if token.kind == "word" and word in _FORMS:
            return _FORMS[word]
        if token.kind == "word" and word in _UPDATES:
            raise BadQuery(
                "This is an update, not a query.",
                place=place_of(text, token.start),
                hint="A query begins with SELECT, ASK, CONSTRUCT or DESCRIBE.",
            )
        if not (token.kind in ("iri", "name") or word in ("BASE", "PREFIX", "VERSION") or token.kind == "string"):
            raise BadQuery(
                f"A query cannot begin with {token.text!r}.",
                place=place_of(text, token.start),
                hint="It begins with SELECT, ASK, CONSTRUCT or DESCRIBE, after any PREFIX and BASE.",
            )
    raise BadQuery("The query is empty.", hint="It begins with SELECT, ASK, CONSTRUCT or DESCRIBE.")


def guard(text: str, limits: Limits) -> None:
    """Let a query pass only if an engine can bear it.

    Raises TooLarge when it is too long, too deeply nested or has too many operators, and Refused when it calls SERVICE.
    """
    if len(text.encode()) > limits.size:
        raise TooLarge(f"The query is longer than {limits.size:,} bytes.")
    depth = operators = 0
    for token in tokens(text):
        word = token.text.upper() if token.kind in ("word", "mark") else ""
        depth += (word in _OPENING) - (word in _CLOSING)
        operators += word in _OPERATORS
        if depth > limits.nesting:
            raise TooLarge(
                f"The query nests brackets more than {limits.nesting} deep.", place=place_of(text, token.start)
            )
        if operators > limits.operators:
            raise TooLarge(
                f"The query has more than {limits.operators:,} operators and patterns.",
                place=place_of(text, token.start),
                hint="Long lists of values belong into VALUES, which has no such limit.",
            )
        if word == "SERVICE":
            raise Refused("SERVICE is closed here: this endpoint calls no other.", place=place_of(text, token.start))


def place_of(text: str, position: int) -> Place:
    """The line and column of a position in a text."""
    before = text[:position]
    return Place(before.count("\n") + 1, position - (before.rfind("\n") + 1) + 1)
