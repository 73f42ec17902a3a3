"""As what a table can be shown besides a table: bars, a timeline, a map; by what stands in its columns."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from partnercities.model.vocabulary import ID, XSD
from partnercities.store import Table, Term

_NUMBERS = frozenset(
    XSD + name
    for name in ("integer", "decimal", "double", "float", "int", "long", "short", "byte", "nonNegativeInteger",
                 "positiveInteger", "unsignedInt", "unsignedLong")
)  # fmt: skip
_DATES = frozenset(XSD + name for name in ("date", "dateTime", "gYear", "gYearMonth"))
_DAY = re.compile(r"-?\d{4,}(-\d{2}(-\d{2}(T.*)?)?)?(Z|[+-]\d{2}:\d{2})?")
_POINT = re.compile(r"(?:<[^>]*>\s*)?POINT\s*\(\s*(-?[\d.]+)\s+(-?[\d.]+)\s*\)", re.IGNORECASE)
_LATITUDE, _LONGITUDE = ("lat", "latitude"), ("long", "lng", "lon", "longitude")
_STARTS = ("start", "from", "since", "begin", "first", "earliest")
MOST_BARS = 100
"""So many rows are shown as bars."""
CITY = ID + "city/"
"""How the IRIs of places on our map begin."""


def is_number(term: Term | None) -> bool:
    """Whether a term is a number, which stands at the right of its column."""
    return term is not None and term.datatype in _NUMBERS


@dataclass(frozen=True)
class Bar:
    """A row as a bar: what it is of, the number as it is written, and its length in thousandths of the longest."""

    of: Term
    number: str
    length: int


@dataclass(frozen=True)
class Span:
    """A row as a time: what it is of, when it begins and when it ends, as they are written."""

    of: Term
    start: str
    end: str


@dataclass(frozen=True)
class Spot:
    """A thing as a place: its latitude and longitude where its row says them, its number as it is written and rounded."""

    of: Term
    place: tuple[float, float] | None = None
    number: str = ""
    weight: int = 1


class Views:
    """What the columns of a table allow."""

    def __init__(self, table: Table) -> None:
        self._table = table

    @cached_property
    def offered(self) -> tuple[str, ...]:
        """The names of the views, the table first."""
        allowed = {"map": self.spots, "bars": self.bars, "timeline": self.spans}
        return ("table", *(name for name, found in allowed.items() if found))

    @cached_property
    def numbers(self) -> frozenset[str]:
        """The columns in which all is a number."""
        return frozenset(name for index, name in enumerate(self._table.columns) if self._all(index, is_number))

    @cached_property
    def bars(self) -> tuple[Bar, ...]:
        """The first rows as bars; none without a column of names and one of numbers that are not negative."""
        if self._number is None or self._name is None:
            return ()
        found = ((row[self._name], row[self._number]) for row in self._table.rows)
        rows = [(of, value) for of, value in found if of and value][:MOST_BARS]
        sizes = [float(value.value) for _, value in rows if value]
        if len(rows) < 2 or not all(0 <= size < float("inf") for size in sizes):
            return ()
        return tuple(
            Bar(of, value.value, round(1000 * size / (max(sizes) or 1)))
            for (of, value), size in zip(rows, sizes, strict=True)
            if of and value
        )

    @property
    def measured(self) -> tuple[str, str]:
        """The columns that bars are of and that they show; two empty texts where there are no bars."""
        columns = self._table.columns
        return (columns[self._name or 0], columns[self._number or 0]) if self.bars else ("", "")

    @cached_property
    def spans(self) -> tuple[Span, ...]:
        """The rows that have a date; none without a column of names."""
        dates = [index for index in range(len(self._table.columns)) if self._all(index, _is_date)]
        if not dates or self._name is None:
            return ()
        named = [index for index in dates if self._table.columns[index].lower().startswith(_STARTS)]
        start = (named or dates)[0]
        end = next((index for index in dates if index != start), start)
        return tuple(Span(*found) for found in self._spans(self._name, start, end))

    def _spans(self, name: int, start: int, end: int) -> Iterator[tuple[Term, str, str]]:
        for row in self._table.rows:
            of, first, last = row[name], row[start], row[end]
            if of and (first or last):
                yield of, str(first or ""), str(last or "")

    @cached_property
    def spots(self) -> tuple[Spot, ...]:
        """The things that are places: by two columns of coordinates, by points, or by cities, whose places we know."""
        spots = self._by_coordinates() or self._by_points() or self._by_cities()
        numbers = {bar.of: bar for bar in self.bars}
        found = {spot.of: spot for spot in reversed(spots)}
        return tuple(
            replace(found[of], number=numbers[of].number, weight=max(1, round(float(numbers[of].number))))
            if of in numbers
            else found[of]
            for of in dict.fromkeys(spot.of for spot in spots)
        )

    def _by_coordinates(self) -> tuple[Spot, ...]:
        names = [column.lower() for column in self._table.columns]
        latitude = next((index for index, name in enumerate(names) if name in _LATITUDE), None)
        longitude = next((index for index, name in enumerate(names) if name in _LONGITUDE), None)
        if latitude is None or longitude is None or self._name is None:
            return ()
        return tuple(
            Spot(of, (float(north.value), float(east.value)))
            for row in self._table.rows
            if (of := row[self._name])
            and (north := row[latitude]) and is_number(north)
            and (east := row[longitude]) and is_number(east)
        )  # fmt: skip

    def _by_points(self) -> tuple[Spot, ...]:
        points = self._first(lambda term: bool(_POINT.fullmatch(term.value)))
        if points is None or self._name is None:
            return ()
        found = ((row[self._name], _POINT.fullmatch(str(row[points] or ""))) for row in self._table.rows)
        return tuple(Spot(of, (float(point[2]), float(point[1]))) for of, point in found if of and point)

    def _by_cities(self) -> tuple[Spot, ...]:
        cities = self._first(lambda term: term.kind == "uri" and term.value.startswith(CITY))
        if cities is None:
            return ()
        return tuple(Spot(of) for row in self._table.rows if (of := row[cities]))

    @cached_property
    def _number(self) -> int | None:
        """The first column of numbers that are not coordinates."""
        named = (index for index, name in enumerate(self._table.columns) if name.lower() not in _LATITUDE + _LONGITUDE)
        return next((index for index in named if self._all(index, is_number)), None)

    @cached_property
    def _name(self) -> int | None:
        """The column that says what a row is of: the first of things, else the first of words."""
        things = self._first(lambda term: term.kind == "uri")
        return self._first(_is_word) if things is None else things

    def _first(self, test: Callable[[Term], bool]) -> int | None:
        return next((index for index in range(len(self._table.columns)) if self._all(index, test)), None)

    def _all(self, index: int, test: Callable[[Term], bool]) -> bool:
        """Whether all that stands in a column passes a test, and anything stands there."""
        found = [row[index] for row in self._table.rows]
        return any(found) and all(test(term) for term in found if term)


def _is_date(term: Term) -> bool:
    return (term.datatype in _DATES or (not term.datatype and not term.language)) and bool(_DAY.fullmatch(term.value))


def _is_word(term: Term) -> bool:
    return term.kind == "literal" and not is_number(term) and not _is_date(term) and not _POINT.fullmatch(term.value)
