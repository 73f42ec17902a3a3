"""Queries taken apart. The text has passed the engine's parser before, so whatever is read here is well-formed."""

from collections.abc import Sequence

from partnercities.protocol.tokens import Token
from partnercities.shacl.sparql.patterns import read_patterns
from partnercities.shacl.sparql.select import Select
from partnercities.shacl.sparql.structure import (
    Bind,
    Element,
    Expression,
    Filter,
    Graph,
    Group,
    Optional,
    Triples,
    Union,
    variables,
)

_PAIRS = {"(": ")", "{": "}"}
_OPENING = frozenset({"FILTER", "BIND", "OPTIONAL", "GRAPH", "{", "}"})


def read_query(found: Sequence[Token]) -> Select:
    """The structure of a SELECT or ASK query, from its tokens."""
    reader = _Reader(found)
    reader.skip_prologue()
    return reader.select()


class _Reader:
    def __init__(self, found: Sequence[Token]) -> None:
        self._found = found
        self._at = 0

    @property
    def _next(self) -> Token | None:
        return self._found[self._at] if self._at < len(self._found) else None

    @property
    def _word(self) -> str:
        return self._next.word if self._next else ""

    def _take(self) -> Token:
        self._at += 1
        return self._found[self._at - 1]

    def _take_word(self, word: str) -> bool:
        if self._word == word:
            self._at += 1
            return True
        return False

    def skip_prologue(self) -> None:
        """Go to the word that the query begins with."""
        while self._next and self._word not in ("SELECT", "ASK"):
            self._at += 1

    def select(self) -> Select:
        """A SELECT or ASK with its group and all that follows it."""
        first = self._at
        while self._word not in ("WHERE", "{"):
            self._skip_nested()
        head = self._found[first : self._at]
        self._take_word("WHERE")
        group = self.group()
        tail_from = self._at
        while self._next and self._word != "}":
            self._skip_nested()
        tail = tuple(self._found[tail_from : self._at])
        end = tail[-1].start + len(tail[-1].text) if tail else group.end + 1
        return Select(head[0].start, end, tuple(head), group, tail, _grouped_by(tail))

    def _skip_nested(self) -> None:
        """Go on by one token, or behind the bracket that it opens."""
        closing = _PAIRS.get(self._take().text)
        while closing and self._next and self._next.text != closing:
            self._skip_nested()
        if closing:
            self._take()

    def group(self) -> Group:
        """A group with its braces."""
        start = self._take().start + 1
        elements = []
        while self._next and self._word != "}":
            if self._word in (".", ";"):
                self._take()
            else:
                elements.append(self._element())
        return Group(start, self._take().start, tuple(elements))

    def _element(self) -> Element:
        read = {
            "FILTER": self._filter,
            "BIND": self._bind,
            "OPTIONAL": self._optional,
            "GRAPH": self._graph,
            "{": self._nested,
            "SELECT": self.select,
        }.get(self._word, self._triples)
        return read()

    def _filter(self) -> Filter:
        start = self._take().start
        condition = self._condition()
        return Filter(start, self._end, condition)

    @property
    def _end(self) -> int:
        last = self._found[self._at - 1]
        return last.start + len(last.text)

    def _condition(self) -> Expression:
        """What a FILTER holds: EXISTS with its group, or all up to the end of a bracket."""
        first, groups = self._at, []
        while True:
            token = self._take()
            if token.word == "EXISTS":
                groups.append(self.group())
                break
            if token.text == "(":
                groups += self._up_to(")")
                break
        return Expression(tuple(self._found[first : self._at]), tuple(groups))

    def _up_to(self, closing: str) -> list[Group]:
        """Go behind a closing bracket; returns the groups of EXISTS on the way."""
        groups = []
        while self._next and self._next.text != closing:
            token = self._take()
            if token.word == "EXISTS":
                groups.append(self.group())
            elif token.text == "(":
                groups += self._up_to(")")
        self._take()
        return groups

    def _bind(self) -> Bind:
        start = self._take().start
        self._take()
        first = self._at
        groups = self._up_to(")")
        *expression, variable = self._found[first : self._at - 1]
        return Bind(start, self._end, Expression(tuple(expression[:-1]), tuple(groups)), variable.text[1:])

    def _optional(self) -> Optional:
        start = self._take().start
        group = self.group()
        return Optional(start, self._end, group)

    def _graph(self) -> Graph:
        start = self._take().start
        name = self._take()
        group = self.group()
        return Graph(start, self._end, name, group)

    def _nested(self) -> Element:
        start = self._found[self._at].start
        groups = [self.group()]
        while self._take_word("UNION"):
            groups.append(self.group())
        return Union(start, self._end, tuple(groups))

    def _triples(self) -> Triples:
        first, start = self._at, self._found[self._at].start
        while self._next and self._word not in _OPENING:
            self._at += 1
        return Triples(start, self._end, read_patterns(self._found[first : self._at]))


def _grouped_by(tail: Sequence[Token]) -> frozenset[str]:
    """The variables that solutions are grouped by, as they are."""
    words = [token.word for token in tail]
    if "GROUP" not in words:
        return frozenset()
    keys = tail[words.index("GROUP") + 2 :]
    upto = next((n for n, token in enumerate(keys) if token.word in ("HAVING", "ORDER", "LIMIT", "OFFSET")), len(keys))
    return variables([token for token in keys[:upto] if not token.inside.startswith(("(", "expression"))])
