"""A text of JSON as values that know where they stand, however deep; a broken text gives what could be read."""

import json
import re
from dataclasses import dataclass, field
from typing import NamedTuple

from partnercities.sources.positions.spots import Span

_TOKEN = re.compile(
    r"""[ \t\r\n]*+(?:(?P<string>"(?:[^"\\]++|\\.)*+")|(?P<mark>[\[\]{},:])|(?P<plain>[^ \t\r\n"\[\]{},:]++))""",
    re.DOTALL,
)


class Member(NamedTuple):
    """A member of an object, and where its name stands."""

    name: str
    name_at: Span
    value: "Value"


@dataclass(slots=True)
class Value:
    """A value: one of a text, a plain word or number, an array or an object; strings and names without their marks."""

    at: Span
    text: str | None = None
    plain: str | None = None
    items: "list[Value] | None" = None
    members: list[Member] | None = None
    named: tuple[str, Span] | None = field(default=None, repr=False)
    """The name of the member that is being read."""

    def member(self, name: str) -> "Value | None":
        """The last member of a name, which is the one that counts."""
        return next((member.value for member in reversed(self.members or []) if member.name == name), None)

    @property
    def each(self) -> "list[Value]":
        """The items of an array; of anything else, itself."""
        return [self] if self.items is None else self.items


def read_json(text: str) -> Value | None:
    """The value that a text is, or the first of several."""
    outermost = Value(Span(0, len(text)), items=[])
    open = [outermost]
    for match in _TOKEN.finditer(text):
        mark = match["mark"]
        if mark in ("{", "["):
            value = Value(Span(match.end() - 1, len(text)))
            value.items, value.members = ([], None) if mark == "[" else (None, [])
            _add(open[-1], value)
            open.append(value)
        elif mark in ("}", "]"):
            if len(open) > 1:
                closed = open.pop()
                closed.at = Span(closed.at.start, match.end())
        elif not mark:
            _add_scalar(open[-1], match)
    return outermost.items[0] if outermost.items else None


def _add_scalar(around: Value, match: re.Match[str]) -> None:
    kind = match.lastgroup or ""
    at = Span(*match.span(kind))
    if kind == "plain":
        _add(around, Value(at, plain=match["plain"]))
    elif around.members is not None and around.named is None:
        around.named = _unquoted(match["string"]), at
    else:
        _add(around, Value(at, text=_unquoted(match["string"])))


def _add(around: Value, value: Value) -> None:
    if around.items is not None:
        around.items.append(value)
    elif around.members is not None and around.named is not None:
        around.members.append(Member(*around.named, value))
        around.named = None


def _unquoted(string: str) -> str:
    if "\\" not in string:
        return string[1:-1]
    try:
        return str(json.loads(string, strict=False))
    except ValueError:
        return string[1:-1]
