"""The tokens of queries and updates, each with what the brackets around it hold; nothing makes the reading fail."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

# The order matters: what is tried first wins where two could begin at the same place (SPARQL 1.1, section 19.8).
# Repetitions never give back what they have taken (`*+`): remembering where they could would take 200 MB for a literal
# of one megabyte.
_TOKEN = re.compile(
    r"""
    (?P<skip>\s+|\#[^\r\n]*)
  | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
  | (?P<string>\"{3}(?:\"{0,2}+(?:[^"\\]++|\\.))*+\"{3}|'{3}(?:'{0,2}+(?:[^'\\]++|\\.))*+'{3}
             |"(?:[^"\\\r\n]++|\\.)*+"|'(?:[^'\\\r\n]++|\\.)*+')
  | (?P<open>"(?:[^"\\\r\n]++|\\.)*+|'(?:[^'\\\r\n]++|\\.)*+)
  | (?P<variable>[?$]\w+)
  | (?P<name>(?:[^\W\d_][\w.-]{0,200}|_)?:(?:[\w:%-]++|\.++(?=[\w:%\\-])|\\[^\s])*+)
  | (?P<tag>@[A-Za-z][A-Za-z0-9-]*)
  | (?P<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)
  | (?P<word>[^\W\d]\w*)
  | (?P<mark>&&|\|\||\^\^|<<|>>|\{\||\|\}|.)
    """,
    re.VERBOSE | re.DOTALL,
)

TERMS = {"iri", "string", "variable", "name", "number"}
PAIRS = {"{": "}", "(": ")", "[": "]", "<<": ">>", "{|": "|}"}
# The blocks whose statements an engine reads one by one, however many there are.
_BLOCKS = ("VALUES", "DATA")
_EXPRESSION = "expression"


@dataclass(frozen=True)
class Token:
    """One token: its kind (a group of the grammar above), its text and where it starts.

    `inside` names the innermost bracket around it: the bracket itself, `VALUES`, `IN` or `DATA` for data, or
    `expression`.
    """

    kind: str
    text: str
    start: int
    inside: str = ""

    @property
    def word(self) -> str:
        """The token in upper case if it is a word or a mark, else nothing."""
        return self.text.upper() if self.kind in ("word", "mark") else ""


def tokens(text: str) -> Iterator[Token]:
    """The tokens of a query; white space and comments are left out, and nothing makes it fail."""
    brackets = _Brackets()
    position = 0
    while match := _TOKEN.match(text, position):
        kind, found = str(match.lastgroup), match.group()
        if kind == "iri" and brackets.compares():
            # In `2 < 1 #>` the sign compares, though what follows could be read as an address.
            kind, found = "mark", "<"
        position = match.start() + len(found)
        if kind != "skip":
            token = Token(kind, found, match.start(), brackets.inside)
            brackets.read(token)
            yield token


class _Brackets:
    """The brackets that are open, by what they hold."""

    def __init__(self) -> None:
        self.open: list[str] = []
        self._values = False
        self._before: Token | None = None
        self._earlier: Token | None = None

    @property
    def inside(self) -> str:
        return self.open[-1] if self.open else ""

    def compares(self) -> bool:
        """Whether a `<` here would compare: in an expression, after something that has a value."""
        before = self._before
        if before is None or self.inside not in (_EXPRESSION, "IN"):
            return False
        return before.kind in TERMS or before.text in (")", "]") or before.word in ("TRUE", "FALSE")

    def read(self, token: Token) -> None:
        word = token.word
        if word == "VALUES":
            self._values = True
        elif word in PAIRS:
            self.open.append(self._name(word))
        elif word in PAIRS.values() and self.open:
            self.open.pop()
        self._earlier, self._before = self._before, token

    def _name(self, word: str) -> str:
        if self.inside in _BLOCKS:
            return self.inside
        if self._values and word == "{":
            self._values = False
            return "VALUES"
        if word == "{" and self._before is not None and self._before.word == "DATA":
            return "DATA"
        if word != "(":
            return word
        if self._before is not None and self._before.word == "IN":
            return "IN"
        return _EXPRESSION if self._begins_expression() else word

    def _begins_expression(self) -> bool:
        """Whether a round bracket here holds an expression; after a term of a pattern it holds a list of terms."""
        before, earlier = self._before, self._earlier
        if self._values or before is None:
            return False
        if self.inside in ("", _EXPRESSION, "IN") or before.kind == "word" or before.text == ")":
            return True
        return before.kind in ("iri", "name") and earlier is not None and earlier.word == "FILTER"
