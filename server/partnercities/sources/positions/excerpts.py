"""Lines of a text around a spot, as a terminal can show them."""

import re
import unicodedata

from partnercities.sources.positions.spots import Lines, Spot, decode

# What would steer a terminal, or turn the direction of what follows, is shown as a sign of its own.
_STEERING = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2028\u2029\u2066-\u2069\ufeff]")
_SIGN = "\ufffd"
_MORE = "…"


def excerpt(text: bytes, spot: Spot, around: int = 0) -> list[tuple[int, str]]:
    """The line that a spot begins in and those around it, each with its number; each character is one place wide or more.

    Characters that would steer a terminal are replaced one by one, so columns stay.
    """
    lines = Lines(decode(text)).texts(spot.line - around, spot.line + around)
    return [(number, _STEERING.sub(_SIGN, line)) for number, line in lines]


def caret(line: str, start: int, end: int) -> str:
    """What stands under a line to point at columns of it: space as wide as what is before them, then carets.

    Tabs stay tabs, wide characters take two places and combining ones none.
    """
    before = "".join("\t" if character == "\t" else " " * _width(character) for character in line[: start - 1])
    return before + "^" * max(1, sum(map(_width, line[start - 1 : end - 1])))


def pointed(text: bytes, spot: Spot, width: int = 120) -> tuple[str, str]:
    """The line that a spot begins in, and what points at the spot below it; of a long line a part of so many characters.

    Of a spot over several lines the first is pointed at.
    """
    ((_, line),) = excerpt(text, spot)
    end = spot.end_column if spot.end_line == spot.line else len(line) + 1
    if len(line) <= width:
        return line, caret(line, spot.column, end)
    left = max(0, min(spot.column - 1 - width // 3, len(line) - width))
    shown = line[left : left + width]
    if left:
        shown = _MORE + shown[1:]
    if left + width < len(line):
        shown = shown[:-1] + _MORE
    return shown, caret(shown, spot.column - left, min(end - left, width + 1))


def _width(character: str) -> int:
    """How many places a terminal gives a character."""
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
