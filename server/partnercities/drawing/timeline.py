"""Projects over the years, and the phases of one project on a line.

Positions along the time are in percent, so that the pages stretch a timeline to any width while its text stays as it is.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from partnercities.drawing.rounding import tenth

_TICKS = 8
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
        return tenth(self.left + self.width)

    @property
    def roomy(self) -> bool:
        """Whether a mark can be written on it."""
        return self.width >= _MARKED

    @property
    def begin(self) -> float:
        """Where its tail begins, or else it."""
        return tenth(self.left - self.tail_before)

    @property
    def end(self) -> float:
        """Where its tail ends, or else it."""
        return tenth(self.right + self.tail_after)

    @property
    def middle(self) -> float:
        """Where a text in its middle stands."""
        return tenth(self.left + self.width / 2)


@dataclass(frozen=True)
class Timeline:
    """Bars below years, first those without a group, then in groups as these first come; `undated` are named in words."""

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
    groups = sorted(dict.fromkeys(bar.group for bar in bars), key=bool)
    ordered = sorted(pieces, key=lambda p: (groups.index(p.bar.group), p.left, p.right, p.bar.name))
    rows = tuple((name, tuple(rows)) for name, rows in groupby(ordered, key=lambda piece: piece.bar.group))
    return Timeline(ticks, rows, tuple(bar for bar in bars if not bar.dated))


def draw_phases(bars: Sequence[Bar]) -> Phases:
    """The phases in the order of their starts; one that overlaps with another, since sources disagree, goes below."""
    ticks, pieces = _drawn(bars)
    lines: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: (piece.left, piece.right)):
        line = next((line for line in lines if line[-1].end <= piece.begin), None)
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


@dataclass(frozen=True)
class _Axis:
    """The years from the first of January of one to that of another."""

    first: int
    last: int

    def at(self, day: date) -> float:
        """The place of a day."""
        year = day.year + (day.timetuple().tm_yday - 1) / 366
        return tenth(min(100, max(0, 100 * (year - self.first) / (self.last - self.first))))

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
            return Piece(bar, at, _SMALLEST, tenth(before), tenth(after))
        left = min(left, 100 - _SMALLEST)
        return Piece(bar, left, tenth(max(_SMALLEST, right - left)))
