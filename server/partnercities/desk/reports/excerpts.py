"""The line of a text that a finding is about, with the part of it that is meant."""

from dataclasses import dataclass

from partnercities.desk.reports.naming import harmless
from partnercities.problems import Place
from partnercities.sources.positions.excerpts import caret
from partnercities.validation.report import Sources

_WIDEST, _BEFORE = 140, 50
"""So much of a long line is shown, and so much of it before the mark."""


@dataclass(frozen=True)
class Excerpt:
    """A line of a text and the part that is meant, from one character up to another, counted from 0."""

    number: int
    line: str
    start: int
    end: int

    @property
    def parts(self) -> tuple[str, str, str]:
        """The line before the mark, the mark, and what follows."""
        return self.line[: self.start], self.line[self.start : self.end], self.line[self.end :]

    @property
    def caret(self) -> str:
        """What stands below the line on a terminal, so that the carets are under what is meant."""
        return caret(self.line, self.start + 1, self.end + 1)


def excerpt(place: Place | None, sources: Sources) -> Excerpt | None:
    """The line where something begins; None where its text is not at hand."""
    if place is None:
        return None
    lines = sources.lines(place.source, place.line, place.line)
    return _cut(place, harmless(lines[0].rstrip("\r\n"))) if lines else None


def _cut(place: Place, line: str) -> Excerpt:
    start = min(max(0, place.column - 1), len(line))
    end = _end(place, line, start)
    if len(line) <= _WIDEST:
        return Excerpt(place.line, line, start, end)
    first = max(0, min(start - _BEFORE, len(line) - _WIDEST))
    shown = line[first : first + _WIDEST]
    shown = ("…" + shown[1:]) if first else shown
    shown = (shown[:-1] + "…") if first + _WIDEST < len(line) else shown
    return Excerpt(place.line, shown, start - first, min(end - first, len(shown)))


def _end(place: Place, line: str, start: int) -> int:
    """Where the mark ends in the line; what goes on in the next lines is marked up to the end of this one."""
    if place.end_line > place.line:
        return len(line)
    return max(min(place.end_column - 1, len(line)), min(start + 1, len(line)))
