"""A text of XML as tags that know where they and their attributes stand."""

import re
from collections.abc import Callable
from typing import NamedTuple
from xml.parsers import expat

from partnercities.sources.positions.spots import Span

_TAG = re.compile(
    r"<(?P<name>[^ \t\r\n/>]++)(?:[ \t\r\n]++[^ \t\r\n=/>]++[ \t\r\n]*+=[ \t\r\n]*+(?:\"[^\"]*+\"|'[^']*+'))*+[^>]*+>"
)
_ATTRIBUTE = re.compile(
    r"[ \t\r\n](?P<name>[^ \t\r\n=]++)[ \t\r\n]*+=[ \t\r\n]*+(?:\"(?P<double>[^\"]*+)\"|'(?P<single>[^']*+)')"
)


class Attribute(NamedTuple):
    """An attribute: its name is namespace and local name, and its value stands between the quote marks."""

    name: str
    value: str
    at: Span


class Tag(NamedTuple):
    """The tag that an element begins with."""

    name: str
    attributes: tuple[Attribute, ...]
    at: Span
    name_at: Span

    def value(self, name: str) -> Attribute | None:
        """The attribute of a name."""
        return next((attribute for attribute in self.attributes if attribute.name == name), None)


class _DoctypeFoundError(Exception):
    """A text may define entities; such are not read."""


class Tags:
    """Tells what a text of XML holds, in its order, until it ends or is broken."""

    def __init__(
        self,
        text: str,
        begin: Callable[[Tag], None],
        end: Callable[[Span], None],
        characters: Callable[[str], None],
    ) -> None:
        self._text = text
        # The text was decoded before; a sign of half a character has no place in UTF-8.
        self._bytes = text.encode("utf-8", "replace")
        self._begin = begin
        self._end = end
        self._characters = characters
        self._byte = self._character = 0

    def read(self) -> None:
        """Tell everything."""
        parser = expat.ParserCreate("utf-8", " ")
        parser.ordered_attributes = True
        parser.buffer_text = True
        parser.StartElementHandler = self._started
        parser.EndElementHandler = self._ended
        parser.CharacterDataHandler = self._characters
        parser.StartDoctypeDeclHandler = _refuse
        self._parser = parser
        try:
            parser.Parse(self._bytes, True)
        except (expat.ExpatError, _DoctypeFoundError):
            return

    def _started(self, name: str, attributes: list[str]) -> None:
        start = self._here()
        match = _TAG.match(self._text, start)
        end = match.end() if match else start
        name_at = Span(*match.span("name")) if match else Span(start, start)
        spans = [
            _value_at(found)
            for found in _ATTRIBUTE.finditer(self._text, name_at.end, end)
            if not _declares(found["name"])
        ]
        pairs = zip(attributes[::2], attributes[1::2], spans, strict=False)
        self._begin(
            Tag(
                _joined(name),
                tuple(Attribute(_joined(a), value, at) for a, value, at in pairs),
                Span(start, end),
                name_at,
            )
        )

    def _ended(self, name: str) -> None:
        start = self._here()
        end = self._text.find(">", start) + 1
        self._end(Span(start, end))

    def _here(self) -> int:
        """The offset in characters of what the parser is at, counted on from where it was."""
        byte = self._parser.CurrentByteIndex
        self._character += len(self._bytes[self._byte : byte].decode("utf-8", "replace"))
        self._byte = byte
        return self._character


def _refuse(*_: object) -> None:
    raise _DoctypeFoundError


def _joined(name: str) -> str:
    """Namespace and local name in one, as IRIs are made in RDF/XML."""
    return name.replace(" ", "", 1)


def _declares(name: str) -> bool:
    return name == "xmlns" or name.startswith("xmlns:")


def _value_at(match: re.Match[str]) -> Span:
    return Span(*match.span("single" if match["double"] is None else "double"))
