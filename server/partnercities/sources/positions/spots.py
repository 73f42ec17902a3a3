"""Statements that are looked for, and spots in a text: lines and columns from offsets."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

BOM = b"\xef\xbb\xbf"
"""Editors on Windows put this before a text; it is no part of it."""

_LINE_END = re.compile(r"\r\n?|\n")


class Statement(NamedTuple):
    """What is looked for, as terms of N-Triples: `<iri>`, `_:b`, `"x"@en`, `"1"^^<…>`; the last two may be empty."""

    subject: str
    predicate: str = ""
    object: str = ""


ITSELF = "^"
"""In the place of an object: the predicate itself is looked for, not what is said by it."""


class Spot(NamedTuple):
    """A stretch of text: lines and columns from 1, columns in characters (code points), the end exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


class Span(NamedTuple):
    """A stretch of text by offsets in characters, the end exclusive."""

    start: int
    end: int


class Lines:
    """Where the lines of a text begin. A line ends as for the parsers of RDF: at CR, LF, or both together."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts = [0, *(end.end() for end in _LINE_END.finditer(text))]

    def spot(self, span: Span) -> Spot:
        """The lines and columns of a stretch."""
        return Spot(*self._place(span.start), *self._place(span.end))

    def span(self, spot: Spot) -> Span:
        """The offsets of a spot."""
        return Span(
            self._starts[spot.line - 1] + spot.column - 1, self._starts[spot.end_line - 1] + spot.end_column - 1
        )

    def texts(self, first: int, last: int) -> Iterator[tuple[int, str]]:
        """The lines of a range that there are, by number, without their ends."""
        bounds = [*self._starts, len(self._text)]
        for number in range(max(1, first), min(last, len(self._starts)) + 1):
            yield number, self._text[bounds[number - 1] : bounds[number]].rstrip("\r\n")

    def _place(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1


def decode(text: bytes) -> str:
    """The characters of a text without its mark of byte order; what is no UTF-8 becomes one sign for each fault."""
    return text.removeprefix(BOM).decode("utf-8", "replace")
