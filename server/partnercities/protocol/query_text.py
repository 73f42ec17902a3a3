"""What can be known of a query by reading its tokens, before any engine sees it: its form, its size, its calls outside.

The engine parses and evaluates by recursion: a text of a few kilobytes with 3,000 nested braces, or a chain of some
thousand operators, ends its process. So texts are measured first.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urljoin

from partnercities.problems import BadQuery, Place, Refused, TooLarge
from partnercities.protocol.formats import Kind
from partnercities.protocol.tokens import PAIRS, TERMS, Token, tokens

FORMS = {"SELECT": Kind.BINDINGS, "ASK": Kind.BOOLEAN, "CONSTRUCT": Kind.GRAPH, "DESCRIBE": Kind.GRAPH}
# Cuts every token at least once, but for names and numbers, which take steps only in a list of them.
_PIECES = re.compile(r"\w+|[^\w\s]")
_FICKLE_PARTS = ("NOW", "RAND", "UUID", "BNODE", "SERVICE")
_FICKLE = re.compile(r"\b(?:NOW|RAND|UUID|STRUUID|BNODE|SERVICE)\b", re.IGNORECASE)
_UPDATES = {"INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH"}
# What makes a query longer for an engine: each of these is one more step of its plan.
# fmt: off
_STEPS = {
    "||", "&&", "!", "|", "/", "^", "+", "-", "*", ".", ";", ",", "{", "(", "<<", "AS",
    "UNION", "OPTIONAL", "MINUS", "FILTER", "BIND", "VALUES", "GRAPH",
}
# fmt: on
_DATA = ("VALUES", "IN")


@dataclass(frozen=True)
class Limits:
    """The largest query that may reach an engine: length in bytes of UTF-8, depth of brackets, number of operators."""

    size: int = 1_000_000
    nesting: int = 200
    operators: int = 1_000
    services: bool = False
    """Whether SERVICE is let through, to be led to addresses that are allowed (see `led`)."""


# A prologue and a form as nearly all queries have them; what is written otherwise is read token by token.
_OPENING = re.compile(
    r"""(?>(?:\s++|\#[^\r\n]*+|(?:PREFIX\s++[\w.-]*+:|BASE)\s*+<[^<>"{}|^`\\\x00-\x20]*+>)*+)(SELECT|ASK|CONSTRUCT|DESCRIBE)\b""",
    re.IGNORECASE,
)


def kind_of(text: str) -> Kind:
    """What the answer to a query will be, by its form. Raises BadQuery for an update and for what has no form."""
    opening = _OPENING.match(text)
    if opening:
        return FORMS[opening[1].upper()]
    for token in tokens(text):
        word = token.text.upper()
        if token.kind == "word" and word in FORMS:
            return FORMS[word]
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


def from_clauses(text: str, base: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The graphs that a query names in FROM and in FROM NAMED, as absolute IRIs."""
    if "FROM" not in text.upper():
        return (), ()
    prefixes: dict[str, str] = {}
    default: list[str] = []
    named: list[str] = []
    found = list(tokens(text))
    for before, token, after in zip([None, *found], found, found[1:], strict=False):
        if token.word == "BASE":
            base = urljoin(base, after.text[1:-1])
        if token.word == "{":
            break
        if before is not None and before.word == "PREFIX" and after.kind == "iri":
            prefixes[token.text] = urljoin(base, after.text[1:-1])
        if token.word in ("FROM", "NAMED") and after.kind in ("iri", "name"):
            (default if token.word == "FROM" else named).append(absolute(after, prefixes, base))
    return tuple(default), tuple(named)


def iris(text: str) -> set[str]:
    """The IRIs that a query without BASE names, in full or by a prefix."""
    found = list(tokens(text))
    prefixes = {
        name.text: iri.text[1:-1]
        for word, name, iri in zip(found, found[1:], found[2:], strict=False)
        if word.word == "PREFIX"
    }
    return {absolute(token, prefixes, "") for token in found if token.kind in ("iri", "name")}


def absolute(token: Token, prefixes: Mapping[str, str], base: str) -> str:
    """The IRI that a token stands for: an IRI in angle brackets or a prefixed name."""
    if token.kind == "iri":
        return urljoin(base, token.text[1:-1])
    prefix, _, local = token.text.partition(":")
    return prefixes.get(prefix + ":", "") + re.sub(r"\\(.)", r"\1", local)


def guard(text: str, limits: Limits) -> None:
    """Let a query or an update pass only if an engine can bear it.

    Raises TooLarge when it is too long, too deeply nested or has too many operators, and Refused when it calls SERVICE.
    """
    try:
        size = len(text.encode())
    except UnicodeEncodeError as error:
        raise BadQuery(
            "The query holds half a character, so it is no text.", place=place_of(text, error.start)
        ) from error
    if size > limits.size:
        raise TooLarge(f"The query is longer than {limits.size:,} bytes.")
    if _is_small(text, limits):
        return
    depth = steps = 0
    before: Token | None = None
    for token in tokens(text):
        if not limits.services and _calls_service(token, before):
            raise Refused("SERVICE is closed here: no other endpoint is called.", place=place_of(text, token.start))
        steps += _is_step(token, before)
        depth += (token.word in PAIRS) - (token.word in PAIRS.values())
        if depth > limits.nesting:
            problem = f"The query nests brackets more than {limits.nesting} deep."
            raise TooLarge(problem, place=place_of(text, token.start))
        if steps > limits.operators:
            raise TooLarge(
                f"The query has more than {limits.operators:,} operators and patterns.",
                place=place_of(text, token.start),
                hint="Long lists of values belong into VALUES, which has no such limit.",
            )
        before = token


def _is_small(text: str, limits: Limits) -> bool:
    """Whether a text is so small that no reading of it could be beyond the limits: most are."""
    brackets = text.count("{") + text.count("(") + text.count("[") + text.count("<<")
    small = brackets <= limits.nesting and (len(text) <= limits.operators or _pieces(text) <= limits.operators)
    return small and "SERVICE" not in text.upper()


def _pieces(text: str) -> int:
    """A number of pieces that a text has no more tokens than."""
    return len(_PIECES.findall(text))


def _is_step(token: Token, before: Token | None) -> bool:
    """Whether a token makes the plan longer: an operator, or one more term in a list that is no data."""
    if token.inside == "DATA":
        return False
    if token.inside in _DATA and token.word in ("", ",", "(", "-", "+"):
        return False
    listed = token.kind in TERMS and before is not None and before.kind in TERMS and token.inside != "{"
    return token.word in _STEPS or listed


def _calls_service(token: Token, before: Token | None) -> bool:
    """Whether a token can be read as SERVICE. Engines need no blank around a word, so a part of one is enough."""
    if before is not None and before.kind == "name" and token.text == "{":
        return before.text.partition(":")[0].upper().endswith("SERVICE")
    return token.kind == "word" and "SERVICE" in token.word


def is_fickle(text: str) -> bool:
    """Whether a query may be answered differently each time; a mention in a text or a comment is enough to say so."""
    upper = text.upper()
    return any(word in upper for word in _FICKLE_PARTS) and _FICKLE.search(text) is not None


def led(text: str, base: str, lead: Callable[[str], str]) -> str:
    """A query or update in which every SERVICE calls the address that `lead` gives for the one it names.

    Raises Refused for a SERVICE whose address stands in a variable, or which is written so that only an engine sees it.
    """
    if "SERVICE" not in text.upper():
        return text
    parts, position = [], 0
    prefixes: dict[str, str] = {}
    found = [*tokens(text)]
    for number, token in enumerate(found):
        base = _declare(found, number, prefixes, base)
        if not _calls_service(token, found[number - 1] if number else None):
            continue
        named = next((after for after in found[number + 1 : number + 3] if after.word != "SILENT"), None)
        if token.word != "SERVICE" or named is None or named.kind not in ("iri", "name"):
            raise Refused("SERVICE needs an address that stands in the text.", place=place_of(text, token.start))
        parts += [text[position : named.start], f"<{lead(absolute(named, prefixes, base))}>"]
        position = named.start + len(named.text)
    return "".join([*parts, text[position:]])


def _declare(found: Sequence[Token], number: int, prefixes: dict[str, str], base: str) -> str:
    """Note what a token declares, if it is PREFIX or BASE; returns the base from there on."""
    word, after = found[number].word, found[number + 1 : number + 3]
    if word == "PREFIX" and len(after) == 2 and after[1].kind == "iri":
        prefixes[after[0].text] = urljoin(base, after[1].text[1:-1])
    return urljoin(base, after[0].text[1:-1]) if word == "BASE" and after and after[0].kind == "iri" else base


def place_of(text: str, position: int) -> Place:
    """The line and column of a position in a text."""
    before = text[:position]
    return Place(before.count("\n") + 1, position - (before.rfind("\n") + 1) + 1)
