"""A text of Turtle, TriG, N-Triples or N-Quads cut into statements and tokens, with its prefixes and bases followed.

All four have the same tokens. A statement ends at a full stop or at a brace of TriG; most texts are long and most
statements not wanted, so one is passed over by one expression, without a look at its tokens.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from partnercities.sources.positions.iris import resolve
from partnercities.sources.positions.keys import TYPE, XSD, iri, literal, unescaped

# Repetitions of a group never give back what they took, or are bounded: remembering where they could would take 200
# bytes for each. Those of a group begin with what decides them, because Python before 3.11.5 loses its place otherwise.
_GAP = r"[ \t\r\n]*+(?:\#[^\r\n]*+[ \t\r\n]*+)*+"
_IRI = r"<[^<>\"{}|^`\x00-\x20]*+>"
_LETTER = r"[^ \t\r\n\"'<>\#.\\;,\[\](){}@^|~]"
_NAME = rf"{_LETTER}++(?:\\.{_LETTER}*+|(?=\.++(?:{_LETTER}|\\))\.++{_LETTER}*+)*+"
_STRING = (
    r'"""(?:[^"\\]++|\\.|(?!""")")*+"""'
    r"|'''(?:[^'\\]++|\\.|(?!''')')*+'''"
    r'|"(?:[^"\\\r\n]++|\\.)*+"'
    r"|'(?:[^'\\\r\n]++|\\.)*+'"
)
_NUMBER = r"[+-]?(?:[0-9]++(?:\.(?=[0-9]|[eE][+-]?[0-9])[0-9]*+)?|\.[0-9]++)(?:[eE][+-]?[0-9]++)?"
_TAG = r"@[A-Za-z]++(?:-++[A-Za-z0-9]++)*+"
_PIECE = rf"(?:[ \t\r\n;,\[\]()^]++|{_NUMBER}|{_NAME}|{_IRI}|{_STRING}|{_TAG}|\#[^\r\n]*+|\{{\||\|\}}|[^.{{}}])"
# A number may begin with a full stop, and a bracket of RDF 1.2 with a brace.
_END = r"\.(?![0-9])|\{(?!\|)|\}"

_STATEMENT = re.compile(rf"{_GAP}(?P<first>{_NAME}|{_IRI}|<<|[^.{{}}])?{_PIECE}{{0,99}}(?P<end>{_END})?", re.DOTALL)
_MORE = re.compile(rf"{_PIECE}{{0,99}}(?P<end>{_END})?", re.DOTALL)
_DIRECTIVE = re.compile(
    rf"{_GAP}(?:(?:@(?:prefix|base)(?=[ \t\r\n<\#:])|(?i:prefix|base)(?=[ \t\r\n<\#]))"
    rf"{_GAP}(?:(?P<prefix>[^ \t\r\n<>\"':]*+):)?{_GAP}(?P<iri>{_IRI})"
    rf"|(?:@version|(?i:version)(?=[ \t\r\n\"'\#])){_GAP}(?:{_STRING}))(?:{_GAP}\.)?",
    re.DOTALL,
)
_TOKEN = re.compile(
    rf"{_GAP}(?:(?P<number>{_NUMBER})|(?P<name>{_NAME}|{_IRI})"
    rf"|(?P<string>{_STRING})(?:{_GAP}(?:(?P<tag>{_TAG})|\^\^{_GAP}(?P<datatype>{_IRI}|{_NAME})))?"
    r"|(?P<mark><<\(|\)>>|<<|>>|\{\||\|\}|[\[\]();,~])|(?P<other>.)|(?P<end>\Z))",
    re.DOTALL,
)
_SPELLING = re.compile(rf"(?:{_STRING}|\#[^\r\n]*+|@)|({_NAME}|{_IRI})", re.DOTALL)
_ABSOLUTE = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*+:[^\\]*+\Z")
_KNOWN = 4096


class Names:
    """What names and relative IRIs mean at a place of the text."""

    def __init__(self, base: str) -> None:
        self._base = base
        self._prefixes: dict[str, str] = {}
        self._keys: dict[str, str] = {}

    def declare(self, prefix: str | None, reference: str) -> None:
        """What a directive says: of a prefix, or of the base where there is none."""
        meant = resolve(unescaped(reference), self._base)
        if prefix is None:
            self._base = meant
        else:
            self._prefixes[prefix] = meant
        self._keys.clear()

    def key(self, spelling: str) -> str:
        """The key of a name, a word or an IRI in angle brackets; nothing for a word that is no term."""
        known = self._keys.get(spelling)
        if known is None:
            if len(self._keys) > _KNOWN:
                self._keys.clear()
            known = self._keys[spelling] = self._read(spelling)
        return known

    def _read(self, spelling: str) -> str:
        if _ABSOLUTE.match(spelling) or spelling.startswith("_:"):
            return spelling
        if spelling.startswith("<"):
            return iri(resolve(unescaped(spelling[1:-1]), self._base))
        prefix, colon, local = spelling.partition(":")
        if colon:
            return iri(self._prefixes.get(prefix, spelling) + unescaped(local))
        return _WORDS.get(spelling, "")


_WORDS = {"a": TYPE, "true": literal("true", XSD + "boolean"), "false": literal("false", XSD + "boolean")}


class Part(NamedTuple):
    """A statement by its offsets, or the name of a graph before a brace; `first` is how its first term begins."""

    first: str
    start: int
    end: int


def parts(text: str, names: Names) -> Iterator[Part]:
    """The statements of a text in turn; at each, `names` holds what is declared before it."""
    position = 0
    while position < len(text):
        match = _STATEMENT.match(text, position)
        assert match  # an expression whose parts may all be missing
        first = match["first"] or ""
        if first[:1] in "@PpBbVv" and (directive := _DIRECTIVE.match(text, position)):
            if directive["iri"]:
                names.declare(directive["prefix"], directive["iri"][1:-1])
            position = directive.end()
            continue
        end = match.end() if match["end"] else _end(text, match.end())
        if first:
            yield Part(first, match.start("first"), end)
        position = end


def _end(text: str, position: int) -> int:
    """Where a statement ends of which only the beginning was read."""
    while position < len(text):
        match = _MORE.match(text, position)
        assert match
        position = match.end()
        if match["end"]:
            break
    return position


def tokens(text: str, part: Part) -> Iterator[re.Match[str]]:
    """The tokens of a statement: of the groups of its match the last names the kind; the space before it is in it."""
    return _TOKEN.finditer(text, part.start, part.end)


def spellings(text: str, part: Part) -> set[str]:
    """How names and IRIs are spelled in a statement, in less time than its tokens take; some may be none."""
    return set(_SPELLING.findall(text, part.start, part.end))


def number_key(spelling: str) -> str:
    """The key of a number without quote marks."""
    kind = "double" if "e" in spelling.lower() else "decimal" if "." in spelling else "integer"
    return literal(spelling, XSD + kind)


def string_key(match: re.Match[str], names: Names) -> str:
    """The key of a literal in quote marks, from its token."""
    quoted = match["string"]
    marks = 3 if quoted[:3] in ('"""', "'''") else 1
    characters = unescaped(quoted[marks:-marks])
    if match["datatype"]:
        return literal(characters, names.key(match["datatype"])[1:-1])
    return literal(characters, language=(match["tag"] or "")[1:])
