"""Why a query does not parse, in words: the mistakes that people make, looked for before the engine's message is used."""

import re
from collections.abc import Callable, Sequence
from difflib import get_close_matches
from itertools import pairwise

from partnercities.model.vocabulary import PREFIXES
from partnercities.problems import BadQuery, Place
from partnercities.protocol.query_text import place_of
from partnercities.protocol.tokens import Token, tokens

# The words of SPARQL 1.1 and 1.2 (forms of queries and updates, clauses, built-in functions); all but `a` in any case.
WORDS = frozenset(
    [
        "A",
        "ABS",
        "ADD",
        "ADJUST",
        "ALL",
        "ARQ",
        "AS",
        "ASC",
        "ASK",
        "AVG",
        "BASE",
        "BIND",
        "BNODE",
        "BOUND",
        "BY",
        "CEIL",
        "CLEAR",
        "COALESCE",
        "CONCAT",
        "CONSTRUCT",
        "CONTAINS",
        "COPY",
        "COUNT",
        "CREATE",
        "DATA",
        "DATATYPE",
        "DAY",
        "DEFAULT",
        "DELETE",
        "DESC",
        "DESCRIBE",
        "DISTINCT",
        "DROP",
        "ENCODE_FOR_URI",
        "EXISTS",
        "FALSE",
        "FILTER",
        "FLOOR",
        "FROM",
        "GRAPH",
        "GROUP",
        "GROUP_CONCAT",
        "HASLANG",
        "HASLANGDIR",
        "HAVING",
        "HOURS",
        "IF",
        "IN",
        "INSERT",
        "INTO",
        "IRI",
        "ISBLANK",
        "ISIRI",
        "ISLITERAL",
        "ISNUMERIC",
        "ISTRIPLE",
        "ISURI",
        "LANG",
        "LANGDIR",
        "LANGMATCHES",
        "LCASE",
        "LIMIT",
        "LOAD",
        "MAX",
        "MD5",
        "MIN",
        "MINUS",
        "MINUTES",
        "MONTH",
        "MOVE",
        "NAMED",
        "NOT",
        "NOW",
        "OBJECT",
        "OFFSET",
        "OPTIONAL",
        "ORDER",
        "PREDICATE",
        "PREFIX",
        "RAND",
        "REDUCED",
        "REGEX",
        "REPLACE",
        "ROUND",
        "SAMETERM",
        "SAMPLE",
        "SECONDS",
        "SELECT",
        "SEPARATOR",
        "SERVICE",
        "SHA1",
        "SHA256",
        "SHA384",
        "SHA512",
        "SILENT",
        "STR",
        "STRAFTER",
        "STRBEFORE",
        "STRDT",
        "STRENDS",
        "STRLANG",
        "STRLANGDIR",
        "STRLEN",
        "STRSTARTS",
        "STRUUID",
        "SUBJECT",
        "SUBSTR",
        "SUM",
        "TIMEZONE",
        "TO",
        "TRIPLE",
        "TRUE",
        "TZ",
        "UCASE",
        "UNDEF",
        "UNION",
        "URI",
        "USING",
        "UUID",
        "VALUES",
        "VERSION",
        "WHERE",
        "WITH",
        "YEAR",
    ]
)
# The engine's list of what it expected holds symbols, words and now and then a sentence; only the sentence helps a person.
_SENTENCE = re.compile(r"[A-Z][a-z]+(?: [\w?:<>/.#-]+){2,}")
_PAIRS = {"{": "}", "(": ")", "[": "]"}


def explain(text: str, message: str, place: Place | None) -> BadQuery:
    """The problem of a query that an engine refused with a message and a place of its own."""
    found = list(tokens(text))
    looks: tuple[Callable[[str, Sequence[Token]], BadQuery | None], ...] = (
        _open_quote,
        _undeclared_prefix,
        _unknown_word,
        _unpaired_bracket,
    )
    for look in looks:
        mistake = look(text, found)
        if mistake:
            return mistake
    return BadQuery(_near(text, message, place), place=place)


def _undeclared_prefix(text: str, found: Sequence[Token]) -> BadQuery | None:
    declared = {after.text for before, after in pairwise(found) if before.text.upper() == "PREFIX"}
    for token in found:
        prefix = token.text.partition(":")[0]
        if token.kind == "name" and prefix != "_" and prefix + ":" not in declared:
            hint = (
                f"Add at the top: PREFIX {prefix}: <{PREFIXES[prefix]}>"
                if prefix in PREFIXES
                else "Declare it at the top with PREFIX."
            )
            return BadQuery(f"The prefix {prefix}: is not declared.", place=place_of(text, token.start), hint=hint)
    return None


def _unknown_word(text: str, found: Sequence[Token]) -> BadQuery | None:
    for token in found:
        if token.kind == "word" and token.text.upper() not in WORDS:
            near = get_close_matches(token.text.upper(), WORDS, n=1)
            hint = f"Did you mean {near[0]}?" if near else "A variable begins with ?, a text stands in quotes."
            return BadQuery(f"{token.text!r} is no word of SPARQL.", place=place_of(text, token.start), hint=hint)
    return None


def _unpaired_bracket(text: str, found: Sequence[Token]) -> BadQuery | None:
    open_: list[Token] = []
    for token in found:
        if token.text in _PAIRS:
            open_.append(token)
        elif token.text in _PAIRS.values():
            if not open_ or _PAIRS[open_[-1].text] != token.text:
                return BadQuery(f"This {token.text} closes nothing.", place=place_of(text, token.start))
            open_.pop()
    return BadQuery(f"This {open_[-1].text} is never closed.", place=place_of(text, open_[-1].start)) if open_ else None


def _open_quote(text: str, found: Sequence[Token]) -> BadQuery | None:
    # A quote that begins no string token has no partner.
    for token in found:
        if token.kind == "open":
            return BadQuery("This quote is never closed.", place=place_of(text, token.start))
    return None


def _near(text: str, message: str, place: Place | None) -> str:
    said = _SENTENCE.search(message)
    if said:
        return said.group() + "."
    line = text.split("\n")[place.line - 1][place.column - 1 :].strip() if place else ""
    return (
        f"The query is not valid before {line[:30]!r}."
        if line
        else "The query is not complete, or not valid near its end."
    )
