"""Projects over the years, and the phases of one project on a line.

Positions along the time are in percent, so that the pages stretch a timeline to any width while its text stays as it is.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

_TICKS = 12
"""At most so many years are named."""
_STEPS = (1, 2, 5, 10, 20, 50)
_SMALLEST = 0.8
"""The width that a short time has at least, in percent."""
_MARKED = 4.0
"""The width that a mark needs, in percent."""
_TAIL = 7.0
"""How far a line goes on where a bound is not known, in percent."""


@dataclass(frozen=True)
class Bar:
    """Something that lasts: `label` is its time as people read it, in its own precision; None is an unknown bound.

    `mark` is what is written on the bar of a phase, such as its number.
    """

    name: str
    href: str
    start: date | None
    end: date | None
    label: str
    group: str = ""
    lang: str = ""
    mark: str = ""

    @property
    def dated(self) -> bool:
        """Whether a bound is known, so that there is something to draw."""
        return self.start is not None or self.end is not None


@dataclass(frozen=True)
class Tick:
    """A year on the axis; every other one is `minor` and may be left out where there is little room."""

    year: int
    at: float
    minor: bool


@dataclass(frozen=True)
class Piece:
    """A bar in its place: from `left` over `width`, and tails where a bound is not known, from `at` over `tail`."""

    bar: Bar
    left: float
    width: float
    tail_before: float = 0
    tail_after: float = 0

    @property
    def right(self) -> float:
        """Where it ends."""
        return round(self.left + self.width, 1)

    @property
    def roomy(self) -> bool:
        """Whether a mark can be written on it."""
        return self.width >= _MARKED

    @property
    def middle(self) -> float:
        """Where a text in its middle stands."""
        return round(self.left + self.width / 2, 1)


@dataclass(frozen=True)
class Timeline:
    """Bars below years, in groups in the order in which these first come; `undated` are named in words."""

    ticks: tuple[Tick, ...]
    groups: tuple[tuple[str, tuple[Piece, ...]], ...]
    undated: tuple[Bar, ...]


@dataclass(frozen=True)
class Phases:
    """The phases of one project on as few lines as keep them apart; `bars` are all of them, in the order given."""

    ticks: tuple[Tick, ...]
    lines: tuple[tuple[Piece, ...], ...]
    bars: tuple[Bar, ...]


def draw_timeline(bars: Sequence[Bar]) -> Timeline:
    """The bars of each group by their start; those without any date apart."""
    ticks, pieces = _drawn(bars)
    groups = list(dict.fromkeys(bar.group for bar in bars))
    ordered = sorted(pieces, key=lambda p: (groups.index(p.bar.group), p.left, p.right, p.bar.name))
    rows = tuple((name, tuple(rows)) for name, rows in groupby(ordered, key=lambda piece: piece.bar.group))
    return Timeline(ticks, rows, tuple(bar for bar in bars if not bar.dated))


def draw_phases(bars: Sequence[Bar]) -> Phases:
    """The phases in the order of their starts; one that overlaps with another, since sources disagree, goes below."""
    ticks, pieces = _drawn(bars)
    lines: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: (piece.left, piece.right)):
        line = next((line for line in lines if _end(line[-1]) <= _begin(piece)), None)
        if line is None:
            lines.append(line := [])
        line.append(piece)
    return Phases(ticks, tuple(map(tuple, lines)), tuple(bars))


def _drawn(bars: Sequence[Bar]) -> tuple[tuple[Tick, ...], list[Piece]]:
    """The axis of the bars, and the bars that have a date in their places."""
    dates = [day for bar in bars for day in (bar.start, bar.end) if day]
    if not dates:
        return (), []
    first, last = min(dates).year, max(dates).year + 1
    axis = _Axis(first, max(last, first + 2))
    return tuple(axis.ticks()), [axis.piece(bar) for bar in bars if bar.dated]


def _begin(piece: Piece) -> float:
    return piece.left - piece.tail_before


def _end(piece: Piece) -> float:
    return piece.right + piece.tail_after


@dataclass(frozen=True)
class _Axis:
    """The years from the first of January of one to that of another."""

    first: int
    last: int

    def at(self, day: date) -> float:
        """The place of a day."""
        year = day.year + (day.timetuple().tm_yday - 1) / 366
        return round(min(100.0, max(0.0, 100 * (year - self.first) / (self.last - self.first))), 1)

    def ticks(self) -> Iterator[Tick]:
        """The years that are named, evenly."""
        step = next((step for step in _STEPS if (self.last - self.first) / step <= _TICKS), _STEPS[-1])
        years = range(-(-self.first // step) * step, self.last + 1, step)
        for index, year in enumerate(years):
            yield Tick(year, self.at(date(year, 1, 1)), minor=index % 2 == 1)

    def piece(self, bar: Bar) -> Piece:
        """A bar in its place, widened where it would not be seen."""
        left, right = (self.at(day) if day else None for day in (bar.start, bar.end))
        if left is None or right is None:
            known = left if right is None else right
            at = min(known or 0.0, 100 - _SMALLEST)
            before = min(_TAIL, at) if left is None else 0
            after = min(_TAIL, 100 - _SMALLEST - at) if right is None else 0
            return Piece(bar, at, _SMALLEST, round(before, 1), round(after, 1))
        left = min(left, 100 - _SMALLEST)
        return Piece(bar, left, round(max(_SMALLEST, right - left), 1))
